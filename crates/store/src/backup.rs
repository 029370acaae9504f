//! Copies of a database while others use it.

use std::path::Path;

use super::database::Database;
use super::error::StoreError;

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
    let db = Database::open_for_reading(path)?;
    db.execute("VACUUM INTO ?1", [target.join(name).to_string_lossy()])?;
    Ok(true)
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
