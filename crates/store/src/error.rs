//! Why the store cannot be used.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the store cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process writes to it, for longer than one waits.
    #[error(
        "another process is writing to {0}\nhint: wait until it ends, then try again"
    )]
    Busy(PathBuf),
    /// It, or its folder, may not be written to.
    #[error(
        "{0} may not be written to\nhint: run the command as the user who owns the index"
    )]
    ReadOnly(PathBuf),
    /// No room is left.
    #[error("the disk of {0} is full\nhint: make room, then run the command again")]
    DiskFull(PathBuf),
    /// It is not what this program writes.
    #[error("{0} is damaged")]
    Damaged(PathBuf),
    /// A newer program wrote it.
    #[error(
        "{path} has version {found}, this program knows {known}\nhint: update the program"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The last version of this program.
        known: i64,
    },
    /// Anything else that the database says.
    #[error("cannot use {path}: {source}")]
    Database {
        /// The file.
        path: PathBuf,
        /// What it says.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// The error of the database in the file at `path`.
    pub(super) fn new(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            // The files that it keeps beside it cannot be made either, in a folder that is
            // read-only.
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Self::ReadOnly(path),
            Some(ErrorCode::DiskFull) => Self::DiskFull(path),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(path)
            }
            _ => Self::Database { path, source },
        }
    }
}
