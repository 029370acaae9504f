//! Scan: the files to read, from folders as corpora and from single files, and what of the
//! collection cannot be looked at now.
//!
//! What could not be read is not what was removed: a root that is not there or empty, a folder
//! that may not be looked into and a file that may not be opened keep what stands in the
//! collection.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::IngestError;
use crate::corpus::catalogue::CatalogueEntry;
use crate::corpus::checksum::Checksum;
use crate::corpus::folder::{
    Corpus, FileProblem, FileProblemKind, MAX_FILE_BYTES, Measured, ReadError,
    SourceFile, measure,
};
use crate::corpus::visibility::Visibility;
use tracuu_index::unread_file::{FolderFault, NoDocument, UnreadFile, UnreadFileReason};
use tracuu_store::file::{ContentHash, KnownFile, KnownFiles};
use tracuu_text::read_failure::ReadFailureKind;

/// The opened roots of an ingest.
#[derive(Default)]
pub(super) struct SourceRoots {
    /// In the order given.
    roots: Vec<SourceRoot>,
}

/// A file or folder to read, and what an earlier run knows of it.
struct SourceRoot {
    /// Absolute.
    path: PathBuf,
    known: KnownFiles,
    content: RootContent,
}

enum RootContent {
    Folder(Box<Corpus>),
    File(Result<Measured, FileProblemKind>),
    /// It cannot be looked into, or nothing lies in it where something lay.
    Absent(String),
}

/// A file to be read, or one that is known and cannot be read now.
pub(super) struct InputFile<'s> {
    /// Path to show: relative to its folder, absolute for a single file.
    pub(super) path: String,
    /// Id of the manifest, or the path without its extension.
    pub(super) id: String,
    /// The root in which it lies.
    root: &'s Path,
    /// Its place in the root; empty for the root itself.
    inside: String,
    /// What an earlier run knows of it.
    before: Option<&'s KnownFile>,
    origin: FileOrigin<'s>,
}

enum FileOrigin<'s> {
    Corpus(&'s Corpus, &'s SourceFile),
    Single(&'s Measured),
    /// It cannot be looked at.
    Unseen,
}

impl SourceRoots {
    /// Opens roots, as far as they are shown: those that are asked for, and those that the
    /// collection holds already. `known` gives the files of a root as an earlier run saw them.
    ///
    /// # Errors
    /// Where one that is asked for is not there, or the manifest or catalogue of a folder is wrong.
    pub(super) fn open(
        asked: &[PathBuf],
        held: &[PathBuf],
        visibility: &Visibility,
        known: &dyn Fn(&Path) -> KnownFiles,
    ) -> Result<Self, IngestError> {
        let mut opened = Self::default();
        for root in held {
            let root = root.canonicalize().unwrap_or_else(|_| root.clone());
            opened.add(root, visibility, known)?;
        }
        for root in asked {
            let absolute = root.canonicalize();
            let absolute = absolute
                .map_err(|source| IngestError::Root { path: root.clone(), source })?;
            opened.add(absolute, visibility, known)?;
        }
        Ok(opened)
    }

    fn add(
        &mut self,
        path: PathBuf,
        visibility: &Visibility,
        known: &dyn Fn(&Path) -> KnownFiles,
    ) -> Result<(), IngestError> {
        let is_there = self.roots.iter().any(|root| root.path == path);
        if is_there || !visibility.shows_part_of(&path) {
            return Ok(());
        }
        let mut known = known(&path);
        // What is not shown any more was not lost.
        known.retain(|inside, _| visibility.shows(&path.join(inside)));
        let content = open_root(&path, &known, visibility)?;
        self.roots.push(SourceRoot { path, known, content });
        Ok(())
    }

    /// Takes what cannot be looked at for removed; returns the files.
    pub(super) fn forget_absent(&mut self) -> Vec<String> {
        let is_absent =
            |root: &mut SourceRoot| matches!(root.content, RootContent::Absent(_));
        let absent: Vec<SourceRoot> = self.roots.extract_if(.., is_absent).collect();
        let files = absent.iter().flat_map(SourceRoot::files);
        files.map(|file| file.path).collect()
    }

