//! Numbers that stand for their symbols: "Nghị quyết 57", "Nghị định 30/2020".

use super::issue;
use super::lead::code_before;
use super::title_end::place_bracket;
use super::type_word::{Letters, TypeWord};
use super::vocabulary::{Class, read};
use crate::document::document_type::DocumentType;
use crate::document::symbol::{significant, split_number, year_of};
use crate::document::type_row::MentionWeight;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;

/// A number that stands for its symbol: `57`, `30/2020`.
pub(super) struct NumberOnly {
    pub(super) number: String,
    pub(super) year: Option<u16>,
    pub(super) span: Span,
}

/// A number alone, or with a year.
pub(super) fn number_only(text: &str, at: usize) -> Option<NumberOnly> {
    let mut cursor = Cursor::new(text, at);
    let (number, _) = split_number(cursor.rest())?;
    cursor.move_to(at + number.len());
    let mut with_year = cursor;
    let slash = with_year.eat(|mark| mark == '/').is_some();
    let year = with_year.digits(4).and_then(year_of).filter(|_| slash);
    if year.is_some() {
        cursor = with_year;
    }
    let joined = |next: char| is_letter_or_digit(next) || "/-–%".contains(next);
    let mut behind = cursor;
    let decimal = behind.eat(|mark| matches!(mark, '.' | ',' | ':')).is_some()
        && behind.peek().is_some_and(|next| next.is_ascii_digit());
    let ends = !cursor.peek().is_some_and(joined) && !decimal && !number.contains('.');
    let span = Span::new(at, cursor.at());
    ends.then(|| NumberOnly { number: significant(number), year, span })
}

/// A number behind a type code: `NQ 36`, `QĐ số 31/2024`.
pub(super) struct CodedNumber {
    pub(super) code: Span,
    /// The only type that the code means.
    pub(super) document_type: Option<DocumentType>,
    pub(super) number: NumberOnly,
}

impl CodedNumber {
    /// Reads the number at a place with the code in front of it: any behind "số", else one of a
    /// type that is known by its number.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let rest = text.get(at..).unwrap_or_default();
        if !rest.starts_with(|digit: char| digit.is_ascii_digit()) {
            return None;
        }
        let (code, has_number_word) = code_before(text, at)?;
        let number = number_only(text, at)?;
        let state = DocumentType::by_state_code(code.of(text));
        let party = DocumentType::by_party_code(code.of(text));
        // The symbols of the Party have no year.
        let party =
            party.iter().filter(|found| number.year.is_none() && !state.contains(found));
        let types: Vec<_> = state.iter().chain(party).copied().collect();
        let is_known = || types.iter().all(|found| found.is_known_by_number());
        let document_type = <[_; 1]>::try_from(types.as_slice()).ok().map(|[only]| only);
        (has_number_word || is_known() && !number.is_count(text)).then_some(Self {
            code,
            document_type,
            number,
        })
    }
}

impl NumberOnly {
    /// Whether it is a document's number: behind "số", or behind a capital type word that
    /// is known by numbers, and not a count or a year.
    pub(super) fn is_of(
        &self,
        word: &TypeWord,
        has_number_word: bool,
        text: &str,
    ) -> bool {
        let row = word.document_type.row();
        let is_everyday = word.is_generic || row.weight == MentionWeight::Weak;
        if has_number_word {
            let is_name = word.letters != Letters::Small && !word.is_generic;
            return is_name || !is_everyday || self.is_issued(text);
        }
        if word.is_generic {
            return false;
        }
        let is_known = word.document_type.is_known_by_number() && !self.is_year(text);
        word.letters == Letters::Capital
            && (is_known && !self.is_count(text) || self.is_issued(text))
    }

    /// Whether it counts what follows: "5 năm", but not "26 ngày 05/8/2008".
    pub(super) fn is_count(&self, text: &str) -> bool {
        let behind = Cursor::new(text, self.span.end);
        read(Class::Count, behind).is_some() && !self.is_dated(text)
    }

    /// Whether it is a year by itself: "Kế hoạch 2025".
    pub(super) fn is_year(&self, text: &str) -> bool {
        self.year.is_none() && year_of(self.span.of(text)).is_some()
    }

    /// Whether a date or the body that issued the document stands behind it.
    fn is_issued(&self, text: &str) -> bool {
        self.is_dated(text)
            || place_bracket(text, self.span.end).is_some()
            || !self.is_count(text) && issue::issuer_after(text, self.span.end).is_some()
    }

    /// Whether a date of issue stands behind it: to the day, or a year that opens no period
    /// ("Kế hoạch 5 năm 2021 - 2025").
    fn is_dated(&self, text: &str) -> bool {
        let Some((date, span)) = issue::date_behind(text, self.span.end) else {
            return false;
        };
        let mut behind = Cursor::new(text, span.end);
        behind.skip_blanks();
        let opens_period = behind.eat(|mark| matches!(mark, '-' | '–')).is_some();
        behind.skip_blanks();
        date.day().is_some()
            || !(opens_period && behind.peek().is_some_and(|next| next.is_ascii_digit()))
    }
}
