//! Generations of an index: each is built aside in a folder of its own, and a pointer
//! file is renamed onto the old one when it is complete.
//!
//! A reader follows the pointer once, at opening. A kill at any moment leaves either the
//! old generation or the new one; what a killed build left behind is removed by the next.
//!
//! The generation before stays, so that one can go back to it ([`roll_back`]).
//!
//! ```text
//! index/CURRENT              name of the current generation
//! index/PREVIOUS             name of the one before
//! index/HELD                 fingerprint of a generation that was rolled back
//! index/LOCK                 held while a generation is built
//! index/g-1f2e…/             tantivy's files and generation.json
//! index/g-1f2e…/DAMAGED      says that these are not what was written
//! ```

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::group::TokenCounts;
use super::unread_file::{UnreadFile, UnreadFileState};

/// The pointer file.
pub const CURRENT: &str = "CURRENT";
/// Names the generation before.
const PREVIOUS: &str = "PREVIOUS";
/// Fingerprint of the sources whose generation was rolled back: it is not built again.
const HELD: &str = "HELD";
/// The lock file.
const LOCK: &str = "LOCK";
/// What a generation says of itself.
const ABOUT: &str = "generation.json";
/// Names the files of a generation that are not what was written.
const DAMAGED: &str = "DAMAGED";
/// What was written into it, group by group; see [`written`].
const WRITTEN: &str = "written.json";
/// Files of a generation that the next one does not take over.
const OWN_FILES: [&str; 3] = [ABOUT, WRITTEN, super::suggest::file::NAME];
/// Beginning of a generation's folder name.
const PREFIX: &str = "g-";

/// What a generation says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Version of schema and analyzers ([`super::schema::version`]).
    pub version: String,
    /// Fingerprint of everything that it was built from.
    pub fingerprint: String,
    /// The files and folders that were read, absolute.
    pub roots: Vec<PathBuf>,
    /// Documents held with their text, each text of a document for itself.
    pub n_held: usize,
    /// Documents in all: those held, those that others cite by number or by name, and those of the
    /// catalogue. As many as the list of all documents has.
    pub n_documents: usize,
    /// Entries in all.
    pub n_entries: u64,
    /// Terms of each field in all entries.
    #[serde(default)]
    pub tokens: TokenCounts,
    /// Checksum of the file of suggestions (CRC-32); the engine has checksums of its own files.
    #[serde(default)]
    pub suggestions_sum: Option<u32>,
    /// The files that are not in the collection, and why; in the order of the report.
    #[serde(default)]
    pub unread: Vec<UnreadFile>,
    /// What else is to be known of the folders.
    #[serde(default)]
    pub notes: Vec<String>,
}

impl About {
    /// Documents of which the text is not held: all that is known of them is stated by others.
    pub fn n_without_text(&self) -> usize {
        self.n_documents.saturating_sub(self.n_held)
    }

    /// Number of files that are not in the collection, by what became of them.
    pub fn n_unread(&self, state: UnreadFileState) -> usize {
        self.unread.iter().filter(|file| file.reason.state() == state).count()
    }
}

/// Why an index folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GenerationError {
    /// There is no current generation.
    #[error("no index in {0}\nhint: run `tracuu ingest`")]
    Missing(PathBuf),
    /// The pointer or the description cannot be read as what it should be.
    #[error("the index in {0} is damaged: {1}\nhint: run `tracuu ingest --fresh`")]
    Damaged(PathBuf, String),
    /// There is no generation to go back to.
    #[error("no earlier index in {0}\nhint: only the one before the current one is kept")]
    NoPrevious(PathBuf),
    /// Another process is building.
    #[error("another ingest is writing to {0}\nhint: wait until it ends, then try again")]
    Busy(PathBuf),
    /// The file system refused.
    #[error("cannot use {path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The refusal.
        source: io::Error,
    },
}

fn refused(path: &Path) -> impl FnOnce(io::Error) -> GenerationError {
    let path = path.to_owned();
    move |source| GenerationError::Io { path, source }
}

