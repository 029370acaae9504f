//! Glyphs → rows: what stands on one baseline, from left to right, raised and lowered signs
//! included.

use tracuu_pdf::page::Glyph;

/// How far baselines of one row may differ, in sizes of its font.
const MAX_SHIFT: f64 = 0.22;

/// Signs that are raised or lowered are at most this large, and stand at most this far off, in
/// sizes of the row's font.
const MAX_SCRIPT_SIZE: f64 = 0.82;
const MAX_SCRIPT_SHIFT: f64 = 0.6;

/// A glyph drawn again so close to the same one makes it bold, in sizes of its font.
const MAX_DOUBLE_SHIFT: f64 = 0.12;

/// Most sizes of one row that are counted.
const MAX_SIZES: usize = 16;

/// What stands on one baseline.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The height of the baseline.
    pub(super) y: f64,
    /// Size of most of its glyphs.
    pub(super) size: f64,
    /// From left to right.
    pub(super) glyphs: Vec<Glyph>,
}

impl Row {
    fn new(mut glyphs: Vec<Glyph>) -> Self {
        let main = main_glyph(&glyphs);
        let (y, size) = main.map_or((0.0, 0.0), |glyph| (glyph.y, glyph.size));
        place_marks(&mut glyphs);
        glyphs.sort_by(|one, other| one.x.total_cmp(&other.x));
        let mut row = Self { y, size, glyphs };
        row.drop_doubles();
        row
    }

    pub(super) fn left(&self) -> f64 {
        let mut shown = self.glyphs.iter().filter(|glyph| !is_space(glyph.letter));
        shown.next().map_or(0.0, |glyph| glyph.x)
    }

    /// The row up to its first so many glyphs, and the rest.
    pub(super) fn cut(mut self, n_glyphs: usize) -> [Self; 2] {
        let rest = self.glyphs.split_off(n_glyphs.min(self.glyphs.len()));
        [Self::new(self.glyphs), Self::new(rest)]
    }

    /// Drops glyphs that are drawn twice, which makes a bold face.
    fn drop_doubles(&mut self) {
        let mut kept: Vec<Glyph> = Vec::with_capacity(self.glyphs.len());
        for glyph in self.glyphs.drain(..) {
            let double = kept.iter_mut().rev().take(3).find(|last| {
                last.letter == glyph.letter
                    && (glyph.x - last.x).abs() <= MAX_DOUBLE_SHIFT * glyph.size
                    && (glyph.y - last.y).abs() <= MAX_DOUBLE_SHIFT * glyph.size
                    && glyph.width > 2.0 * (glyph.x - last.x)
            });
            match double {
                Some(last) => last.made.is_bold |= !is_space(last.letter),
                None => kept.push(glyph),
            }
        }
        self.glyphs = kept;
    }

    /// Its pieces between gaps wider than so many sizes of its font.
    pub(super) fn split(self, min_gap: f64) -> Vec<Self> {
        let mut pieces: Vec<Vec<Glyph>> = Vec::new();
        let mut end = f64::NEG_INFINITY;
        for glyph in self.glyphs {
            if !is_space(glyph.letter) {
                if glyph.x - end > min_gap * self.size {
                    pieces.push(Vec::new());
                }
                end = end.max(glyph.x + glyph.width);
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(glyph);
            }
        }
        pieces.into_iter().map(Self::new).collect()
    }
}

pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{a0}' || letter == '\u{200b}'
}

/// The rows of some glyphs, from top to bottom.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|one, other| one.y.total_cmp(&other.y));
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let last = groups.last_mut().filter(|group| {
            let near = |of: &Glyph| {
                (glyph.y - of.y).abs() <= MAX_SHIFT * of.size.min(glyph.size)
            };
            group.last().is_some_and(near) && group.first().is_some_and(near)
        });
        match last {
            Some(group) => group.push(glyph),
            None => groups.push(vec![glyph]),
        }
    }
    join_scripts(groups).into_iter().map(Row::new).collect()
}

/// Puts rows of small raised or lowered signs into the row that they belong to.
fn join_scripts(groups: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let mut joined: Vec<Vec<Glyph>> = Vec::with_capacity(groups.len());
    let mut groups = groups.into_iter().peekable();
    let mut raised: Vec<Glyph> = Vec::new();
    while let Some(group) = groups.next() {
        let group: Vec<Glyph> =
            std::mem::take(&mut raised).into_iter().chain(group).collect();
        if groups.peek().is_some_and(|below| is_script(&group, below)) {
            raised = group;
            continue;
        }
        match joined.last_mut() {
            Some(above) if is_script(&group, above) => above.extend(group),
            _ => joined.push(group),
        }
    }
    joined
}

/// Whether glyphs are raised or lowered signs of a row.
fn is_script(scripts: &[Glyph], row: &[Glyph]) -> bool {
    let (Some(script), Some(main)) = (main_glyph(scripts), main_glyph(row)) else {
        return false;
    };
    let left = row.iter().map(|of| of.x).fold(f64::INFINITY, f64::min) - main.size;
    let right = row.iter().map(|of| of.x + of.width).fold(0.0, f64::max) + main.size;
    let inside = |glyph: &Glyph| left <= glyph.x && glyph.x <= right;
    script.size <= MAX_SCRIPT_SIZE * main.size
        && (script.y - main.y).abs() <= MAX_SCRIPT_SHIFT * main.size
        && scripts.iter().filter(|glyph| !is_space(glyph.letter)).all(inside)
}

/// A glyph of the most common size.
fn main_glyph(glyphs: &[Glyph]) -> Option<&Glyph> {
    let mut counts: Vec<(f64, usize, &Glyph)> = Vec::new();
    for glyph in glyphs.iter().filter(|glyph| !is_space(glyph.letter)) {
        let found = counts.iter_mut().find(|(size, ..)| (size - glyph.size).abs() < 0.3);
        if let Some((_, count, _)) = found {
            *count += 1;
        } else if counts.len() < MAX_SIZES {
            counts.push((glyph.size, 1, glyph));
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count, _)| *count);
    most.map(|(.., glyph)| glyph).or(glyphs.first())
}

/// Moves marks that stand for themselves behind their letter: they are drawn over it.
fn place_marks(glyphs: &mut [Glyph]) {
    let mut letter_x = None;
    for glyph in glyphs {
        if !matches!(glyph.letter, '\u{300}'..='\u{36f}') {
            letter_x = Some((glyph.x, glyph.x + glyph.width));
        } else if let Some((left, right)) = letter_x
            && glyph.x + glyph.width > left - glyph.size
            && glyph.x <= right + 0.2 * glyph.size
        {
            glyph.x = left + 1e-3;
            glyph.width = right - left;
            letter_x = Some((glyph.x, right));
        }
    }
}
