//! Why an ingest as a whole fails; single bad files are reported instead.

use std::io;
use std::path::PathBuf;

use crate::corpus::folder::CorpusError;
use tracuu_index::generation::GenerationError;
use tracuu_index::writer::WriteError;
use tracuu_store::error::StoreError;
use tracuu_store::reading::ReadingKey;

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
    /// Files have gone, more than may go without a word.
    #[error(
        "{n_lost} of {n_before} files have gone; the index stays as it is\n\
         hint: where they are to go, run `tracuu ingest --allow-shrink`"
    )]
    Shrinks {
        /// Files that have gone.
        n_lost: usize,
        /// Files that were there before.
        n_before: usize,
    },
    /// The folder of the index cannot be used.
    #[error("cannot use {path}: {source}")]
    Index {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The store does not have a reading undamaged of which it has the facts.
    #[error(transparent)]
    Lost(#[from] LostReading),
}

/// The store has not, or not any more, what it says that it has; it can be read again.
#[derive(Debug, thiserror::Error)]
#[error("the reading of {path} is damaged")]
pub struct LostReading {
    /// The file, and its place in it.
    pub path: String,
    /// The reading.
    pub key: ReadingKey,
}

impl IngestError {
    /// Whether another ingest writes to the same index, so that it is worth to try again.
    pub fn is_busy(&self) -> bool {
        matches!(
            self,
            Self::Store(StoreError::Busy(_))
                | Self::Write(WriteError::Generation(GenerationError::Busy(_)))
        )
    }
}
