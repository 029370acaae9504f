//! Where the title of a citation ends: every rule, by what stands at the place.
//!
//! A title ends at a semicolon, full stop, closing bracket, line or cell end, at words
//! that open another clause, and at the next citation that does not belong to it. A title
//! set wholly in italics or in quotation marks ends with them, whatever stands inside.
//! `title` asks at each mark and word; the rule that ended a title is kept
//! as [`TitleEnd`] with the citation.

use serde::{Deserialize, Serialize};

use super::body;
use super::issue_bracket::IssueBracket;
use super::pinpoint_words::{Token, opens_unit, word_token};
use super::vocabulary::{Class, eat, holds, read};
use crate::document::date_reader::read_date;
use crate::document::symbol::year_of;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;
use tracuu_text::words::{split_last_word, word_before};

/// Longest bracket or quotation inside a title, in bytes; a longer one is not skipped.
const MAX_ASIDE_BYTES: usize = 400;

/// How far ahead the period in a name may stand, in bytes: the longest name of a scheme
/// seen has 350.
const MAX_NAME_BYTES: usize = 600;

/// The rule that ended a title.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum TitleEnd {
    /// The end of the text.
    Text,
    /// The end of the line.
    Line,
    /// A mark that stands in no title: `;`, `:`, a closing bracket, the edge of a cell.
    Mark,
    /// A full stop that ends the sentence.
    Sentence,
    /// A bracket that is no part of the title, or does not close.
    Bracket,
    /// A comma behind which another clause begins.
    Comma,
    /// A word that opens another clause.
    Word,
    /// A mention that stands for itself, or is joined by a comma or "và".
    Mention,
    /// The end of the name of a law.
    LawName,
    /// The italics or quotation marks in which the title is set end.
    SetOff,
    /// It became too long to be a title.
    Length,
}

/// Whether a mark ends any title, whatever stands around it.
pub(super) fn mark_ends(mark: char) -> bool {
    matches!(mark, ';' | ':' | '!' | '?' | '…' | ')' | ']' | '|' | '\t')
}

/// Whether a bracket that opens here ends the title.
pub(super) fn bracket_ends(text: &str, at: usize) -> bool {
    is_foreign_bracket(text, at) || close_of_bracket(text, at).is_none()
}

/// Whether a word ends the title: of a name (`is_name`) more words do.
pub(super) fn word_ends(here: Cursor<'_>, is_name: bool) -> bool {
    let ends_name = || read(Class::NameStop, here).is_some() || is_before_day(here);
    read(Class::Stop, here).is_some() || is_name && ends_name()
}

/// Whether a deadline stands here: "trước 15/8".
fn is_before_day(here: Cursor<'_>) -> bool {
    let Some(mut day) = read(Class::DayStop, here) else { return false };
    day.skip_blanks();
    day.digits(2).is_some()
        && day.eat(|mark| matches!(mark, '/' | '-' | '.')).is_some()
        && day.digits(2).is_some()
}

/// Whether a comma ends the name of a law.
pub(super) fn comma_ends_law(text: &str, comma: usize) -> bool {
    read(Class::LawComma, Cursor::new(text, comma + 1)).is_none()
}

/// Whether the name of a law ends before the word that stands at `at`, the first word of
/// the name aside.
pub(super) fn word_ends_law(text: &str, at: usize, word: &str) -> bool {
    if holds(Class::And, word) {
        let behind = Cursor::new(text, at + word.len());
        let mut next = behind;
        next.skip_blanks();
        let capital = next.peek().is_some_and(char::is_uppercase);
        return !capital && read(Class::LawComma, behind).is_none();
    }
    let small = word.starts_with(char::is_lowercase);
    let dated = holds(Class::Number, word)
        || holds(Class::Date, word) && read_date(text, at).is_some();
    let here = Cursor::new(text, at);
    let goes_on = holds(Class::Of, word);
    let stops =
        read(Class::BodyStop, here).is_some() || read(Class::Bare, here).is_some();
    dated || small && stops && !goes_on && !holds(Class::LawOn, word)
}