    /// The roots, absolute.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(|root| root.path.as_path())
    }

    /// All files in order: root by root, and by path in each.
    pub(super) fn files(&self) -> Vec<InputFile<'_>> {
        self.roots.iter().flat_map(SourceRoot::files).collect()
    }

    /// Files of the collection that are not there any more; `files` are those that are.
    pub(super) fn removed(&self, files: &[InputFile<'_>]) -> Vec<String> {
        let there: FxHashSet<(&Path, &str)> =
            files.iter().map(|file| (file.root, file.inside.as_str())).collect();
        let mut removed = Vec::new();
        for root in &self.roots {
            let held = root.known.iter().filter(|(_, file)| file.held.is_some());
            let gone = held.filter(|(inside, _)| {
                !there.contains(&(root.path.as_path(), inside.as_str()))
            });
            removed.extend(gone.map(|(inside, _)| root.shown(inside)));
        }
        removed.sort();
        removed
    }

    /// Whether a file of a root stands in the collection.
    pub(super) fn holds(&self, root: &str, inside: &str) -> bool {
        self.roots.iter().any(|one| {
            let known = one.known.get(inside);
            one.path.as_os_str() == root && known.is_some_and(|file| file.held.is_some())
        })
    }

    /// Number of files that stand in the collection.
    pub(super) fn n_held_before(&self) -> usize {
        let files = self.roots.iter().flat_map(|root| root.known.values());
        files.filter(|file| file.held.is_some()).count()
    }

    /// The entries of the catalogues of all folders.
    pub(super) fn catalogue(&self) -> impl Iterator<Item = &CatalogueEntry> {
        self.folders().flat_map(Corpus::catalogue)
    }

    /// Problems of the folders.
    pub(super) fn problems(&self) -> impl Iterator<Item = &FileProblem> {
        self.folders().flat_map(Corpus::problems)
    }

    /// What lies in the folders and is no document.
    pub(super) fn others(&self) -> impl Iterator<Item = &(String, NoDocument)> {
        self.folders().flat_map(Corpus::others)
    }

    /// The roots that cannot be looked into, and why.
    pub(super) fn absent(&self) -> impl Iterator<Item = UnreadFile> {
        self.roots.iter().filter_map(|root| {
            let why: &dyn Display = match &root.content {
                RootContent::Absent(why) => why,
                RootContent::File(Err(why)) => why,
                RootContent::Folder(_) | RootContent::File(Ok(_)) => return None,
            };
            Some(UnreadFile {
                path: root.path.display().to_string(),
                reason: UnreadFileReason::Folder(FolderFault::Unavailable),
                message: format!(
                    "{why}\nnote: {} files are kept as they were\n\
                     hint: to remove them, run `tracuu ingest --allow-shrink`",
                    root.known.len()
                ),
            })
        })
    }

    fn folders(&self) -> impl Iterator<Item = &Corpus> {
        self.roots.iter().filter_map(|root| match &root.content {
            RootContent::Folder(corpus) => Some(&**corpus),
            RootContent::File(_) | RootContent::Absent(_) => None,
        })
    }

    /// Changes when any of the files, the catalogues or the roots do.
    pub(super) fn fingerprint(&self) -> String {
        let mut fields: Vec<String> = Vec::new();
        for root in &self.roots {
            fields.push(match &root.content {
                RootContent::Folder(corpus) => corpus.fingerprint().to_string(),
                RootContent::File(_) | RootContent::Absent(_) => {
                    root.path.display().to_string()
                }
            });
            if let RootContent::File(Ok(file)) = &root.content {
                fields.push(file.sha256.to_string());
            }
            for file in root.unseen() {
                let held = file.held();
                fields.push(file.inside);
                fields.extend(held.map(|sum| Checksum::from(sum).to_string()));
            }
        }
        Checksum::compute_from_fields(fields.iter().map(String::as_bytes)).to_string()
    }
}

