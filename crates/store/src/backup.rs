//! Copies of a database while others use it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::store::PATIENCE;

/// Copies the database `name` of a folder into another folder, as it is at one moment, and
/// without room that nothing uses. Returns whether there is one.
///
/// # Errors
/// Where it cannot be read, or the copy cannot be written.
pub fn copy(dir: &Path, name: &str, target: &Path) -> Result<bool, StoreError> {
    let path = dir.join(name);
    if !path.try_exists().unwrap_or(true) {
        return Ok(false);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copied = || -> rusqlite::Result<()> {
        let db = Connection::open_with_flags(&path, flags)?;
        db.busy_timeout(PATIENCE)?;
        let target = target.join(name);
        db.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
        Ok(())
    };
    copied().map(|()| true).map_err(|error| StoreError::new(&path, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{FILE_NAME, Store};

    #[test]
    fn a_copy_is_whole_while_the_store_is_open() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert!(!copy(from.path(), FILE_NAME, to.path()).unwrap());
        let _open = Store::open(from.path()).unwrap();
        assert!(copy(from.path(), FILE_NAME, to.path()).unwrap());
        let copied = Store::open_for_reading(to.path()).unwrap();
        assert_eq!(copied.faults().unwrap(), Vec::<String>::new());
    }
}
