//! The files to read: folders as corpora, single files as they are.

use std::path::{Path, PathBuf};

use super::run::IngestError;
use crate::corpus::catalogue::Catalogue;
use crate::corpus::checksum::Checksum;
use crate::corpus::folder::{Corpus, MAX_FILE_BYTES};

/// The opened roots of an ingest.
pub(super) struct Sources {
    /// Roots, absolute, without repetition, in the order given.
    pub(super) roots: Vec<PathBuf>,
    folders: Vec<(PathBuf, Corpus)>,
    files: Vec<PathBuf>,
}

/// A file to be read.
pub(super) struct File<'s> {
    /// Path to show.
    pub(super) path: String,
    /// Id of the manifest, or the path without its extension.
    pub(super) id: String,
    origin: Origin<'s>,
}

enum Origin<'s> {
    Corpus(&'s Corpus, &'s crate::corpus::folder::Source),
    Alone(&'s Path),
}

impl Sources {
    /// Opens the roots. A root that is not there is an error: its documents would vanish.
    pub(super) fn open(roots: &[PathBuf]) -> Result<Self, IngestError> {
        let mut opened =
            Self { roots: Vec::new(), folders: Vec::new(), files: Vec::new() };
        for root in roots {
            let root = root
                .canonicalize()
                .map_err(|source| IngestError::Root { path: root.clone(), source })?;
            if opened.roots.contains(&root) {
                continue;
            }
            if root.is_dir() {
                let corpus = Corpus::open(&root).map_err(IngestError::Corpus)?;
                opened.folders.push((root.clone(), corpus));
            } else {
                opened.files.push(root.clone());
            }
            opened.roots.push(root);
        }
        Ok(opened)
    }

    /// All files in order: folders as given, then single files.
    pub(super) fn files(&self) -> Vec<File<'_>> {
        let in_folders = self.folders.iter().flat_map(|(_, corpus)| {
            corpus.sources().iter().map(move |source| File {
                path: source.path.clone(),
                id: source.id.clone(),
                origin: Origin::Corpus(corpus, source),
            })
        });
        let alone = self.files.iter().map(|path| File {
            path: path.display().to_string(),
            id: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            origin: Origin::Alone(path),
        });
        in_folders.chain(alone).collect()
    }

    /// The catalogues of the folders.
    pub(super) fn catalogues(&self) -> impl Iterator<Item = &Catalogue> {
        self.folders.iter().map(|(_, corpus)| corpus.catalogue())
    }

    /// Problems of the folders, those that left a file out first.
    pub(super) fn problems(&self) -> Vec<(String, String, bool)> {
        let mut problems: Vec<_> = self
            .folders
            .iter()
            .flat_map(|(_, corpus)| corpus.problems())
            .map(|found| {
                (found.path.clone(), found.kind.to_string(), found.kind.is_note())
            })
            .collect();
        problems.sort_by_key(|(_, _, is_note)| *is_note);
        problems
    }

    /// Changes when any of the files, the catalogues or the roots do.
    pub(super) fn fingerprint(&self) -> String {
        let mut fields: Vec<String> = Vec::new();
        for (_, corpus) in &self.folders {
            fields.push(corpus.fingerprint().to_string());
        }
        for path in &self.files {
            fields.push(path.display().to_string());
            let bytes = std::fs::read(path).unwrap_or_default();
            fields.push(Checksum::of(&bytes).to_string());
        }
        Checksum::of_fields(fields.iter().map(String::as_bytes)).to_string()
    }
}

impl File<'_> {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, String> {
        match self.origin {
            Origin::Corpus(corpus, source) => {
                corpus.read(source).map_err(|error| error.to_string())
            }
            Origin::Alone(path) => {
                let size = std::fs::metadata(path).map(|about| about.len());
                match size {
                    Ok(n_bytes) if n_bytes > MAX_FILE_BYTES => Err(format!(
                        "has {n_bytes} bytes\nhint: at most {MAX_FILE_BYTES} are read"
                    )),
                    Ok(_) => std::fs::read(path)
                        .map_err(|error| format!("cannot read {}: {error}", self.path)),
                    Err(error) => Err(format!("cannot read {}: {error}", self.path)),
                }
            }
        }
    }
}
