//! Why an ingest as a whole fails; single bad files are reported instead.

use std::io;
use std::path::PathBuf;

use crate::corpus::folder::CorpusError;
use tracuu_index::writer::WriteError;

/// Why an ingest could not be done.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A file or folder to read is not there.
    #[error("cannot read {path}: {source}")]
    Root {
        /// As given.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder cannot be used.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// The index cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}
