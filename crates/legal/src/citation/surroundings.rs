//! The text around a mention: its clause, the sentence that opens its list, its line.

use super::cue::Cues;
use super::mention::Citation;
use super::vocabulary::{Class, holds};
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::{Word, words_in};

/// Text read before a mention, in bytes; the longest stretch between a cue and a mention
/// seen in the gazette's titles has 210.
const MAX_BEFORE_BYTES: usize = 320;

/// Text read behind a mention, in bytes.
const MAX_BEHIND_BYTES: usize = 200;

/// Longest stretch of a căn cứ line that is read back, in bytes: a line with several laws
/// has some 800.
const MAX_LINE_BYTES: usize = 1_200;

/// Most groups of a label: `1.2.3`.
const MAX_LABEL_GROUPS: usize = 4;

/// The words before a mention, in its own clause.
pub(super) struct Clause<'t> {
    pub(super) words: Vec<Word<'t>>,
    /// The cues among them.
    pub(super) cues: Cues,
    /// First byte looked at: behind the mention before, or where the title opens.
    floor: usize,
    /// Where the clause ends: the mention with its pinpoint.
    pub(super) end: usize,
    /// Whether a mark that ends a clause stands before the words, behind the mention
    /// before.
    pub(super) is_cut: bool,
    /// Whether the whole stretch up to the mention before was looked at.
    pub(super) is_near: bool,
}

impl Clause<'_> {
    /// All between the mention before and this one.
    pub(super) fn since_sibling(&self) -> Span {
        Span::new(self.floor, self.end)
    }
}

/// The end of a mention with its title and short form.
pub(super) fn end_of(citation: &Citation) -> usize {
    let parts = [citation.title, citation.alias].into_iter().flatten();
    parts.map(|part| part.end).fold(citation.span.end, usize::max)
}

/// The same with the provisions behind it: "Quy định số … (Điều 4, Điều 7)".
pub(super) fn end_with_pinpoint(citation: &Citation) -> usize {
    let end = end_of(citation);
    citation.pinpoint_span.map_or(end, |places| places.end.max(end))
}

/// The mention behind which a bracket opens with the words at a place: "Nghị định số 5
/// (khoản 3 Điều 12 được sửa đổi …)".
pub(super) fn opens_bracket(
    text: &str,
    citations: &[Citation],
    at: usize,
) -> Option<usize> {
    let before = citations.partition_point(|citation| citation.span.start < at);
    let last = before.checked_sub(1)?;
    let between = text.get(end_of(citations.get(last)?)..at)?;
    (between.trim() == "(").then_some(last)
}

/// The clause that ends a stretch. Line ends are no break inside a title.
pub(super) fn before(text: &str, stretch: Span, in_title: bool) -> Clause<'_> {
    let far = stretch.end.saturating_sub(MAX_BEFORE_BYTES);
    let floor = text.ceil_char_boundary(far.max(stretch.start)).min(stretch.end);
    let inside = Span::new(floor, stretch.end);
    let cut = last_break(text, inside, in_title);
    let start = cut.unwrap_or(floor);
    let words = Span::new(without_label(text, start), stretch.end);
    let words: Vec<_> = words_in(text, words).collect();
    Clause {
        cues: Cues::outside_names(text, &words),
        words,
        floor: stretch.start,
        end: stretch.end,
        is_cut: cut.is_some() || floor > stretch.start,
        is_near: floor == stretch.start,
    }
}

/// The place behind the last mark that ends a clause.
fn last_break(text: &str, stretch: Span, in_title: bool) -> Option<usize> {
    let inside = stretch.of(text);
    let ends = |(at, mark): &(usize, char)| match mark {
        ';' | ':' | '?' | '!' | '|' | '…' => true,
        '\n' => !in_title,
        '.' => {
            let behind = inside.get(at + 1..).unwrap_or_default();
            !behind.starts_with(is_letter_or_digit)
        }
        _ => false,
    };
    let (at, mark) = inside.char_indices().rev().find(ends)?;
    Some(stretch.start + at + mark.len_utf8())
}

/// The place behind the blanks and the label of a list item that stand here: `1.`, `a)`, and
/// in the Party way `1-`, `1.1-`.
pub(super) fn without_label(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let words = rest.trim_start_matches([' ', '\t', '-', '–', '+', '•', '*', '.']);
    let at = text.len() - words.len();
    let end = label_end(words);
    let behind = words.get(end..).unwrap_or_default();
    let mut marks = behind.chars();
    let closes = match marks.next() {
        Some(')' | '/') => true,
        Some('.' | '-' | '–') => marks.next() == Some(' '),
        _ => false,
    };
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    if end > 0 && closes { at + end + mark } else { at }
}

/// Where the letters and digits of a label end: groups of at most three, with stops between;
/// zero where none stand here.
fn label_end(words: &str) -> usize {
    // No label is longer; the next stop may be far.
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'.';
    let bytes = words.bytes().take(4 * MAX_LABEL_GROUPS);
    let length = bytes.take_while(is_part).count();
    let label = words.get(..length).unwrap_or_default();
    let mut end = 0;
    for group in label.split('.').take(MAX_LABEL_GROUPS) {
        if !(1..=3).contains(&group.len()) {
            break;
        }
        end += usize::from(end > 0) + group.len();
    }
    end
}

