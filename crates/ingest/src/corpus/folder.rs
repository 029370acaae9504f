//! The folder of documents as a whole: which files there are, whether they are what the
//! manifest says, and what the catalogue adds.
//!
//! Opening reads every file that an earlier run does not know once for its checksum, in
//! constant memory. A bad file is a problem in the list, not an error.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::catalogue::CatalogueEntry;
use super::catalogue_file::{self, CatalogueError, read_catalogue};
use super::checksum::Checksum;
use super::file_kind::EXTENSIONS;
use super::manifest::{self, Manifest, ManifestError};
use super::scan::{ScanProblem, scan};
use super::stamp::{is_same, now_ns, stamp};
use super::visibility::Visibility;
use tracuu_extract::read::MAX_SOURCE_BYTES;
use tracuu_index::unread_file::{FolderFault, NoDocument, UnreadFileReason};
use tracuu_store::file::{FileStamp, KnownFile, KnownFiles};
use tracuu_text::read_failure::ReadFailureKind;

/// Largest file read, in bytes: what the readers accept.
pub const MAX_FILE_BYTES: u64 = MAX_SOURCE_BYTES as u64;

/// Mark at the head of a fingerprint; changes when the way to compute it does.
const FINGERPRINT_KIND: &[u8] = b"tracuu corpus 3";

/// An opened folder of documents.
#[derive(Debug)]
pub struct Corpus {
    folder: PathBuf,
    sources: Vec<SourceFile>,
    problems: Vec<FileProblem>,
    others: Vec<(String, NoDocument)>,
    catalogue: Vec<CatalogueEntry>,
    fingerprint: Checksum,
}

/// A file that is a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// Id of the manifest; else the path without its extension, or with it where another
    /// source has the same without. No two sources share one.
    pub id: String,
    /// Relative to the folder, with `/`.
    pub path: String,
    /// Checksum of the bytes as they are now.
    pub sha256: Checksum,
    /// What the file system says of it.
    pub stamp: FileStamp,
    /// When it was looked at, in nanoseconds since 1970.
    pub checked_ns: i64,
    /// Where the text comes from, in words; of listed files only.
    pub provenance: Option<String>,
}

/// A problem of one file, for the keeper of the folder.
#[derive(Debug)]
pub struct FileProblem {
    /// Relative to the folder, with `/`; empty for the folder itself.
    pub path: String,
    /// What is wrong with it.
    pub kind: FileProblemKind,
}

/// What can be wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileProblemKind {
    /// The manifest lists it, and it is not there.
    #[error("is listed in the manifest but is not there")]
    Missing,
    /// The manifest lists it, and it is not of a format that is read.
    #[error(
        "is listed in the manifest but is no document that is read\n\
         hint: its name must end with .{}",
        EXTENSIONS.join(", .")
    )]
    NoDocument,
    /// Its bytes are not those that the manifest was written for; it is read as it is.
    #[error("was changed since the manifest was written (now {0})")]
    Changed(Checksum),
    /// It is left out because of its size.
    #[error("has {0} bytes and was left out\nhint: at most {MAX_FILE_BYTES} are read")]
    TooLarge(u64),
    /// It is left out because it cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] io::Error),
    /// It was left out by the walk.
    #[error(transparent)]
    Scan(#[from] ScanProblem),
}

impl FileProblemKind {
    /// Why the file is not in the collection; `None` where it is nevertheless.
    pub fn reason(&self) -> Option<UnreadFileReason> {
        let fault = match self {
            Self::Changed(_) => return None,
            Self::TooLarge(_) => {
                return Some(UnreadFileReason::Reading(ReadFailureKind::TooLarge));
            }
            Self::Missing => FolderFault::Missing,
            Self::NoDocument => FolderFault::ListedNoDocument,
            Self::Unreadable(_) => FolderFault::Unavailable,
            Self::Scan(problem) => problem.fault(),
        };
        Some(UnreadFileReason::Folder(fault))
    }
}

