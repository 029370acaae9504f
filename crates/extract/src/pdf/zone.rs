//! Rows side by side: letterheads, signatures and text in columns, which are read one column
//! after the other; tables without rules, which are read row by row; and rows whose gaps mean
//! nothing.

use tracuu_text::builder::CellDraft;

use super::layout::TextRow;
use super::line::TextLine;
use super::paragraph::{Column, paragraphs};
use crate::lines::is_rule;
use crate::prose;
use crate::raw::{RawRow, RawTable};

/// Narrowest gutter between two columns, in sizes of the font.
const MIN_GUTTER: f64 = 1.0;

/// How far apart rows of one zone stand at most, in distances of lines.
const MAX_ROW_GAP: f64 = 2.4;

/// Likewise before a name below the space for its signature.
const MAX_SIGNATURE_GAP: f64 = 9.0;

/// How far the name may stand off the middle of what is above it, in sizes of the font.
const MAX_OFF_CENTRE: f64 = 2.5;

/// Fewest rows of text in columns, and of a hundred of their left lines how many are full.
const MIN_PROSE_ROWS: usize = 4;
const MIN_FULL_PERCENT: usize = 55;

/// Most rows of a letterhead or a signature that only capitals show to be one.
const MAX_SIGNATURE_ROWS: usize = 14;

/// A part of a page, from top to bottom.
pub(super) enum Zone {
    /// Lines one below the other.
    Body(Vec<TextLine>),
    /// Columns, each with its lines, and whether they are a letterhead or a signature.
    Columns { columns: Vec<Vec<TextLine>>, is_letterhead: bool },
    /// A table without rules.
    Table(RawTable),
}

/// White space between two columns.
#[derive(Clone, Copy)]
struct Gutter {
    left: f64,
    right: f64,
    /// Width below which it is none.
    min_width: f64,
}

impl Gutter {
    fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// What of it a row leaves white.
    fn beside(mut self, row: &TextRow) -> Option<Self> {
        for piece in &row.pieces {
            let place = &piece.place;
            if place.left >= self.right || place.right <= self.left {
                continue;
            }
            if place.left > self.left {
                self.right = place.left;
            } else {
                self.left = place.right;
            }
        }
        (self.right - self.left >= self.min_width).then_some(self)
    }
}

/// The zones of some rows.
pub(super) fn zones(rows: Vec<TextRow>, pitch: f64) -> Vec<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    let mut rows = std::collections::VecDeque::from(rows);
    while let Some(first) = rows.pop_front() {
        if first.pieces.len() < 2 {
            push_line(&mut zones, first);
            continue;
        }
        let (gutters, n_rows) = extent(&first, &rows, pitch);
        let members: Vec<TextRow> =
            std::iter::once(first).chain(rows.drain(..n_rows)).collect();
        match read_zone(&members, &gutters) {
            Some(zone) => zones.push(zone),
            None => members.into_iter().for_each(|row| push_line(&mut zones, row)),
        }
    }
    zones
}

fn push_line(zones: &mut Vec<Zone>, row: TextRow) {
    let Some(line) = TextLine::from_pieces(row.pieces) else { return };
    if is_rule(line.text.text()) {
        return;
    }
    match zones.last_mut() {
        Some(Zone::Body(lines)) => lines.push(line),
        _ => zones.push(Zone::Body(vec![line])),
    }
}

/// The gutters that a row begins, and how many of the next rows keep one of them.
fn extent<'r>(
    first: &TextRow,
    rest: impl IntoIterator<Item = &'r TextRow>,
    pitch: f64,
) -> (Vec<Gutter>, usize) {
    let pairs = first.pieces.iter().zip(first.pieces.iter().skip(1));
    let mut gutters: Vec<Gutter> = pairs
        .map(|(one, next)| {
            let (left, right) = (one.place.right, next.place.left);
            // Two cells of a letterhead can stand close together.
            let min_width = (MIN_GUTTER * first.size).min(0.2 * (right - left));
            Gutter { left, right, min_width }
        })
        .collect();
    let mut last_y = first.y;
    let mut right_middle = first.pieces.last().map(|piece| piece.place.middle());
    let mut n_rows = 0;
    for row in rest {
        let kept: Vec<Gutter> =
            gutters.iter().filter_map(|gutter| gutter.beside(row)).collect();
        let Some(last_gutter) = kept.last() else { break };
        let distance = (row.y - last_y) / (pitch * row.size).max(1.0);
        let is_right_only = row.left() >= last_gutter.middle();
        let middle = f64::midpoint(row.left(), row.right());
        let is_name = is_right_only
            && right_middle
                .is_some_and(|above| (above - middle).abs() <= MAX_OFF_CENTRE * row.size);
        let most = if is_name { MAX_SIGNATURE_GAP } else { MAX_ROW_GAP };
        if distance > most {
            break;
        }
        if row.right() > last_gutter.middle() {
            right_middle = row.pieces.last().map(|piece| piece.place.middle());
        }
        gutters = kept;
        last_y = row.y;
        n_rows += 1;
    }
    (gutters, n_rows)
}