/// What is known of files from now on; `held` is the content of each that stands in the
/// collection.
pub(super) fn known_now(
    files: &[InputFile<'_>],
    held: impl IntoIterator<Item = Option<ContentHash>>,
) -> FxHashMap<String, KnownFiles> {
    let mut all: FxHashMap<String, KnownFiles> = FxHashMap::default();
    for (file, held) in files.iter().zip(held) {
        let Some(seen) = file.seen() else { continue };
        let root = file.root.display().to_string();
        let known = KnownFile { held, ..seen };
        all.entry(root).or_default().insert(file.inside.clone(), known);
    }
    all
}

/// What lies under a root. Where nothing does but did before, that may be a disk that is not
/// there.
fn open_root(
    path: &Path,
    known: &KnownFiles,
    visibility: &Visibility,
) -> Result<RootContent, IngestError> {
    let kind = match path.metadata() {
        Ok(found) => found.file_type(),
        Err(error) => return Ok(absent(&error)),
    };
    if !kind.is_dir() {
        let before = known.get("");
        return Ok(RootContent::File(if kind.is_file() {
            measure(path, before)
        } else {
            Err(FileProblemKind::NoDocument)
        }));
    }
    if let Err(error) = path.read_dir() {
        return Ok(absent(&error));
    }
    let corpus = Corpus::open(path, known, visibility)?;
    let is_empty = corpus.sources().is_empty()
        && corpus.others().is_empty()
        && corpus.problems().is_empty();
    Ok(if is_empty && known.values().any(|file| file.held.is_some()) {
        absent(&"nothing lies in it any more")
    } else {
        RootContent::Folder(Box::new(corpus))
    })
}

fn absent(why: &dyn Display) -> RootContent {
    RootContent::Absent(why.to_string())
}

impl SourceRoot {
    fn files(&self) -> Vec<InputFile<'_>> {
        let mut files = self.unseen();
        match &self.content {
            RootContent::File(Ok(measured)) => {
                files.push(self.file(String::new(), None, FileOrigin::Single(measured)));
            }
            RootContent::Folder(corpus) => {
                files.extend(corpus.sources().iter().map(|source| {
                    let origin = FileOrigin::Corpus(corpus, source);
                    self.file(source.path.clone(), Some(source.id.clone()), origin)
                }));
            }
            RootContent::File(Err(_)) | RootContent::Absent(_) => {}
        }
        in_order(files)
    }

    /// The files in it that cannot be looked at.
    fn unseen(&self) -> Vec<InputFile<'_>> {
        match &self.content {
            RootContent::Absent(_) => self.held_below(&[""]),
            RootContent::File(Ok(_)) => Vec::new(),
            RootContent::File(Err(_)) => {
                vec![self.file(String::new(), None, FileOrigin::Unseen)]
            }
            RootContent::Folder(corpus) => {
                let hidden = corpus.problems().iter().filter(|one| is_hidden(&one.kind));
                let hidden: Vec<&str> = hidden.map(|one| one.path.as_str()).collect();
                self.held_below(&hidden)
            }
        }
    }

    /// The files of the collection at or below some paths that cannot be looked at.
    fn held_below(&self, hidden: &[&str]) -> Vec<InputFile<'_>> {
        let held = self.known.iter().filter(|(_, file)| file.held.is_some());
        let hidden = held.filter(|(inside, _)| is_below(inside, hidden));
        let unseen = hidden.map(|(inside, file)| {
            self.file(inside.clone(), Some(file.id.clone()), FileOrigin::Unseen)
        });
        in_order(unseen.collect())
    }

    fn file<'s>(
        &'s self,
        inside: String,
        id: Option<String>,
        origin: FileOrigin<'s>,
    ) -> InputFile<'s> {
        let stem = || self.path.file_stem().unwrap_or_default().to_string_lossy();
        InputFile {
            path: self.shown(&inside),
            id: id.unwrap_or_else(|| stem().into_owned()),
            root: &self.path,
            before: self.known.get(&inside),
            inside,
            origin,
        }
    }

    /// The path of a file as it is shown.
    fn shown(&self, inside: &str) -> String {
        if inside.is_empty() {
            self.path.display().to_string()
        } else {
            inside.to_owned()
        }
    }
}

