//! The file that a document was read from, as it was when it was read.

use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use super::checksum::Checksum;
use super::folder::MAX_FILE_BYTES;

/// Stands between the path of an archive or a mail and the name of a file inside it.
pub const INSIDE: &str = " ▸ ";

/// The file that a document was read from: itself, or the archive around it.
pub fn outer_file(source: &str) -> &str {
    source.split_once(INSIDE).map_or(source, |(file, _)| file)
}

/// A file that cannot be handed out as the original.
#[derive(Debug, thiserror::Error)]
pub enum OriginalError {
    /// None of the roots has it any more.
    #[error("{0} is not there any more")]
    Gone(String),
    /// It was changed since it was read.
    #[error("{0} was changed since it was read\nhint: run `tracuu ingest`")]
    Changed(String),
    /// The file system refuses.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The refusal.
        source: io::Error,
    },
}

/// Opens the file that a document was read from, an archive as a whole: `source` is its path in
/// one of the folders among `roots`, or a root itself. Reads the file once, in constant memory, to
/// compare it with `sha256`.
///
/// # Errors
/// Where the file is missing, was changed, or cannot be read.
pub fn open(
    roots: &[PathBuf],
    source: &str,
    sha256: Checksum,
) -> Result<(File, u64), OriginalError> {
    let source = outer_file(source);
    let mut missing = OriginalError::Gone(source.to_owned());
    for path in roots.iter().filter_map(|root| path_in(root, source)) {
        match open_unchanged(&path, sha256) {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => missing = OriginalError::Changed(source.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => missing = OriginalError::Unreadable { path, source },
        }
    }
    Err(missing)
}

fn path_in(root: &Path, source: &str) -> Option<PathBuf> {
    if root.is_dir() {
        Some(root.join(source))
    } else {
        (root.display().to_string() == source).then(|| root.to_owned())
    }
}

/// The open file and its size; `None` where its bytes were changed.
fn open_unchanged(path: &Path, sha256: Checksum) -> io::Result<Option<(File, u64)>> {
    // A pipe would be waited for, and a link may lead anywhere.
    if !path.symlink_metadata()?.is_file() {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let n_bytes = file.metadata()?.len();
    if n_bytes > MAX_FILE_BYTES
        || Checksum::compute_from_reader((&file).take(n_bytes))? != sha256
    {
        return Ok(None);
    }
    file.rewind()?;
    Ok(Some((file, n_bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content((mut file, n_bytes): (File, u64)) -> (String, u64) {
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        (text, n_bytes)
    }

    #[test]
    fn the_file_is_found_in_the_root_that_has_its_bytes() {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let roots = folders.each_ref().map(|folder| folder.path().to_owned());
        std::fs::write(roots[0].join("a.md"), "một").unwrap();
        std::fs::write(roots[1].join("a.md"), "hai").unwrap();
        let sum = Checksum::compute("hai".as_bytes());
        let found = open(&roots, "a.md", sum).unwrap();
        assert_eq!(content(found), ("hai".to_owned(), 3));
        let alone = roots[1].join("a.md");
        let name = alone.display().to_string();
        assert_eq!(content(open(&[alone], &name, sum).unwrap()).0, "hai");
    }

    #[test]
    fn a_file_that_was_changed_or_has_gone_is_not_handed_out() {
        let folder = tempfile::tempdir().unwrap();
        let roots = [folder.path().to_owned()];
        let sum = Checksum::compute(b"one");
        let found = open(&roots, "a.md", sum);
        assert!(matches!(found, Err(OriginalError::Gone(_))), "{found:?}");
        std::fs::write(roots[0].join("a.md"), "two").unwrap();
        let found = open(&roots, "a.md", sum);
        assert!(matches!(found, Err(OriginalError::Changed(_))), "{found:?}");
        let found = open(&roots, "", sum);
        assert!(found.is_err(), "a folder is no file: {found:?}");
    }
}
