//! Scan: the files to read, from folders as corpora and from single files.

use std::path::{Path, PathBuf};

use super::error::IngestError;
use crate::corpus::catalogue::CatalogueEntry;
use crate::corpus::checksum::Checksum;
use crate::corpus::folder::{Corpus, FileProblem, MAX_FILE_BYTES, SourceFile};

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
    /// Reads the file; the message of a failure is for the report.
    pub(super) fn read(&self) -> Result<Vec<u8>, String> {
        match self.origin {
            FileOrigin::Corpus(corpus, source) => {
                corpus.read(source).map_err(|error| error.to_string())
            }
            FileOrigin::Single(path) => {
                let unreadable = |error| format!("cannot read {}: {error}", self.path);
                let n_bytes = std::fs::metadata(path).map_err(unreadable)?.len();
                if n_bytes > MAX_FILE_BYTES {
                    return Err(format!(
                        "has {n_bytes} bytes\nhint: at most {MAX_FILE_BYTES} are read"
                    ));
                }
                std::fs::read(path).map_err(unreadable)
            }
        }
    }
}
