//! Generations of an index: each is built aside in a folder of its own, and a pointer
//! file is renamed onto the old one when it is complete.
//!
//! A reader follows the pointer once, at opening. A kill at any moment leaves either the
//! old generation or the new one; what a killed build left behind is removed by the next.
//!
//! ```text
//! index/CURRENT              name of the current generation
//! index/LOCK                 held while a generation is built
//! index/g-1f2e…/             tantivy's files and generation.json
//! ```

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::unread_file::{UnreadFile, UnreadFileState};

/// The pointer file.
const CURRENT: &str = "CURRENT";
/// The lock file.
const LOCK: &str = "LOCK";
/// What a generation says of itself.
const ABOUT: &str = "generation.json";
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
    /// Documents held in full.
    pub n_held: usize,
    /// Documents in all, those known only by citation included.
    pub n_documents: usize,
    /// Entries in all.
    pub n_entries: u64,
    /// The files that are not in the collection, and why; in the order of the report.
    #[serde(default)]
    pub unread: Vec<UnreadFile>,
    /// What else is to be known of the folders.
    #[serde(default)]
    pub notes: Vec<String>,
}

impl About {
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
    let pointer = index_dir.join(CURRENT);
    let name = match fs::read_to_string(&pointer) {
        Ok(name) => name.trim().to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(GenerationError::Missing(index_dir.to_owned()));
        }
        Err(error) => return Err(refused(&pointer)(error)),
    };
    let damaged = |what: String| GenerationError::Damaged(index_dir.to_owned(), what);
    let is_name = name.starts_with(PREFIX)
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name {
        return Err(damaged(format!("{CURRENT} names {name:?}")));
    }
    let dir = index_dir.join(name);
    let about = fs::read(dir.join(ABOUT)).map_err(|error| damaged(error.to_string()))?;
    let about =
        serde_json::from_slice(&about).map_err(|error| damaged(error.to_string()))?;
    Ok((dir, about))
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
        let lock_path = index_dir.join(LOCK);
        let lock = File::create(&lock_path).map_err(refused(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(GenerationError::Busy(index_dir.to_owned()));
            }
            Err(TryLockError::Error(error)) => return Err(refused(&lock_path)(error)),
        }
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

    /// Makes this the current generation and removes the one before.
    ///
    /// # Errors
    /// Where the file system refuses; the old generation then stays current.
    pub fn publish(self, about: &About) -> Result<(), GenerationError> {
        let description = serde_json::to_vec_pretty(about)
            .map_err(|error| refused(self.dir.path())(error.into()))?;
        let path = self.dir.path().join(ABOUT);
        write_durably(&path, &description).map_err(refused(&path))?;
        let name = self.dir.path().file_name().unwrap_or_default().to_owned();
        let pointer = self.index_dir.join(CURRENT);
        let aside = self.index_dir.join("CURRENT.new");
        write_durably(&aside, name.to_string_lossy().as_bytes())
            .and_then(|()| fs::rename(&aside, &pointer))
            .map_err(refused(&pointer))?;
        let _kept = self.dir.keep();
        // Readers of the old generation keep their open files; on systems that refuse to
        // remove them, the next build does it.
        if let Err(error) = remove_left_overs(&self.index_dir) {
            tracing::warn!(index.dir = %self.index_dir.display(), %error, "old generation left");
        }
        Ok(())
    }
}

/// Writes a file whole and waits until the disk has it.
fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Removes every generation but the current one.
fn remove_left_overs(index_dir: &Path) -> Result<(), GenerationError> {
    let pointer = fs::read_to_string(index_dir.join(CURRENT)).unwrap_or_default();
    for found in fs::read_dir(index_dir).map_err(refused(index_dir))? {
        let path = found.map_err(refused(index_dir))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(PREFIX) && name != pointer.trim() && path.is_dir() {
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
    fn the_last_published_generation_is_current_and_the_only_one() {
        let dir = tempfile::tempdir().unwrap();
        for fingerprint in ["a", "b"] {
            Building::begin(dir.path()).unwrap().publish(&about(fingerprint)).unwrap();
            assert_eq!(current(dir.path()).unwrap().1.fingerprint, fingerprint);
        }
        let n_generations = fs::read_dir(dir.path())
            .unwrap()
            .filter(|found| found.as_ref().unwrap().path().is_dir())
            .count();
        assert_eq!(n_generations, 1);
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
