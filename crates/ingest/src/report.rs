//! The report of an ingest, file by file, and its progress.

use rustc_hash::FxHashSet;

use super::changes::Changes;
use crate::corpus::folder::FileProblem;
use crate::corpus::original::outer_file;
use tracuu_index::generation::About;
use tracuu_index::unread_file::{
    NoDocument, UnreadFile, UnreadFileReason, UnreadFileState,
};

/// What an ingest did.
#[derive(Clone, Debug, Default)]
pub struct IngestReport {
    /// Every file below the roots; of an index that was current, those that are not in it.
    pub files: Vec<FileReport>,
    /// Notes on the folders: files that were changed since the manifest was written.
    pub notes: Vec<String>,
    /// What was changed; nothing of an index that was current.
    pub changes: Changes,
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
        Self {
            files: about.unread.into_iter().map(FileReport::from).collect(),
            notes: about.notes,
            n_held: about.n_held,
            n_documents: about.n_documents,
            n_entries: about.n_entries,
            was_current: true,
            ..Self::default()
        }
    }

    pub(super) fn add_problems<'p>(
        &mut self,
        problems: impl Iterator<Item = &'p FileProblem>,
    ) {
        for FileProblem { path, kind } in problems {
            match kind.reason() {
                None => self.notes.push(format!("{path} {kind}")),
                Some(reason) => self.add_unread(UnreadFile {
                    path: path.clone(),
                    reason,
                    message: kind.to_string(),
                }),
            }
        }
    }

    pub(super) fn add_others<'p>(
        &mut self,
        others: impl Iterator<Item = &'p (String, NoDocument)>,
    ) {
        for (path, kind) in others {
            self.add_unread(UnreadFile {
                path: path.clone(),
                reason: UnreadFileReason::NoDocument(*kind),
                message: String::new(),
            });
        }
    }

    fn add_unread(&mut self, file: UnreadFile) {
        self.files.push(file.into());
    }

    pub(super) fn add_all_unread(&mut self, files: impl IntoIterator<Item = UnreadFile>) {
        self.files.extend(files.into_iter().map(FileReport::from));
    }

    /// Marks the files of which something earlier stands.
    pub(super) fn mark_kept(&mut self) {
        let kept: FxHashSet<&str> =
            self.changes.kept.iter().map(String::as_str).collect();
        for file in &mut self.files {
            if let FileReport::Ingested(file) = file {
                file.is_kept = kept.contains(outer_file(&file.path));
            }
        }
    }

    /// The files that are not in the collection, and why.
    pub fn unread(&self) -> impl Iterator<Item = &UnreadFile> {
        self.files.iter().filter_map(|file| match file {
            FileReport::Unread(file) => Some(file),
            FileReport::Ingested(_) => None,
        })
    }

    /// Number of files that are not in the collection, by what became of them.
    pub fn n_unread(&self, state: UnreadFileState) -> usize {
        self.unread().filter(|file| file.reason.state() == state).count()
    }

    /// Number of files that should be in the collection and are not: failed or refused.
    pub fn n_failed(&self) -> usize {
        self.n_unread(UnreadFileState::Failed) + self.n_unread(UnreadFileState::Refused)
    }
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileReport {
    /// It is in the index.
    Ingested(IngestedFile),
    /// It is not.
    Unread(UnreadFile),
}

/// A file that is in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IngestedFile {
    /// The file, as found.
    pub path: String,
    /// Id of the document.
    pub document: String,
    /// Searchable units.
    pub n_units: usize,
    /// Mentions of documents.
    pub n_citations: usize,
    /// Assignments.
    pub n_assignments: usize,
    /// Whether it is what was last read of a file that cannot be read now.
    pub is_kept: bool,
}

impl From<UnreadFile> for FileReport {
    fn from(file: UnreadFile) -> Self {
        Self::Unread(file)
    }
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
