//! The text of a table: glyphs → cells of its grid → raw table.

use tracuu_pdf::page::Glyph;
use tracuu_text::builder::CellDraft;

use super::face::Faces;
use super::grid::{Grid, GridCell};
use super::line::TextLine;
use super::paragraph::{Column, paragraphs};
use super::row::{is_space, rows};
use crate::prose;
use crate::raw::{RawRow, RawTable};

/// Widest margin inside a cell, in points.
const MAX_PADDING: f64 = 10.0;

/// Usual distance of lines in cells, in sizes of the font.
const PITCH: f64 = 1.2;

/// Gap between lines of two rows that no rule parts, in sizes of the font.
const MIN_ROW_GAP: f64 = 1.6;

/// Most characters of a running number of a row.
const MAX_NUMBER: usize = 6;

/// A grid and the glyphs in its cells.
pub(super) struct FilledGrid {
    pub(super) grid: Grid,
    cells: Vec<Vec<Glyph>>,
}

impl FilledGrid {
    pub(super) fn new(grid: Grid) -> Self {
        let cells = vec![Vec::new(); grid.cells.len()];
        Self { grid, cells }
    }

    /// Takes a glyph that stands in one of the cells.
    pub(super) fn take(&mut self, glyph: Glyph) -> bool {
        let (x, y) = (glyph.x + 0.5 * glyph.width, 0.3f64.mul_add(-glyph.size, glyph.y));
        let cell = self.grid.cell_at(x, y).and_then(|cell| self.cells.get_mut(cell));
        let is_inside = cell.is_some();
        if let Some(cell) = cell {
            cell.push(glyph);
        }
        is_inside
    }

    /// Whether it is a table; a frame around a text, or a drawing, is none.
    pub(super) fn is_table(&self) -> bool {
        let is_filled =
            |cell: &&Vec<Glyph>| cell.iter().any(|glyph| !is_space(glyph.letter));
        self.cells.iter().filter(is_filled).count() > 1
    }

    /// All its glyphs.
    pub(super) fn into_glyphs(self) -> impl Iterator<Item = Glyph> {
        self.cells.into_iter().flatten()
    }

    /// The lines of each cell.
    pub(super) fn lines(self, faces: &Faces) -> FilledTable {
        let lines = |glyphs: Vec<Glyph>| -> Vec<TextLine> {
            let rows = rows(glyphs).into_iter();
            rows.filter_map(|row| TextLine::new(&row, faces, |_| false)).collect()
        };
        let cells = self.cells.into_iter().map(lines).collect();
        FilledTable { grid: self.grid, cells }
    }
}

/// A grid and the lines in its cells.
#[derive(Debug)]
pub(super) struct FilledTable {
    grid: Grid,
    cells: Vec<Vec<TextLine>>,
}

impl FilledTable {
    pub(super) fn top(&self) -> f64 {
        self.grid.top()
    }

    pub(super) fn bottom(&self) -> f64 {
        self.grid.bottom()
    }

    /// All its lines.
    pub(super) fn lines(&self) -> impl Iterator<Item = &TextLine> {
        self.cells.iter().flatten()
    }

    /// The texts of its first row, by column.
    pub(super) fn head(&self) -> TableHead {
        let cells = self.grid.cells.iter().zip(&self.cells);
        let first = cells.filter(|(cell, _)| cell.row == 0);
        TableHead(first.map(|(cell, lines)| (cell.column, letters(lines))).collect())
    }

    /// The table as blocks know it; `head` is that of the table before it.
    pub(super) fn into_raw(self, head: Option<&TableHead>) -> RawTable {
        let paddings: Vec<f64> =
            (0..self.grid.n_columns()).map(|at| self.padding(at)).collect();
        let Self { grid, cells } = self;
        let n_rows = grid.rows.len().saturating_sub(1);
        let mut bands: Vec<Vec<(GridCell, Vec<TextLine>)>> = vec![Vec::new(); n_rows];
        for (cell, lines) in grid.cells.iter().zip(cells) {
            if let Some(band) = bands.get_mut(cell.row) {
                band.push((*cell, lines));
            }
        }
        let mut table = RawTable::default();
        for band in bands {
            let is_plain = band.iter().all(|(cell, _)| cell.n_rows == 1);
            let pieces = match head.filter(|_| is_plain) {
                Some(head) => head.part(band).into_iter().flat_map(split_band).collect(),
                None if is_plain => split_band(band),
                None => vec![band],
            };
            table.rows.extend(pieces.into_iter().map(|piece| {
                let mut row = RawRow::default();
                for (cell, lines) in piece {
                    let (left, right) = grid.sides(cell);
                    let padding = paddings.get(cell.column).copied().unwrap_or_default();
                    let column = Column {
                        left: left + padding,
                        right: right - padding,
                        pitch: PITCH,
                        is_letterhead: false,
                    };
                    let texts = paragraphs(lines, &column);
                    row.cells.cells.push(CellDraft {
                        column: cell.column,
                        n_columns: cell.n_columns,
                        n_rows: cell.n_rows,
                        paragraphs: texts.into_iter().map(|one| one.text).collect(),
                    });
                }
                row
            }));
        }
        table
    }

