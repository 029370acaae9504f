//! The folder of the documents, as far as the service may write to it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracuu_ingest::corpus::deposit::Deposit;

/// The folder to which the service may write. Clones share it.
#[derive(Clone, Debug)]
pub struct WritableFolder {
    pub(super) deposit: Deposit,
    /// Whether documents with a secrecy mark may be put into it.
    pub(super) allow_secret: bool,
    changing: Arc<Mutex<()>>,
}

impl WritableFolder {
    /// A folder; what a stopped program left unfinished in it is removed.
    pub fn new(folder: PathBuf, allow_secret: bool) -> Self {
        // Files are known by where they really lie, as an ingest names them.
        let folder = folder.canonicalize().unwrap_or(folder);
        let deposit = Deposit::new(folder);
        deposit.sweep();
        Self { deposit, allow_secret, changing: Arc::default() }
    }

    /// Keeps others from changing the folder, so that what was looked at before still stands.
    pub(super) fn hold(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
