//! Notes at the foot of a page: below a short rule, each behind the sign by which the text
//! refers to it.

use rustc_hash::{FxHashMap, FxHashSet};
use tracuu_text::styled::StyledText;

use super::cells::FilledTable;
use super::face::Faces;
use super::line::TextLine;
use super::row::{Row, is_space};
use super::rules::{PageRules, Stroke};
use crate::mend::joint;

/// Shortest and longest rule above notes, in points.
const NOTE_RULES: std::ops::RangeInclusive<f64> = 30.0..=270.0;

/// Notes are set smaller than the text, by this factor at least, or the text refers to them.
const MAX_NOTE_SIZE: f64 = 0.95;

/// Most rules of a page above which notes may begin.
const MAX_RULES: usize = 16;

/// Most letters of a sign.
const MAX_SIGN: usize = 3;

/// A note at the foot of a page.
#[derive(Clone, Debug)]
pub(super) struct PageNote {
    /// The sign by which the text refers to it.
    pub(super) sign: String,
    pub(super) text: StyledText,
}

/// Takes the notes out of the rows of a page.
pub(super) fn take_notes(
    rows: &mut Vec<Row>,
    rules: &PageRules,
    tables: &[FilledTable],
    faces: &Faces,
) -> Vec<PageNote> {
    let is_note_rule = |rule: &&Stroke| {
        NOTE_RULES.contains(&rule.length())
            && tables.iter().all(|table| table.bottom() < rule.at)
    };
    let mut candidates: Vec<&Stroke> =
        rules.horizontal.iter().filter(is_note_rule).collect();
    candidates.sort_by(|one, other| other.at.total_cmp(&one.at));
    for rule in candidates.into_iter().take(MAX_RULES) {
        let start = rows.partition_point(|row| row.y < rule.at);
        let (above, below) = rows.split_at(start);
        let Some(body_size) = usual_size(above) else { continue };
        let is_near = |row: &Row| {
            row.y - rule.at < 3.0 * body_size
                && (row.left() - rule.start).abs() < 4.0 * body_size
        };
        if !below.first().is_some_and(is_near) {
            continue;
        }
        let n_small =
            below.iter().take_while(|row| row.size <= MAX_NOTE_SIZE * body_size).count();
        // A page number in the size of the text may stand below the notes.
        let n_notes = if n_small + 1 >= below.len() { n_small } else { below.len() };
        let signs = (n_small < n_notes).then(|| raised_signs(above, faces));
        let notes =
            read_notes(below.get(..n_notes).unwrap_or_default(), faces, signs.as_ref());
        if !notes.is_empty() {
            rows.drain(start..start + n_notes);
            return notes;
        }
    }
    Vec::new()
}

/// Reads notes; with `signs` only those whose signs the text has.
fn read_notes(
    rows: &[Row],
    faces: &Faces,
    signs: Option<&FxHashSet<String>>,
) -> Vec<PageNote> {
    let mut notes: Vec<PageNote> = Vec::new();
    for row in rows {
        let Some(mut line) = TextLine::new(row, faces, is_note_sign) else { continue };
        let raised = line.notes.drain(..).next();
        let sign = raised.or_else(|| {
            let sign = leading_number(row, faces)?;
            let [_, rest] = row.clone().cut(sign.len());
            line = TextLine::new(&rest, faces, |_| false)?;
            Some(sign)
        });
        let is_known = |sign: &String| signs.is_none_or(|signs| signs.contains(sign));
        match (sign.filter(is_known), notes.last_mut()) {
            (Some(sign), _) => notes.push(PageNote { sign, text: line.text }),
            (None, Some(note)) => joint::append(&mut note.text, &line.text, false),
            // No sign: not the notes of this page.
            (None, None) => return Vec::new(),
        }
    }
    notes
}

/// The number at the start of a row, with white space behind it.
fn leading_number(row: &Row, faces: &Faces) -> Option<String> {
    let letters: Vec<char> =
        row.glyphs.iter().take(MAX_SIGN + 1).map(|glyph| faces.letter(glyph)).collect();
    let n_digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let is_apart = letters.get(n_digits).is_some_and(|letter| is_space(*letter));
    (n_digits > 0 && is_apart).then(|| letters.iter().take(n_digits).collect())
}

/// The raised signs of some rows that may refer to notes.
fn raised_signs(rows: &[Row], faces: &Faces) -> FxHashSet<String> {
    let lines = rows.iter().filter_map(|row| TextLine::new(row, faces, is_note_sign));
    lines.flat_map(|line| line.notes).collect()
}

fn is_note_sign(sign: &str) -> bool {
    let inner = sign.trim_matches(['(', ')', '[', ']']);
    !inner.is_empty()
        && (inner.chars().all(|letter| letter.is_ascii_digit())
            || inner.chars().all(|letter| matches!(letter, '*' | '†' | '‡')))
}

/// The size in which most glyphs are set.
fn usual_size(rows: &[Row]) -> Option<f64> {
    let mut counts: FxHashMap<i64, (usize, f64)> = FxHashMap::default();
    for row in rows {
        let n_glyphs = row.glyphs.iter().filter(|glyph| !is_space(glyph.letter)).count();
        #[expect(clippy::cast_possible_truncation, reason = "sizes are small")]
        let key = (row.size * 2.0).round() as i64;
        let count = counts.entry(key).or_insert((0, row.size));
        count.0 += n_glyphs;
    }
    let most = counts.into_iter().max_by_key(|(key, (count, _))| (*count, *key));
    most.map(|(_, (_, size))| size)
}
