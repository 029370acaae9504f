//! Which files of a folder are documents: a walk in stable order that stays inside.
//!
//! Symbolic links are not followed: they may leave the folder or lead in a circle. Names
//! that begin with a dot, README files and the owner files of Word are not documents.

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// Deepest level of sub-folders read; the folder itself is level 0. Offices file by year,
/// body and type; far deeper is a mistake or an attack.
pub const MAX_DEPTH: usize = 16;

/// Most documents read from one folder, so that a wrong folder (a whole disk) ends in a
/// message.
pub const MAX_FILES: usize = 1_000_000;

/// Ends of the names of documents, in small letters. They only choose files; the content
/// decides the format. PDF is among them although it is not read: a document that is passed
/// over must be told.
pub const EXTENSIONS: [&str; 14] = [
    "md", "txt", "docx", "docm", "doc", "rtf", "odt", "html", "htm", "xlsx", "xlsm",
    "xls", "ods", "pdf",
];

/// What the names of files begin with that Word keeps beside an open document: they hold
/// the name of who has it open, and no text.
const OWNER_FILE: &str = "~$";

/// What a walk found, in alphabetical order of the paths, name by name.
#[derive(Debug, Default)]
pub struct Scan {
    /// Documents, relative to the folder.
    pub files: Vec<PathBuf>,
    /// What could not be looked into, relative to the folder, with the reason.
    pub problems: Vec<(PathBuf, ScanProblem)>,
}

/// Why a part of the folder is not in the collection.
#[derive(Debug, thiserror::Error)]
pub enum ScanProblem {
    /// The folder or entry cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    /// A symbolic link.
    #[error("is a symbolic link and was left out\nhint: put the file itself here")]
    Link,
    /// Too deep.
    #[error("lies more than {MAX_DEPTH} folders deep and was left out")]
    TooDeep,
    /// Too many.
    #[error("is beyond the first {MAX_FILES} files and was left out")]
    TooMany,
    /// The name is not Unicode, so it cannot be printed or listed.
    #[error("has a name that is not Unicode\nhint: rename the file")]
    Name,
}

/// Walks a folder, each level in alphabetical order, so that a limit always cuts at the
/// same place.
pub fn scan(folder: &Path) -> Scan {
    let mut found = Scan::default();
    let mut waiting = vec![(PathBuf::new(), 0)];
    while let Some((inside, depth)) = waiting.pop() {
        let mut folders = Vec::new();
        for entry in sorted_entries(&folder.join(&inside), &inside, &mut found) {
            let (name, kind) = entry;
            if let Some(sub) = visit(folder, inside.join(name), (kind, depth), &mut found)
            {
                folders.push((sub, depth + 1));
            }
        }
        waiting.extend(folders.into_iter().rev());
    }
    found.files.sort();
    found.problems.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// The entries of one folder with what they are, by name; what cannot be read is reported.
fn sorted_entries(
    folder: &Path,
    inside: &Path,
    found: &mut Scan,
) -> Vec<(OsString, FileType)> {
    let mut entries = Vec::new();
    let mut report =
        |error: io::Error| found.problems.push((inside.to_owned(), error.into()));
    match fs::read_dir(folder) {
        Ok(read) => {
            for entry in read {
                match entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))
                {
                    Ok(entry) => entries.push(entry),
                    Err(error) => report(error),
                }
            }
        }
        Err(error) => report(error),
    }
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    entries
}

/// Looks at one entry; returns it when it is a folder to walk.
fn visit(
    folder: &Path,
    path: PathBuf,
    (kind, depth): (FileType, usize),
    found: &mut Scan,
) -> Option<PathBuf> {
    let Some(name) = path.file_name().and_then(OsStr::to_str) else {
        found.problems.push((path, ScanProblem::Name));
        return None;
    };
    if name.starts_with('.') {
        return None;
    }
    let is_document = is_document(name);
    if kind.is_dir() {
        if depth < MAX_DEPTH {
            return Some(path);
        }
        found.problems.push((path, ScanProblem::TooDeep));
    } else if kind.is_symlink() {
        if is_document || folder.join(&path).is_dir() {
            found.problems.push((path, ScanProblem::Link));
        }
    } else if kind.is_file() && is_document {
        // Pipes and devices are no files: they have no end, and nobody puts one here on
        // purpose.
        match found.files.len() {
            MAX_FILES => found.problems.push((path, ScanProblem::TooMany)),
            _ => found.files.push(path),
        }
    }
    None
}

/// Whether a file of this name is a document: one of [`EXTENSIONS`], not a README, and no
/// owner file of Word.
pub fn is_document(name: &str) -> bool {
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let is_readable =
        EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known));
    is_readable
        && !stem.is_empty()
        && !stem.starts_with(OWNER_FILE)
        && !stem.eq_ignore_ascii_case("readme")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, file: &str) {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }

    #[test]
    fn documents_come_in_a_stable_order() {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "b.md",
            "a/z.TXT",
            "a/b/c.md",
            "README.md",
            "a/readme.txt",
            ".hidden.md",
            ".git/a.md",
            "manifest.toml",
            "x.DOCX",
            "y.docm",
            "~$x.docx",
            "x.pptx",
            "x.expected.json",
            "Đề án.md",
        ] {
            write(folder.path(), file);
        }
        let found = scan(folder.path());
        let expected = ["a/b/c.md", "a/z.TXT", "b.md", "x.DOCX", "y.docm", "Đề án.md"];
        assert_eq!(found.files, expected.map(PathBuf::from));
        assert!(found.problems.is_empty(), "{:?}", found.problems);
    }

    #[test]
    fn what_is_too_deep_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let deep = "d/".repeat(MAX_DEPTH);
        write(folder.path(), &format!("{deep}in.md"));
        write(folder.path(), &format!("{deep}d/out.md"));
        let found = scan(folder.path());
        assert_eq!(found.files, [PathBuf::from(format!("{deep}in.md"))]);
        assert!(matches!(found.problems[..], [(_, ScanProblem::TooDeep)]));
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        let found = scan(&folder.path().join("none"));
        assert!(matches!(found.problems[..], [(_, ScanProblem::Unreadable(_))]));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "a.md");
        symlink(folder.path(), folder.path().join("circle")).unwrap();
        symlink("a.md", folder.path().join("b.md")).unwrap();
        symlink("nowhere", folder.path().join("broken.bin")).unwrap();
        let found = scan(folder.path());
        assert_eq!(found.files, [PathBuf::from("a.md")]);
        let links: Vec<_> =
            found.problems.iter().map(|(path, _)| path.to_str().unwrap()).collect();
        assert_eq!(links, ["b.md", "circle"]);
    }
}
