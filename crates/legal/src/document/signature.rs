//! Closing lines of a document: signature (chữ ký) and recipients (nơi nhận).

use super::label;
use super::line::{Line, Shape};
use super::title_block::is_letterhead;
use super::type_name::type_at;
use super::words::{self, Role};
use tracuu_text::syllable::{is_letter, normal_words};

/// Longest line of a signature, in words: `TM. ỦY BAN NHÂN DÂN TỈNH …`.
const MAX_WORDS: usize = 16;

/// Most words of a person's name.
const MAX_NAME_WORDS: usize = 6;

/// Lines below a post among which the signer's name stands.
const MAX_LINES_TO_NAME: usize = 5;

/// Most lines of a signature, two columns included.
const MAX_LINES: usize = 16;

/// Whether a line opens the list of recipients.
pub(super) fn is_recipients(line: &Line<'_>) -> bool {
    line.is_plain()
        && words::opening(&line.lead, Role::Recipients).is_some_and(|phrase| {
            let rest = line.lead.strip_prefix(phrase).unwrap_or_default().trim_start();
            let is_beside = words::opens_with(rest, Role::Proxy)
                || words::opens_with(rest, Role::Post);
            rest.is_empty() || rest.starts_with([':', '.', '-']) || is_beside
        })
}

/// Whether a signature begins with the line at `at`.
pub(super) fn begins(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| could_be_signature(line)) else {
        return false;
    };
    if is_proxy(line) {
        return ends_soon(lines, at);
    }
    let below = || lines.iter().skip(at + 1).take(MAX_LINES_TO_NAME);
    let mut names = below().skip_while(|line| could_be_signature(line) && !is_name(line));
    is_post(line) && names.next().is_some_and(is_name) && ends_soon(lines, at)
}

/// Lines of the signature that begins at `at`, at least 1.
pub(super) fn n_lines(lines: &[Line<'_>], at: usize) -> usize {
    let mut n = 1;
    let mut has_name = false;
    for line in lines.iter().skip(at + 1).take(MAX_LINES) {
        let is_office = is_proxy(line) || is_post(line);
        let is_person = is_name(line) && !is_office;
        let is_body = words::opens_with(&line.lead, Role::Place)
            || words::opens_with(&line.lead, Role::Annex)
            || is_letterhead(line);
        let is_more = if has_name {
            is_office || is_signed(line) || is_person && !is_body
        } else {
            could_be_signature(line) && !words::opens_with(&line.lead, Role::Annex)
        };
        if line.shape != Shape::Rule && !is_more {
            break;
        }
        has_name |= is_person && !is_body;
        n += 1;
    }
    n
}

/// Whether a line can only be of a signature: proxy, post, "(Đã ký)" or name.
pub(super) fn is_closing(line: &Line<'_>) -> bool {
    line.is_plain()
        && (is_proxy(line) || is_post(line) || is_signed(line) || is_name(line))
}

/// `T/M BAN THƯỜNG VỤ`, `KT. CHỦ TỊCH`
pub(super) fn is_proxy(line: &Line<'_>) -> bool {
    words::opening(&line.lead, Role::Proxy).is_some_and(|word| {
        let rest = line.lead.strip_prefix(word).unwrap_or_default();
        rest.starts_with(['.', '/', ' ', ':']) && line.n_words() <= MAX_WORDS
    })
}

/// `CHỦ TỊCH`, `Bộ trưởng Bộ Tài chính`
pub(super) fn is_post(line: &Line<'_>) -> bool {
    words::opens_with(&line.lead, Role::Post)
        && line.n_words() <= MAX_WORDS
        && !line.is_complete()
}

/// `(Đã ký)`
pub(super) fn is_signed(line: &Line<'_>) -> bool {
    let inside = line.lead.trim_matches(['(', ')', '[', ']', ' ']);
    words::opening(inside, Role::Signed) == Some(inside)
}

/// Whether a line can be a person's name, title of rank or degree included: two to six
/// words, each with a capital, no digit and no mark but a full stop in an abbreviation.
pub(super) fn is_name(line: &Line<'_>) -> bool {
    line.shape == Shape::Text
        && person(line.text).is_some()
        && (!label::is_labelled(line.text) || has_rank(line.text))
}

/// The name in a text that is a person's name, without rank or degree.
pub(super) fn person(text: &str) -> Option<&str> {
    let words = normal_words(text);
    let rank = words::opening(&words, Role::Rank);
    let n_words = rank.map_or(0, |rank| rank.split(' ').count());
    let start = words::skip(text, n_words)?;
    let name = text.get(start..)?.trim_start_matches(['.', ' ']);
    is_name_text(name).then_some(name)
}

fn has_rank(text: &str) -> bool {
    words::opens_with(&normal_words(text), Role::Rank)
}

/// See [`is_name`].
fn is_name_text(text: &str) -> bool {
    let mut n_words = 0;
    for word in text.split_whitespace() {
        let is_fair = word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| is_letter(letter) || letter == '.')
            && (!word.ends_with('.') || word.len() <= 10);
        if !is_fair {
            return false;
        }
        n_words += 1;
    }
    (2..=MAX_NAME_WORDS).contains(&n_words)
}

/// Whether a line has the look of one in a signature.
fn could_be_signature(line: &Line<'_>) -> bool {
    let is_text = line.is_plain() || line.shape == Shape::Rule;
    let is_finished = line.text.ends_with([';', ':', ',']) || line.text.ends_with("./.");
    is_text
        && !is_finished
        && (is_proxy(line) || !label::is_labelled(line.text))
        && line.n_words() <= MAX_WORDS
        && !line.text.starts_with(['-', '+'])
}

/// Whether no text with a label or of a sentence follows below a signature at `at`, before
/// recipients or the end.
fn ends_soon(lines: &[Line<'_>], at: usize) -> bool {
    let below = lines.iter().skip(at + 1).take(MAX_LINES_TO_NAME + 1);
    let mut below = below.take_while(|line| !is_recipients(line) && !is_caption(line));
    below.all(|line| {
        line.shape != Shape::Text
            || is_proxy(line)
            || !label::is_labelled(line.text) && line.n_words() <= MAX_WORDS * 2
    })
}

/// Whether a line opens what may stand below a signature.
fn is_caption(line: &Line<'_>) -> bool {
    line.shape == Shape::Table
        || line.is_capitals()
            && (words::opens_with(&line.lead, Role::Annex)
                || type_at(line.text).is_some())
}