/// The folder cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The folder is not there, or is no folder, or may not be read.
    #[error("cannot read the folder {}: {source}\nhint: --corpus DIR names it", .folder.display())]
    Folder {
        /// The folder as given.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Manifest or catalogue cannot be read as a file.
    #[error("cannot read {}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The manifest is not as documented.
    #[error("{}: {source}", .path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: ManifestError,
    },
    /// The catalogue is not as documented.
    #[error("{}: {source}", .path.display())]
    Catalogue {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: CatalogueError,
    },
}

/// A source can no longer be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// Relative to the folder.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The file was changed after the folder was opened.
    #[error("{0} was changed while it was read\nhint: run the command again")]
    Changed(String),
}

impl Corpus {
    /// Opens a folder: reads manifest and catalogue where there are any, finds the
    /// documents and their checksums. Files that are as an earlier run saw them are not read;
    /// what is not to be shown is as if it were not there.
    ///
    /// # Errors
    /// When the folder cannot be read at all, or manifest or catalogue are not as
    /// documented: a mistake there would be lost in a list.
    pub fn open(
        folder: &Path,
        known: &KnownFiles,
        visibility: &Visibility,
    ) -> Result<Self, CorpusError> {
        std::fs::read_dir(folder).map_err(|source| CorpusError::Folder {
            folder: folder.to_owned(),
            source,
        })?;
        let path = folder.join(manifest::FILE_NAME);
        let manifest = Manifest::read(&optional_text(&path)?.unwrap_or(EMPTY.to_owned()))
            .map_err(|source| CorpusError::Manifest { path, source })?;
        let path = folder.join(catalogue_file::FILE_NAME);
        let text = optional_text(&path)?.unwrap_or(EMPTY.to_owned());
        let catalogue = read_catalogue(&text)
            .map_err(|source| CorpusError::Catalogue { path, source })?;
        let Collected { sources, problems, others } =
            collect(folder, &manifest, known, visibility);
        let fingerprint = fingerprint(&sources, &others, &text);
        let folder = folder.to_owned();
        Ok(Self { folder, sources, problems, others, catalogue, fingerprint })
    }

    /// The documents in alphabetical order of their paths, name by name.
    pub fn sources(&self) -> &[SourceFile] {
        &self.sources
    }

    /// What is missing, changed or left out, by path.
    pub fn problems(&self) -> &[FileProblem] {
        &self.problems
    }

    /// What lies in the folder and is no document, by path; hidden folders as a whole.
    pub fn others(&self) -> &[(String, NoDocument)] {
        &self.others
    }

    /// Facts about documents that are not held.
    pub fn catalogue(&self) -> &[CatalogueEntry] {
        &self.catalogue
    }

    /// Changes whenever a document (its bytes, path or id), or the catalogue does; the same for
    /// the same content on every machine. An index that carries it is current.
    pub fn fingerprint(&self) -> Checksum {
        self.fingerprint
    }

    /// The bytes of a source; they have the checksum that it carries.
    ///
    /// # Errors
    /// When the file cannot be read or is not the same any more.
    pub fn read(&self, source: &SourceFile) -> Result<Vec<u8>, ReadError> {
        let unreadable =
            |error| ReadError::Unreadable { path: source.path.clone(), source: error };
        let file = File::open(self.folder.join(&source.path)).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if Checksum::compute(&bytes) == source.sha256 {
            Ok(bytes)
        } else {
            Err(ReadError::Changed(source.path.clone()))
        }
    }
}

/// A manifest or catalogue without entries, for folders that have none.
const EMPTY: &str = "format = 1";

/// The text of a file that may be absent.
fn optional_text(path: &Path) -> Result<Option<String>, CorpusError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(CorpusError::File { path: path.to_owned(), source }),
    }
}

