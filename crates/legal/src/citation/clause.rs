//! Where the title clause of a citation begins, and the small decisions on where it ends.
//!
//! A title ends at a semicolon, full stop, closing bracket, line or cell end, at words
//! that open another clause, and at the next citation that does not belong to it. A title
//! set wholly in italics or in quotation marks ends with them, whatever stands inside.

use super::vocabulary::{Class, holds, read};
use crate::document::symbol::year_of;
use tracuu_text::cursor::Cursor;
use tracuu_text::run::Run;
use tracuu_text::span::Span;

/// Longest bracket or quotation inside a title, in bytes; a longer one is not skipped.
const MAX_ASIDE_BYTES: usize = 400;

/// How far ahead the period in a name may stand, in bytes: the longest name of a scheme
/// seen has 350.
const MAX_NAME_BYTES: usize = 600;

/// Where a title begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Opening {
    /// First byte, the lead-in word included.
    pub(super) start: usize,
    /// First byte of its words.
    pub(super) words: usize,
    /// Where it must end, if italics or quotation marks say so.
    pub(super) limit: Option<usize>,
}

/// Reads what opens a title at this place, right after a symbol, a date or an issuer.
pub(super) fn open(text: &str, runs: &[Run], at: usize) -> Option<Opening> {
    let mut cursor = Cursor::new(text, at);
    let comma = cursor.eat(|mark| mark == ',').is_some();
    if cursor.skip_blanks().count == 0 || on_next_line(text, at, &cursor) {
        return None;
    }
    let start = cursor.at();
    if !comma && let Some(limit) = set_off(text, runs, start) {
        return Some(Opening { start, words: start, limit });
    }
    let class = if comma { Class::LeadComma } else { Class::Lead };
    let behind = read(class, cursor)?;
    if read(Class::NoLead, behind).is_some() {
        return None;
    }
    let mut words = behind;
    let next_line = words.skip_blanks().line_ends > 0;
    let opens = |next: char| next.is_alphanumeric() || next == ',' || opens_quote(next);
    let has_words = words.peek().is_some_and(opens);
    let limit = set_off(text, runs, words.at()).flatten();
    (has_words && !next_line).then_some(Opening { start, words: words.at(), limit })
}

/// Whether a line end was passed on the way.
fn on_next_line(text: &str, at: usize, cursor: &Cursor<'_>) -> bool {
    text.get(at..cursor.at()).is_some_and(|passed| passed.contains('\n'))
}

/// Whether the words that start here are set off by italics or quotation marks, and where
/// these end, if the clause ends with them.
#[expect(clippy::option_option, reason = "not set off, set off, set off with an end")]
fn set_off(text: &str, runs: &[Run], start: usize) -> Option<Option<usize>> {
    if let Some(close) = close_of_quote(text, start) {
        return Some(ends_clause(text, close).then_some(close));
    }
    let end = italic_end(text, runs, start)?;
    Some(ends_clause(text, end).then_some(end))
}

/// Whether what follows this place is no word that goes on the clause.
fn ends_clause(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    !rest.trim_start_matches(' ').starts_with(|next: char| next.is_lowercase())
}

/// The end of the italics that start exactly here, without marks at their end; `None`
/// where none do, or where the whole line is in italics.
fn italic_end(text: &str, runs: &[Run], start: usize) -> Option<usize> {
    let first = runs.partition_point(|run| run.span.end <= start);
    let mut italics = runs.get(first..)?.iter().take_while(|run| run.italic);
    let run = italics.next()?;
    let lead = text.get(run.span.start.min(start)..start)?;
    if run.span.start > start || !lead.trim().is_empty() {
        return None;
    }
    let mut end = run.span.end;
    for next in italics {
        if !text.get(end..next.span.start)?.trim_matches(' ').is_empty() {
            break;
        }
        end = next.span.end;
    }
    let inside = text.get(start..end)?;
    let inside =
        inside.trim_end_matches(|c: char| c.is_whitespace() || ".,;:".contains(c));
    Some(start + inside.len())
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
/// defines a short form, or names another document.
pub(super) fn is_foreign_bracket(text: &str, at: usize) -> bool {
    let inside = Cursor::new(text, at + 1);
    read(Class::Alias, inside).is_some() || read(Class::Aside, inside).is_some()
}

/// Whether a comma at this place ends the title.
pub(super) fn comma_ends(text: &str, comma: usize, segment: Span) -> bool {
    let behind = Cursor::new(text, comma + 1);
    if after_year(text, comma) {
        return read(Class::PeriodGo, behind).is_none();
    }
    if read(Class::CommaStop, behind).is_some() {
        return true;
    }
    let mut word = behind;
    word.eat_word(&["và"]);
    word.skip_blanks();
    let capital = word.peek().is_some_and(char::is_uppercase);
    // A body in capitals opens a new clause, unless the title is listing bodies.
    capital && read(Class::Head, word).is_some() && !names_body(segment.of(text))
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
    if behind.starts_with(char::is_alphanumeric) {
        return false;
    }
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
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
        let head = before.trim_end();
        let word = head.get(head.trim_end_matches(char::is_alphabetic).len()..);
        let leads = word.is_some_and(|word| holds(Class::Period, word));
        if leads && year_of(number).is_some() {
            return true;
        }
        rest = behind;
    }
    words.starts_with(opens_quote)
}
