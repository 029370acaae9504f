//! Date and issuer right behind a symbol or a name, in either order.

use super::body;
use super::mention::Citation;
use crate::document::date::{self, DateText};
use crate::text::cursor::Cursor;
use crate::text::span::Span;

/// Reads date and issuer behind the symbol, in either order.
pub(super) fn read(text: &str, citation: &mut Citation) {
    for _ in 0..2 {
        let at = citation.span.end;
        if citation.date.is_none()
            && let Some((date, span)) = date_after(text, at)
        {
            citation.date = Some(date);
            citation.date_span = Some(span);
            citation.span.end = span.end;
        } else if citation.issuer.is_none()
            && let Some(name) = issuer_after(text, at)
        {
            citation.issuer = Some(name);
            citation.span.end = name.end;
        }
    }
}

/// A date behind blanks and an optional comma; behind a comma only to the day.
fn date_after(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    let comma = cursor.eat(|mark| mark == ',').is_some();
    let blanks = cursor.skip_blanks();
    if blanks.count == 0 {
        return None;
    }
    let issued = ["ban", "hành"];
    let mut behind = cursor;
    let start = cursor.at();
    if behind.eat_words(&issued) {
        behind.skip_blanks();
        cursor = behind;
    }
    let (date, span) = date::read(text, cursor.at())?;
    let precise = date.day().is_some();
    (precise || !comma && start == span.start)
        .then_some((date, Span::new(start, span.end)))
}

/// The name behind "của" and an optional comma.
fn issuer_after(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    cursor.eat(|mark| mark == ',');
    if !cursor.eat_word(&["của"]) {
        return None;
    }
    body::read_name(text, cursor.at())
}