/// The current generation's folder and description.
///
/// # Errors
/// Where there is none, it is damaged, or the file system refuses.
pub fn current(index_dir: &Path) -> Result<(PathBuf, About), GenerationError> {
    let missing = || GenerationError::Missing(index_dir.to_owned());
    let name = pointed(index_dir, CURRENT)?.ok_or_else(missing)?;
    described(index_dir, &name)
}

/// The name of the current generation, without a look at the generation; `None` where there is
/// none, or the pointer cannot be read.
pub fn current_name(index_dir: &Path) -> Option<String> {
    pointed(index_dir, CURRENT).ok().flatten()
}

/// The name in a pointer file; `None` where there is no such file.
fn pointed(index_dir: &Path, pointer: &str) -> Result<Option<String>, GenerationError> {
    let path = index_dir.join(pointer);
    match fs::read_to_string(&path) {
        Ok(name) => Ok(Some(name.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(refused(&path)(error)),
    }
}

/// The folder and the description of a generation.
fn described(index_dir: &Path, name: &str) -> Result<(PathBuf, About), GenerationError> {
    let damaged = |what: String| GenerationError::Damaged(index_dir.to_owned(), what);
    let is_name = name.starts_with(PREFIX)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Err(damaged(format!("{CURRENT} names {name:?}")));
    }
    let dir = index_dir.join(name);
    if let Ok(files) = fs::read_to_string(dir.join(DAMAGED)) {
        return Err(damaged(files.trim().to_owned()));
    }
    let about = fs::read(dir.join(ABOUT)).map_err(|error| damaged(error.to_string()))?;
    let about =
        serde_json::from_slice(&about).map_err(|error| damaged(error.to_string()))?;
    Ok((dir, about))
}

/// Says of a generation that some of its files are not what was written: it is never the current
/// one again, and nothing is built on it. Who has it open may go on.
///
/// # Errors
/// Where the file system refuses.
pub fn condemn(
    index_dir: &Path,
    name: &str,
    files: &[PathBuf],
) -> Result<(), GenerationError> {
    let path = index_dir.join(name).join(DAMAGED);
    let files: Vec<String> =
        files.iter().map(|file| file.display().to_string()).collect();
    write_durably(&path, files.join(", ").as_bytes()).map_err(refused(&path))
}

/// Whether a generation was condemned.
pub fn is_condemned(index_dir: &Path, name: &str) -> bool {
    index_dir.join(name).join(DAMAGED).symlink_metadata().is_ok()
}

/// What the builder of a generation kept of its groups ([`Building::keep_written`]); `None` where
/// there is nothing.
pub fn written(generation: &Path) -> Option<Vec<u8>> {
    fs::read(generation.join(WRITTEN)).ok()
}

/// Makes the generation before the current one; the current one becomes the one before, so that
/// a second time goes forward again. What the sources give now is not built again by itself.
///
/// # Errors
/// Where there is none, it is damaged, another process builds, or the file system refuses.
pub fn roll_back(index_dir: &Path) -> Result<About, GenerationError> {
    let _lock = lock(index_dir)?;
    let missing = || GenerationError::Missing(index_dir.to_owned());
    let current = pointed(index_dir, CURRENT)?.ok_or_else(missing)?;
    let previous = pointed(index_dir, PREVIOUS)?.filter(|name| *name != current);
    let previous =
        previous.ok_or_else(|| GenerationError::NoPrevious(index_dir.to_owned()))?;
    let (_, about) = described(index_dir, &previous)?;
    if let Ok((_, replaced)) = described(index_dir, &current) {
        point(index_dir, HELD, &replaced.fingerprint)?;
    }
    point(index_dir, CURRENT, &previous)?;
    point(index_dir, PREVIOUS, &current)?;
    Ok(about)
}

/// Whether the generation of the sources with this fingerprint was rolled back.
pub fn is_held(index_dir: &Path, fingerprint: &str) -> bool {
    pointed(index_dir, HELD).is_ok_and(|held| held.as_deref() == Some(fingerprint))
}

/// Writes a pointer file in one step.
fn point(index_dir: &Path, pointer: &str, content: &str) -> Result<(), GenerationError> {
    let path = index_dir.join(pointer);
    let aside = index_dir.join(format!("{pointer}.new"));
    write_durably(&aside, content.as_bytes())
        .and_then(|()| fs::rename(&aside, &path))
        .and_then(|()| sync_folder(index_dir))
        .map_err(refused(&path))
}

/// Waits until the disk has the names of a folder.
fn sync_folder(dir: &Path) -> io::Result<()> {
    // Other systems do not open folders.
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}

/// Takes the lock of the builders.
fn lock(index_dir: &Path) -> Result<File, GenerationError> {
    let path = index_dir.join(LOCK);
    let lock = File::create(&path).map_err(refused(&path))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(GenerationError::Busy(index_dir.to_owned())),
        Err(TryLockError::Error(error)) => Err(refused(&path)(error)),
    }
}

