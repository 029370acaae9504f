//! Lines → paragraphs. A line ends its paragraph where the first word of the next line would
//! have fitted into it; distance, indents and what the lines say decide the rest.

use tracuu_text::styled::StyledText;

use super::line::{LineBox, TextLine};
use crate::mend::joint;
use crate::prose::{LineEnd, LineStart};

/// Room that a line must have left to have been ended on purpose, in sizes of the font, beside
/// a space and the next word.
const MIN_ROOM: f64 = 0.12;

/// Width of a space, in sizes of the font.
const SPACE: f64 = 0.22;

/// Least indent of a first line, in sizes of the font.
const MIN_INDENT: f64 = 0.6;

/// Deepest indent behind the label of an item.
const MAX_HANGING: f64 = 5.0;

/// How much farther apart lines of two paragraphs stand than those of one.
const FAR: f64 = 1.22;

/// Likewise where everything else says that the paragraph goes on: letters of another font
/// push lines apart.
const TOO_FAR: f64 = 1.65;

/// How far the middle of a centred line may be off, in sizes of the font.
const MAX_OFF_CENTRE: f64 = 0.5;

/// Where lines may stand, and how far apart they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f64,
    pub(super) right: f64,
    /// Distance of two lines of a paragraph, in sizes of the font.
    pub(super) pitch: f64,
    /// Lines are titles, letterheads or signatures, which are broken on purpose.
    pub(super) is_letterhead: bool,
}

impl Column {
    /// Whether the first word of the next line would have fitted into a line.
    pub(super) fn has_room(&self, line: &LineBox, next: &LineBox) -> bool {
        let needed = (SPACE + MIN_ROOM).mul_add(line.size, next.first_word);
        // An indented line can happen to stand in the middle; then the next is at the margin.
        let is_at_margin = next.left - self.left <= MIN_INDENT * next.size;
        let room = if self.is_centred(line) && !is_at_margin {
            self.right - self.left - line.width()
        } else {
            self.right - line.right
        };
        room >= needed
    }

    fn is_centred(&self, line: &LineBox) -> bool {
        let middle = f64::midpoint(self.left, self.right);
        (line.middle() - middle).abs() <= MAX_OFF_CENTRE * line.size
            && line.left - self.left > MIN_INDENT * line.size
    }
}

/// A paragraph of one column of one page.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) first: LineBox,
    pub(super) last: LineBox,
    /// Left side of its lines but the first.
    body_left: Option<f64>,
    /// Distance of its lines.
    pitch: Option<f64>,
    pub(super) text: StyledText,
    pub(super) notes: Vec<String>,
}

impl Paragraph {
    fn new(line: TextLine) -> Self {
        let TextLine { place, text, notes } = line;
        let (body_left, pitch) = (None, None);
        Self { first: place, last: place, body_left, pitch, text, notes }
    }

    fn push(&mut self, line: TextLine) {
        joint::append(&mut self.text, &line.text, false);
        self.notes.extend(line.notes);
        self.pitch = Some(line.place.y - self.last.y).filter(|pitch| *pitch > 0.0);
        self.body_left = Some(line.place.left);
        self.last = line.place;
    }

    /// Whether a line of the same column goes on with it.
    fn goes_on(&self, next: &LineBox, column: &Column) -> bool {
        let last = &self.last;
        let size = last.size.max(next.size);
        let usual = self.pitch.unwrap_or(column.pitch * size);
        let distance = (next.y - last.y) / usual.max(1.0);
        if !(0.0..=TOO_FAR).contains(&distance) || !are_alike(last, next) {
            return false;
        }
        let is_far = distance > FAR;
        if column.is_letterhead {
            return !is_far && goes_on_in_letterhead(last, next, column);
        }
        if column.has_room(last, next) {
            return false;
        }
        let is_finished = last.shape.end == LineEnd::Finished;
        // Where first lines are indented, one that is not begins nothing.
        let is_unit = next.shape.start == LineStart::Unit && !self.is_indented(next.left);
        match self.indent_of(next, column) {
            Indent::Fresh => false,
            Indent::Same => {
                !(is_far && (is_unit || is_finished))
                    && !(is_unit && is_finished)
                    && !changes_style(last, next)
            }
        }
    }

    /// Whether a line is set as the next of the paragraph or as the first of another one.
    fn indent_of(&self, next: &LineBox, column: &Column) -> Indent {
        let least = MIN_INDENT * next.size;
        if column.is_centred(next) && column.is_centred(&self.last) {
            return Indent::Same;
        }
        if let Some(left) = self.body_left {
            return if (next.left - left).abs() <= least {
                Indent::Same
            } else {
                Indent::Fresh
            };
        }
        let shift = next.left - self.first.left;
        let hangs = self.first.shape.start == LineStart::Unit
            && next.shape.start != LineStart::Unit
            && shift <= MAX_HANGING * next.size;
        if shift <= least || hangs { Indent::Same } else { Indent::Fresh }
    }

