//! The lines of a text, as people and editors count them.

use tracuu_text::span::Span;

/// Line numbers of places, from 1.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(behind).collect() }
    }

    pub(super) fn number(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// The column of a place in its line, in UTF-16 code units, from 1.
    pub(super) fn column(&self, byte: usize) -> usize {
        let start = self.starts.get(self.number(byte) - 1).copied().unwrap_or_default();
        Span::new(start, byte).of(self.text).encode_utf16().count() + 1
    }
}
