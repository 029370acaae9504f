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

/// Who changes a document, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RevisionAuthor {
    /// As Word shows it.
    pub name: String,
    /// Local time without a zone, as Word has it.
    pub date: Option<DateTime>,
}
