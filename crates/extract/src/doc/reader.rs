//! What the walks through all texts of a document share: text, formatting, lists, and what
//! has been read so far.

use super::error::DocError;
use super::fonts::DocFonts;
use super::formatting::Stretches;
use super::pieces::Pieces;
use super::styles::DocStyles;
use crate::flow::counter::ListCounter;
use crate::flow::numbering::Numbering;

/// Most paragraphs and cells of a document, and most letters; as for Word documents.
const MAX_PARTS: usize = 400_000;
const MAX_LETTERS: usize = 16 << 20;

/// A document that is being read.
pub(super) struct DocReader<'b> {
    pub(super) pieces: Pieces<'b>,
    pub(super) runs: Stretches<'b>,
    pub(super) paragraphs: Stretches<'b>,
    pub(super) styles: DocStyles,
    pub(super) fonts: DocFonts,
    pub(super) numbering: Numbering,
    pub(super) counter: ListCounter,
    pub(super) n_notes: usize,
    pub(super) n_parts: usize,
    pub(super) n_letters: usize,
}

impl DocReader<'_> {
    /// Counts what has been read.
    ///
    /// # Errors
    ///
    /// More of it than is read.
    pub(super) const fn count(
        &mut self,
        n_parts: usize,
        n_letters: usize,
    ) -> Result<(), DocError> {
        self.n_parts += n_parts;
        self.n_letters += n_letters;
        if self.n_parts > MAX_PARTS || self.n_letters > MAX_LETTERS {
            return Err(DocError::TooMuch);
        }
        Ok(())
    }

    /// The number of the next note, from 1.
    pub(super) const fn next_note(&mut self) -> usize {
        self.n_notes += 1;
        self.n_notes
    }
}
