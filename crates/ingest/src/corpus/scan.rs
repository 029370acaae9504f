//! Which files of a folder are documents: a walk in stable order that stays inside.
//!
//! Symbolic links are not followed: they may leave the folder or lead in a circle. What is no
//! document is listed with what it is (`file_kind`).

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::file_kind;
use super::visibility::Visibility;
use tracuu_index::unread_file::{FolderFault, NoDocument};

/// Deepest level of sub-folders read; the folder itself is level 0. Offices file by year,
/// body and type; far deeper is a mistake or an attack.
pub const MAX_DEPTH: usize = 16;

/// Most documents read from one folder, so that a wrong folder (a whole disk) ends in a
/// message.
pub const MAX_FILES: usize = 1_000_000;

/// What a walk found, in alphabetical order of the paths, name by name.
#[derive(Debug, Default)]
pub struct Scan {
    /// Documents, relative to the folder.
    pub files: Vec<PathBuf>,
    /// What is no document, relative to the folder; hidden folders as a whole.
    pub others: Vec<(PathBuf, NoDocument)>,
    /// What could not be looked into, relative to the folder, with the reason.
    pub problems: Vec<(PathBuf, ScanProblem)>,
}

impl Scan {
    /// What of it is shown; `folder` is the folder that was walked.
    pub(super) fn shown(mut self, folder: &Path, visibility: &Visibility) -> Self {
        let is_shown = |path: &PathBuf| visibility.shows(&folder.join(path));
        self.files.retain(is_shown);
        self.others.retain(|(path, _)| is_shown(path));
        self.problems.retain(|(path, _)| is_shown(path));
        self
    }
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

impl ScanProblem {
    /// What is wrong, in a word.
    pub fn fault(&self) -> FolderFault {
        match self {
            Self::Unreadable(_) => FolderFault::Unavailable,
            Self::Link => FolderFault::Link,
            Self::TooDeep => FolderFault::TooDeep,
            Self::TooMany => FolderFault::TooMany,
            Self::Name => FolderFault::BadName,
        }
    }
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
    found.others.sort();
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
        found.others.push((path, NoDocument::Hidden));
        return None;
    }
    if kind.is_dir() {
        if depth < MAX_DEPTH {
            return Some(path);
        }
        found.problems.push((path, ScanProblem::TooDeep));
    } else if kind.is_symlink() {
        found.problems.push((path, ScanProblem::Link));
    } else if !kind.is_file() {
        // Pipes and devices have no end, and nobody puts one here on purpose.
        found.others.push((path, NoDocument::SystemFile));
    } else if let Some(other) = file_kind::other_than_document(name, || {
        file_kind::is_document_inside(&folder.join(&path))
    }) {
        found.others.push((path, other));
    } else if found.files.len() < MAX_FILES {
        found.files.push(path);
    } else {
        found.problems.push((path, ScanProblem::TooMany));
    }
    None
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
        let expected =
            ["a/b/c.md", "a/z.TXT", "b.md", "x.DOCX", "x.pptx", "y.docm", "Đề án.md"];
        assert_eq!(found.files, expected.map(PathBuf::from));
        assert!(found.problems.is_empty(), "{:?}", found.problems);
        let others: Vec<_> = found
            .others
            .iter()
            .map(|(path, kind)| (path.to_str().unwrap(), *kind))
            .collect();
        assert_eq!(
            others,
            [
                (".git", NoDocument::Hidden),
                (".hidden.md", NoDocument::Hidden),
                ("README.md", NoDocument::Readme),
                ("a/readme.txt", NoDocument::Readme),
                ("manifest.toml", NoDocument::CollectionFile),
                ("x.expected.json", NoDocument::UnknownType),
                ("~$x.docx", NoDocument::OwnerFile),
            ]
        );
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
        assert_eq!(links, ["b.md", "broken.bin", "circle"]);
    }
}
