//! What of a page is table, text, note, or stands askew.

use rustc_hash::FxHashMap;
use tracuu_pdf::page::{Glyph, Page};
use tracuu_text::styled::StyledText;

use super::cells::{FilledGrid, FilledTable};
use super::face::Faces;
use super::grid::grids;
use super::line::TextLine;
use super::quality::WordCounts;
use super::row::{Row, is_space, rows};
use super::rules::{PageRules, Stroke};
use crate::mend::joint;
use crate::prose;

/// Narrowest gap between two pieces of a row that may stand in two columns, in sizes of the
/// font; justified lines have gaps of one.
const MIN_PIECE_GAP: f64 = 1.5;

/// Rows closer than this stand side by side where nothing overlaps, in sizes of the font:
/// columns of their own have baselines of their own.
const SIDE_BY_SIDE: f64 = 0.65;

/// Share of a page that its picture covers where the page is a scan.
const MIN_SCAN_SHARE: f64 = 0.5;

/// Smallest font that is text, in points.
const MIN_SIZE: f64 = 2.0;

/// Shortest rule above notes in points, and longest as a share of the page's width.
const MIN_NOTE_RULE: f64 = 30.0;
const MAX_NOTE_RULE: f64 = 0.45;

/// Notes are set smaller than the text, by this factor at least.
const MAX_NOTE_SIZE: f64 = 0.95;

/// Text that stands on one height, as pieces between wide gaps.
#[derive(Clone, Debug)]
pub(super) struct TextRow {
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) pieces: Vec<TextLine>,
}

impl TextRow {
    pub(super) fn left(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.place.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.place.right).fold(0.0, f64::max)
    }

    /// Its words, for comparing.
    pub(super) fn words(&self) -> String {
        let texts: Vec<&str> =
            self.pieces.iter().map(|piece| piece.text.text()).collect();
        texts.join(" ")
    }
}

/// A note at the foot of a page.
#[derive(Clone, Debug)]
pub(super) struct PageNote {
    /// The sign by which the text refers to it.
    pub(super) sign: String,
    pub(super) text: StyledText,
}

/// One page, its parts found.
#[derive(Debug)]
pub(super) struct PageLayout {
    pub(super) number: u32,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Text outside tables, from top to bottom.
    pub(super) rows: Vec<TextRow>,
    /// From top to bottom.
    pub(super) tables: Vec<FilledTable>,
    pub(super) notes: Vec<PageNote>,
    /// Text that stands askew: watermarks and stamps.
    pub(super) stray: Vec<StyledText>,
    /// A picture covers most of it.
    pub(super) is_scan: bool,
    pub(super) counts: WordCounts,
}

impl PageLayout {
    pub(super) fn new(page: &Page) -> Self {
        let faces = Faces::new(page);
        let rules = PageRules::new(&page.rules);
        let mut filled: Vec<FilledGrid> =
            grids(&rules).into_iter().map(FilledGrid::new).collect();
        let (mut free, mut askew) = (Vec::new(), Vec::new());
        for glyph in page.glyphs.iter().filter(|glyph| is_on_page(glyph, page)) {
            if !glyph.is_upright {
                askew.push(*glyph);
            } else if !filled.iter_mut().any(|grid| grid.take(*glyph)) {
                free.push(*glyph);
            }
        }
        let mut tables = Vec::new();
        for grid in filled {
            if grid.is_table() {
                tables.push(grid.lines(&faces));
            } else {
                free.extend(grid.into_glyphs());
            }
        }
        let mut rows = rows(free);
        let notes = take_notes(&mut rows, &rules, page, &tables, &faces);
        let signs: Vec<&str> = notes.iter().map(|note| &*note.sign).collect();
        let pieces = rows.into_iter().filter_map(|row| text_row(row, &faces, &signs));
        let mut layout = Self {
            number: page.number,
            width: page.width,
            height: page.height,
            rows: side_by_side(pieces),
            tables,
            notes,
            stray: stray_text(&askew, &faces),
            is_scan: page.picture_share >= MIN_SCAN_SHARE,
            counts: WordCounts::default(),
        };
        layout.count_words();
        layout
    }

    /// Whether it shows no text at all.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.is_empty() && self.tables.is_empty()
    }

    fn count_words(&mut self) {
        let mut counts = WordCounts::default();
        let pieces = self.rows.iter().flat_map(|row| &row.pieces);
        for line in pieces.chain(self.tables.iter().flat_map(FilledTable::lines)) {
            counts.add(line.text.text());
        }
        self.counts = counts;
    }
}

fn is_on_page(glyph: &Glyph, page: &Page) -> bool {
    let is_letter = !glyph.letter.is_control() || glyph.letter == '\t';
    let is_inside = |at: f64, length: f64| (-1.0..=length + 1.0).contains(&at);
    is_letter
        && glyph.size >= MIN_SIZE
        && is_inside(glyph.x, page.width)
        && is_inside(glyph.y, page.height)
}