/// What rows with gutters are; `None` where their gaps mean nothing.
fn read_zone(rows: &[TextRow], gutters: &[Gutter]) -> Option<Zone> {
    let pieces = || rows.iter().flat_map(|row| &row.pieces);
    let n_both = rows.iter().filter(|row| row.pieces.len() > 1).count();
    let is_letterhead = pieces().any(|piece| prose::is_letterhead(piece.text.text()));
    if gutters.len() > 1 && n_both >= 2 && !is_letterhead {
        return Some(Zone::Table(read_table(rows, gutters)));
    }
    let has_titles = pieces().any(|piece| piece.place.shape.is_display);
    let is_signature = n_both >= 1 && has_titles && rows.len() <= MAX_SIGNATURE_ROWS;
    let columns = || columns(rows, gutters);
    if is_letterhead
        || is_signature && n_both + 1 < rows.len()
        || is_signature && n_both > 1
    {
        return Some(Zone::Columns { columns: columns(), is_letterhead: true });
    }
    if n_both < 2 {
        return None;
    }
    if is_prose(&columns()) {
        return Some(Zone::Columns { columns: columns(), is_letterhead: false });
    }
    Some(Zone::Table(read_table(rows, gutters)))
}

fn columns(rows: &[TextRow], gutters: &[Gutter]) -> Vec<Vec<TextLine>> {
    let mut columns: Vec<Vec<TextLine>> = vec![Vec::new(); gutters.len() + 1];
    for row in rows {
        let lines = by_column(row, gutters).into_iter();
        for (column, line) in lines.filter(|(_, line)| !is_rule(line.text.text())) {
            if let Some(lines) = columns.get_mut(column) {
                lines.push(line);
            }
        }
    }
    columns.retain(|lines| !lines.is_empty());
    columns
}

/// The lines of a row with the number of their column.
fn by_column(row: &TextRow, gutters: &[Gutter]) -> Vec<(usize, TextLine)> {
    let mut lines: Vec<(usize, Vec<TextLine>)> = Vec::new();
    for piece in &row.pieces {
        let column =
            gutters.partition_point(|gutter| gutter.middle() <= piece.place.middle());
        match lines.last_mut() {
            Some((last, pieces)) if *last == column => pieces.push(piece.clone()),
            _ => lines.push((column, vec![piece.clone()])),
        }
    }
    let joined = lines.into_iter();
    joined
        .filter_map(|(column, pieces)| Some((column, TextLine::from_pieces(pieces)?)))
        .collect()
}

/// Whether the first column holds running text: most of its lines are full.
fn is_prose(columns: &[Vec<TextLine>]) -> bool {
    columns.iter().all(|lines| {
        let left = lines.iter().map(|line| line.place.left).fold(f64::INFINITY, f64::min);
        let right = lines.iter().map(|line| line.place.right).fold(0.0, f64::max);
        let column = Column { left, right, pitch: 1.3, is_letterhead: false };
        let pairs = lines.iter().zip(lines.iter().skip(1));
        let n_full = pairs
            .filter(|(line, next)| !column.has_room(&line.place, &next.place))
            .count();
        lines.len() >= MIN_PROSE_ROWS && n_full * 100 >= lines.len() * MIN_FULL_PERCENT
    })
}

/// A table whose rows begin where its first column has text; the last column never stands
/// alone in a row.
fn read_table(rows: &[TextRow], gutters: &[Gutter]) -> RawTable {
    let mut cells: Vec<Vec<Vec<TextLine>>> = Vec::new();
    for row in rows {
        let lines = by_column(row, gutters);
        let begins = lines.first().is_some_and(|(column, _)| *column == 0);
        let is_full = lines.len() * 2 > gutters.len() + 1;
        if cells.is_empty() || begins && is_full {
            cells.push(vec![Vec::new(); gutters.len() + 1]);
        }
        for (column, line) in lines {
            if let Some(cell) = cells.last_mut().and_then(|cells| cells.get_mut(column)) {
                cell.push(line);
            }
        }
    }
    let mut table = RawTable::default();
    for row in cells {
        let mut raw = RawRow::default();
        for (column, lines) in row.into_iter().enumerate() {
            let right = lines.iter().map(|line| line.place.right).fold(0.0, f64::max);
            let left = lines.iter().map(|line| line.place.left).fold(right, f64::min);
            let bounds = Column { left, right, pitch: 1.3, is_letterhead: false };
            let texts = paragraphs(lines, &bounds).into_iter().map(|one| one.text);
            raw.cells.cells.push(CellDraft {
                column,
                n_columns: 1,
                n_rows: 1,
                paragraphs: texts.collect(),
            });
        }
        table.rows.push(raw);
    }
    table
}
