//! The words of a pinpoint: units, numbers and what joins them.

use std::sync::LazyLock;

use super::vocabulary::{Class, joint_table, meaning};
use tracuu_text::numeral;
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::syllable::{is_letter, normal};

/// Units from small to large.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Point,
    Clause,
    Article,
    Subsection,
    Section,
    Chapter,
    Part,
    Annex,
}

impl Unit {
    /// Whether it is a unit above the articles.
    pub(super) fn is_container(self) -> bool {
        self > Self::Article
    }
}

/// One word or mark before the mention.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// `điểm`, `khoản`, `Điều`, `Mục` …
    Unit(Unit),
    /// The word in front of that of a container: it is a sign of several only there.
    Head,
    /// `5`, `b`, `II`, `1.3`
    Value,
    /// `,`
    Comma,
    /// `và`
    And,
    /// `từ`
    From,
    /// `đến`
    To,
    /// `các`
    Several,
    /// `của`, `tại`, `thứ`
    Link,
    /// `này` behind a unit: the one that the words stand in
    This,
    /// `(` behind a value
    Open,
    /// `)` of that bracket
    Close,
}

/// The provision that words stand in, as far as known: what "Điều này" is.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Here<'t> {
    pub(super) article: Option<&'t str>,
    pub(super) clause: Option<&'t str>,
    pub(super) point: Option<&'t str>,
    /// The Mục; in party style the unit with a Roman numeral.
    pub(super) section: Option<&'t str>,
    pub(super) chapter: Option<&'t str>,
    pub(super) part: Option<&'t str>,
}

impl Here<'_> {
    /// The number of the unit; empty where it is not known.
    pub(super) fn number(&self, unit: Unit) -> String {
        let number = match unit {
            Unit::Point => self.point,
            Unit::Clause => self.clause,
            Unit::Article => self.article,
            Unit::Section => self.section.or(self.part),
            Unit::Chapter => self.chapter,
            Unit::Part => self.part,
            Unit::Subsection | Unit::Annex => None,
        };
        number.unwrap_or_default().to_owned()
    }
}

/// What a word can be by itself.
pub(super) fn word_token(written: &str) -> Option<Token> {
    meaning(&TOKENS, written).or_else(|| is_value(written).then_some(Token::Value))
}

/// Whether a word begins the name of a unit.
pub(super) fn opens_unit(word: &str) -> bool {
    matches!(meaning(&TOKENS, word), Some(Token::Unit(_) | Token::Head))
}

/// Letters of points in their order (30/2020/NĐ-CP Annex I II.5 prints đ after d).
pub(super) const POINT_LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// The words for units.
pub(super) const UNITS: [(Class, Unit); 7] = [
    (Class::Point, Unit::Point),
    (Class::Clause, Unit::Clause),
    (Class::Article, Unit::Article),
    (Class::Section, Unit::Section),
    (Class::Chapter, Unit::Chapter),
    (Class::PartUnit, Unit::Part),
    (Class::Annex, Unit::Annex),
];

/// The words beside units and values.
const JOINTS: [(Class, Token); 6] = [
    (Class::ContainerHead, Token::Head),
    (Class::PinAnd, Token::And),
    (Class::From, Token::From),
    (Class::To, Token::To),
    (Class::Several, Token::Several),
    (Class::PinLink, Token::Link),
];

/// What each listed word is.
static TOKENS: LazyLock<PhraseTable<Token>> = LazyLock::new(|| {
    let units = UNITS.map(|(class, unit)| (class, Token::Unit(unit)));
    joint_table(&[&units[..], &JOINTS].concat())
});

/// A number (`5`, `12a`, `1.3`), a letter of a point, a Roman numeral or an ordinal.
fn is_value(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_lowercase);
    let numeric = !digits.is_empty()
        && digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        && word.chars().count() <= 8
        && word.len() - digits.len() <= 2;
    let is_section = word.split_once('.').is_some_and(|(part, number)| {
        numeral::roman(part).is_some() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let one_letter = word.chars().count() == 1 && word.chars().all(is_letter);
    let roman = numeral::roman_in_capitals(word).is_some();
    numeric
        || one_letter
        || roman
        || is_section
        || numeral::ordinal(&normal(word)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::vocabulary::check_meanings;

    #[test]
    fn every_listed_word_is_what_its_class_says() {
        let units = UNITS.map(|(class, unit)| (class, Token::Unit(unit)));
        check_meanings(&units, word_token);
        check_meanings(&JOINTS, word_token);
    }
}
