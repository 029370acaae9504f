//! Why an index cannot be opened or read.

use tantivy::TantivyError;

use super::generation::GenerationError;

/// Why an index cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is none, it is damaged, or the file system refuses.
    #[error(transparent)]
    Generation(#[from] GenerationError),
    /// It was built by another version of schema or analyzers.
    #[error(
        "the index in {dir} has version {found}, this program reads {wanted}\n\
         hint: run `tracuu ingest`"
    )]
    OtherVersion {
        /// The folder.
        dir: String,
        /// The version found.
        found: String,
        /// The version wanted.
        wanted: String,
    },
    /// The engine cannot read its files.
    #[error("the index in {dir} is damaged: {source}\nhint: run `tracuu ingest --fresh`")]
    Engine {
        /// The folder.
        dir: String,
        /// What the engine says.
        source: TantivyError,
    },
}

impl OpenError {
    /// Whether its files are not what was written.
    pub const fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Engine { .. } | Self::Generation(GenerationError::Damaged(..))
        )
    }
}

/// Why an entry cannot be read: the files changed under a running program.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The engine failed.
    #[error(
        "cannot read the index\nhint: run `tracuu ingest --fresh`; `tracuu doctor` names the damaged file"
    )]
    Engine(#[from] TantivyError),
    /// A stored record is not what the schema says.
    #[error("a stored record is damaged\nhint: run `tracuu ingest --fresh`")]
    Record(#[from] serde_json::Error),
}
