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
    for token in parted_tokens(text) {
        let span = token.span;
        let why = why(span.of(text), token.before(text));
        let why = why.filter(|_| span.len() <= MAX_TOKEN_BYTES);
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

/// A run without white space, without the punctuation around it.
struct Token {
    span: Span,
    /// Where the run begins, its punctuation included.
    run: usize,
}

/// The tokens with a stroke or a dash in them, in order. Linear: a run is read once.
fn parted_tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut read_to = 0;
    text.match_indices(SEPARATORS).filter_map(move |(at, _)| {
        let ahead = text.get(at..).filter(|_| at >= read_to)?;
        let end = at + ahead.find(char::is_whitespace).unwrap_or(ahead.len());
        let run = start_of_run(text.get(read_to..at)?) + read_to;
        read_to = end;
        let span = trimmed(text, Span::new(run, end));
        Some(Token { span, run })
    })
}

impl Token {
    /// The token before; empty where there is none.
    fn before<'t>(&self, text: &'t str) -> &'t str {
        let mut head = text.get(..self.run).unwrap_or_default().trim_end();
        while !head.is_empty() {
            let run = Span::new(start_of_run(head), head.len());
            let token = trimmed(head, run).of(head);
            if !token.is_empty() {
                return token;
            }
            head = head.get(..run.start).unwrap_or_default().trim_end();
        }
        head
    }
}

/// What parts the number of a symbol from its code.
const SEPARATORS: [char; 3] = ['/', '-', '–'];

/// Where the last run without white space begins.
fn start_of_run(head: &str) -> usize {
    head.trim_end_matches(|sign: char| !sign.is_whitespace()).len()
}

/// A run without the punctuation around it.
fn trimmed(text: &str, run: Span) -> Span {
    let is_edge = |sign: char| ",;.:()[]“”\"'‘’*|".contains(sign);
    let written = run.of(text);
    let start = run.end - written.trim_start_matches(is_edge).len();
    let token = Span::new(start, run.end).of(text).trim_end_matches(is_edge);
    Span::new(start, start + token.len())
}

/// Why a token looks like a citation that could not be read; `None` where it does not.
fn why(token: &str, before: &str) -> Option<UnreadReason> {
    let separator = token.find(SEPARATORS)?;
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
        let text = "Luật (12-AB/CD), “x”\n… - 3/y. “\u{a0}…/z";
        let found: Vec<_> = parted_tokens(text)
            .map(|token| (token.span.of(text), token.before(text)))
            .collect();
        let expected = [("12-AB/CD", "Luật"), ("-", "…"), ("3/y", "-"), ("…/z", "3/y")];
        assert_eq!(found, expected);
    }
}
