//! What stands in place of a manuscript where a file gives none: one kind for whoever
//! reports on files, and the words of the reader.

use serde::{Deserialize, Serialize};

/// Why a file gives no manuscript.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct ReadFailure {
    /// What kind of reason it is.
    pub kind: ReadFailureKind,
    /// The reason in full, with a hint below it. It quotes nothing of the file.
    pub message: String,
}

impl ReadFailure {
    /// A failure of a kind, in the words of the reader.
    pub fn new(kind: ReadFailureKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

/// The kinds of reasons for which a file gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadFailureKind {
    /// No bytes, or no text in it.
    Empty,
    /// More bytes than are read.
    TooLarge,
    /// More parts, deeper nesting, or more unpacked text than any document has: a file made
    /// to exhaust its reader, or a collection in one file.
    TooComplex,
    /// It opens with a password only.
    Password,
    /// A known format for which there is no reader.
    NotYetRead,
    /// Pictures of pages, without text.
    NoTextLayer,
    /// Its text is characters that no one can read: a wrong map of a font, or recognition
    /// without Vietnamese.
    GarbledTextLayer,
    /// Pictures of pages, more than are recognised while somebody waits.
    RecognitionTooLong,
    /// No text, and no format that is known.
    Binary,
    /// Text in an encoding that is not known.
    UnknownEncoding,
    /// Cut off, overwritten, or made by a faulty program.
    Damaged,
    /// It uses what no office program writes and attacks do: entities, names that lead out
    /// of the container.
    Unsafe,
    /// The worker took longer than a file may take.
    TimedOut,
    /// The worker needed more memory than a file may take.
    OutOfMemory,
    /// The worker ended while it read: a fault of the reader.
    Crashed,
    /// No worker could be started: nothing is wrong with the file.
    NoWorker,
}

crate::display_serde_names!(ReadFailureKind);
