//! Opening the store.

use std::fs;
use std::path::{Path, PathBuf};

use super::database::Database;
use super::error::StoreError;
use super::schema::MIGRATIONS;

/// Name of the file in the folder of the index.
pub const FILE_NAME: &str = "store.sqlite";

/// Readers go on while one writes; a commit is on the disk when it returns.
const SETTINGS: [(&str, &str); 2] = [("journal_mode", "wal"), ("synchronous", "full")];

/// An open store. One process writes at a time; others read meanwhile.
#[derive(Debug)]
pub struct Store {
    pub(super) db: Database,
}

impl Store {
    /// Opens the store in a folder, which must be there; makes it where there is none.
    ///
    /// # Errors
    /// Where it cannot be opened or written to, is damaged, or is of a newer program.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let db = Database::open(dir.join(FILE_NAME), &SETTINGS, &MIGRATIONS)?;
        Ok(Self { db })
    }

    /// Opens a store that is there, for reading. `None` where there is none, or none that this
    /// process can read: what it holds can be found out again.
    pub fn open_for_reading(dir: &Path) -> Option<Self> {
        let db = Database::open_for_reading(dir.join(FILE_NAME)).ok()?;
        Some(Self { db: db.of_version(&MIGRATIONS).ok()? })
    }

    /// The same store for another thread that reads.
    pub fn reader(&self) -> Option<Self> {
        Self::open_for_reading(self.db.path().parent()?)
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
        let found = self.db.query("PRAGMA quick_check(20)", [], |row| row.get(0))?;
        Ok(found.into_iter().filter(|fault: &String| fault != "ok").collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::newest;

    #[test]
    fn a_store_of_a_newer_program_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let newer = newest(&MIGRATIONS) + 1;
        store.db.execute(&format!("PRAGMA user_version = {newer}"), []).unwrap();
        drop(store);
        let error = Store::open(dir.path()).unwrap_err();
        assert!(matches!(error, StoreError::Newer { found, .. } if found == newer));
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
            Store::open(dir.path()).and_then(|store| store.db.change(|_| Ok(())));
        assert!(is_root || matches!(opened, Err(StoreError::ReadOnly(_))), "{opened:?}");
    }
}
