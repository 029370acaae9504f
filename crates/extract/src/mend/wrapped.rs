//! Lines that were cut at a fixed width become paragraphs again, as in mail and in text
//! read out of a print.
//!
//! A document counts as wrapped by its lines that go on in small letters in the next
//! one; then a line is joined with the next only where it is full, so that titles, verse
//! and lists of short lines stay as they are.

use super::joint;
use crate::prose::{LineEnd, LineShape, LineStart};
use crate::raw::{RawBlock, RawContent};

/// Widths between which text is wrapped, in characters.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=130;

/// Of the lines that have a next one, how many in a hundred must go on in small letters.
const MIN_OPEN_PERCENT: usize = 30;

/// How many lines in a hundred may be longer than the width.
const MAX_LONG_PERCENT: usize = 10;

/// How many open lines in a hundred must fill the width exactly for it to be exact.
const MIN_EXACT_PERCENT: usize = 90;

/// How full a line is, in percent of the width, where the width is not exact: enough to
/// go on in small letters, before a capital, and after the end of a sentence.
const FULL_BEFORE_SMALL: usize = 70;
const FULL_BEFORE_CAPITAL: usize = 85;
const FULL_AFTER_SENTENCE: usize = 92;

/// One line as it is set.
#[derive(Clone, Copy)]
struct SetLine {
    look: LineShape,
    width: usize,
    indent: usize,
    first_word: usize,
    /// `- xã hội`: a list item, or the rest of `kinh tế - xã hội`.
    is_dashed_lower: bool,
}

impl SetLine {
    fn from_block(block: &RawBlock) -> Option<Self> {
        let (RawContent::Paragraph(text)
        | RawContent::ListItem(text)
        | RawContent::Note(text)) = &block.content
        else {
            return None;
        };
        let look = LineShape::new(text);
        let first_word = text.text().split_whitespace().next().unwrap_or_default();
        let after_dash = text.text().trim_start().strip_prefix(['-', '–']);
        let is_dashed_lower = after_dash
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|rest| rest.starts_with(char::is_lowercase));
        Some(Self {
            look,
            width: block.indent + look.n_chars,
            indent: block.indent,
            first_word: first_word.chars().count(),
            is_dashed_lower,
        })
    }

    /// Whether a wrapper would have broken after this line: it goes on in small letters.
    fn is_open_before(&self, next: &Self) -> bool {
        self.look.end != LineEnd::Finished
            && next.look.start == LineStart::Lower
            && WRAP_WIDTHS.contains(&self.width)
    }
}

/// Joins wrapped lines, if the document is wrapped at all.
pub(super) fn join(blocks: Vec<RawBlock>) -> Vec<RawBlock> {
    let lines: Vec<Option<SetLine>> = blocks.iter().map(SetLine::from_block).collect();
    let Some(setting) = WrapSetting::from_lines(&blocks, &lines) else { return blocks };
    let mut joined: Vec<RawBlock> = Vec::with_capacity(blocks.len());
    let mut paragraph: Option<OpenParagraph> = None;
    for (block, line) in blocks.into_iter().zip(lines) {
        if let (Some(current), Some(next)) = (&mut paragraph, line)
            && block.gap.is_line_end()
            && setting.joins(current, &next)
            && let Some(text) = joined.last_mut().and_then(|last| last.content.text_mut())
            && let Some(rest) = block.content.text()
        {
            joint::append(text, rest, false);
            current.last = next;
            current.n_lines += 1;
            continue;
        }
        paragraph = line.map(|first| OpenParagraph { first, last: first, n_lines: 1 });
        joined.push(block);
    }
    joined
}

/// The paragraph that is being put together.
struct OpenParagraph {
    first: SetLine,
    last: SetLine,
    n_lines: usize,
}

/// How a document is wrapped.
struct WrapSetting {
    /// In characters.
    width: usize,
    /// Every line is filled as far as words go, as machines do.
    is_exact: bool,
    /// Paragraphs are parted by blank lines.
    has_blank_lines: bool,
}