    /// The margin at the left of a column: how near its side its lines come.
    fn padding(&self, column: usize) -> f64 {
        let cells = self.grid.cells.iter().zip(&self.cells);
        let margins =
            cells.filter(|(cell, _)| cell.column == column).flat_map(|(cell, lines)| {
                let (left, _) = self.grid.sides(*cell);
                lines.iter().map(move |line| line.place.left - left)
            });
        margins.fold(MAX_PADDING, f64::min).max(0.0)
    }
}

/// The head of a table, which programs repeat on each page: the texts of its columns.
pub(super) struct TableHead(Vec<(usize, String)>);

impl TableHead {
    /// Parts the head from a row that follows it without a rule between.
    fn part(
        &self,
        band: Vec<(GridCell, Vec<TextLine>)>,
    ) -> Vec<Vec<(GridCell, Vec<TextLine>)>> {
        let n_lines: Option<Vec<usize>> = band
            .iter()
            .map(|(cell, lines)| {
                let (_, text) =
                    self.0.iter().find(|(column, _)| *column == cell.column)?;
                (0..=lines.len()).find(|n| {
                    lines.get(..*n).is_some_and(|lines| letters(lines) == *text)
                })
            })
            .collect();
        let Some(n_lines) = n_lines.filter(|_| band.len() == self.0.len()) else {
            return vec![band];
        };
        let is_whole = band.iter().zip(&n_lines).all(|((_, lines), n)| lines.len() == *n);
        let n_filled = n_lines.iter().filter(|n| **n > 0).count();
        if is_whole || n_filled < 2 {
            return vec![band];
        }
        let mut rest = Vec::with_capacity(band.len());
        let mut head = Vec::with_capacity(band.len());
        for ((cell, mut lines), n) in band.into_iter().zip(n_lines) {
            rest.push((cell, lines.split_off(n)));
            head.push((cell, lines));
        }
        vec![head, rest]
    }
}

/// The text of some lines without white space.
fn letters(lines: &[TextLine]) -> String {
    let texts = lines.iter().flat_map(|line| line.text.text().chars());
    texts.filter(|letter| !letter.is_whitespace()).collect()
}

/// Parts a row of the grid where rows follow each other without a rule between: the first
/// cell holds several running numbers, each on a line of its own.
fn split_band(
    band: Vec<(GridCell, Vec<TextLine>)>,
) -> Vec<Vec<(GridCell, Vec<TextLine>)>> {
    let numbers: &[TextLine] = band.first().map_or(&[], |(_, lines)| lines);
    let is_number = |line: &&TextLine| is_running_number(line.text.text());
    let n_numbers = numbers.iter().filter(is_number).count();
    let n_other = numbers.len() - n_numbers;
    if n_numbers == 0 || n_numbers + n_other < 2 || n_other > 3 || band.len() < 3 {
        return vec![band];
    }
    let starts: Vec<f64> = numbers
        .iter()
        .filter(is_number)
        .map(|line| 0.9f64.mul_add(-line.place.size, line.place.y))
        .collect();
    // Each part must begin with a line in another cell, and stand apart from what is above it.
    let is_parted = |start: &f64| {
        band.iter().skip(1).filter(|(_, lines)| !lines.is_empty()).all(|(_, lines)| {
            let after = lines.partition_point(|line| line.place.y < *start);
            let above = after.checked_sub(1).and_then(|above| lines.get(above));
            match (above, lines.get(after)) {
                (Some(above), Some(below)) => {
                    below.place.y - above.place.y >= MIN_ROW_GAP * below.place.size
                        || after == 0
                }
                _ => true,
            }
        })
    };
    let starts: Vec<f64> = starts.into_iter().filter(is_parted).collect();
    let mut parts: Vec<Vec<(GridCell, Vec<TextLine>)>> = Vec::new();
    for part in 0..=starts.len() {
        let from = part.checked_sub(1).and_then(|at| starts.get(at)).copied();
        let to = starts.get(part).copied();
        let is_inside = |line: &&TextLine| {
            from.is_none_or(|from| line.place.y >= from)
                && to.is_none_or(|to| line.place.y < to)
        };
        let cells: Vec<(GridCell, Vec<TextLine>)> = band
            .iter()
            .map(|(cell, lines)| {
                (*cell, lines.iter().filter(is_inside).cloned().collect())
            })
            .collect();
        if cells.iter().any(|(_, lines): &(GridCell, Vec<TextLine>)| !lines.is_empty()) {
            parts.push(cells);
        }
    }
    parts
}

/// Whether a line is the number of a row: `1`, `3.1`, `IV`, `a)`.
fn is_running_number(text: &str) -> bool {
    let text = text.trim();
    let is_digits = text.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        && text.starts_with(|letter: char| letter.is_ascii_digit());
    text.len() <= MAX_NUMBER
        && (is_digits
            || prose::label(text) == Some(text)
            || tracuu_text::numeral::roman(text).is_some())
}
