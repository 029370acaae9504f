//! Opening the store.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::schema::{self, VERSION};

/// Name of the file in the folder of the index.
pub const FILE_NAME: &str = "store.sqlite";

/// How long one waits for another process that writes.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// An open store. One process writes at a time; others read meanwhile.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    db: Connection,
}

impl Store {
    /// Opens the store in a folder, which must be there; makes it where there is none.
    ///
    /// # Errors
    /// Where it cannot be opened or written to, is damaged, or is of a newer program.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(FILE_NAME);
        match Self::open_at(&path) {
            Ok((db, None)) => Ok(Self { path, db }),
            Ok((_, Some(found))) => {
                Err(StoreError::Newer { path, found, known: VERSION })
            }
            Err(error) => Err(StoreError::new(&path, error)),
        }
    }

    /// The database, and its version where that is newer than this program.
    fn open_at(path: &Path) -> rusqlite::Result<(Connection, Option<i64>)> {
        let mut db = Connection::open(path)?;
        db.busy_timeout(PATIENCE)?;
        // Readers go on while one writes; a commit is on the disk when it returns.
        db.pragma_update(None, "journal_mode", "wal")?;
        db.pragma_update(None, "synchronous", "full")?;
        let newer = schema::migrate(&mut db, &schema::MIGRATIONS)?;
        Ok((db, newer))
    }

    /// Opens a store that is there, for reading. `None` where there is none, or none that this
    /// process can read: what it holds can be found out again.
    pub fn open_for_reading(dir: &Path) -> Option<Self> {
        let path = dir.join(FILE_NAME);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(&path, flags).ok()?;
        db.busy_timeout(PATIENCE).ok()?;
        let version = schema::version(&db).ok()?;
        (version == VERSION).then_some(Self { path, db })
    }

    /// The same store for another thread that reads.
    pub fn reader(&self) -> Option<Self> {
        Self::open_for_reading(self.path.parent()?)
    }

    /// Renames a damaged store, so that a new one can be made; returns its new name.
    ///
    /// # Errors
    /// Where the file system refuses.
    pub fn set_aside(dir: &Path) -> std::io::Result<PathBuf> {
        let aside = dir.join(format!("{FILE_NAME}.damaged"));
        fs::rename(dir.join(FILE_NAME), &aside)?;
        for ending in ["-wal", "-shm"] {
            // What belongs to the damaged file must not be applied to the new one.
            let _ = fs::remove_file(dir.join(format!("{FILE_NAME}{ending}")));
        }
        Ok(aside)
    }

    /// What the database finds wrong with itself; empty where nothing is. Reads all of it.
    ///
    /// # Errors
    /// Where it cannot be read at all.
    pub fn faults(&self) -> Result<Vec<String>, StoreError> {
        let found = self.query("PRAGMA quick_check(20)", [], |row| row.get(0))?;
        Ok(found.into_iter().filter(|fault: &String| fault != "ok").collect())
    }

    /// All rows of a query.
    pub(super) fn query<T>(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.db.prepare(sql)?;
            statement.query_map(values, read)?.collect()
        };
        rows().map_err(|error| StoreError::new(&self.path, error))
    }

    /// Does several changes at once: all of them or none.
    pub(super) fn change(
        &mut self,
        changes: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let done = || {
            let all =
                self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            changes(&all)?;
            all.commit()
        };
        done().map_err(|error| StoreError::new(&self.path, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_of_a_newer_program_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.db.pragma_update(None, "user_version", VERSION + 1).unwrap();
        drop(store);
        let error = Store::open(dir.path()).unwrap_err();
        assert!(matches!(error, StoreError::Newer { found, .. } if found == VERSION + 1));
        assert!(Store::open_for_reading(dir.path()).is_none());
    }

    #[test]
    fn what_is_no_database_is_damaged_and_can_be_set_aside() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE_NAME), "x".repeat(8192)).unwrap();
        assert!(matches!(Store::open(dir.path()), Err(StoreError::Damaged(_))));
        Store::set_aside(dir.path()).unwrap();
        assert!(Store::open(dir.path()).unwrap().faults().unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_may_not_be_written_to_is_said() {
        use std::os::unix::fs::PermissionsExt as _;

        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path()).unwrap());
        let path = dir.path().join(FILE_NAME);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let is_root = fs::File::options().append(true).open(&path).is_ok();
        let opened =
            Store::open(dir.path()).and_then(|mut store| store.change(|_| Ok(())));
        assert!(is_root || matches!(opened, Err(StoreError::ReadOnly(_))), "{opened:?}");
    }
}
