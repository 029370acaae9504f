//! The ids that documents were ever given, each with what tells which document it was.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::error::StoreError;
use super::file::ContentHash;
use super::store::Store;

/// What tells which document an id was given to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Witness {
    /// The document is the file at this path, as reports show it.
    File(String),
    /// The document is a file with this content.
    Content(ContentHash),
    /// The file at this path mentions the document in these words.
    Mention {
        /// The path, as reports show it.
        path: String,
        /// The words, in a form that the caller chooses.
        words: String,
    },
}

/// Column `kind`: the document is a file at a path.
const FILE: i64 = 0;
/// The document has a content.
const CONTENT: i64 = 1;
/// The document is mentioned.
const MENTION: i64 = 2;

/// All ids that were ever given.
pub type Addresses = FxHashMap<String, Vec<Witness>>;

impl Store {
    /// All ids that were ever given, with what tells of each which document it was, in order.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn addresses(&self) -> Result<Addresses, StoreError> {
        let sql = "SELECT id, kind, path, words, sha256 FROM address \
                   ORDER BY id, kind, path, words";
        let rows = self.db.query(sql, [], |row| {
            let witness = match row.get(1)? {
                FILE => Witness::File(row.get(2)?),
                CONTENT => Witness::Content(row.get(4)?),
                _ => Witness::Mention { path: row.get(2)?, words: row.get(3)? },
            };
            Ok((row.get(0)?, witness))
        })?;
        let mut all = Addresses::default();
        for (id, witness) in rows {
            all.entry(id).or_default().push(witness);
        }
        Ok(all)
    }

    /// An id that the document in the file at a path was given.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn id_of_file(&self, path: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT id FROM address WHERE kind = ?1 AND path = ?2 ORDER BY id";
        let ids = self.db.query(sql, params![FILE, path], |row| row.get(0))?;
        Ok(ids.into_iter().next())
    }

    /// Sets what tells of some ids; other ids stay as they are.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn set_addresses(&mut self, addresses: &Addresses) -> Result<(), StoreError> {
        if addresses.is_empty() {
            return Ok(());
        }
        self.db.change(|all| {
            let mut remove = all.prepare("DELETE FROM address WHERE id = ?1")?;
            let mut add =
                all.prepare("INSERT OR IGNORE INTO address VALUES (?1, ?2, ?3, ?4, ?5)")?;
            for (id, witnesses) in addresses {
                remove.execute([id])?;
                for witness in witnesses {
                    let (kind, path, words, sha256) = match witness {
                        Witness::File(path) => (FILE, path.as_str(), "", None),
                        Witness::Content(sha256) => (CONTENT, "", "", Some(sha256)),
                        Witness::Mention { path, words } => {
                            (MENTION, path.as_str(), words.as_str(), None)
                        }
                    };
                    add.execute(params![id, kind, path, words, sha256])?;
                }
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_of_an_id_is_replaced_and_other_ids_stay() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path()).unwrap();
        let file = Witness::File("a.md".to_owned());
        let content = Witness::Content([7; 32]);
        let mention =
            Witness::Mention { path: "b.md".to_owned(), words: "5-KH/TU".to_owned() };
        let set = |store: &mut Store, id: &str, witnesses: &[Witness]| {
            let one = [(id.to_owned(), witnesses.to_vec())];
            store.set_addresses(&one.into_iter().collect()).unwrap();
        };
        set(&mut store, "one", std::slice::from_ref(&mention));
        set(&mut store, "two", std::slice::from_ref(&mention));
        set(&mut store, "one", &[file.clone(), content.clone()]);
        let all = store.addresses().unwrap();
        assert_eq!((&all["one"], &all["two"]), (&vec![file, content], &vec![mention]));
    }
}
