//! The files below a root that are not in the collection, and why: nothing is passed over in
//! silence.

use serde::{Deserialize, Serialize};

use tracuu_text::read_failure::ReadFailureKind;

/// A file, or a folder as a whole, that is not in the collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnreadFile {
    /// The file, as found.
    pub path: String,
    /// Why it is not.
    pub reason: UnreadFileReason,
    /// The same in full for an administrator, with a hint; empty where the reason says all.
    /// It quotes nothing of the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// Why a file is not in the collection. Stored as one word, that of the set it is from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum UnreadFileReason {
    /// Its bytes give no text.
    Reading(ReadFailureKind),
    /// Its bytes cannot be got.
    Folder(FolderFault),
    /// It may not be taken in.
    Refused(Refusal),
    /// It is no document.
    NoDocument(NoDocument),
}

/// What became of a file that is not in the collection.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnreadFileState {
    /// It should be in the collection and could not be read.
    Failed,
    /// It may not be in the collection.
    Refused,
    /// It is no document.
    Ignored,
}

/// Why the bytes of a file cannot be got.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FolderFault {
    /// The file system refuses.
    Unavailable,
    /// It was changed while it was read.
    Changed,
    /// A symbolic link, which is not followed.
    Link,
    /// It lies deeper than folders are walked.
    TooDeep,
    /// It lies beyond the most files that are read.
    TooMany,
    /// Its name is not Unicode.
    BadName,
    /// The manifest lists it, and it is not there.
    Missing,
    /// The manifest lists it, and it is no document.
    ListedNoDocument,
}

/// Why a file may not be taken in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It carries a secrecy mark.
    Secret,
}

/// What a file is that is no document.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum NoDocument {
    /// A README.
    Readme,
    /// What an office program keeps beside an open document.
    OwnerFile,
    /// The manifest or the catalogue of the folder.
    CollectionFile,
    /// Its name begins with a dot.
    Hidden,
    /// A picture.
    Picture,
    /// An archive of a kind that is not opened.
    Archive,
    /// A sound or a film.
    Recording,
    /// A program, a shortcut, a left-over of a system.
    SystemFile,
    /// Nothing that is known, by its name and its first bytes.
    UnknownType,
}

impl NoDocument {
    /// Whether it may lie in the folder: nobody took it for a document.
    pub const fn may_lie(self) -> bool {
        !matches!(self, Self::Picture | Self::Archive | Self::UnknownType)
    }
}

impl UnreadFileReason {
    /// What became of the file.
    pub const fn state(self) -> UnreadFileState {
        match self {
            Self::Reading(_) | Self::Folder(_) => UnreadFileState::Failed,
            Self::Refused(_) => UnreadFileState::Refused,
            Self::NoDocument(_) => UnreadFileState::Ignored,
        }
    }
}

tracuu_text::display_serde_names!(UnreadFileState);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_stored_as_one_word() {
        for (reason, word) in [
            (UnreadFileReason::Reading(ReadFailureKind::Password), "\"password\""),
            (UnreadFileReason::Folder(FolderFault::Link), "\"link\""),
            (UnreadFileReason::Refused(Refusal::Secret), "\"secret\""),
            (UnreadFileReason::NoDocument(NoDocument::OwnerFile), "\"owner_file\""),
        ] {
            assert_eq!(serde_json::to_string(&reason).unwrap(), word);
            let read: UnreadFileReason = serde_json::from_str(word).unwrap();
            assert_eq!(read, reason);
        }
    }
}
