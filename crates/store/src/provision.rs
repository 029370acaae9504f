//! The provisions of documents as they were last written, so that a change of their texts is seen
//! whatever becomes of the index.

use std::collections::BTreeMap;

use rusqlite::params;

use super::error::StoreError;
use super::file::ContentHash;
use super::store::Store;

/// The provisions of a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KnownProvisions {
    /// The content of its file.
    pub sha256: ContentHash,
    /// By path.
    pub by_path: BTreeMap<String, KnownProvision>,
}

/// A provision of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KnownProvision {
    /// A checksum of its text, which the caller chooses.
    pub sum: u64,
    /// When a file with another text came, in seconds since 1970; `None` where none did.
    pub changed_s: Option<i64>,
}

impl KnownProvisions {
    /// Of the provisions of a file that came at `now_s`, given those of the file before. A text that
    /// is read in another way from the same file has not changed.
    pub fn new(
        sha256: ContentHash,
        sums: impl Iterator<Item = (String, u64)>,
        before: Option<&Self>,
        now_s: i64,
    ) -> Self {
        let known = |(path, sum)| {
            let known = before.and_then(|before| before.by_path.get(&path));
            let is_same_file = before.is_some_and(|before| before.sha256 == sha256);
            let changed_s = known.and_then(|known| {
                let is_other = known.sum != sum && !is_same_file;
                if is_other { Some(now_s) } else { known.changed_s }
            });
            (path, KnownProvision { sum, changed_s })
        };
        Self { sha256, by_path: sums.map(known).collect() }
    }
}

impl Store {
    /// The provisions of a document; none where the store knows nothing of it.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn provisions(
        &self,
        document: &str,
    ) -> Result<Option<KnownProvisions>, StoreError> {
        let sql =
            "SELECT sha256, path, sum, changed_s FROM provision WHERE document = ?1";
        let mut found: Option<KnownProvisions> = None;
        self.db.query(sql, [document], |row| {
            let known = found.get_or_insert_default();
            known.sha256 = row.get(0)?;
            let (sum, changed_s) = (row.get::<_, i64>(2)?.cast_unsigned(), row.get(3)?);
            known.by_path.insert(row.get(1)?, KnownProvision { sum, changed_s });
            Ok(())
        })?;
        Ok(found)
    }

    /// Keeps the provisions of some documents in the place of those before, in one step.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn set_provisions(
        &self,
        all: &[(String, KnownProvisions)],
    ) -> Result<(), StoreError> {
        self.db.change(|db| {
            let mut remove = db.prepare("DELETE FROM provision WHERE document = ?1")?;
            let mut add =
                db.prepare("INSERT INTO provision VALUES (?1, ?2, ?3, ?4, ?5)")?;
            for (document, known) in all {
                remove.execute([document])?;
                for (path, KnownProvision { sum, changed_s }) in &known.by_path {
                    let sum = sum.cast_signed();
                    add.execute(params![document, path, known.sha256, sum, changed_s])?;
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
    fn a_text_has_changed_where_another_file_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let write = |file: u8, sums: &[(&str, u64)], now_s: i64| {
            let before = store.provisions("a").unwrap();
            let sums = sums.iter().map(|(path, sum)| ((*path).to_owned(), *sum));
            let now = KnownProvisions::new([file; 32], sums, before.as_ref(), now_s);
            store.set_provisions(&[("a".to_owned(), now.clone())]).unwrap();
            assert_eq!(store.provisions("a").unwrap(), Some(now.clone()));
            let all = now.by_path.into_values();
            all.map(|known| known.changed_s).collect::<Vec<_>>()
        };
        assert_eq!(write(1, &[("1", 5), ("2", u64::MAX)], 10), [None, None]);
        assert_eq!(write(2, &[("1", 5), ("2", 8), ("3", 9)], 20), [None, Some(20), None]);
        assert_eq!(write(2, &[("1", 6), ("2", 8)], 30), [None, Some(20)], "read anew");
        assert_eq!(write(3, &[("1", 7), ("2", 8)], 40), [Some(40), Some(20)]);
        assert_eq!(store.provisions("b").unwrap(), None);
    }
}