/// Whether the name of a law that is not listed ends before a word, in a line of the basis:
/// there it runs to the date, and "và" joins its words.
pub(super) fn word_ends_basis_law(text: &str, at: usize, word: &str) -> bool {
    let mut behind = Cursor::new(text, at + word.len());
    behind.skip_blanks();
    let next = behind.word();
    behind.skip_blanks();
    let is_place = (holds(Class::Article, next) || holds(Class::Clause, next))
        && behind.peek().is_some_and(|digit| digit.is_ascii_digit());
    is_dated(text, at, word)
        || holds(Class::And, word) && is_place
        || read(Class::BasisStop, Cursor::new(text, at)).is_some()
}

/// Whether a date or "số" stands here, behind the name of a law.
pub(super) fn is_dated(text: &str, at: usize, word: &str) -> bool {
    let mut behind = Cursor::new(text, at + word.len());
    behind.skip_blanks();
    holds(Class::Number, word)
        && behind.peek().is_some_and(|digit| digit.is_ascii_digit())
        || holds(Class::Date, word) && read_date(text, at).is_some()
}

/// Whether a character opens a quotation.
pub(super) fn opens_quote(letter: char) -> bool {
    matches!(letter, '“' | '"' | '«' | '‘')
}

/// The place behind the quotation that opens here.
pub(super) fn close_of_quote(text: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(text, at);
    let close = match cursor.bump()? {
        '“' => '”',
        '"' => '"',
        '«' => '»',
        '‘' => '’',
        _ => return None,
    };
    close_within(text, cursor.at(), close)
}

/// The place behind the bracket that opens here.
pub(super) fn close_of_bracket(text: &str, at: usize) -> Option<usize> {
    close_within(text, at + 1, ')')
}

/// The place behind the next `close`, on this line and not too far.
fn close_within(text: &str, from: usize, close: char) -> Option<usize> {
    let end = text.floor_char_boundary(from.saturating_add(MAX_ASIDE_BYTES));
    let inside = text.get(from..end)?;
    let inside = inside.split('\n').next()?;
    inside.find(close).map(|at| from + at + close.len_utf8())
}

/// Whether a bracket that opens here is an aside of the sentence, not of the title: it
/// defines a short form, names a provision or another document, or says when the document was
/// issued.
fn is_foreign_bracket(text: &str, at: usize) -> bool {
    let inside = Cursor::new(text, at + 1);
    names_place(inside)
        || read(Class::Alias, inside).is_some()
        || read(Class::Aside, inside).is_some()
        || IssueBracket::read(text, at).is_some()
}

/// Whether a provision is named here: "mục III".
fn names_place(mut at: Cursor<'_>) -> bool {
    let unit = at.word();
    at.skip_blanks();
    let number = at.eat_while(is_letter_or_digit);
    opens_unit(unit) && !number.is_empty() && word_token(number) == Some(Token::Value)
}

/// The place behind a bracket with provisions that opens behind blanks.
pub(super) fn place_bracket(text: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(text, at);
    cursor.skip_blanks();
    let start = cursor.at();
    cursor.eat(|mark| mark == '(')?;
    names_place(cursor).then(|| close_of_bracket(text, start))?
}

/// Whether a comma at this place ends the title.
pub(super) fn comma_ends(text: &str, comma: usize, segment: Span) -> bool {
    let behind = Cursor::new(text, comma + 1);
    if after_year(text, comma) {
        return read(Class::PeriodGo, behind).is_none();
    }
    if read(Class::CommaStop, behind).is_some() || clause_begins(text, comma + 1) {
        return true;
    }
    let mut word = behind;
    eat(Class::And, &mut word);
    word.skip_blanks();
    let capital = word.peek().is_some_and(char::is_uppercase);
    // A body in capitals opens a new clause, unless the title is listing bodies.
    capital && read(Class::Head, word).is_some() && !names_body(segment.of(text))
}

