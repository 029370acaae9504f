//! Footnotes and endnotes: where the text refers to them, and where they stand.

use super::bytes::Plc;

/// Notes of one kind, by the place of the letter that refers to them.
pub(super) struct DocNotes<'b> {
    places: Plc<'b>,
    texts: Plc<'b>,
    /// Place of the first letter of their text.
    start: usize,
}

impl<'b> DocNotes<'b> {
    pub(super) const fn new(places: &'b [u8], texts: &'b [u8], start: usize) -> Self {
        Self { places: Plc::new(places, 2), texts: Plc::new(texts, 0), start }
    }

    /// The notes in order: the letter that refers to one, and the letters of its text.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, (usize, usize))> + '_ {
        (0..self.places.len()).filter_map(|index| {
            let at = self.places.place(index)?;
            let from = self.texts.place(index)?;
            let to = self.texts.place(index + 1)?;
            Some((at, (self.start + from, self.start + to)))
        })
    }
}
