//! A document: its text with what was read from it.

use super::header::{self, Header};
use super::outline::{self, Outline};
use crate::text::manuscript::Manuscript;

/// A manuscript with its header facts and its provision tree.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The canonical text.
    pub manuscript: Manuscript,
    /// What it says of itself.
    pub header: Header,
    /// Its provisions.
    pub outline: Outline,
}

impl Document {
    /// Reads the structure of a manuscript. Never fails, is linear in its length.
    pub fn read(manuscript: Manuscript) -> Self {
        let outline = outline::read(&manuscript);
        let header = header::read(&manuscript, &outline);
        Self { manuscript, header, outline }
    }
}
