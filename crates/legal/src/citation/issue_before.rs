//! Date and issuer in front of a document: "Ngày 18/11/2022, Chính phủ ban hành Nghị quyết
//! số …", "Sở Nội vụ có Hướng dẫn số …".

use super::body;
use super::issue::{MAX_BEFORE_BYTES, set_impossible};
use super::issue_bracket::IssueBracket;
use super::mention::Citation;
use super::named::last_two_words;
use super::surroundings;
use super::vocabulary::{self, Class, eat, holds};
use crate::agency::body_name::BodyName;
use crate::agency::registry::Registry;
use crate::document::date_reader::{find_dates, find_impossible_dates};
use crate::document::issuer_code::IssuerCode;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::words::{split_last_word, word_before, words_in};

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
        if holds(Class::InPaper, last) && citation.symbol.is_some() {
            citation.issuer = citation.issuer.or_else(|| proposer(text, citation));
        }
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

/// The body that proposes something in a document behind "tại": "theo đề nghị của Giám đốc
/// Sở Công Thương tại Tờ trình số …". What a body decides may well be told by another, and a
/// symbol with the code of another body is not its own.
fn proposer(text: &str, citation: &Citation) -> Option<Span> {
    let start = citation.span.start;
    let near = surroundings::window(text, start, MAX_BEFORE_BYTES);
    let from =
        near.of(text).rfind(['\n', ';']).map_or(near.start, |at| near.start + at + 1);
    let end =
        split_last_word(Span::new(from, start).of(text).trim_end()).0.trim_end().len();
    let end = from + end;
    let words: Vec<_> = words_in(text, Span::new(from, end)).collect();
    let proposes = (0..words.len()).rev().find_map(|at| {
        let word = words.get(at)?;
        let behind =
            vocabulary::read(Class::Proposal, Cursor::new(text, word.span.start))?;
        vocabulary::read(Class::Of, behind).map(|cursor| cursor.at())
    })?;
    let registry = Registry::built_in();
    let name =
        words.iter().filter(|word| word.span.start >= proposes).find_map(|word| {
            let begins = word.span.of(text).starts_with(char::is_uppercase);
            let name = body::read_issuer(text, word.span.start).filter(|_| begins)?;
            let body = registry.name_at(text, word.span.start);
            // "Giám đốc Sở": the paper is that of the body.
            let is_person = body.is_some_and(|body| body.agency.is_persons());
            (name.end == end && !is_person).then_some(name)
        })?;
    citation.symbol.as_ref()?;
    let signs = |code: &IssuerCode| code.signs(&BodyName::new(name.of(text)));
    citation.issuer_code().is_none_or(signs).then_some(name)
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

#[cfg(test)]
mod tests {
    use crate::citation::find;

    #[test]
    fn who_proposes_something_in_a_paper_issued_it() {
        for (text, expected) in [
            (
                "Theo đề nghị của Giám đốc Sở Công Thương tại Tờ trình số 212/TTr-SCT ngày 02/3/2026",
                Some("Sở Công Thương"),
            ),
            (
                "Xét đề nghị của Ban Tổ chức Tỉnh ủy tại Công văn số 1020-CV/BTCTU",
                Some("Ban Tổ chức Tỉnh ủy"),
            ),
            ("theo đề nghị của Sở Nội vụ tại cuộc họp và Tờ trình số 12/TTr-SNV", None),
            ("chức năng của Sở Nội vụ tại Quyết định số 12/QĐ-UBND", None),
            ("ý kiến của Thường trực Tỉnh ủy tại Công văn số 55-CV/VPTU", None),
            ("đề nghị của Sở Nội vụ tại Công văn số 55/UBND-NC", None),
        ] {
            let found = find::in_text(text);
            let body = found.first().and_then(|one| one.issuer).map(|body| body.of(text));
            assert_eq!(body, expected, "{text}");
        }
    }
}
