//! Where the title of a citation begins: right behind its symbol, date or issuer.
//!
//! Where it ends is decided in [`title_end`](super::title_end), unless italics or quotation
//! marks that open here say so.

use super::title_end::{close_of_quote, opens_quote};
use super::vocabulary::{Class, read};
use tracuu_text::cursor::Cursor;
use tracuu_text::run::Run;
use tracuu_text::syllable::is_letter_or_digit;

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
    let opens = |next: char| is_letter_or_digit(next) || next == ',' || opens_quote(next);
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
