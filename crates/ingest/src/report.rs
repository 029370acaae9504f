//! What an ingest did, file by file, and how it tells of its progress.

use tracuu_index::generation::FailedFile;

/// What an ingest did.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Every file, in the order in which it was read; of an index that was current, those
    /// that could not be taken in.
    pub files: Vec<FileReport>,
    /// What is to be known of the folders: files missing, changed, left out.
    pub notes: Vec<String>,
    /// Documents held in full.
    pub n_held: usize,
    /// Documents in all, those known only by citation included.
    pub n_documents: usize,
    /// Entries of the index.
    pub n_entries: u64,
    /// Whether the index was current, so that nothing was written.
    pub was_current: bool,
}

impl Report {
    /// The files that could not be taken in, and why.
    pub fn failed(&self) -> Vec<FailedFile> {
        let failed = self.files.iter().filter_map(|file| match &file.outcome {
            Outcome::Failed(message) => {
                Some(FailedFile { path: file.path.clone(), message: message.clone() })
            }
            Outcome::Ingested { .. } => None,
        });
        failed.collect()
    }

    /// Number of files that could not be taken in.
    pub fn n_failed(&self) -> usize {
        self.files
            .iter()
            .filter(|file| matches!(file.outcome, Outcome::Failed(_)))
            .count()
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The file, as found.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the index.
    Ingested {
        /// Id of the document.
        document: String,
        /// Searchable units.
        n_units: usize,
        /// Mentions of documents.
        n_citations: usize,
        /// Assignments.
        n_assignments: usize,
    },
    /// It is not; the message says why and what to do.
    Failed(String),
}

/// Told of the progress of an ingest. Every method does nothing by default.
pub trait Progress {
    /// A file is about to be read; `n_done` of `n_files` have been.
    fn reading(&mut self, path: &str, n_done: usize, n_files: usize) {
        let _ = (path, n_done, n_files);
    }

    /// A document is about to be written; `n_done` of `n_documents` have been.
    fn writing(&mut self, n_done: usize, n_documents: usize) {
        let _ = (n_done, n_documents);
    }
}

/// Progress that nobody looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {}
