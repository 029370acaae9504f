//! Runs of words that name provisions, read forwards from each word for a unit ("Điều",
//! "khoản", "điểm", "Mục"), outside of what belongs to a citation.

use std::sync::LazyLock;
use tracuu_text::syllable::is_letter_or_digit;
use tracuu_text::words::word_before;

use aho_corasick::AhoCorasick;

use super::mention::Citation;
use super::pinpoint_words::{POINT_LETTERS, Token, UNITS, Unit, word_token};
use super::vocabulary::{Class, holds, phrases, read};
use tracuu_text::capitals::capitalised;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;

/// Longest run, in bytes.
const MAX_RUN_BYTES: usize = 320;

/// A run of words that names provisions.
pub(super) struct ProvisionRun {
    pub(super) span: Span,
    pub(super) tokens: Vec<(Token, Span)>,
}

/// The runs of a text, in order, without those of its citations and the labels of its own
/// provisions. Linear in the length of the text.
pub(super) fn find(text: &str, citations: &[Citation]) -> Vec<ProvisionRun> {
    let Some(words) = &*WORDS else { return Vec::new() };
    let mut taken: Vec<Span> = citations
        .iter()
        .flat_map(|it| [Some(it.span), it.pinpoint_span])
        .flatten()
        .collect();
    taken.sort_unstable();
    let mut taken = taken.into_iter().peekable();
    let mut read_to = 0;
    let mut found = Vec::new();
    for hit in words.find_iter(text) {
        let word = Span::new(hit.start(), hit.end());
        while let Some(passed) = taken.next_if(|span| span.start <= word.start) {
            read_to = read_to.max(passed.end);
        }
        if word.start < read_to || !is_whole_word(text, word) {
            continue;
        }
        let limit = taken.peek().map_or(text.len(), |span| span.start);
        let Some(run) = run_at(text, word.start, limit) else { continue };
        read_to = run.span.end;
        if is_reference(text, &run) {
            found.push(run);
        }
    }
    found
}

fn is_whole_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    !before.is_some_and(is_letter_or_digit) && after.is_some_and(char::is_whitespace)
}

/// The run that begins with the word for a unit at a place.
fn run_at(text: &str, start: usize, limit: usize) -> Option<ProvisionRun> {
    let far = text.floor_char_boundary(start.saturating_add(MAX_RUN_BYTES)).min(limit);
    let mut tokens: Vec<(Token, Span)> = Vec::new();
    let mut at = start;
    while let Some(rest) = text.get(at..far) {
        let word = rest.trim_start();
        let from = far - word.len();
        let n_lines = rest.get(..rest.len() - word.len())?.matches('\n').count();
        let is_open = matches!(tokens.last(), Some((Token::Unit(_), _)));
        if word.starts_with(',') && !is_open {
            tokens.push((Token::Comma, Span::new(from, from + 1)));
            at = from + 1;
            continue;
        }
        if let Some(mark) = bracket_token(word, &tokens) {
            tokens.push((mark, Span::new(from, from + 1)));
            at = from + 1;
            continue;
        }
        let inside = |letter: char| is_letter_or_digit(letter) || letter == '.';
        let len = word.len() - word.trim_start_matches(inside).len();
        let written = word.get(..len)?.trim_end_matches('.');
        let is_last = written.len() < len;
        let span = Span::new(from, from + written.len());
        let token = next_token(text, span, &tokens);
        // A number at the beginning of a line is the label of the next provision.
        let is_label = n_lines > 0 && token == Some(Token::Value) && is_last;
        let Some(token) = token.filter(|_| !is_label && n_lines < 2) else { break };
        tokens.push((token, span));
        at = span.end;
        if is_last {
            break;
        }
    }
    if let Some(opened) = open_bracket(&tokens) {
        tokens.truncate(opened);
    }
    let ends = |token| matches!(token, Token::Value | Token::This | Token::Close);
    while tokens.last().is_some_and(|(token, _)| !ends(*token)) {
        tokens.pop();
    }
    let span = Span::new(with_head(text, start), tokens.last()?.1.end);
    Some(ProvisionRun { span, tokens })
}

/// A bracket around provisions of the one before it: "Điều 8 (khoản 1, 2)".
fn bracket_token(word: &str, before: &[(Token, Span)]) -> Option<Token> {
    let is_open = open_bracket(before).is_some();
    let last = before.last().map(|(token, _)| *token);
    match word.chars().next()? {
        '(' if !is_open && last == Some(Token::Value) => Some(Token::Open),
        ')' if is_open && last == Some(Token::Value) => Some(Token::Close),
        _ => None,
    }
}