/// Sorts by path, name by name.
fn in_order(mut files: Vec<InputFile<'_>>) -> Vec<InputFile<'_>> {
    files.sort_by(|one, other| Path::new(&one.inside).cmp(Path::new(&other.inside)));
    files
}

/// Whether a problem hides a file that may well be there.
fn is_hidden(kind: &FileProblemKind) -> bool {
    kind.reason() == Some(UnreadFileReason::Folder(FolderFault::Unavailable))
}

/// Whether a path is one of some paths or lies below one; the empty one is the folder itself.
fn is_below(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| folder.is_empty() || Path::new(path).starts_with(folder))
}

impl InputFile<'_> {
    /// The content as it is now; `None` where it cannot be looked at.
    pub(super) fn sha256(&self) -> Option<ContentHash> {
        match self.origin {
            FileOrigin::Corpus(_, source) => Some(source.sha256.into()),
            FileOrigin::Single(measured) => Some(measured.sha256.into()),
            FileOrigin::Unseen => None,
        }
    }

    /// Its id in the manifest, where it is listed there.
    pub(super) fn listed_id(&self) -> Option<String> {
        match self.origin {
            FileOrigin::Corpus(_, source) => {
                source.provenance.as_ref().map(|_| source.id.clone())
            }
            FileOrigin::Single(_) | FileOrigin::Unseen => None,
        }
    }

    /// The content that stands in the collection.
    pub(super) fn held(&self) -> Option<ContentHash> {
        self.before?.held
    }

    /// The file as it was last looked at: now, or by an earlier run.
    fn seen(&self) -> Option<KnownFile> {
        let (stamp, checked_ns, sha256) = match self.origin {
            FileOrigin::Corpus(_, file) => (file.stamp, file.checked_ns, file.sha256),
            FileOrigin::Single(file) => (file.stamp, file.checked_ns, file.sha256),
            FileOrigin::Unseen => return self.before.cloned(),
        };
        let (id, sha256) = (self.id.clone(), sha256.into());
        Some(KnownFile { id, stamp, checked_ns, sha256, held: self.held() })
    }

    /// The end of its name, in small letters.
    pub(super) fn form(&self) -> String {
        let end = Path::new(&self.path).extension().unwrap_or_default();
        end.to_string_lossy().to_ascii_lowercase()
    }

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
            FileOrigin::Single(_) => self.read_single(),
            FileOrigin::Unseen => Err(self.unavailable(&"it cannot be looked at now")),
        }
    }

    fn read_single(&self) -> Result<Vec<u8>, UnreadFile> {
        let failed = |error: io::Error| self.unavailable(&error);
        let n_bytes = std::fs::metadata(self.root).map_err(failed)?.len();
        if n_bytes > MAX_FILE_BYTES {
            let reason = UnreadFileReason::Reading(ReadFailureKind::TooLarge);
            let message =
                format!("has {n_bytes} bytes\nhint: at most {MAX_FILE_BYTES} are read");
            return Err(self.unread(reason, message));
        }
        std::fs::read(self.root).map_err(failed)
    }

    fn unavailable(&self, why: &dyn Display) -> UnreadFile {
        let message = format!("cannot read {}: {why}", self.path);
        self.unread(UnreadFileReason::Folder(FolderFault::Unavailable), message)
    }

    /// Why the file is not in the collection.
    pub(super) fn unread(&self, reason: UnreadFileReason, message: String) -> UnreadFile {
        UnreadFile { path: self.path.clone(), reason, message }
    }
}
