//! When documents came into the collection.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::error::StoreError;
use super::store::Store;

/// A document of the collection, by the ids that it has and had.
#[derive(Clone, Copy, Debug)]
pub struct EnteredDocument<'a> {
    /// The present one.
    pub id: &'a str,
    /// The earlier ones.
    pub former: &'a [String],
}

/// When a document came into the collection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Seconds since 1970.
    pub at_s: i64,
}

impl Store {
    /// Records which documents the collection holds now. One that was there keeps its time,
    /// whatever it was called; one that was not came at `now_s`; what has gone is forgotten, so
    /// that it is new where it comes again.
    ///
    /// # Errors
    /// Where the store cannot be read or written.
    pub fn enter<'a>(
        &mut self,
        documents: impl Iterator<Item = EnteredDocument<'a>>,
        now_s: i64,
    ) -> Result<(), StoreError> {
        let rows = self.db.query("SELECT id, at_s FROM entry", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?))
        })?;
        let mut gone: FxHashMap<String, i64> = rows.into_iter().collect();
        let mut new = Vec::new();
        for document in documents {
            if gone.remove(document.id).is_none() {
                let before = document.former.iter().filter_map(|id| gone.get(id));
                new.push((document.id, before.min().copied().unwrap_or(now_s)));
            }
        }
        if new.is_empty() && gone.is_empty() {
            return Ok(());
        }
        self.db.change(|all| {
            let mut remove = all.prepare("DELETE FROM entry WHERE id = ?1")?;
            for id in gone.keys() {
                remove.execute([id])?;
            }
            let mut add = all.prepare("INSERT OR IGNORE INTO entry VALUES (?1, ?2)")?;
            for (id, at_s) in new {
                add.execute(params![id, at_s])?;
            }
            Ok(())
        })
    }

    /// The documents that came last, the newest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn newest(&self, limit: usize) -> Result<Vec<Entry>, StoreError> {
        let sql = "SELECT id, at_s FROM entry ORDER BY at_s DESC, id LIMIT ?1";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.db
            .query(sql, [limit], |row| Ok(Entry { id: row.get(0)?, at_s: row.get(1)? }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_its_time_under_another_id_and_is_new_after_it_was_away() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path()).unwrap();
        let mut enter = |held: &[(&str, &[&str])], now_s: i64| {
            let former: Vec<Vec<String>> = held
                .iter()
                .map(|(_, former)| former.iter().map(|id| (*id).to_owned()).collect())
                .collect();
            let documents = held
                .iter()
                .zip(&former)
                .map(|((id, _), former)| EnteredDocument { id, former });
            store.enter(documents, now_s).unwrap();
            let newest = store.newest(9).unwrap().into_iter();
            newest.map(|one| format!("{} {}", one.id, one.at_s)).collect::<Vec<_>>()
        };
        assert_eq!(enter(&[("a", &[]), ("b", &[])], 1), ["a 1", "b 1"]);
        assert_eq!(
            enter(&[("a", &[]), ("b2", &["b"]), ("c", &[])], 2),
            ["c 2", "a 1", "b2 1"]
        );
        assert_eq!(enter(&[("c", &[])], 3), ["c 2"]);
        assert_eq!(enter(&[("a", &[]), ("c", &[])], 4), ["a 4", "c 2"]);
    }
}