/// All that lies in a folder.
struct Collected {
    sources: Vec<SourceFile>,
    problems: Vec<FileProblem>,
    others: Vec<(String, NoDocument)>,
}

/// Finds the documents and compares them with the manifest.
fn collect(
    folder: &Path,
    manifest: &Manifest,
    known: &KnownFiles,
    visibility: &Visibility,
) -> Collected {
    let found = scan(folder).shown(folder, visibility);
    let mut sources = Vec::with_capacity(found.files.len());
    let mut problems: Vec<FileProblem> = found
        .problems
        .into_iter()
        .map(|(path, kind)| FileProblem { path: join_names(&path), kind: kind.into() })
        .collect();
    for path in found.files.iter().map(|path| join_names(path)) {
        let before = known.get(&path);
        match read_source(folder, path, manifest, before) {
            Ok((source, problem)) => {
                sources.push(source);
                problems.extend(problem);
            }
            Err(problem) => problems.push(problem),
        }
    }
    let seen: FxHashSet<&str> = sources
        .iter()
        .map(|source| source.path.as_str())
        .chain(problems.iter().map(|problem| problem.path.as_str()))
        .collect();
    let unseen: Vec<FileProblem> = manifest
        .files()
        .filter(|file| !seen.contains(file) && visibility.shows(&folder.join(file)))
        .map(|file| FileProblem {
            path: file.to_owned(),
            kind: missing_reason(folder, file),
        })
        .collect();
    problems.extend(unseen);
    problems.sort_by(|one, other| one.path.cmp(&other.path));
    separate_ids(&mut sources);
    let mut others: Vec<_> =
        found.others.into_iter().map(|(path, kind)| (join_names(&path), kind)).collect();
    let told: FxHashSet<&str> =
        problems.iter().map(|problem| problem.path.as_str()).collect();
    others.retain(|(path, _)| !told.contains(path.as_str()));
    Collected { sources, problems, others }
}

/// Gives sources that share an id (`a.md` and `a.docx`, or a path and an id of the
/// manifest) their paths as ids; ids of the manifest stay.
fn separate_ids(sources: &mut [SourceFile]) {
    let mut n_uses: FxHashMap<String, usize> = FxHashMap::default();
    for source in sources.iter() {
        *n_uses.entry(source.id.clone()).or_default() += 1;
    }
    for source in sources.iter_mut().filter(|source| source.provenance.is_none()) {
        if n_uses.get(&source.id).is_some_and(|n_uses| *n_uses > 1) {
            source.id.clone_from(&source.path);
        }
    }
}

/// Why the walk did not find a listed file.
fn missing_reason(folder: &Path, file: &str) -> FileProblemKind {
    match folder.join(file).symlink_metadata() {
        Ok(_) => FileProblemKind::NoDocument,
        Err(error) if error.kind() == io::ErrorKind::NotFound => FileProblemKind::Missing,
        Err(error) => FileProblemKind::Unreadable(error),
    }
}

/// Reads one file for its checksum; with it, whether it differs from the manifest.
fn read_source(
    folder: &Path,
    path: String,
    manifest: &Manifest,
    before: Option<&KnownFile>,
) -> Result<(SourceFile, Option<FileProblem>), FileProblem> {
    let Measured { sha256, stamp, checked_ns } =
        match measure(&folder.join(&path), before) {
            Ok(measured) => measured,
            Err(kind) => return Err(FileProblem { path, kind }),
        };
    let entry = manifest.entry(&path);
    let changed = entry.is_some_and(|entry| entry.sha256 != sha256).then(|| {
        FileProblem { path: path.clone(), kind: FileProblemKind::Changed(sha256) }
    });
    let id = entry.map_or_else(|| without_extension(&path), |entry| entry.id.clone());
    let provenance = entry.map(|entry| entry.provenance.clone());
    Ok((SourceFile { id, path, sha256, stamp, checked_ns, provenance }, changed))
}

