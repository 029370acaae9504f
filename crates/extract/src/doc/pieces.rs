//! The text: a table of pieces, each a stretch of the main stream ([MS-DOC] 2.8.35).

use encoding_rs::WINDOWS_1252;

use super::bytes::{Plc, place_at, u16_at, u32_at};
use super::error::DocError;

/// Marks of the two kinds of entries before and at the table.
const CHANGES: u8 = 1;
const TABLE: u8 = 2;

/// Bit of a place that says that letters take one byte.
const IS_NARROW: u32 = 1 << 30;

/// One letter of the text with its place in the main stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct DocLetter {
    /// Its number in the text, from 0.
    pub(super) at: usize,
    pub(super) letter: char,
    /// Where its bytes stand in the main stream.
    pub(super) place: usize,
}

/// A stretch of the text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Number of its first letter in the text.
    start: usize,
    /// Number behind its last.
    end: usize,
    /// Where it stands in the main stream.
    place: usize,
    is_narrow: bool,
}

/// All pieces in the order of the text.
pub(super) struct Pieces<'b> {
    stream: &'b [u8],
    pieces: Vec<Piece>,
}

impl<'b> Pieces<'b> {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// No table, or one that leads out of the stream.
    pub(super) fn read(stream: &'b [u8], part: &[u8]) -> Result<Self, DocError> {
        let damaged = DocError::Damaged { what: "the table of its text" };
        let table = find_table(part).ok_or(damaged)?;
        let table = Plc::new(table, 8);
        let mut pieces = Vec::with_capacity(table.len());
        for index in 0..table.len() {
            let (start, end) =
                table.place(index).zip(table.place(index + 1)).ok_or(damaged)?;
            let stated =
                table.item(index).and_then(|item| u32_at(item, 2)).ok_or(damaged)?;
            let is_narrow = stated & IS_NARROW != 0;
            let place = usize::try_from(stated & !IS_NARROW).map_err(|_| damaged)?;
            let (place, width) = if is_narrow { (place / 2, 1) } else { (place, 2) };
            let length = end.checked_sub(start).and_then(|n| n.checked_mul(width));
            let last = length.and_then(|length| place.checked_add(length));
            if last.is_none_or(|last| last > stream.len()) {
                return Err(damaged);
            }
            pieces.push(Piece { start, end, place, is_narrow });
        }
        Ok(Self { stream, pieces })
    }

    /// The letters from `start` to `end` of the text. Those outside the first plane are
    /// given at the place of their first half.
    pub(super) fn letters(&self, start: usize, end: usize) -> Vec<DocLetter> {
        // Both may be nonsense: nothing is reserved, and no stretch is longer than the file.
        let end = end.min(start.saturating_add(self.stream.len()));
        let mut letters: Vec<DocLetter> = Vec::new();
        let first = self.pieces.partition_point(|piece| piece.end <= start);
        for piece in self.pieces.iter().skip(first).take_while(|piece| piece.start < end)
        {
            let from = start.max(piece.start);
            let to = end.min(piece.end);
            let skipped = from - piece.start;
            if piece.is_narrow {
                let place = piece.place + skipped;
                let bytes = self.stream.get(place..place + (to - from));
                let (text, _) =
                    WINDOWS_1252.decode_without_bom_handling(bytes.unwrap_or_default());
                letters.extend(text.chars().enumerate().map(|(n, letter)| DocLetter {
                    at: from + n,
                    letter,
                    place: place + n,
                }));
                continue;
            }
            let place = piece.place + 2 * skipped;
            let units =
                (0..to - from).map(|n| u16_at(self.stream, place + 2 * n).unwrap_or(0));
            let mut n_units = 0;
            for letter in char::decode_utf16(units) {
                let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
                let (at, place) = (from + n_units, place + 2 * n_units);
                letters.push(DocLetter { at, letter, place });
                n_units += letter.len_utf16();
            }
        }
        letters
    }
}

/// The table of pieces behind the changes that they share.
fn find_table(part: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        match *part.get(at)? {
            CHANGES => at += 3 + usize::from(u16_at(part, at + 1)?),
            TABLE => {
                let length = place_at(part, at + 1)?;
                return part.get(at + 5..(at + 5).checked_add(length)?);
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_that_leads_out_of_the_text_ends_with_it() {
        let piece = Piece { start: 0, end: 3, place: 1, is_narrow: true };
        let pieces = Pieces { stream: b"-abc", pieces: vec![piece] };
        let text = |start, end| {
            pieces.letters(start, end).iter().map(|one| one.letter).collect::<String>()
        };
        assert_eq!(text(1, 1 << 40), "bc");
        assert_eq!(text(usize::MAX - 1, usize::MAX), "");
    }
}
