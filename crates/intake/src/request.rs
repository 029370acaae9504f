//! What a worker is asked, and what it answers.

use serde::{Deserialize, Serialize};

use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::ReadFailure;

/// What a worker is asked; the bytes of the file go along.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Request {
    /// The manuscript of a file.
    Read {
        /// Its name, where it has one.
        name: Option<String>,
    },
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// To [`Request::Read`].
    Read(Result<Manuscript, ReadFailure>),
}
