//! Line ends inside a paragraph become spaces, by what the two lines say.
//!
//! In Markdown a line end inside a paragraph is a space; units, titles, signatures and lists
//! of one document a line are set without blank lines all the same, and stay. In plain text
//! a line end counts, and only a line that needs its next one is joined with it: one that
//! ends inside a body's name (`… của Bộ` + `Nông nghiệp và Môi trường`), or a full one that
//! goes on in small letters.

use super::joint;
use crate::prose::{self, LineEnd, LineShape, LineStart};
use crate::raw::{BreakKind, RawBlock, RawContent};

/// Fewest characters of a line of plain text that another continues.
const MIN_PLAIN_LINE: usize = 40;

/// Fewest characters of a line in plain text that goes on in small letters.
const MIN_PLAIN_BEFORE_SMALL: usize = 50;

/// Fewest characters of a line of plain text that binds its next one, in text of any width:
/// "1. Sở Y tế và" has 13.
const MIN_BOUND_LINE: usize = 12;

/// Fewest characters of a line of Markdown that goes on with a capital.
const MIN_SOFT_BEFORE_CAPITAL: usize = 40;

/// Fewest and most characters of a line that was cut behind a sentence.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 60..=130;

/// What a line is by its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    /// One of a letterhead.
    Letterhead,
    /// It begins with a document and its number.
    Document,
    /// Any other.
    Prose,
}

impl LineKind {
    fn new(text: &str) -> Self {
        match text {
            _ if prose::is_letterhead(text) => Self::Letterhead,
            _ if prose::names_document(text) => Self::Document,
            _ => Self::Prose,
        }
    }
}

/// The paragraph that is put together.
#[derive(Clone, Copy)]
struct OpenLines {
    first: LineShape,
    last: LineShape,
    n_lines: usize,
    /// Whether a blank line parts it from what stands above, and that is no title.
    is_parted: bool,
    /// Characters of its longest line.
    width: usize,
    last_kind: LineKind,
    /// Whether a line end was joined that no sentence, title or cell can have.
    is_bound: bool,
}

impl OpenLines {
    fn new(shape: LineShape, text: &str) -> Self {
        Self {
            first: shape,
            last: shape,
            n_lines: 1,
            is_parted: false,
            width: shape.n_chars,
            last_kind: LineKind::new(text),
            is_bound: false,
        }
    }

    fn push(&mut self, above: &str, shape: LineShape, text: &str) {
        let line = Self::new(shape, text);
        *self = Self {
            is_bound: self.is_bound || prose::binds_next(above),
            first: self.first,
            n_lines: self.n_lines + 1,
            is_parted: self.is_parted,
            width: self.width.max(line.width),
            ..line
        };
    }
}

/// Joins the lines that go on.
pub(super) fn join(blocks: Vec<RawBlock>) -> Vec<RawBlock> {
    let mut joined: Vec<RawBlock> = Vec::with_capacity(blocks.len());
    let mut open: Option<OpenLines> = None;
    for block in blocks {
        let shape = block.content.text().map(LineShape::new);
        if let (Some(lines), Some(next)) = (&mut open, shape)
            && block.gap.is_line_end()
            && matches!(block.content, RawContent::Paragraph(_))
            && let Some(rest) = block.content.text()
            && let Some(text) = joined.last_mut().and_then(|last| last.content.text_mut())
            && goes_on(lines, text.text(), (next, rest.text()), block.gap.break_kind)
        {
            lines.push(text.text(), next, rest.text());
            joint::append(text, rest, false);
            continue;
        }
        let is_below_title = open.is_some_and(|above| above.last.is_display);
        let is_parted = joined.is_empty() || block.gap.blank_lines > 0 && !is_below_title;
        open = match (&block.content, shape) {
            (RawContent::Heading(..), _) => None,
            (content, shape) => shape.zip(content.text()).map(|(shape, text)| {
                OpenLines { is_parted, ..OpenLines::new(shape, text.text()) }
            }),
        };
        joined.push(block);
    }
    joined
}

fn goes_on(
    lines: &OpenLines,
    above: &str,
    (next, below): (LineShape, &str),
    break_kind: BreakKind,
) -> bool {
    let last = lines.last;
    if next.start == LineStart::Unit || last.is_display || next.is_display {
        return false;
    }
    if break_kind != BreakKind::SoftBreak {
        return goes_on_in_plain(lines, above, (next, below));
    }
    if lines.last_kind == LineKind::Letterhead || prose::is_letterhead(below) {
        return false;
    }
    match (last.end, next.start) {
        (LineEnd::Finished, LineStart::Lower) => true,
        (LineEnd::Finished, _) => is_full(lines, below),
        (_, LineStart::Lower) | (LineEnd::Open | LineEnd::Comma, _) => true,
        (_, LineStart::Upper) => {
            let is_prose = lines.n_lines > 1
                || lines.first.start != LineStart::Unit
                    && last.n_chars >= MIN_SOFT_BEFORE_CAPITAL;
            opens_name(above, below) && !prose::names_document(below)
                || is_prose
                    && !(lines.last_kind == LineKind::Document
                        && prose::names_document(below))
                    && prose::end(below) == LineEnd::Finished
        }
        _ => lines.first.start != LineStart::Unit || last.n_chars >= MIN_PLAIN_LINE,
    }
}

/// Whether a line of plain text, where line ends count, needs its next one.
fn goes_on_in_plain(
    lines: &OpenLines,
    above: &str,
    (next, below): (LineShape, &str),
) -> bool {
    let last = lines.last;
    let is_of_paragraph = lines.is_parted || lines.first.start == LineStart::Unit;
    let is_line = last.n_chars >= MIN_PLAIN_LINE;
    if lines.last_kind == LineKind::Letterhead || prose::is_letterhead(below) {
        return false;
    }
    if last.n_chars >= MIN_BOUND_LINE && prose::binds_next(above) {
        return true;
    }
    let names_document = || prose::names_document(below);
    match (last.end, next.start) {
        (LineEnd::Finished, _) => false,
        (_, LineStart::Lower) => {
            last.n_chars >= MIN_PLAIN_BEFORE_SMALL
                && (is_of_paragraph || opens_name(above, below))
                || lines.is_bound && last.n_chars >= MIN_BOUND_LINE
        }
        (LineEnd::Unfinished, LineStart::Upper) => {
            let is_named = || opens_name(above, below) && !names_document();
            is_line && (is_named() || prose::cuts_place(above, below))
        }
        (LineEnd::Open | LineEnd::Comma, LineStart::Upper) => {
            is_line && is_of_paragraph && !names_document()
        }
        _ => false,
    }
}

/// Whether a line ends where the name of a body, or of its place, is due.
fn opens_name(above: &str, below: &str) -> bool {
    prose::opens_name(above) || prose::opens_place(above) && prose::starts_place(below)
}

/// Whether a line that ends a sentence is as long as lines of its paragraph get.
fn is_full(lines: &OpenLines, below: &str) -> bool {
    let first_word = below.split_whitespace().next().unwrap_or_default();
    let with_next = lines.last.n_chars + 1 + first_word.chars().count();
    WRAP_WIDTHS.contains(&lines.last.n_chars) && with_next > lines.width
}
