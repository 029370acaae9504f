//! Paragraphs torn by a page end, or by a stray line end, become one again.
//!
//! The first half does not end a sentence; the second begins no unit. A second half in
//! small letters is enough then; one with a capital needs more: a first half that ends
//! with a word such as `của`, or a sign that the page ends (page number, form feed, a run
//! of blank lines), or italics that go on. Titles, signatures and what stands before the
//! first sentence are never joined.

use super::joint;
use crate::prose::{LineEnd, LineShape, LineStart};
use crate::raw::{BreakKind, RawBlock, RawContent};

/// Fewest characters of a first half: less than a line is a title or a signature.
const MIN_HALF: usize = 40;

/// Fewest characters of a line that a stray line end has cut.
const MIN_CUT_LINE: usize = 50;

/// Fewest characters of a first half whose second begins with a capital: a full line.
const MIN_HALF_BEFORE_CAPITAL: usize = 80;

/// Fewest blank lines that mark a page end, and how many more than usual they must be.
const MIN_PAGE_GAP: usize = 3;
const MIN_PAGE_GAP_SURPLUS: usize = 2;

/// Joins the halves of torn paragraphs.
pub(super) fn join(blocks: Vec<RawBlock>) -> Vec<RawBlock> {
    let page_gap = MIN_PAGE_GAP.max(usual_gap(&blocks) + MIN_PAGE_GAP_SURPLUS);
    let mut joined: Vec<RawBlock> = Vec::with_capacity(blocks.len());
    let mut last_look: Option<LineShape> = None;
    let mut seen_sentence = false;
    for block in blocks {
        let look = block.content.text().map(LineShape::new);
        let ends_page = block.gap.is_page_end() || block.gap.blank_lines >= page_gap;
        if let (Some(last), Some(above), Some(below)) =
            (joined.last_mut(), last_look, look)
            && seen_sentence
            && may_meet(last, &block)
            && is_torn(last, &block, (above, below), ends_page)
            && let (Some(text), Some(rest)) =
                (last.content.text_mut(), block.content.text())
        {
            joint::append(text, rest, !block.gap.is_line_end());
            last_look = Some(above.then(below));
            continue;
        }
        seen_sentence |= look.is_some_and(|look| {
            look.end == LineEnd::Finished && look.n_chars >= MIN_HALF
        });
        last_look = look;
        joined.push(block);
    }
    joined
}

/// The most common number of blank lines between blocks.
fn usual_gap(blocks: &[RawBlock]) -> usize {
    let mut counts = [0_usize; 8];
    for block in blocks {
        if let Some(count) = counts.get_mut(block.gap.blank_lines) {
            *count += 1;
        }
    }
    (0..counts.len()).max_by_key(|gap| counts[*gap]).unwrap_or_default()
}

/// Whether two neighbours are of kinds that a page end can have torn.
fn may_meet(above: &RawBlock, below: &RawBlock) -> bool {
    let is_soft = !matches!(below.gap.break_kind, BreakKind::HardBreak | BreakKind::Rule);
    let are_text = matches!(
        (&above.content, &below.content),
        (
            RawContent::Paragraph(_) | RawContent::ListItem(_) | RawContent::Note(_),
            RawContent::Paragraph(_)
        ) | (RawContent::Heading(..), RawContent::Heading(..))
    );
    is_soft && are_text
}

/// Whether two neighbours are halves of one paragraph.
fn is_torn(
    above: &RawBlock,
    below: &RawBlock,
    looks: (LineShape, LineShape),
    ends_page: bool,
) -> bool {
    if !below.gap.is_line_end() {
        return goes_on(looks.0, looks.1, ends_page || continues_italics(above, below));
    }
    let is_long = looks.0.n_chars >= MIN_CUT_LINE;
    is_long && (goes_on(looks.0, looks.1, false) || cuts_symbol(above, below, looks.0))
}

/// Whether the line end between two lines cuts a symbol (`1120/QĐ-` / `UBND`).
fn cuts_symbol(above: &RawBlock, below: &RawBlock, look: LineShape) -> bool {
    let (Some(above), Some(below)) = (above.content.text(), below.content.text()) else {
        return false;
    };
    let separator = joint::separator(above.text().trim_end(), below.text().trim_start());
    separator.is_empty() && look.end != LineEnd::Finished
}

/// Whether the second half starts in the italics which it does not keep: a title that was
/// torn, not a note of its own.
fn continues_italics(above: &RawBlock, below: &RawBlock) -> bool {
    let (Some(above), Some(below)) = (above.content.text(), below.content.text()) else {
        return false;
    };
    let starts_italic =
        below.runs().first().is_some_and(|run| run.span.start == 0 && run.italic);
    starts_italic && !below.is_italic() && !above.is_italic()
}

fn goes_on(above: LineShape, below: LineShape, has_sign: bool) -> bool {
    if above.end == LineEnd::Finished
        || below.start == LineStart::Unit
        || above.n_chars < MIN_HALF
    {
        return false;
    }
    if above.is_display || below.is_display {
        let is_torn_heading = above.is_display && below.is_display;
        return is_torn_heading
            && above.start == LineStart::Unit
            && below.start == LineStart::Lower;
    }
    match (below.start, above.end) {
        (LineStart::Lower, _) | (_, LineEnd::Open) => true,
        (_, LineEnd::Comma) if has_sign => true,
        _ => {
            has_sign
                && above.start != LineStart::Unit
                && above.n_chars >= MIN_HALF_BEFORE_CAPITAL
        }
    }
}
