//! The report of an ingest, file by file, and its progress.

use crate::corpus::folder::FileProblem;
use tracuu_index::generation::{About, FailedFile};

/// What an ingest did.
#[derive(Clone, Debug, Default)]
pub struct IngestReport {
    /// Every file, in the order in which it was read; of an index that was current, those
    /// that could not be taken in.
    pub files: Vec<FileReport>,
    /// Notes on the folders: files that were changed since the manifest was written.
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

impl IngestReport {
    /// The report on an index that is current.
    pub(super) fn from_current(about: About) -> Self {
        let failed = about.failed.into_iter();
        Self {
            files: failed
                .map(|file| FileReport::failed(file.path, file.message))
                .collect(),
            notes: about.notes,
            n_held: about.n_held,
            n_documents: about.n_documents,
            n_entries: about.n_entries,
            was_current: true,
        }
    }

    pub(super) fn add_problems<'p>(
        &mut self,
        problems: impl Iterator<Item = &'p FileProblem>,
    ) {
        for FileProblem { path, kind } in problems {
            if kind.is_note() {
                self.notes.push(format!("{path} {kind}"));
            } else {
                self.files.push(FileReport::failed(path, kind.to_string()));
            }
        }
    }

    /// The files that could not be taken in, and why.
    pub fn failed(&self) -> Vec<FailedFile> {
        let failed = self.files.iter().filter_map(|file| match &file.outcome {
            FileOutcome::Failed(message) => {
                Some(FailedFile { path: file.path.clone(), message: message.clone() })
            }
            FileOutcome::Ingested { .. } => None,
        });
        failed.collect()
    }

    /// Number of files that could not be taken in.
    pub fn n_failed(&self) -> usize {
        let is_failed =
            |file: &&FileReport| matches!(file.outcome, FileOutcome::Failed(_));
        self.files.iter().filter(is_failed).count()
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileReport {
    /// The file, as found.
    pub path: String,
    /// What became of it.
    pub outcome: FileOutcome,
}

impl FileReport {
    pub(super) fn failed(path: impl Into<String>, message: String) -> Self {
        Self { path: path.into(), outcome: FileOutcome::Failed(message) }
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
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

/// Receives the progress of an ingest; by default it is ignored.
pub trait Progress {
    /// A file was read; `n_done` of `n_files` were read before it.
    fn reading(&mut self, path: &str, n_done: usize, n_files: usize) {
        let _ = (path, n_done, n_files);
    }

    /// A document is about to be written; `n_done` of `n_documents` have been.
    fn writing(&mut self, n_done: usize, n_documents: usize) {
        let _ = (n_done, n_documents);
    }
}

/// Ignores the progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {}
