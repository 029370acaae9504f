//! What an ingest changes in the collection, file by file.

/// What an ingest changed: files by their paths, each list in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that the collection did not have.
    pub added: Vec<String>,
    /// Files of which the collection had another content.
    pub changed: Vec<String>,
    /// Files that cannot be read as they are now; what was last read of them stands.
    pub kept: Vec<String>,
    /// Files that are not there any more, or may not be in the collection any more.
    pub removed: Vec<String>,
    /// Number of files whose bytes were read; of the others all was known.
    pub n_read: usize,
}