/// When the current generation was swapped in; `None` where the file system does not say.
pub fn swapped_in(index_dir: &Path) -> Option<SystemTime> {
    fs::metadata(index_dir.join(CURRENT)).and_then(|facts| facts.modified()).ok()
}

/// A generation being built; dropped before [`Building::publish`], it leaves no trace.
#[derive(Debug)]
pub struct Building {
    index_dir: PathBuf,
    dir: tempfile::TempDir,
    /// Held until the end: one builder at a time.
    _lock: File,
}

impl Building {
    /// Takes the lock, removes what killed builds left, and opens an empty folder.
    ///
    /// # Errors
    /// Where another process builds, or the file system refuses.
    pub fn begin(index_dir: &Path) -> Result<Self, GenerationError> {
        fs::create_dir_all(index_dir).map_err(refused(index_dir))?;
        let lock = lock(index_dir)?;
        remove_left_overs(index_dir)?;
        let dir = tempfile::Builder::new()
            .prefix(PREFIX)
            .rand_bytes(12)
            .tempdir_in(index_dir)
            .map_err(refused(index_dir))?;
        Ok(Self { index_dir: index_dir.to_owned(), dir, _lock: lock })
    }

    /// The folder to build in.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Takes over the engine's files of another generation. They never change, so that both have
    /// them, as hard links where the file system knows such.
    ///
    /// # Errors
    /// Where the file system refuses.
    pub fn take_over(&self, generation: &Path) -> Result<(), GenerationError> {
        for found in fs::read_dir(generation).map_err(refused(generation))? {
            let path = found.map_err(refused(generation))?.path();
            let name = path.file_name().unwrap_or_default();
            let is_lock = path.extension().is_some_and(|end| end == "lock");
            let is_own = OWN_FILES.iter().any(|own| name == *own);
            if is_lock || is_own {
                continue;
            }
            let here = self.dir.path().join(name);
            fs::hard_link(&path, &here)
                .or_else(|_| fs::copy(&path, &here).map(|_| ()))
                .map_err(refused(&here))?;
        }
        Ok(())
    }

    /// Keeps what the builder of the next generation will want to know of the groups of this one.
    ///
    /// # Errors
    /// Where the file system refuses.
    pub fn keep_written(&self, written: &[u8]) -> Result<(), GenerationError> {
        let path = self.dir.path().join(WRITTEN);
        write_durably(&path, written).map_err(refused(&path))
    }

    /// Makes this the current generation and removes all but the one before.
    ///
    /// # Errors
    /// Where the file system refuses; the old generation then stays current.
    pub fn publish(self, about: &About) -> Result<(), GenerationError> {
        let description = serde_json::to_vec_pretty(about)
            .map_err(|error| refused(self.dir.path())(error.into()))?;
        let path = self.dir.path().join(ABOUT);
        write_durably(&path, &description).map_err(refused(&path))?;
        let name = self.dir.path().file_name().unwrap_or_default().to_owned();
        let name = name.to_string_lossy();
        share(self.dir.path(), &self.index_dir).map_err(refused(self.dir.path()))?;
        sync_folder(self.dir.path()).map_err(refused(self.dir.path()))?;
        if let Some(before) = pointed(&self.index_dir, CURRENT)? {
            point(&self.index_dir, PREVIOUS, &before)?;
        }
        point(&self.index_dir, CURRENT, &name)?;
        // A file that stays holds back what is built already.
        let _ = fs::remove_file(self.index_dir.join(HELD));
        let _kept = self.dir.keep();
        // Readers of the old generation keep their open files; on systems that refuse to
        // remove them, the next build does it.
        if let Err(error) = remove_left_overs(&self.index_dir) {
            tracing::warn!(index.dir = %self.index_dir.display(), %error, "old generation left");
        }
        Ok(())
    }
}