/// A file that was looked at.
pub(crate) struct Measured {
    pub(crate) sha256: Checksum,
    pub(crate) stamp: FileStamp,
    pub(crate) checked_ns: i64,
}

/// Looks at a file, and reads it for its checksum unless it is as it was before.
pub(crate) fn measure(
    path: &Path,
    before: Option<&KnownFile>,
) -> Result<Measured, FileProblemKind> {
    let checked_ns = now_ns();
    let found = path.symlink_metadata().map_err(FileProblemKind::Unreadable)?;
    if let Some(before) = before.filter(|before| is_same(before, stamp(&found))) {
        let (stamp, checked_ns) = (before.stamp, before.checked_ns);
        return Ok(Measured { sha256: before.sha256.into(), stamp, checked_ns });
    }
    let file = File::open(path).map_err(FileProblemKind::Unreadable)?;
    let stamp = stamp(&file.metadata().map_err(FileProblemKind::Unreadable)?);
    if stamp.n_bytes > MAX_FILE_BYTES {
        return Err(FileProblemKind::TooLarge(stamp.n_bytes));
    }
    let sha256 = Checksum::compute_from_reader(file.take(MAX_FILE_BYTES))
        .map_err(FileProblemKind::Unreadable)?;
    Ok(Measured { sha256, stamp, checked_ns })
}

/// A path with `/` between its names on every system.
fn join_names(path: &Path) -> String {
    let names: Vec<_> = path.iter().map(|name| name.to_string_lossy()).collect();
    names.join("/")
}

/// A path without the extension of its last name.
fn without_extension(path: &str) -> String {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned()
}