    /// Whether it goes on at the top of the next page; `None` where its lines do not tell.
    pub(super) fn goes_on_over_page(
        &self,
        next: &Self,
        column: &Column,
        next_column: &Column,
    ) -> Option<bool> {
        let (last, first) = (&self.last, &next.first);
        if column.has_room(last, first)
            || (last.size - first.size).abs() > 0.6
            || next_column.is_centred(first)
        {
            return Some(false);
        }
        let depth = first.left - next_column.left;
        // An indented line of which nothing else is known goes on at the margin.
        let at_margin = self.is_indented(column.left).then_some(0.0);
        let own_depth = self.body_left.map(|left| left - column.left).or(at_margin);
        let least = MIN_INDENT * first.size;
        let is_same = own_depth.is_some_and(|own| (own - depth).abs() <= least);
        let is_finished = last.shape.end == LineEnd::Finished;
        match first.shape.start {
            LineStart::Unit if is_finished => Some(false),
            _ if !is_same && own_depth.is_some() => Some(false),
            LineStart::Lower if !is_finished => Some(true),
            _ if is_same && !is_finished && !changes_style(last, first) => Some(true),
            _ if is_finished && next.is_single(next_column) => None,
            _ if is_same && is_finished => {
                Some(next.body_left.is_none_or(|left| !next.is_indented(left)))
            }
            _ => None,
        }
    }

    /// Whether it has one line, which tells nothing of its indent.
    fn is_single(&self, column: &Column) -> bool {
        self.body_left.is_none()
            && self.first.left - column.left > MIN_INDENT * self.first.size
    }

    /// Whether its first line stands farther right than another place.
    fn is_indented(&self, left: f64) -> bool {
        self.first.left - left > MIN_INDENT * self.first.size
    }

    /// Adds what stands in the next column, or with `is_page_end` on the next page.
    pub(super) fn append(&mut self, next: Self, is_page_end: bool) {
        joint::append(&mut self.text, &next.text, is_page_end);
        self.notes.extend(next.notes);
        self.body_left = next.body_left.or(Some(next.first.left));
        self.pitch = next.pitch.or(self.pitch);
        self.last = next.last;
    }
}

/// How a line stands to the paragraph above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Indent {
    Same,
    Fresh,
}

fn are_alike(last: &LineBox, next: &LineBox) -> bool {
    let (small, large) = (last.size.min(next.size), last.size.max(next.size));
    small >= 0.85 * large
}

/// Whether a heading ends between two lines: all of the one is bold (or italic, or capitals),
/// and nothing of the other.
fn changes_style(last: &LineBox, next: &LineBox) -> bool {
    let is_closed =
        last.shape.end != LineEnd::Open && next.shape.start != LineStart::Lower;
    let (is_set, is_next_set) = (last.style, next.style);
    is_closed
        && (is_set.bold != is_next_set.bold
            || last.shape.is_display != next.shape.is_display)
}

/// In a letterhead lines are broken on purpose; one goes on only where its words say so.
fn goes_on_in_letterhead(last: &LineBox, next: &LineBox, column: &Column) -> bool {
    let (above, below) = (last.shape, next.shape);
    let is_list = above.start == LineStart::Unit && below.start != LineStart::Unit;
    if above.is_display != below.is_display || column.has_room(last, next) {
        return false;
    }
    match (above.end, below.start) {
        (LineEnd::Finished, _) | (_, LineStart::Unit) => false,
        _ if above.n_chars < 2 || next.width() < next.size => false,
        (_, LineStart::Lower | LineStart::Other) | (LineEnd::Open, _) => true,
        // One word for which the line had no room.
        (LineEnd::Unfinished, _) if is_single_word(next) && above.is_display => true,
        _ => is_list && !above.is_display,
    }
}

fn is_single_word(line: &LineBox) -> bool {
    line.shape.is_display && line.width() - line.first_word < 0.1 * line.size
}

/// The paragraphs of the lines of one column, from top to bottom.
pub(super) fn paragraphs(lines: Vec<TextLine>, column: &Column) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        match paragraphs.last_mut() {
            Some(open) if open.goes_on(&line.place, column) => open.push(line),
            _ => paragraphs.push(Paragraph::new(line)),
        }
    }
    paragraphs
}
