//! How every database of this crate is opened, asked and changed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Params, Row, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::schema;

/// How long one waits for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open database.
#[derive(Debug)]
pub(super) struct Database {
    path: PathBuf,
    db: Connection,
}

impl Database {
    /// Opens the database in a file, makes the file where there is none, and brings the tables
    /// to the newest version. `settings` are pragmas with their values.
    pub(super) fn open(
        path: PathBuf,
        settings: &[(&str, &str)],
        steps: &[&str],
    ) -> Result<Self, StoreError> {
        let opened = || -> rusqlite::Result<(Connection, Option<i64>)> {
            let mut db = Connection::open(&path)?;
            db.busy_timeout(PATIENCE)?;
            for (name, value) in settings {
                db.pragma_update(None, name, value)?;
            }
            let newer = schema::migrate(&mut db, steps)?;
            Ok((db, newer))
        };
        match opened() {
            Ok((db, None)) => Ok(Self { path, db }),
            Ok((_, Some(found))) => {
                Err(StoreError::Newer { path, found, known: schema::newest(steps) })
            }
            Err(error) => Err(StoreError::new(&path, error)),
        }
    }

    /// Opens the database in a file that is there, of whatever version, for reading.
    pub(super) fn open_for_reading(path: PathBuf) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = || -> rusqlite::Result<Connection> {
            let db = Connection::open_with_flags(&path, flags)?;
            db.busy_timeout(PATIENCE)?;
            Ok(db)
        };
        match opened() {
            Ok(db) => Ok(Self { path, db }),
            Err(error) => Err(StoreError::new(&path, error)),
        }
    }

    /// Whether its tables are of an earlier version.
    pub(super) fn is_older(&self, steps: &[&str]) -> Result<bool, StoreError> {
        let found = schema::version(&self.db).map_err(|error| self.error(error))?;
        Ok(found < schema::newest(steps))
    }

    /// The database, if its tables are of the newest version.
    pub(super) fn of_version(self, steps: &[&str]) -> Result<Self, StoreError> {
        let found = schema::version(&self.db).map_err(|error| self.error(error))?;
        let known = schema::newest(steps);
        if found == known {
            return Ok(self);
        }
        Err(StoreError::Newer { path: self.path, found, known })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// All rows of a query.
    pub(super) fn query<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.db.prepare(sql)?;
            statement.query_map(values, read)?.collect()
        };
        rows().map_err(|error| self.error(error))
    }

    /// Does one thing; returns how many rows it changed.
    pub(super) fn execute(
        &self,
        sql: &str,
        values: impl Params,
    ) -> Result<usize, StoreError> {
        self.db.execute(sql, values).map_err(|error| self.error(error))
    }

    /// Does several changes at once: all of them or none.
    pub(super) fn change(
        &self,
        changes: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let done = || {
            // No change is made inside another one.
            let all =
                Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
            changes(&all)?;
            all.commit()
        };
        done().map_err(|error| StoreError::new(&self.path, error))
    }

    fn error(&self, error: rusqlite::Error) -> StoreError {
        StoreError::new(&self.path, error)
    }
}