impl WrapSetting {
    fn from_lines(blocks: &[RawBlock], lines: &[Option<SetLine>]) -> Option<Self> {
        let pairs: Vec<(&SetLine, &SetLine)> = lines
            .iter()
            .zip(lines.iter().skip(1))
            .zip(blocks.iter().skip(1))
            .filter(|(_, below)| below.gap.is_line_end())
            .filter_map(|((one, other), _)| one.as_ref().zip(other.as_ref()))
            .collect();
        let open: Vec<(&SetLine, &SetLine)> = pairs
            .iter()
            .filter(|(one, next)| one.is_open_before(next))
            .copied()
            .collect();
        let n_long_enough =
            pairs.iter().filter(|(one, _)| one.width >= *WRAP_WIDTHS.start()).count();
        if open.len() < 2 || open.len() * 100 < n_long_enough * MIN_OPEN_PERCENT {
            return None;
        }
        let width = upper_width(&open);
        let widths = lines.iter().flatten().map(|line| line.width);
        let n_long = widths.filter(|found| *found > width + width / 7).count();
        if n_long * 100 > lines.len() * MAX_LONG_PERCENT {
            return None;
        }
        let widest = open.iter().map(|(one, _)| one.width).max().unwrap_or(width);
        let n_exact = open
            .iter()
            .filter(|(one, next)| one.width + 1 + next.first_word > widest)
            .count();
        let is_exact = n_exact * 100 >= open.len() * MIN_EXACT_PERCENT;
        let n_sentences =
            pairs.iter().filter(|(one, next)| ends_before(one, next)).count();
        let n_blank = blocks.iter().filter(|block| block.gap.blank_lines > 0).count();
        Some(Self {
            width: if is_exact { widest } else { width },
            is_exact,
            has_blank_lines: n_blank > 0 && n_blank >= n_sentences,
        })
    }

    /// Whether a line goes on with the paragraph.
    fn joins(&self, paragraph: &OpenParagraph, next: &SetLine) -> bool {
        let last = &paragraph.last;
        let (above, below) = (last.look, next.look);
        let is_dash = next.is_dashed_lower && above.end == LineEnd::Unfinished;
        if below.start == LineStart::Unit {
            return is_dash && self.is_full(last, next, FULL_BEFORE_CAPITAL);
        }
        let hangs =
            paragraph.n_lines == 1 && paragraph.first.look.start == LineStart::Unit;
        if next.indent > last.indent + 1 && !hangs {
            return false;
        }
        if above.is_display || below.is_display {
            let is_heading = above.is_display
                && below.is_display
                && paragraph.first.look.start == LineStart::Unit;
            return is_heading && self.is_full(last, next, FULL_BEFORE_CAPITAL);
        }
        let least = match (above.end, below.start) {
            (LineEnd::Finished, LineStart::Lower) => FULL_AFTER_SENTENCE,
            (LineEnd::Finished, _) if self.has_blank_lines => FULL_AFTER_SENTENCE,
            (LineEnd::Finished, _) => return false,
            (_, LineStart::Lower) | (LineEnd::Open | LineEnd::Comma, _) => {
                FULL_BEFORE_SMALL
            }
            _ => FULL_BEFORE_CAPITAL,
        };
        self.is_full(last, next, least)
    }

    fn is_full(&self, line: &SetLine, next: &SetLine, percent: usize) -> bool {
        if self.is_exact {
            line.width + 1 + next.first_word > self.width
        } else {
            line.width * 100 >= self.width * percent
        }
    }
}

/// Whether a sentence ends with `one` and another begins with `next`.
fn ends_before(one: &SetLine, next: &SetLine) -> bool {
    one.look.end == LineEnd::Finished && next.look.start == LineStart::Upper
}

/// The width that nine in ten of the lines do not exceed.
fn upper_width(open: &[(&SetLine, &SetLine)]) -> usize {
    let mut widths: Vec<usize> = open.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 9 / 10).or(widths.last()).copied().unwrap_or_default()
}
