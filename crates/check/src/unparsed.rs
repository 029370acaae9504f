//! Words that look like a citation and could not be read: they are listed, so that nobody
//! takes silence for approval.

use super::context::overlaps_any;
use super::draft::Draft;
use super::report::{UnreadCitation, UnreadCitations, UnreadReason};
use super::unread_numbers;
use super::words::{self, Role};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, normal};
use tracuu_text::words::{Word, words as text_words};

/// Most places that are listed.
const MAX_LISTED: usize = 200;

/// Longest token that is looked at, in bytes.
const MAX_TOKEN_BYTES: usize = 64;

/// Puts all places in order and lists the first.
pub(super) fn listed(
    unread: impl IntoIterator<Item = UnreadCitation>,
) -> UnreadCitations {
    let mut listed: Vec<UnreadCitation> = unread.into_iter().collect();
    listed.sort_by_key(|unread| unread.span.start);
    let n_found = listed.len();
    listed.truncate(MAX_LISTED);
    UnreadCitations { listed, n_found }
}

/// All places of a text, in order, without overlap.
pub fn places(draft: &Draft) -> Vec<Span> {
    let words: Vec<_> = text_words(draft.text()).collect();
    all(draft, &words).into_iter().map(|unread| unread.span).collect()
}

/// Tokens that look like symbols, and type words with a number or "số".
pub(super) fn all(draft: &Draft, words: &[Word<'_>]) -> Vec<UnreadCitation> {
    let (text, citations) = (draft.text(), &draft.citations);
    let mut taken: Vec<Span> = citations.iter().map(|citation| citation.span).collect();
    taken.extend(draft.document.header.symbol.iter().map(|fact| fact.span));
    taken.sort_unstable();
    let led = draft.unread();
    let symbol = UnreadReason::UnreadableSymbol;
    let mut found: Vec<UnreadCitation> =
        led.iter().map(|span| UnreadCitation { span: *span, why: symbol }).collect();
    taken.extend(led);
    taken.sort_unstable();
    let mut before = "";
    for (at, token) in tokens(text) {
        let span = Span::new(at, at + token.len());
        let why = why(token, before).filter(|_| token.len() <= MAX_TOKEN_BYTES);
        before = token;
        found.extend(
            why.filter(|_| !overlaps_any(&taken, span))
                .map(|why| UnreadCitation { span, why }),
        );
    }
    taken.extend(found.iter().map(|unread| unread.span));
    taken.sort_unstable();
    let numbers = unread_numbers::find(text, words).into_iter();
    found.extend(numbers.filter(|unread| !overlaps_any(&taken, unread.span)));
    found.sort_by_key(|unread| unread.span.start);
    found
}

/// Runs without white space, without the punctuation around them.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let is_edge =
            |letter: char| letter.is_whitespace() || ",;.:()[]“”\"'‘’*|".contains(letter);
        let head = piece.len() - piece.trim_start_matches(is_edge).len();
        let token = piece.trim_matches(is_edge);
        (!token.is_empty()).then_some((start + head, token))
    })
}

/// Why a token looks like a citation that could not be read; `None` where it does not.
fn why(token: &str, before: &str) -> Option<UnreadReason> {
    let separator = token.find(['/', '-', '–'])?;
    let head = token.get(..separator)?;
    let tail = token.get(separator..)?;
    let has_code = tail
        .split(|letter: char| !is_letter(letter))
        .any(|part| part.chars().filter(|letter| letter.is_uppercase()).count() >= 2);
    if !has_code {
        return None;
    }
    // Standards have numbers of their own and are no documents of this kind.
    if words::is(before, Role::Standard) {
        return None;
    }
    let word = normal(before.trim_matches(|letter: char| !is_letter(letter)));
    let is_number =
        !head.is_empty() && head.chars().all(|letter| letter.is_ascii_digit());
    let is_blank = head.chars().all(|letter| "….._".contains(letter));
    let is_led = word == "số" || DocumentType::from_name(&word).is_some();
    if is_number {
        return Some(UnreadReason::UnreadableSymbol);
    }
    (is_blank && is_led).then_some(UnreadReason::BlankNumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_behind_a_number_or_a_blank_looks_like_a_citation() {
        let symbol = Some(UnreadReason::UnreadableSymbol);
        let blank = Some(UnreadReason::BlankNumber);
        for (before, token, expected) in [
            ("việc", "12-ABC/XYZ", symbol),
            ("TCVN", "12-ABC/XYZ", None),
            ("việc", "12-Abc/xyz", None),
            ("việc", "12", None),
            ("việc", "a12-ABC", None),
            ("việc", "-ABC", None),
            ("số", "…/QĐ-UBND", blank),
            ("Luật", "…/QĐ-UBND", blank),
            ("việc", "…/QĐ-UBND", None),
        ] {
            assert_eq!(why(token, before), expected, "{before} {token}");
        }
    }

    #[test]
    fn punctuation_around_a_token_is_no_part_of_it() {
        let found: Vec<_> = tokens("(12-AB/CD), “x”\n… y.").collect();
        assert_eq!(found, [(1, "12-AB/CD"), (15, "x"), (20, "…"), (24, "y")]);
    }
}