/// Whether nothing but separators, joining words and labels of list items stands in a
/// stretch between two mentions.
pub(super) fn is_list(text: &str, stretch: Span) -> bool {
    if stretch.len() > MAX_BEHIND_BYTES {
        return false;
    }
    let mut lines = stretch.of(text).split('\n');
    let first = lines.next().unwrap_or_default();
    let mut at = stretch.start + first.len() + 1;
    let mut has_sign = has_separator(first);
    if !joins(first) {
        return false;
    }
    for line in lines {
        let behind = without_label(text, at).min(at + line.len());
        has_sign |= behind > at + (line.len() - line.trim_start().len());
        let words = text.get(behind..at + line.len()).unwrap_or_default();
        if !joins(without_plural(words)) {
            return false;
        }
        at += line.len() + 1;
    }
    has_sign
}

/// Whether a full stop, a line end and the label of a list item are all that stands in a
/// stretch between two mentions.
pub(super) fn is_item_after_sentence(text: &str, stretch: Span) -> bool {
    if stretch.len() > MAX_BEHIND_BYTES {
        return false;
    }
    let inside = stretch.of(text);
    let Some(rest) = inside.trim_start().strip_prefix('.') else { return false };
    let blank = rest.len() - rest.trim_start().len();
    let is_line_end = rest.get(..blank).is_some_and(|blank| blank.contains('\n'));
    let item = stretch.end - rest.len() + blank;
    let behind = without_label(text, item);
    is_line_end
        && behind > item
        && behind <= stretch.end
        && Span::new(behind, stretch.end).of(text).trim().is_empty()
}

fn has_separator(line: &str) -> bool {
    line.contains([',', ';']) || line.chars().any(is_letter)
}

/// The words of an item without "Các", which has a capital at the beginning of its line.
fn without_plural(item: &str) -> &str {
    let words = item.trim_start();
    let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
    if holds(Class::Plural, first) { rest } else { words }
}

/// Whether a line has only joining words and separators.
fn joins(line: &str) -> bool {
    let words = line.split(|letter: char| !is_letter_or_digit(letter));
    let marks = line.chars().filter(|c| !is_letter_or_digit(*c) && !c.is_whitespace());
    let is_joint = |word: &str| {
        word.starts_with(char::is_lowercase) && holds(Class::ListJoint, word)
    };
    words.filter(|word| !word.is_empty()).all(is_joint)
        && marks.into_iter().all(|mark| matches!(mark, ',' | ';' | '”' | '"' | ')' | '/'))
}

/// The sentence before a list, without its colon; `end` is where the first item begins.
pub(super) fn heading(text: &str, end: usize) -> Option<Span> {
    let stretch = window(text, end, MAX_BEFORE_BYTES);
    let far = stretch.start;
    let colon = stretch.of(text).rfind(':')?;
    let behind = far + colon + 1;
    let item = without_label(text, behind + blank_len(text, behind));
    // Only the label of the first item stands between the colon and the mention.
    if !Span::new(item.min(end), end).of(text).trim().is_empty() {
        return None;
    }
    let head = Span::new(far, far + colon);
    let start = last_break(text, head, false).unwrap_or(far);
    Some(Span::new(start, far + colon))
}

fn blank_len(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start().len()
}

/// What stands behind a mention in its clause, at most up to the next one.
pub(super) fn behind(text: &str, stretch: Span) -> Span {
    let far = text.floor_char_boundary(stretch.start.saturating_add(MAX_BEHIND_BYTES));
    let inside = Span::new(stretch.start, stretch.end.min(far));
    let written = inside.of(text);
    let end = written.find([';', '\n', '?', '!', '|']);
    let stop = written.match_indices('.').map(|(at, _)| at).find(|at| {
        let behind = written.get(at + 1..).unwrap_or_default();
        !behind.starts_with(is_letter_or_digit)
    });
    let end = [end, stop].into_iter().flatten().min();
    Span::new(inside.start, end.map_or(inside.end, |at| inside.start + at))
}

/// The sentence around a mention, as far as one looks.
pub(super) fn sentence(text: &str, mention: Span) -> Span {
    let near = window(text, mention.start, MAX_BEFORE_BYTES);
    let start = last_break(text, near, false).unwrap_or(near.start);
    let end = behind(text, Span::new(mention.end, text.len())).end;
    Span::new(start, end)
}

/// At most so many bytes before a place, in whole characters.
pub(super) fn window(text: &str, end: usize, max_bytes: usize) -> Span {
    let start = text.ceil_char_boundary(end.saturating_sub(max_bytes)).min(end);
    Span::new(start, end)
}

/// What stands before a place in its line; `None` where the line begins too far away.
pub(super) fn line_head(text: &str, at: usize) -> Option<Span> {
    let near = window(text, at, MAX_LINE_BYTES);
    match near.of(text).rfind('\n') {
        Some(end) => Some(Span::new(near.start + end + 1, at)),
        None => (near.start == 0).then_some(near),
    }
}

/// What stands before a mention in its line, where no sentence ends in between and the
/// line does not begin too far away.
pub(super) fn line_before(text: &str, mention: usize) -> Option<Span> {
    let start = line_head(text, mention)?.start;
    let line = Span::new(without_label(text, start).min(mention), mention);
    let ends = |(at, _): (usize, &str)| {
        let behind = line.of(text).get(at + 1..).unwrap_or_default();
        !behind.starts_with(is_letter_or_digit)
    };
    (!line.of(text).match_indices('.').any(ends)).then_some(line)
}

/// Where the first article of a text begins: a line "Điều 1".
pub(super) fn first_article(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split('\n') {
        let label = line.trim_start().split_once(' ');
        if label.is_some_and(|(word, number)| {
            number.starts_with(|digit: char| digit.is_ascii_digit())
                && word.starts_with(char::is_uppercase)
                && holds(Class::Article, word)
        }) {
            return Some(at);
        }
        at += line.len() + 1;
    }
    None
}
