//! The term that a mention states: "khóa XIII", "nhiệm kỳ 2020-2025". Numbers of the Party
//! begin anew with each, so it tells apart documents with one symbol.

use std::mem::discriminant;

use serde::{Deserialize, Serialize};

use super::mention::Citation;
use super::series;
use super::surroundings;
use super::vocabulary::{Class, position, read};
use crate::document::date::DateText;
use crate::document::symbol::{Symbol, year_of};
use tracuu_text::cursor::Cursor;
use tracuu_text::numeral;
use tracuu_text::syllable::is_letter_or_digit;
use tracuu_text::words::{Word, words};

/// A term of the Party.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum StatedTerm {
    /// By the number of its congress.
    Congress(u32),
    /// By its first and last year.
    Years(i16, i16),
}

impl StatedTerm {
    /// The term that a mention states: with its body, or right behind number or title.
    pub(super) fn read(text: &str, citation: &Citation) -> Option<Self> {
        let issuer = citation.issuer.map(|issuer| issuer.of(text));
        let behind = || {
            let places = [citation.span.end, surroundings::end_of(citation)];
            places.into_iter().find_map(|at| Self::behind(text, at))
        };
        issuer.and_then(Self::in_body).or_else(behind)
    }

    /// Whether a document with this symbol and date can be of the term.
    pub(super) fn allows(self, symbol: &Symbol, date: DateText) -> bool {
        match self {
            Self::Congress(number) => series::is_of_congress(symbol, date, number),
            Self::Years(first, last) => (first..=last).contains(&date.year()),
        }
    }

    /// Whether it cannot be the other; a number and years are not compared.
    pub(super) fn differs(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other) && self != other
    }

    /// "Ban Chấp hành Trung ương Đảng khóa XI".
    fn in_body(name: &str) -> Option<Self> {
        let words: Vec<Word<'_>> = words(name).collect();
        let at = position(Class::BracketTerm, &words)?;
        Self::at(name, words.get(at)?.span.start)
    }

    /// ", khóa XIII", " (nhiệm kỳ 2020-2025)".
    fn behind(text: &str, at: usize) -> Option<Self> {
        let mut cursor = Cursor::new(text, at);
        cursor.skip_blanks();
        cursor.eat(|mark| matches!(mark, ',' | '('));
        cursor.skip_blanks();
        Self::at(text, cursor.at())
    }

    /// The term whose words begin here.
    fn at(text: &str, at: usize) -> Option<Self> {
        let mut cursor = read(Class::BracketTerm, Cursor::new(text, at))?;
        cursor.skip_blanks();
        let mut years = cursor;
        if let Some(first) = years.digits(4).filter(|digits| digits.len() == 4) {
            years.skip_blanks();
            years.eat(|mark| matches!(mark, '-' | '–' | '—' | '/'))?;
            years.skip_blanks();
            let year = |digits| i16::try_from(year_of(digits)?).ok();
            return Some(Self::Years(year(first)?, year(years.digits(4)?)?));
        }
        let number = cursor.eat_while(is_letter_or_digit);
        let arabic = || number.parse().ok();
        numeral::roman(number).or_else(arabic).map(Self::Congress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;

    #[track_caller]
    fn check_term(text: &str, expected: Option<StatedTerm>, allowed: &str, not: &str) {
        let found = find::in_text(text);
        let first = found.first().expect("help: no citation was found");
        let term = StatedTerm::read(text, first);
        assert_eq!(term, expected, "{text}");
        let allows = |iso: &str| {
            let symbol = first.symbol.as_ref().expect("help: no symbol");
            term.is_none_or(|term| term.allows(symbol, iso.parse().unwrap()))
        };
        assert!(allows(allowed), "{text}");
        assert!(!allows(not), "{text}");
    }

    #[test]
    fn a_stated_term_excludes_the_dates_of_other_terms() {
        let congress = |number| Some(StatedTerm::Congress(number));
        for text in [
            "Nghị quyết số 20-NQ/TW khóa XII",
            "Nghị quyết số 20-NQ/TW (khóa XII)",
            "Nghị quyết số 20-NQ/TW, khóa 12, về y tế",
            "Nghị quyết số 20-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII về y tế",
            "Nghị quyết số 20-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương \
             (khóa XII)",
        ] {
            check_term(text, congress(12), "2017-10-25", "2012-11-01");
        }
        check_term("Chỉ thị số 4-CT/TW khóa XI", congress(11), "2011", "2017");
        check_term("Chỉ thị số 4-CT/TW khóa XI", congress(11), "2016", "2010");
        check_term(
            "Quy định số 9-QĐ/TU của Tỉnh ủy, nhiệm kỳ 2015-2020",
            Some(StatedTerm::Years(2015, 2020)),
            "2016-03-01",
            "2021-03-01",
        );
    }

    #[test]
    fn a_mention_without_a_term_excludes_nothing() {
        for text in [
            "Nghị quyết số 20-NQ/TW về y tế",
            "Nghị quyết số 20-NQ/TW, nhiệm kỳ mới",
            "Nghị quyết số 20-NQ/TW (Khóa)",
        ] {
            let found = find::in_text(text);
            assert_eq!(StatedTerm::read(text, &found[0]), None, "{text}");
        }
        // Terms of a province are counted by itself.
        let symbol = "5-NQ/TU".parse().unwrap();
        let term = StatedTerm::Congress(17);
        assert!(term.allows(&symbol, "2012-05-01".parse().unwrap()));
    }
}
