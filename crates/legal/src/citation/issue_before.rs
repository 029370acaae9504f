//! Date and issuer in front of a document: "Ngày 18/11/2022, Chính phủ ban hành Nghị quyết
//! số …", "Sở Nội vụ có Hướng dẫn số …".

use super::body;
use super::issue::{MAX_BEFORE_BYTES, set_impossible};
use super::issue_bracket::IssueBracket;
use super::mention::Citation;
use super::named::last_two_words;
use super::surroundings;
use super::vocabulary::{self, Class, eat, holds};
use crate::document::date_reader::{find_dates, find_impossible_dates};
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::words::{word_before, words_in};

/// Reads the day, and the body that acted on it, in front of a document that states no date:
/// "Ngày 18/11/2022, Chính phủ ban hành Nghị quyết số …". They are no part of its span.
pub(super) fn read_before(text: &str, citation: &mut Citation) {
    let start = citation.span.start;
    let before = text.get(..start).unwrap_or_default().trim_end();
    let (two_words, last) = last_two_words(before);
    let is_issued = holds(Class::Dated, last)
        || holds(Class::Sends, last) && citation.symbol.is_some()
        || vocabulary::read(Class::Dated, two_words).is_some();
    if !is_issued {
        return;
    }
    let near = surroundings::window(text, start, MAX_BEFORE_BYTES);
    let from =
        near.of(text).rfind(['\n', ';']).map_or(near.start, |at| near.start + at + 1);
    if citation.date_span.is_none() {
        read_day_before(text, from, citation);
    }
    let subject = || subject(text, Span::new(from, start));
    citation.issuer = citation.issuer.or_else(subject);
}

/// The body that acts at the end of a stretch, right in front of a document: "Tỉnh ủy đã ban
/// hành Quy định số …".
fn subject(text: &str, stretch: Span) -> Option<Span> {
    words_in(text, stretch).find_map(|word| {
        let at = Cursor::new(text, word.span.start);
        if !word.span.of(text).starts_with(char::is_uppercase) {
            return None;
        }
        vocabulary::read(Class::Head, at)?;
        let is_other = || holds(Class::Of, word_before(text, word.span.start));
        let name = body::read_issuer(text, word.span.start)?;
        let bracket = IssueBracket::read(text, name.end).map(|bracket| bracket.span);
        let end = bracket.map_or(name.end, |bracket| bracket.end);
        let acts = issues(Cursor::new(text, end), stretch.end);
        (acts && !is_other()).then_some(name)
    })
}

/// Whether all that stands between a body and a document says that it issued it: "đã ban
/// hành".
fn issues(mut words: Cursor<'_>, end: usize) -> bool {
    eat(Class::Adverb, &mut words);
    let acts = eat(Class::Dated, &mut words) || eat(Class::Sends, &mut words);
    words.skip_blanks();
    acts && words.at() == end
}

/// Reads the day in front of a document, and the body that acted on it, in the clause that
/// begins at `from`.
fn read_day_before(text: &str, from: usize, citation: &mut Citation) {
    let start = citation.span.start;
    let clause = Span::new(from, start).of(text);
    let days = find_dates(clause).into_iter().filter(|(date, _)| date.day().is_some());
    let days = days.map(|(date, place)| (Some(date), place));
    let wrong = find_impossible_dates(clause).into_iter().map(|place| (None, place));
    let last = days.chain(wrong).max_by_key(|(_, place)| place.start);
    let Some((date, place)) = last else { return };
    let place = Span::new(from + place.start, from + place.end);
    let mut cursor = Cursor::new(text, place.end);
    // "Hội đồng nhân dân xã (ngày 10/7/2025) thông qua …": the body stands in front.
    let is_bracket = cursor.eat(|mark| mark == ')').is_some();
    cursor.eat(|mark| mark == ',');
    let issuer = body::read_issuer(text, cursor.at()).filter(|_| !is_bracket);
    cursor.move_to(issuer.map_or(cursor.at(), |name| name.end));
    if issues(cursor, start) {
        citation.issuer = citation.issuer.or(issuer);
        citation.date = date;
        citation.date_span = Some(place);
        if date.is_none() {
            set_impossible(citation, place);
        }
    }
}