/// The bracket that is not closed yet, by its index.
fn open_bracket(tokens: &[(Token, Span)]) -> Option<usize> {
    let is_bracket =
        |(token, _): &(Token, Span)| matches!(token, Token::Open | Token::Close);
    let last = tokens.iter().rposition(is_bracket)?;
    matches!(tokens.get(last), Some((Token::Open, _))).then_some(last)
}

/// Where a unit begins whose name has a word in front: "Phụ lục".
fn with_head(text: &str, start: usize) -> usize {
    let head = word_before(text, start);
    let before = text.get(..start).unwrap_or_default().trim_end();
    if holds(Class::ContainerHead, head) { before.len() - head.len() } else { start }
}

/// What the next word of a run can be.
fn next_token(text: &str, span: Span, before: &[(Token, Span)]) -> Option<Token> {
    let written = span.of(text);
    let last = before.last().map(|(token, _)| *token);
    if written.is_empty() {
        return None;
    }
    if holds(Class::This, written) {
        return matches!(last, Some(Token::Unit(_))).then_some(Token::This);
    }
    let token = word_token(written)?;
    match token {
        Token::Value => is_value_here(text, span, before).then_some(token),
        // "một số khoản của Điều 8": a unit without its number ends the run.
        _ if matches!(last, Some(Token::Unit(_))) && token != Token::Link => None,
        _ if matches!(before, [.., (Token::Unit(_), _), (Token::Link, _)]) => None,
        other => Some(other),
    }
}

/// Whether a number or letter is one of the unit before it: not a count ("Điều 5, 15 ngày"),
/// and a letter only of a point.
fn is_value_here(text: &str, span: Span, before: &[(Token, Span)]) -> bool {
    let is_done =
        |token| matches!(token, Token::Value | Token::This | Token::Open | Token::Close);
    if before.last().is_some_and(|(token, _)| is_done(*token)) {
        return false;
    }
    let unit = before.iter().rev().find_map(|(token, _)| match token {
        Token::Unit(unit) => Some(*unit),
        _ => None,
    });
    let written = span.of(text);
    let is_small_letter = written.chars().count() == 1
        && written.starts_with(|letter: char| letter.is_lowercase());
    if is_small_letter {
        return unit == Some(Unit::Point) && POINT_LETTERS.contains(written);
    }
    let is_word = written.starts_with(char::is_lowercase);
    let is_ordinal = before.last().is_some_and(|(token, _)| *token == Token::Link);
    let is_count = read(Class::Count, Cursor::new(text, span.end)).is_some();
    (!is_word || is_ordinal) && !is_count
}

/// Whether a run names provisions: several units, "này", a unit with a capital, or one
/// behind "tại", "theo" and the like. Not the label of a provision, and not a count or
/// mark ("đạt điểm 8").
fn is_reference(text: &str, run: &ProvisionRun) -> bool {
    let units: Vec<Unit> = run
        .tokens
        .iter()
        .filter_map(|(token, _)| match token {
            Token::Unit(unit) => Some(*unit),
            _ => None,
        })
        .collect();
    let is_alone = units.len() == 1;
    if is_alone && run.tokens.len() == 2 && is_label(text, run.span) {
        return false;
    }
    let first_value = run.tokens.iter().find(|(token, _)| *token == Token::Value);
    let value = first_value.map_or("", |(_, span)| span.of(text));
    let is_mark = is_alone
        && units.first() == Some(&Unit::Point)
        && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_capital = run.span.of(text).starts_with(char::is_uppercase);
    let is_led = || holds(Class::PinLead, word_before(text, run.span.start));
    !is_alone || !is_mark && (is_capital || is_led())
}

/// Whether words are the label of a provision: at the beginning of a line, and then a mark
/// or the end of the line.
fn is_label(text: &str, words: Span) -> bool {
    let is_mark =
        |letter: char| matches!(letter, ' ' | '\t' | '*' | '#' | '“' | '"' | '-');
    let before = text.get(..words.start).unwrap_or_default();
    let opens_quote = before.ends_with(['“', '"']);
    let before = before.trim_end_matches(is_mark);
    let behind = text.get(words.end..).unwrap_or_default();
    let behind = behind.trim_start_matches([' ', '\t', '*']);
    (opens_quote || before.is_empty() || before.ends_with(['\n', '|']))
        && (behind.is_empty() || behind.starts_with(['\n', '.', ':', '-', '–', '|']))
}

/// The words for units in small letters, with a capital and in capitals.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = UNITS.iter().flat_map(|(class, _)| phrases(*class));
    let spellings =
        words.flat_map(|word| [word.to_owned(), capitalised(word), word.to_uppercase()]);
    AhoCorasick::new(spellings).ok()
});