/// Gives the folder of a generation the rights of the folder of the index: a temporary folder
/// is for its owner alone.
fn share(dir: &Path, index_dir: &Path) -> io::Result<()> {
    fs::set_permissions(dir, fs::metadata(index_dir)?.permissions())
}

/// Writes a file whole and waits until the disk has it.
fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Removes every generation but the current one and the one before.
fn remove_left_overs(index_dir: &Path) -> Result<(), GenerationError> {
    let kept = [pointed(index_dir, CURRENT)?, pointed(index_dir, PREVIOUS)?];
    for found in fs::read_dir(index_dir).map_err(refused(index_dir))? {
        let path = found.map_err(refused(index_dir))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_kept = kept.iter().flatten().any(|kept| *kept == name);
        if name.starts_with(PREFIX) && !is_kept && path.is_dir() {
            fs::remove_dir_all(&path).map_err(refused(&path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(fingerprint: &str) -> About {
        About { fingerprint: fingerprint.to_owned(), ..About::default() }
    }

    #[test]
    fn the_last_published_generation_is_current_and_one_before_it_is_kept() {
        let dir = tempfile::tempdir().unwrap();
        for fingerprint in ["a", "b", "c"] {
            Building::begin(dir.path()).unwrap().publish(&about(fingerprint)).unwrap();
            assert_eq!(current(dir.path()).unwrap().1.fingerprint, fingerprint);
        }
        let n_generations = fs::read_dir(dir.path())
            .unwrap()
            .filter(|found| found.as_ref().unwrap().path().is_dir())
            .count();
        assert_eq!(n_generations, 2);
        assert_eq!(roll_back(dir.path()).unwrap().fingerprint, "b");
        assert!(is_held(dir.path(), "c"));
    }

    #[test]
    fn a_condemned_generation_is_current_no_more() {
        let dir = tempfile::tempdir().unwrap();
        Building::begin(dir.path()).unwrap().publish(&about("a")).unwrap();
        let name = current_name(dir.path()).unwrap();
        condemn(dir.path(), &name, &[PathBuf::from("x.store")]).unwrap();
        let refused = current(dir.path()).unwrap_err();
        assert!(refused.to_string().contains("x.store"), "{refused}");
        Building::begin(dir.path()).unwrap().publish(&about("a")).unwrap();
        assert_eq!(current(dir.path()).unwrap().1.fingerprint, "a");
        assert!(matches!(roll_back(dir.path()), Err(GenerationError::Damaged(..))));
    }

    #[test]
    fn a_build_given_up_leaves_the_old_generation() {
        let dir = tempfile::tempdir().unwrap();
        Building::begin(dir.path()).unwrap().publish(&about("a")).unwrap();
        drop(Building::begin(dir.path()).unwrap());
        // A killed process cannot clean up; the next build does.
        fs::create_dir(dir.path().join("g-left")).unwrap();
        drop(Building::begin(dir.path()).unwrap());
        assert_eq!(current(dir.path()).unwrap().1.fingerprint, "a");
        assert!(!dir.path().join("g-left").try_exists().unwrap());
    }

    #[test]
    fn one_build_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let _first = Building::begin(dir.path()).unwrap();
        let second = Building::begin(dir.path());
        assert!(matches!(second, Err(GenerationError::Busy(_))), "{second:?}");
    }

    #[test]
    fn a_pointer_to_anywhere_else_is_damage() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(CURRENT), "../elsewhere").unwrap();
        assert!(matches!(current(dir.path()), Err(GenerationError::Damaged(..))));
    }
}
