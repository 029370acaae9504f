//! What of a page is table, text, note, or stands askew.

use tracuu_pdf::page::{Glyph, Page};
use tracuu_text::capitals::is_capitals;
use tracuu_text::styled::StyledText;

use super::cells::{FilledGrid, FilledTable};
use super::face::Faces;
use super::grid::grids;
use super::line::TextLine;
use super::notes::{PageNote, take_notes};
use super::quality::WordCounts;
use super::row::{Row, is_space, rows};
use super::rules::PageRules;
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

/// Narrowest gap before a motto, in sizes of the font: that of words.
const MIN_MOTTO_GAP: f64 = 0.15;

/// Most characters of a motto that are looked at.
const MAX_MOTTO: usize = 40;

/// Share of the first page in which its letterhead stands.
const HEAD_SHARE: f64 = 0.3;

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
        let notes = take_notes(&mut rows, &rules, &tables, &faces);
        let signs: Vec<&str> = notes.iter().map(|note| &*note.sign).collect();
        let pieces = rows.into_iter().filter_map(|row| {
            let is_head = page.number == 1 && row.y < HEAD_SHARE * page.height;
            text_row(row, &faces, &signs, is_head)
        });
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
fn text_row(row: Row, faces: &Faces, signs: &[&str], is_head: bool) -> Option<TextRow> {
    let (y, size) = (row.y, row.size);
    let is_sign = |sign: &str| signs.contains(&sign);
    let pieces = row.split(MIN_PIECE_GAP).into_iter().flat_map(|piece| {
        let motto = is_head.then(|| motto_start(&piece, faces)).flatten();
        motto.map_or_else(|| vec![piece.clone()], |at| piece.clone().cut(at).into())
    });
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

/// Where in a row the motto of a letterhead begins that stands close behind the name of a
/// body, as a number of glyphs.
fn motto_start(row: &Row, faces: &Faces) -> Option<usize> {
    let letters: Vec<char> = row.glyphs.iter().map(|glyph| faces.letter(glyph)).collect();
    let pairs = row.glyphs.iter().zip(row.glyphs.iter().skip(1)).zip(1_usize..);
    let mut starts = pairs.filter_map(|((before, glyph), at)| {
        let gap = glyph.x - before.x - before.width;
        let is_apart = is_space(before.letter) || gap > MIN_MOTTO_GAP * row.size;
        (is_apart && !is_space(glyph.letter)).then_some(at)
    });
    starts.find(|at| {
        let rest: String = letters.iter().skip(*at).take(MAX_MOTTO).collect();
        prose::starts_layout(&rest) && is_capitals(&rest)
    })
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

impl PageLayout {
    /// Drops all its text, which cannot be read.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.tables.clear();
        self.notes.clear();
        self.stray.clear();
    }
}
