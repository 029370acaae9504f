//! The number line of a letterhead: `Số 45-KH/TU`, also while the number is still to be
//! filled in (`Số:      -KH/HU`) and where a scan misread its digits (`Số: II/KH-UBND`).

use super::header::Confidence;
use super::leniency::Leniency;
use super::letterhead_mark::is_filler;
use super::misread;
use super::symbol_reader::{self, ReadSymbol};
use super::type_name::type_at;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;

/// The number by which a blank one is read; it is in no answer.
const BLANK: &str = "0";

/// What a number line states.
pub(super) enum LetterheadNumber {
    /// The symbol.
    Filled(ReadSymbol, Confidence),
    /// All of the symbol but its number.
    Blank(ReadSymbol),
}

impl LetterheadNumber {
    /// Where the symbol stands, in bytes of the line.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Filled(read, _) | Self::Blank(read) => read.span,
        }
    }
}

/// Reads a number line; `None` where no symbol is in it.
pub(super) fn read(line: &str) -> Option<LetterheadNumber> {
    let mut cursor = Cursor::new(line, 0);
    if !cursor.eat_word(&["số"]) {
        let (_, len) = type_at(line)?;
        cursor.move_to(len);
        cursor.eat_word(&["số"]).then_some(())?;
    }
    cursor.eat_while(is_filler);
    let start = cursor.at();
    if let Some(read) = symbol_reader::read(line, start, Leniency::AnyCase) {
        return Some(LetterheadNumber::Filled(read, Confidence::Sure));
    }
    let written = cursor.eat_while(is_letter_or_digit);
    let place = Span::new(start, cursor.at());
    if written.is_empty() {
        let read = symbol_reader::read_with_number(line, place, BLANK, Leniency::AnyCase);
        return read.map(LetterheadNumber::Blank);
    }
    let number = misread::digits(written)?;
    let read = symbol_reader::read_with_number(line, place, &number, Leniency::AnyCase)?;
    Some(LetterheadNumber::Filled(read, Confidence::Weak))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, bool)>) {
        let found = read(line).map(|found| match found {
            LetterheadNumber::Filled(read, _) => (read.symbol.to_string(), false),
            LetterheadNumber::Blank(read) => (read.symbol.to_string(), true),
        });
        let found = found.as_ref().map(|(symbol, is_blank)| (symbol.as_str(), *is_blank));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn numbers_are_read_blank_and_misread() {
        check("Số: 71/BC-STC", Some(("71/BC-STC", false)));
        check("Số 8-TB/HU", Some(("08-TB/HU", false)));
        check("Số:        -BC/ĐU", Some(("00-BC/ĐU", true)));
        check("Số: ......../2027/NQ-HĐND", Some(("00/2027/NQ-HĐND", true)));
        check("Số: l2/KH-UBND", Some(("12/KH-UBND", false)));
        check("Số 4O-CT/TU", Some(("40-CT/TU", false)));
        check("Số: 1205", None);
        check("Số liệu", None);
    }
}