/// The checksum over everything that an index is built from: of what is no document the names,
/// which the report lists.
fn fingerprint(
    sources: &[SourceFile],
    others: &[(String, NoDocument)],
    catalogue: &str,
) -> Checksum {
    let digests: Vec<String> =
        sources.iter().map(|source| source.sha256.to_string()).collect();
    let fields = sources.iter().zip(&digests).flat_map(|(source, sha256)| {
        [source.path.as_bytes(), source.id.as_bytes(), sha256.as_bytes()]
    });
    let others = others.iter().map(|(path, _)| path.as_bytes());
    let ends = [FINGERPRINT_KIND, catalogue.as_bytes()];
    Checksum::compute_from_fields(ends.into_iter().chain(fields).chain(others))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::{TempDir, tempdir};

    use super::*;

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = tempdir().unwrap();
        for (file, text) in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn manifest(id: &str, file: &str, text: &str) -> String {
        format!(
            "format = 1\n[[document]]\nid = \"{id}\"\nfile = \"{file}\"\nprovenance = \"gốc\"\nsha256 = \"{}\"\n",
            Checksum::compute(text.as_bytes())
        )
    }

    fn open(folder: &TempDir) -> Corpus {
        open_as(folder, &Visibility::default())
    }

    fn open_as(folder: &TempDir, visibility: &Visibility) -> Corpus {
        Corpus::open(folder.path(), &KnownFiles::default(), visibility).unwrap()
    }

    fn problems(corpus: &Corpus) -> Vec<String> {
        let print = |problem: &FileProblem| format!("{} {}", problem.path, problem.kind);
        corpus.problems().iter().map(print).collect()
    }

    #[test]
    fn listed_and_dropped_files_are_sources_alike() {
        let listed = manifest("ke-hoach-1", "a.md", "một");
        let folder =
            folder(&[("a.md", "một"), ("2024/b.txt", "hai"), ("manifest.toml", &listed)]);
        let corpus = open(&folder);
        let [dropped, listed] = corpus.sources() else {
            panic!("{:?}", corpus.sources())
        };
        assert_eq!(
            (dropped.id.as_str(), dropped.path.as_str()),
            ("2024/b", "2024/b.txt")
        );
        assert_eq!(dropped.provenance, None);
        assert_eq!((listed.id.as_str(), listed.path.as_str()), ("ke-hoach-1", "a.md"));
        assert_eq!(listed.provenance.as_deref(), Some("gốc"));
        assert_eq!(corpus.read(listed).unwrap(), "một".as_bytes());
        assert_eq!(problems(&corpus), [""; 0]);
    }

    #[test]
    fn what_is_not_shown_is_as_if_it_were_not_there() {
        let listed = manifest("b", "kin/b.md", "");
        let hidden = [("kin/a.md", "1"), ("kin/x.png", ""), ("kin/~$y.docx", "")];
        let open_files = [("a.docx", "1"), ("manifest.toml", listed.as_str())];
        let folder = folder(&[hidden.as_slice(), &open_files].concat());
        let visibility = Visibility::new([(folder.path().join("kin"), false)]);
        let corpus = open_as(&folder, &visibility);
        assert_eq!(problems(&corpus), [""; 0]);
        let others: Vec<&str> =
            corpus.others().iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(others, ["manifest.toml"]);
        let ids: Vec<&str> = corpus.sources().iter().map(|of| of.id.as_str()).collect();
        assert_eq!(ids, ["a"]);
        let all = open(&folder);
        assert_ne!(all.fingerprint(), corpus.fingerprint());
        fs::remove_dir_all(folder.path().join("kin")).unwrap();
        fs::write(folder.path().join("manifest.toml"), EMPTY).unwrap();
        assert_eq!(open(&folder).fingerprint(), corpus.fingerprint());
    }

    #[test]
    fn sources_of_one_name_keep_apart() {
        let listed = manifest("b", "x.md", "");
        let folder = folder(&[
            ("a.docx", "1"),
            ("a.md", "2"),
            ("b.txt", "3"),
            ("c.md", "4"),
            ("x.md", ""),
            ("manifest.toml", &listed),
        ]);
        let corpus = open(&folder);
        let ids: Vec<&str> = corpus.sources().iter().map(|of| of.id.as_str()).collect();
        assert_eq!(ids, ["a.docx", "a.md", "b.txt", "c", "b"]);
    }

    #[test]
    fn a_changed_file_is_read_and_noted() {
        let listed = manifest("a", "a.md", "trước");
        let folder = folder(&[("a.md", "sau"), ("manifest.toml", &listed)]);
        let corpus = open(&folder);
        assert_eq!(corpus.read(&corpus.sources()[0]).unwrap(), b"sau");
        assert_eq!(corpus.problems()[0].kind.reason(), None);
        assert!(problems(&corpus)[0].starts_with("a.md was changed since"));
    }

    #[test]
    fn a_missing_file_is_noted() {
        let folder = folder(&[("manifest.toml", &manifest("a", "a.md", ""))]);
        let corpus = open(&folder);
        assert_eq!(
            problems(&corpus),
            ["a.md is listed in the manifest but is not there"]
        );
        assert!(corpus.problems()[0].kind.reason().is_some());
    }

    #[test]
    fn a_listed_file_of_another_format_is_noted() {
        let listed = manifest("a", "a.png", "");
        let folder = folder(&[("a.png", ""), ("manifest.toml", &listed)]);
        let expected = "a.png is listed in the manifest but is no document that is read\n\
                        hint: its name must end with .md, .txt, .docx, .docm, .doc, .rtf, .odt, \
                        .html, .htm, .xlsx, .xlsm, .xls, .ods, .pdf, .ppt, .pptx, .zip, .eml, .mht, .mhtml";
        assert_eq!(problems(&open(&folder)), [expected]);
    }

    #[test]
    fn a_file_that_is_too_large_is_left_out() {
        let folder = folder(&[("a.md", "một"), ("b.txt", "")]);
        let file = File::options().write(true).open(folder.path().join("b.txt")).unwrap();
        file.set_len(MAX_FILE_BYTES + 1).unwrap();
        let corpus = open(&folder);
        assert_eq!(corpus.sources().len(), 1);
        assert!(problems(&corpus)[0].starts_with("b.txt has 52428801 bytes"));
    }

    #[test]
    fn a_file_that_changes_after_the_opening_is_not_read() {
        let folder = folder(&[("a.md", "một")]);
        let corpus = open(&folder);
        fs::write(folder.path().join("a.md"), "hai").unwrap();
        let error = corpus.read(&corpus.sources()[0]).unwrap_err();
        assert!(matches!(error, ReadError::Changed(_)), "{error}");
        fs::remove_file(folder.path().join("a.md")).unwrap();
        let error = corpus.read(&corpus.sources()[0]).unwrap_err();
        assert!(matches!(error, ReadError::Unreadable { .. }), "{error}");
    }

    #[test]
    fn the_fingerprint_follows_the_content_and_nothing_else() {
        let base = open(&folder(&[("a.md", "một")])).fingerprint();
        assert_eq!(open(&folder(&[("a.md", "một")])).fingerprint(), base);
        for other in [
            folder(&[("a.md", "một"), ("x.png", "")]),
            folder(&[("a.md", "hai")]),
            folder(&[("b.md", "một")]),
            folder(&[("a.md", "một"), ("b.md", "")]),
            folder(&[
                ("a.md", "một"),
                ("manifest.toml", &manifest("a-1", "a.md", "một")),
            ]),
            folder(&[("a.md", "một"), ("catalogue.toml", "format = 1 # khác")]),
            folder(&[]),
        ] {
            assert_ne!(open(&other).fingerprint(), base);
        }
    }

    #[test]
    fn what_is_no_folder_is_an_error() {
        let folder = folder(&[("a.md", "")]);
        for path in [folder.path().join("none"), folder.path().join("a.md")] {
            let known = KnownFiles::default();
            let error = Corpus::open(&path, &known, &Visibility::default()).unwrap_err();
            assert!(matches!(error, CorpusError::Folder { .. }), "{error}");
        }
    }

    #[test]
    fn a_manifest_or_catalogue_with_mistakes_is_an_error() {
        for (file, text, message) in [
            ("manifest.toml", "format = 1\ntitle = 3", "unknown field `title`"),
            ("catalogue.toml", "format = 1\ntitle = 3", "unknown field `title`"),
            ("manifest.toml", "format", "manifest.toml: the manifest does not read"),
        ] {
            let dropped = folder(&[(file, text)]);
            let known = KnownFiles::default();
            let error = Corpus::open(dropped.path(), &known, &Visibility::default());
            let error = error.unwrap_err();
            assert!(error.to_string().contains(message), "{error}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_may_not_be_read_is_a_problem_of_its_own() {
        use std::os::unix::fs::PermissionsExt;

        let folder = folder(&[("a.md", "một"), ("b.md", "hai"), ("c/d.md", "ba")]);
        let set = |path: &str, mode| {
            let path = folder.path().join(path);
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        set("b.md", 0o000);
        set("c", 0o000);
        let is_superuser = File::open(folder.path().join("b.md")).is_ok();
        let corpus = open(&folder);
        set("c", 0o700);
        if is_superuser {
            return; // Rights do not bind; nothing to see.
        }
        assert_eq!(corpus.sources().len(), 1);
        let paths: Vec<&str> =
            corpus.problems().iter().map(|p| p.path.as_str()).collect();
        assert_eq!(paths, ["b.md", "c"]);
    }

    #[test]
    fn the_corpus_of_this_project_opens_without_a_problem() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
        let (known, visibility) = (KnownFiles::default(), Visibility::default());
        let corpus = Corpus::open(&folder, &known, &visibility).unwrap();
        // Documents dropped into the folder by its user are no failure of the project.
        assert!(!corpus.sources().is_empty());
        assert!(!corpus.catalogue().is_empty());
        assert_eq!(problems(&corpus), [""; 0]);
    }
}
