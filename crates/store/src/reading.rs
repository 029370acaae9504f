//! What was read from contents: for each content, form and reader the whole reading and, beside
//! it, its facts, both as bytes.

use rusqlite::params;

use super::error::StoreError;
use super::file::ContentHash;
use super::store::Store;

/// Which content was read, and by what.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ReadingKey {
    /// The content.
    pub sha256: ContentHash,
    /// The end of the file's name, in small letters: a hint for the reader.
    pub form: String,
    /// Version of the reader, and of its settings.
    pub reader: String,
}

/// What was read, to be kept.
#[derive(Clone, Debug)]
pub struct NewReading {
    /// Of which content.
    pub key: ReadingKey,
    /// The whole reading.
    pub content: Vec<u8>,
    /// What of it is asked for at every ingest.
    pub facts: Vec<u8>,
}

impl Store {
    /// What was read.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn reading(&self, key: &ReadingKey) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT content FROM reading \
                   WHERE sha256 = ?1 AND form = ?2 AND reader = ?3";
        let values = params![key.sha256, key.form, key.reader];
        Ok(self.db.query(sql, values, |row| row.get(0))?.pop())
    }

    /// The facts of all that a reader read: each goes to `see` with its content and form, in no
    /// order.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn each_facts(
        &self,
        reader: &str,
        mut see: impl FnMut(ContentHash, String, &[u8]),
    ) -> Result<(), StoreError> {
        // The order of the tables: the keys are in an index, the readings are not looked at.
        let sql = "SELECT sha256, form, facts.content FROM reading \
                   CROSS JOIN facts ON facts.reading = reading.id WHERE reader = ?1";
        self.db.query(sql, [reader], |row| {
            let content = row.get_ref(2)?;
            see(row.get(0)?, row.get(1)?, content.as_blob().unwrap_or_default());
            Ok(())
        })?;
        Ok(())
    }

    /// What earlier readers read of the same content, the last first, each with its version;
    /// `like` is a pattern of SQL for these.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn earlier_readings(
        &self,
        key: &ReadingKey,
        like: &str,
    ) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let sql = "SELECT reader, content FROM reading \
                   WHERE sha256 = ?1 AND form = ?2 AND reader LIKE ?3 ORDER BY id DESC";
        self.db.query(sql, params![key.sha256, key.form, like], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// Keeps what was read, in one step.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn add_readings(&mut self, readings: &[NewReading]) -> Result<(), StoreError> {
        if readings.is_empty() {
            return Ok(());
        }
        self.db.change(|all| {
            let mut add = all.prepare(
                "INSERT OR REPLACE INTO reading (sha256, form, reader, content) \
                 VALUES (?1, ?2, ?3, ?4)",
            )?;
            let mut add_facts =
                all.prepare("INSERT OR REPLACE INTO facts VALUES (?1, ?2)")?;
            for NewReading { key, content, facts } in readings {
                let id =
                    add.insert(params![key.sha256, key.form, key.reader, content])?;
                add_facts.execute(params![id, facts])?;
            }
            Ok(())
        })
    }

    /// Forgets what was read: it is damaged.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn forget_reading(&mut self, key: &ReadingKey) -> Result<(), StoreError> {
        let sql = "DELETE FROM reading WHERE sha256 = ?1 AND form = ?2 AND reader = ?3";
        self.db.execute(sql, params![key.sha256, key.form, key.reader])?;
        Ok(())
    }

    /// Forgets what was read from contents that no file has any more, and what other readers
    /// than this one read of contents that it has read, too.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn forget_readings(&mut self, reader: &str) -> Result<(), StoreError> {
        self.db.change(|all| {
            all.execute(
                "DELETE FROM reading WHERE sha256 NOT IN \
                 (SELECT sha256 FROM file UNION \
                  SELECT held_sha256 FROM file WHERE held_sha256 IS NOT NULL) \
                 OR reader <> ?1 AND (sha256, form) IN \
                 (SELECT sha256, form FROM reading WHERE reader = ?1)",
                [reader],
            )?;
            all.execute(
                "DELETE FROM facts WHERE reading NOT IN (SELECT id FROM reading)",
                [],
            )?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashMap;

    use super::*;
    use crate::file::{KnownFile, KnownFiles};

    #[test]
    fn readings_of_contents_that_are_gone_are_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path()).unwrap();
        let key = |byte: u8, reader: &str| ReadingKey {
            sha256: [byte; 32],
            form: "md".to_owned(),
            reader: reader.to_owned(),
        };
        let all = [key(1, "new"), key(2, "old"), key(3, "new"), key(1, "old")];
        let readings = all.clone().map(|key| NewReading {
            facts: key.sha256[..1].to_vec(),
            key,
            content: b"text".to_vec(),
        });
        store.add_readings(&readings).unwrap();
        let file =
            KnownFile { sha256: [1; 32], held: Some([2; 32]), ..KnownFile::default() };
        let files: KnownFiles = [("a.md".to_owned(), file)].into_iter().collect();
        let roots: FxHashMap<_, _> = [("/".to_owned(), files)].into_iter().collect();
        store.set_files(&roots).unwrap();
        store.forget_readings("new").unwrap();
        let left = all.map(|key| store.reading(&key).unwrap().is_some());
        assert_eq!(left, [true, true, false, false]);
        let earlier = |like| store.earlier_readings(&key(2, "new"), like).unwrap().len();
        assert_eq!((earlier("%ld"), earlier("x%")), (1, 0));
        let facts = |store: &Store, reader| {
            let mut found = Vec::new();
            let see =
                |sha256, form, facts: &[u8]| found.push((sha256, form, facts.to_vec()));
            store.each_facts(reader, see).unwrap();
            found
        };
        assert_eq!(facts(&store, "new"), [([1; 32], "md".to_owned(), vec![1])]);
        assert_eq!(facts(&store, "old"), [([2; 32], "md".to_owned(), vec![2])]);
        store.forget_reading(&key(1, "new")).unwrap();
        assert!(facts(&store, "new").is_empty());
    }
}
