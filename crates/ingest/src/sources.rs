//! Scan: the files to read, from folders as corpora and from single files.

use std::path::{Path, PathBuf};

use super::error::IngestError;
use crate::corpus::catalogue::CatalogueEntry;
use crate::corpus::checksum::Checksum;
use crate::corpus::folder::{Corpus, FileProblem, MAX_FILE_BYTES, ReadError, SourceFile};
use tracuu_index::unread_file::{FolderFault, NoDocument, UnreadFile, UnreadFileReason};
use tracuu_text::read_failure::ReadFailureKind;

/// The opened roots of an ingest.
pub(super) struct SourceRoots {
    /// Absolute, without repetition, in the order given.
    pub(super) paths: Vec<PathBuf>,
    folders: Vec<Corpus>,
    single_files: Vec<PathBuf>,
}

/// A file to be read.
pub(super) struct InputFile<'s> {
    /// Path to show: relative to its folder, absolute for a single file.
    pub(super) path: String,
    /// Id of the manifest, or the path without its extension.
    pub(super) id: String,
    origin: FileOrigin<'s>,
}

enum FileOrigin<'s> {
    Corpus(&'s Corpus, &'s SourceFile),
    Single(&'s Path),
}

impl SourceRoots {
    /// Opens the roots. A root that is not there is an error: its documents would vanish.
    pub(super) fn open(roots: &[PathBuf]) -> Result<Self, IngestError> {
        let mut opened =
            Self { paths: Vec::new(), folders: Vec::new(), single_files: Vec::new() };
        for root in roots {
            let root = root
                .canonicalize()
                .map_err(|source| IngestError::Root { path: root.clone(), source })?;
            if opened.paths.contains(&root) {
                continue;
            }
            if root.is_dir() {
                opened.folders.push(Corpus::open(&root)?);
            } else {
                opened.single_files.push(root.clone());
            }
            opened.paths.push(root);
        }
        Ok(opened)
    }

    /// All files in order: folders as given, then single files.
    pub(super) fn files(&self) -> Vec<InputFile<'_>> {
        let in_folders = self.folders.iter().flat_map(|corpus| {
            corpus.sources().iter().map(move |source| InputFile {
                path: source.path.clone(),
                id: source.id.clone(),
                origin: FileOrigin::Corpus(corpus, source),
            })
        });
        let single = self.single_files.iter().map(|path| InputFile {
            path: path.display().to_string(),
            id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            origin: FileOrigin::Single(path),
        });
        in_folders.chain(single).collect()
    }

    /// The entries of the catalogues of all folders.
    pub(super) fn catalogue(&self) -> impl Iterator<Item = &CatalogueEntry> {
        self.folders.iter().flat_map(Corpus::catalogue)
    }

    /// Problems of the folders.
    pub(super) fn problems(&self) -> impl Iterator<Item = &FileProblem> {
        self.folders.iter().flat_map(Corpus::problems)
    }

    /// What lies in the folders and is no document.
    pub(super) fn others(&self) -> impl Iterator<Item = &(String, NoDocument)> {
        self.folders.iter().flat_map(Corpus::others)
    }

    /// Changes when any of the files, the catalogues or the roots do. A single file that
    /// cannot be read counts as an empty one.
    pub(super) fn fingerprint(&self) -> String {
        let mut fields: Vec<String> = Vec::new();
        for corpus in &self.folders {
            fields.push(corpus.fingerprint().to_string());
        }
        for path in &self.single_files {
            let sum = std::fs::File::open(path).and_then(Checksum::compute_from_reader);
            fields.push(path.display().to_string());
            fields.push(sum.unwrap_or_else(|_| Checksum::compute(b"")).to_string());
        }
        Checksum::compute_from_fields(fields.iter().map(String::as_bytes)).to_string()
    }
}

impl InputFile<'_> {
    /// Reads the bytes of the file.
    ///
    /// # Errors
    /// Where they cannot be got, or are too many.
    pub(super) fn read(&self) -> Result<Vec<u8>, UnreadFile> {
        match self.origin {
            FileOrigin::Corpus(corpus, source) => corpus.read(source).map_err(|error| {
                let fault = match error {
                    ReadError::Unreadable { .. } => FolderFault::Unavailable,
                    ReadError::Changed(_) => FolderFault::Changed,
                };
                self.unread(UnreadFileReason::Folder(fault), error.to_string())
            }),
            FileOrigin::Single(path) => self.read_single(path),
        }
    }

    fn read_single(&self, path: &Path) -> Result<Vec<u8>, UnreadFile> {
        let unavailable = |error| {
            let message = format!("cannot read {}: {error}", self.path);
            self.unread(UnreadFileReason::Folder(FolderFault::Unavailable), message)
        };
        let n_bytes = std::fs::metadata(path).map_err(unavailable)?.len();
        if n_bytes > MAX_FILE_BYTES {
            let reason = UnreadFileReason::Reading(ReadFailureKind::TooLarge);
            let message =
                format!("has {n_bytes} bytes\nhint: at most {MAX_FILE_BYTES} are read");
            return Err(self.unread(reason, message));
        }
        std::fs::read(path).map_err(unavailable)
    }

    /// Why the file is not in the collection.
    pub(super) fn unread(&self, reason: UnreadFileReason, message: String) -> UnreadFile {
        UnreadFile { path: self.path.clone(), reason, message }
    }
}
