//! The manuscript: the canonical text of a document with its blocks, runs and pages.
//!
//! The text is NFC UTF-8 and fixed at extraction; every span stored anywhere is a byte
//! range of it. Blocks stand a line each, in reading order. What a page layout repeats
//! (running heads, page numbers, table heads typed again on the next page) stands after
//! the body, as blocks of kind [`Furniture`](crate::layout::BlockKind::Furniture): nothing is lost, and no paragraph
//! or cell is torn by it.

use serde::{Deserialize, Serialize};

use super::layout::{Block, Layout};
use super::run::{Run, covers};
use super::span::Span;

/// The canonical text of one document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Manuscript {
    pub(super) text: String,
    pub(super) layout: Layout,
}

impl Manuscript {
    /// The canonical text, furniture included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Blocks, runs and page breaks of the text.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The blocks in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.layout.blocks
    }

    /// Bold and italic stretches, in order, without overlap.
    pub fn runs(&self) -> &[Run] {
        &self.layout.runs
    }

    /// Byte offsets at which a page break of the source was mended inside a paragraph or
    /// a cell, ascending.
    pub fn page_breaks(&self) -> &[usize] {
        &self.layout.page_breaks
    }

    /// Pages of the source whose text could not be read, ascending.
    pub fn unread_pages(&self) -> &[u32] {
        &self.layout.unread_pages
    }

    /// Says which pages of the source could not be read.
    pub fn set_unread_pages(&mut self, pages: Vec<u32>) {
        self.layout.unread_pages = pages;
    }

    /// Notes which pages of the source were recognised from pictures, ascending.
    pub fn set_recognised_pages(&mut self, pages: Vec<u32>) {
        self.layout.recognised_pages = pages;
    }

    /// Leaves the pages out: their marks do not tell all of them.
    pub fn forget_pages(&mut self) {
        self.layout.page_starts.clear();
    }

    /// The text before the furniture.
    pub fn body(&self) -> Span {
        Span::new(0, self.layout.body_end)
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The place of the block that holds byte `offset`, in [`Self::blocks`]; the line end
    /// after a block belongs to it. `None` past the end. O(log n).
    pub fn block_at(&self, offset: usize) -> Option<usize> {
        let place = self.blocks().partition_point(|block| block.span.end < offset);
        (place < self.blocks().len()).then_some(place)
    }

    /// Whether every character of the span but white space is bold, and there is one.
    pub fn is_bold(&self, span: Span) -> bool {
        covers(&self.text, span, self.runs(), |run| run.bold)
    }

    /// Whether every character of the span but white space is italic, and there is one.
    pub fn is_italic(&self, span: Span) -> bool {
        covers(&self.text, span, self.runs(), |run| run.italic)
    }

    /// Whether a recogniser of characters (OCR) was not sure of a letter of the span.
    /// O(log n).
    pub fn is_doubtful(&self, span: Span) -> bool {
        let layout = self.layout();
        !layout.recognised_pages.is_empty()
            && layout.runs_in(span).iter().any(|run| run.doubtful)
    }
}

#[cfg(test)]
mod tests {
    use crate::builder::ManuscriptBuilder;
    use crate::span::Span;
    use crate::styled::{Style, StyledText};

    #[test]
    fn blocks_are_found_by_offset() {
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&StyledText::plain("một"));
        builder.paragraph(&StyledText::plain("hai"));
        let manuscript = builder.finish();
        let places: Vec<_> = (0..10).map(|offset| manuscript.block_at(offset)).collect();
        let first = "một".len();
        assert!(places[..=first].iter().all(|place| *place == Some(0)));
        assert!(places[first + 1..=first + 4].iter().all(|place| *place == Some(1)));
        assert_eq!(manuscript.block_at(first + 5), None);
    }

    #[test]
    fn the_style_of_a_span_is_that_of_all_its_characters() {
        let mut text = StyledText::plain("về ");
        text.push("công tác cán bộ", Style { italic: true, ..Style::default() });
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&text);
        let manuscript = builder.finish();
        let title = Span::new("về".len(), manuscript.text().len());
        assert!(manuscript.is_italic(title));
        assert!(!manuscript.is_italic(manuscript.body()));
        assert!(!manuscript.is_bold(title));
    }
}
