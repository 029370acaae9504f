//! What was read from contents: one value of bytes for each content, form and reader.

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

    /// What earlier readers read of the same content, the last first; `like` is a pattern of SQL
    /// for their versions.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn earlier_readings(
        &self,
        key: &ReadingKey,
        like: &str,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let sql = "SELECT content FROM reading \
                   WHERE sha256 = ?1 AND form = ?2 AND reader LIKE ?3 ORDER BY id DESC";
        self.db.query(sql, params![key.sha256, key.form, like], |row| row.get(0))
    }

    /// Keeps what was read, in one step.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn add_readings(
        &mut self,
        readings: &[(ReadingKey, Vec<u8>)],
    ) -> Result<(), StoreError> {
        self.db.change(|all| {
            let mut add = all.prepare(
                "INSERT OR REPLACE INTO reading (sha256, form, reader, content) \
                 VALUES (?1, ?2, ?3, ?4)",
            )?;
            for (key, content) in readings {
                add.execute(params![key.sha256, key.form, key.reader, content])?;
            }
            Ok(())
        })
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
        let readings = all.clone().map(|key| (key, b"text".to_vec()));
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
    }
}
