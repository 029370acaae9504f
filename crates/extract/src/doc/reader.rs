//! What the walks through all texts of a document share: text, formatting, lists, and what
//! has been read so far.

use super::error::DocError;
use super::fonts::DocFonts;
use super::formatting::Stretches;
use super::pieces::Pieces;
use super::styles::DocStyles;
use crate::flow::counter::ListCounter;
use crate::flow::numbering::Numbering;
use crate::flow::tally::ReadTally;

/// A document that is being read.
pub(super) struct DocReader<'b> {
    pub(super) pieces: Pieces<'b>,
    pub(super) runs: Stretches<'b>,
    pub(super) paragraphs: Stretches<'b>,
    pub(super) styles: DocStyles,
    pub(super) fonts: DocFonts,
    pub(super) numbering: Numbering,
    pub(super) counter: ListCounter,
    pub(super) tally: ReadTally,
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
        self.tally.add(n_parts, n_letters);
        if self.tally.is_too_much() {
            return Err(DocError::TooMuch);
        }
        Ok(())
    }
}
