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

/// Fewest characters of a line of Markdown that goes on with a capital.
const MIN_SOFT_BEFORE_CAPITAL: usize = 40;

/// Fewest and most characters of a line that was cut behind a sentence.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 60..=130;

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
    /// Whether the last line is one of a letterhead.
    is_letterhead: bool,
    /// Whether the last line begins with a document and its number.
    names_document: bool,
}

impl OpenLines {
    fn new(shape: LineShape, text: &str) -> Self {
        Self {
            first: shape,
            last: shape,
            n_lines: 1,
            is_parted: false,
            width: shape.n_chars,
            is_letterhead: prose::is_letterhead(text),
            names_document: prose::names_document(text),
        }
    }

    fn push(&mut self, shape: LineShape, text: &str) {
        let line = Self::new(shape, text);
        *self = Self {
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
            joint::append(text, rest, false);
            lines.push(next, rest.text());
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
    let opens_name = || {
        prose::opens_name(above)
            || prose::opens_place(above) && prose::starts_place(below)
    };
    let may_open = last.end == LineEnd::Unfinished && next.start == LineStart::Upper;
    if break_kind != BreakKind::SoftBreak {
        let is_line = last.n_chars >= MIN_PLAIN_LINE && !prose::names_document(below);
        return is_line && may_open && opens_name()
            || last.n_chars >= MIN_PLAIN_BEFORE_SMALL
                && last.end != LineEnd::Finished
                && next.start == LineStart::Lower
                && (lines.is_parted
                    || lines.first.start == LineStart::Unit
                    || opens_name());
    }
    if lines.is_letterhead || prose::is_letterhead(below) {
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
            opens_name() && !prose::names_document(below)
                || is_prose
                    && !(lines.names_document && prose::names_document(below))
                    && prose::end(below) == LineEnd::Finished
        }
        _ => lines.first.start != LineStart::Unit || last.n_chars >= MIN_PLAIN_LINE,
    }
}

/// Whether a line that ends a sentence is as long as lines of its paragraph get.
fn is_full(lines: &OpenLines, below: &str) -> bool {
    let first_word = below.split_whitespace().next().unwrap_or_default();
    let with_next = lines.last.n_chars + 1 + first_word.chars().count();
    WRAP_WIDTHS.contains(&lines.last.n_chars) && with_next > lines.width
}
