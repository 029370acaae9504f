//! The body that the sentence in front of a list names for all its documents: "các Quyết định
//! sau đây của Ủy ban nhân dân tỉnh: …".

use super::body;
use super::mention::{Citation, CitationKind};
use super::named::last_two_words;
use super::surroundings;
use super::vocabulary::{Class, eat, read};
use crate::agency::body_name::BodyName;
use crate::document::document_type::DocumentType;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::words::words_in;

/// Gives the documents of each list the body that its heading names, where they state none and
/// their symbol does not name another.
pub(super) fn share(text: &str, found: &mut [Citation]) {
    let mut body = None;
    let mut end = 0;
    for citation in found.iter_mut().filter(|citation| citation.nested_in.is_none()) {
        // "b) khoản 2 Điều 5 Nghị quyết số …": the item begins with the provision.
        let places =
            citation.pinpoint_span.map_or(citation.span, |at| at.cover(citation.span));
        let start = places.start;
        let between = Span::new(end, start.max(end));
        end = surroundings::end_with_pinpoint(citation);
        let heading = surroundings::heading(text, start);
        let goes_on = || {
            surroundings::is_list(text, between)
                || surroundings::is_item_after_sentence(text, between)
        };
        body = match heading {
            Some(heading) => named_in(text, heading),
            None => body.filter(|_| goes_on()),
        };
        let is_open =
            citation.kind == CitationKind::Numbered && citation.issuer.is_none();
        if let Some(body) = body.filter(|_| is_open)
            && can_sign(citation, body.of(text))
        {
            citation.issuer = Some(body);
        }
    }
}

/// The body of the documents that a heading announces, behind "của".
fn named_in(text: &str, heading: Span) -> Option<Span> {
    let words: Vec<_> = words_in(text, heading).collect();
    words.iter().rev().find_map(|word| {
        let before = Span::new(heading.start, word.span.start).of(text).trim_end();
        let of = read(Class::Of, Cursor::new(text, heading.start + before.len()))?;
        let name = body::read_name(text, of.at())?;
        let mut behind = Cursor::new(text, name.end);
        eat(Class::Listed, &mut behind);
        let is_whole = behind.at() <= heading.end
            && Span::new(behind.at(), heading.end).of(text).trim().is_empty();
        (is_whole && ends_with_type(before)).then_some(name)
    })
}

/// Whether words end with the name of a type, or with "văn bản", and perhaps "sau đây".
fn ends_with_type(words: &str) -> bool {
    let bare = words.char_indices().rev().filter(|(_, letter)| *letter == ' ').take(2);
    let listed = bare.into_iter().find(|(at, _)| {
        let mut behind = Cursor::new(words, *at);
        eat(Class::Listed, &mut behind) && behind.at() == words.len()
    });
    let words = words.get(..listed.map_or(words.len(), |(at, _)| at)).unwrap_or(words);
    let (two_words, last) = last_two_words(words);
    let name = two_words.rest().trim();
    DocumentType::from_name(name).is_some()
        || DocumentType::from_name(last).is_some()
        || read(Class::AnyDocument, two_words).is_some()
}

/// Whether the code in a symbol, where one is known, is that of the body.
fn can_sign(citation: &Citation, body: &str) -> bool {
    citation.issuer_code().is_none_or(|code| code.signs(&BodyName::new(body)))
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    #[track_caller]
    fn check_bodies(text: &str, expected: &[Option<&str>]) {
        let found = find::in_text(text);
        let bodies: Vec<_> =
            found.iter().map(|one| one.issuer.map(|issuer| issuer.of(text))).collect();
        assert_eq!(bodies, expected, "{text}");
    }

    #[test]
    fn a_list_has_the_body_of_its_heading() {
        let body = Some("Ủy ban nhân dân tỉnh");
        check_bodies(
            "Bãi bỏ các Quyết định sau đây của Ủy ban nhân dân tỉnh: Quyết định số \
             15/2031/QĐ-UBND về giá nước, Quyết định số 16/2031/QĐ-UBND. Theo Quyết định \
             số 17/2031/QĐ-UBND.",
            &[body, body, None],
        );
        check_bodies(
            "Thay thế 02 văn bản của Ủy ban nhân dân tỉnh sau:\n1. Quyết định số \
             15/2031/QĐ-UBND ngày 02/3/2031.\n2. Khoản 2 Điều 5 Chỉ thị số 7/CT-UBND.\n\
             Theo Nghị quyết số 3/NQ-HĐND.",
            &[body, body, None],
        );
    }

    #[test]
    fn what_another_body_signs_has_not_the_body_of_the_heading() {
        check_bodies(
            "Các kế hoạch của Ủy ban nhân dân tỉnh: Kế hoạch số 8-KH/TU; việc của Sở Nội \
             vụ: Kế hoạch số 9/KH-SNV.",
            &[None, None],
        );
    }
}
