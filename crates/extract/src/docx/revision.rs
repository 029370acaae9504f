//! Corrections that are to be written into a document as tracked changes.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use tracuu_text::span::Span;

/// Words to stand in the place of others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Revision {
    /// The words, in the canonical text of the document.
    pub span: Span,
    /// What takes their place, without line ends.
    pub words: String,
}

/// Who changes a document or comments on it, and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RevisionAuthor {
    /// As Word shows it.
    pub name: String,
    /// Local time without a zone, as Word has it.
    pub date: Option<DateTime>,
}

impl RevisionAuthor {
    /// The time as Word writes it.
    pub(super) fn date_text(&self) -> Option<String> {
        self.date.map(|date| date.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
    }
}