/// Whether a clause in which somebody acts begins here, behind a comma or "và": "giao Văn
/// phòng …", "Văn phòng Tỉnh ủy đã …", "xã đề nghị …".
pub(super) fn clause_begins(text: &str, at: usize) -> bool {
    let here = Cursor::new(text, at);
    if assigns(here) {
        return true;
    }
    let name = read(Class::Head, here).and_then(|_| body::read_name(text, at));
    name.is_some_and(|name| {
        let behind = Cursor::new(text, name.end);
        read(Class::Assign, behind).is_some_and(|verb| acts_on(verb, is_body(here)))
            || is_body(here) && read(Class::Done, behind).is_some()
    })
}

/// Whether a verb behind a body has an object of its own: behind one in small letters, which
/// may be part of a list ("cấp huyện, xã giao đất"), that must be another body.
fn acts_on(verb: Cursor<'_>, is_capital: bool) -> bool {
    is_capital || read(Class::Plural, verb).is_some() || read(Class::Head, verb).is_some()
}

/// Whether another paper or word of a body is joined to a title: "và hướng dẫn của Ban Tổ chức
/// Tỉnh ủy". `at` is behind the type word.
pub(super) fn is_of_body(text: &str, at: usize) -> bool {
    read(Class::Of, Cursor::new(text, at)).is_some_and(is_body)
}

/// Whether a verb gives a body something to do here: "giao Văn phòng …".
fn assigns(at: Cursor<'_>) -> bool {
    read(Class::Assign, at).is_some_and(is_body)
}

/// Whether the name of a body in capitals stands here.
fn is_body(mut at: Cursor<'_>) -> bool {
    at.skip_blanks();
    at.peek().is_some_and(char::is_uppercase) && read(Class::Head, at).is_some()
}

/// Whether a year of four digits ends right before this place.
fn after_year(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4 && head.get(at - 4..).and_then(year_of).is_some()
}

/// Whether the words hold the name of a body in capitals.
fn names_body(words: &str) -> bool {
    let mut cursor = Cursor::new(words, 0);
    while cursor.peek().is_some() {
        cursor.skip_blanks();
        let capital = cursor.peek().is_some_and(char::is_uppercase);
        if capital && read(Class::Head, cursor).is_some() {
            return true;
        }
        if cursor.word().is_empty() {
            cursor.bump();
        }
    }
    false
}

/// Whether a full stop at this place ends the sentence: not one inside a number or behind
/// an abbreviation in capitals (`TP. Hồ Chí Minh`).
pub(super) fn stop_ends(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let behind = text.get(at + 1..).unwrap_or_default();
    if behind.starts_with(is_letter_or_digit) {
        return false;
    }
    let (_, word) = split_last_word(before);
    !matches!(word, "TP" | "Tp" | "TX" | "TT" | "P" | "Q" | "H")
}

/// Whether a period stands in the clause that begins here, as far as one looks ahead.
pub(super) fn period_ahead(text: &str, at: usize) -> bool {
    let end = text.floor_char_boundary(at.saturating_add(MAX_NAME_BYTES));
    let ahead = text.get(at..end).unwrap_or_default();
    let clause = ahead.split(['.', ';', '\n', '|']).next().unwrap_or_default();
    has_period(clause)
}

/// Whether the words hold a period (`giai đoạn 2021-2025`, `đến năm 2030`, `nhiệm kỳ …`) or
/// start with a quotation: signs that they are the name of a document.
pub(super) fn has_period(words: &str) -> bool {
    let mut rest = words;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, digits) = rest.split_at(at);
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let (number, behind) = digits.split_at(length);
        let leads = holds(Class::Period, word_before(before, before.len()));
        if leads && year_of(number).is_some() {
            return true;
        }
        rest = behind;
    }
    words.starts_with(opens_quote)
}