/// The pieces of a row. A label that a tab parts from its text is none.
fn text_row(row: Row, faces: &Faces, signs: &[&str]) -> Option<TextRow> {
    let (y, size) = (row.y, row.size);
    let is_sign = |sign: &str| signs.contains(&sign);
    let pieces = row.split(MIN_PIECE_GAP).into_iter();
    let mut pieces: Vec<TextLine> =
        pieces.filter_map(|piece| TextLine::new(&piece, faces, is_sign)).collect();
    let label = pieces.first()?.text.text().trim();
    let is_label = prose::label(label) == Some(label) || prose::starts_listed(label);
    let is_mark = label.chars().count() == 1 && !label.chars().all(char::is_alphanumeric);
    let is_label = is_label && label.chars().count() <= 6 || is_mark && label != "*";
    if is_label && pieces.len() > 1 {
        let rest = pieces.split_off(2);
        pieces = TextLine::from_pieces(pieces).into_iter().chain(rest).collect();
    }
    Some(TextRow { y, size, pieces })
}

/// Puts rows into one that stand side by side.
fn side_by_side(rows: impl Iterator<Item = TextRow>) -> Vec<TextRow> {
    let mut joined: Vec<TextRow> = Vec::new();
    for row in rows {
        let beside = joined.last_mut().filter(|last| {
            let gap = last.size.max(row.size);
            row.y - last.y < SIDE_BY_SIDE * last.size.min(row.size)
                && row.pieces.iter().all(|piece| {
                    last.pieces.iter().all(|other| {
                        piece.place.left > other.place.right + gap
                            || other.place.left > piece.place.right + gap
                    })
                })
        });
        match beside {
            Some(last) => {
                last.pieces.extend(row.pieces);
                last.pieces
                    .sort_by(|one, other| one.place.left.total_cmp(&other.place.left));
            }
            None => joined.push(row),
        }
    }
    joined
}

/// Text that stands askew, in the order in which it is drawn.
fn stray_text(glyphs: &[Glyph], faces: &Faces) -> Vec<StyledText> {
    let mut text = String::new();
    for glyph in glyphs {
        text.push(faces.letter(glyph));
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Vec::new() } else { vec![StyledText::plain(text)] }
}

/// Takes the notes at the foot of the page out of its rows: below a short rule, in smaller
/// letters, each behind its sign.
fn take_notes(
    rows: &mut Vec<Row>,
    rules: &PageRules,
    page: &Page,
    tables: &[FilledTable],
    faces: &Faces,
) -> Vec<PageNote> {
    let Some(body_size) = usual_size(rows) else { return Vec::new() };
    let is_note_rule = |rule: &&Stroke| {
        (MIN_NOTE_RULE..=MAX_NOTE_RULE * page.width).contains(&rule.length())
            && tables.iter().all(|table| table.bottom() < rule.at)
    };
    let lowest = rules.horizontal.iter().filter(is_note_rule);
    let mut candidates: Vec<&Stroke> = lowest.collect();
    candidates.sort_by(|one, other| other.at.total_cmp(&one.at));
    for rule in candidates {
        let start = rows.partition_point(|row| row.y < rule.at);
        let below = rows.get(start..).unwrap_or_default();
        let is_near = |row: &Row| {
            row.y - rule.at < 3.0 * body_size
                && (row.left() - rule.start).abs() < 4.0 * body_size
        };
        let is_small = |row: &Row| row.size <= MAX_NOTE_SIZE * body_size;
        let n_small = below.iter().take_while(|row| is_small(row)).count();
        // A page number in the size of the text may stand below the notes.
        if !below.first().is_some_and(is_near) || n_small + 1 < below.len() {
            continue;
        }
        let end = start + n_small;
        let notes = read_notes(rows.get(start..end).unwrap_or_default(), faces);
        if !notes.is_empty() {
            rows.drain(start..end);
            return notes;
        }
    }
    Vec::new()
}

fn read_notes(rows: &[Row], faces: &Faces) -> Vec<PageNote> {
    let mut notes: Vec<PageNote> = Vec::new();
    for row in rows {
        let Some(mut line) = TextLine::new(row, faces, is_note_sign) else { continue };
        match (line.notes.drain(..).next(), notes.last_mut()) {
            (Some(sign), _) => notes.push(PageNote { sign, text: line.text }),
            (None, Some(note)) => joint::append(&mut note.text, &line.text, false),
            // No sign: not the notes of this page.
            (None, None) => return Vec::new(),
        }
    }
    notes
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

impl PageLayout {
    /// Drops all its text, which cannot be read.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.tables.clear();
        self.notes.clear();
        self.stray.clear();
    }
}
