//! Rows → lines of text: which gaps are spaces, which raised signs refer to notes.

use tracuu_pdf::page::Glyph;
use tracuu_text::styled::{Style, StyledText};

use super::face::Faces;
use super::row::{Row, is_space};
use crate::flow::pieces::{ParagraphPieces, RunSetting};
use crate::prose::LineShape;

/// Narrowest gap between two words, in sizes of the font, over the usual gap of the line's
/// letters.
const MIN_WORD_GAP: f64 = 0.16;

/// Narrowest gap at a space that the file writes; programs write some that show none.
const MIN_WRITTEN_GAP: f64 = 0.05;

/// Widest usual gap between letters of one word: words that are spaced.
const MAX_LETTER_GAP: f64 = 0.6;

/// Fewest gaps by which a line is spaced.
const MIN_GAPS: usize = 4;

/// How far a raised sign stands above the baseline, in sizes of the row's font.
const MIN_RAISE: f64 = 0.2;

/// Longest sign that refers to a note: `(12)`.
const MAX_SIGN: usize = 4;

/// Where a line stands and what it looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineBox {
    pub(super) left: f64,
    pub(super) right: f64,
    /// The height of its baseline.
    pub(super) y: f64,
    /// Size of most of its letters.
    pub(super) size: f64,
    /// Width of its first word, for which a line above may have had no room.
    pub(super) first_word: f64,
    pub(super) shape: LineShape,
    /// How all of it is set.
    pub(super) style: Style,
}

impl LineBox {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }
}

/// One line of text, or a piece of one between two wide gaps.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub(super) place: LineBox,
    pub(super) text: StyledText,
    /// Signs of notes that it refers to, which are no text.
    pub(super) notes: Vec<String>,
}

/// A glyph and whether a space stands before it.
struct SetGlyph<'g> {
    glyph: &'g Glyph,
    letter: char,
    is_after_space: bool,
    is_raised: bool,
}

impl TextLine {
    /// The line of a row; `None` without any letter. Raised signs that `is_sign` knows are
    /// taken out.
    pub(super) fn new(
        row: &Row,
        faces: &Faces,
        is_sign: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let set = set_glyphs(row, faces);
        let (set, notes) = take_signs(set, is_sign);
        let first = set.first()?;
        let (left, mut right) = (first.glyph.x, first.glyph.x);
        let mut first_word = None;
        let mut pieces = ParagraphPieces::default();
        let (mut run, mut setting) = (String::new(), faces.setting(first.glyph));
        for (place, one) in set.iter().enumerate() {
            if one.is_after_space && place > 0 {
                first_word.get_or_insert(right - left);
            }
            let next = faces.setting(one.glyph);
            if next != setting {
                pieces.push(&run, setting);
                run.clear();
                if one.is_after_space {
                    pieces.push(" ", between(setting, next));
                }
                setting = next;
            } else if one.is_after_space && place > 0 {
                run.push(' ');
            }
            run.push(one.letter);
            right = f64::max(right, one.glyph.x + one.glyph.width);
        }
        pieces.push(&run, setting);
        let lines = pieces.lines();
        let text = lines.into_iter().next().map(|(_, text)| text.trimmed())?;
        if text.is_blank() {
            return None;
        }
        let place = LineBox {
            left,
            right,
            y: row.y,
            size: row.size,
            first_word: first_word.unwrap_or(right - left),
            shape: LineShape::new(&text),
            style: Style {
                bold: text.is_bold(),
                italic: text.is_italic(),
                ..Style::default()
            },
        };
        Some(Self { place, text, notes })
    }

    /// The pieces of one row as one line.
    pub(super) fn from_pieces(pieces: Vec<Self>) -> Option<Self> {
        let mut pieces = pieces.into_iter();
        let mut line = pieces.next()?;
        for piece in pieces {
            line.text.push(" ", Style::default());
            line.text.append(&piece.text);
            line.notes.extend(piece.notes);
            let (one, other) = (&mut line.place, piece.place);
            one.right = one.right.max(other.right);
            one.style.bold &= other.style.bold;
            one.style.italic &= other.style.italic;
        }
        line.place.shape = LineShape::new(&line.text);
        Some(line)
    }
}

/// The space between two runs: as they are set, where they agree.
fn between(before: RunSetting, after: RunSetting) -> RunSetting {
    RunSetting { style: before.style.common(after.style), ..before }
}

fn set_glyphs<'g>(row: &'g Row, faces: &Faces) -> Vec<SetGlyph<'g>> {
    let usual = usual_gap(row);
    let mut set: Vec<SetGlyph<'g>> = Vec::with_capacity(row.glyphs.len());
    let mut end = None;
    let mut is_written = false;
    for glyph in &row.glyphs {
        let letter = faces.letter(glyph);
        if is_space(letter) {
            is_written = true;
            continue;
        }
        let gap = end.map_or(0.0, |end| (glyph.x - end) / row.size.max(1.0));
        let least = if is_written { MIN_WRITTEN_GAP } else { usual + MIN_WORD_GAP };
        let is_mark = matches!(letter, '\u{300}'..='\u{36f}');
        set.push(SetGlyph {
            glyph,
            letter,
            is_after_space: gap >= least && end.is_some() && !is_mark,
            is_raised: row.y - glyph.y >= MIN_RAISE * row.size
                && glyph.size < 0.9 * row.size,
        });
        is_written = false;
        let right = glyph.x + glyph.width;
        end = Some(end.map_or(right, |end: f64| end.max(right)));
    }
    set
}

/// The gap between most letters of a row, in sizes of its font: more than nothing where words
/// are spaced.
fn usual_gap(row: &Row) -> f64 {
    let pairs = row.glyphs.iter().zip(row.glyphs.iter().skip(1));
    let mut gaps: Vec<f64> = pairs
        .filter(|(one, next)| !is_space(one.letter) && !is_space(next.letter))
        .map(|(one, next)| (next.x - one.x - one.width) / row.size.max(1.0))
        .collect();
    if gaps.len() < MIN_GAPS {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    let (_, median, _) = gaps.select_nth_unstable_by(middle, f64::total_cmp);
    median.clamp(0.0, MAX_LETTER_GAP)
}

/// Parts raised signs of notes from the text.
fn take_signs<'g>(
    set: Vec<SetGlyph<'g>>,
    is_sign: impl Fn(&str) -> bool,
) -> (Vec<SetGlyph<'g>>, Vec<String>) {
    let mut kept: Vec<SetGlyph<'g>> = Vec::with_capacity(set.len());
    let mut notes = Vec::new();
    let mut raised: Vec<SetGlyph<'g>> = Vec::new();
    let mut settle = |raised: &mut Vec<SetGlyph<'g>>, kept: &mut Vec<SetGlyph<'g>>| {
        let sign: String = raised.iter().map(|one| one.letter).collect();
        if !raised.is_empty() && raised.len() <= MAX_SIGN && is_sign(&sign) {
            notes.push(sign);
            raised.clear();
        }
        kept.append(raised);
    };
    for one in set {
        if one.is_raised {
            raised.push(one);
        } else {
            settle(&mut raised, &mut kept);
            kept.push(one);
        }
    }
    settle(&mut raised, &mut kept);
    (kept, notes)
}
