//! Simple tables: set in columns by spaces, as text printers and mail programs write them.
//!
//! Read only under a head that leaves no doubt: the head of the running numbers first,
//! and the heads of three columns at least, parted by two spaces or more.

use super::heads::{self, RunningNumbers};
use super::table::{TableFinding, TextCell, TextRow, TextTable};
use crate::columns::{ColumnText, column_texts};
use crate::lines::SourceLine;

/// Fewest columns that are taken for a table.
const MIN_COLUMNS: usize = 3;

/// Narrowest gap between two columns.
const MIN_GAP: usize = 2;

/// Reads the table at the start of `lines`, if one begins there.
pub(super) fn read(lines: &[SourceLine<'_>]) -> Option<TableFinding> {
    let head = column_texts(lines.first()?.text, MIN_GAP);
    let is_head = head.len() >= MIN_COLUMNS
        && head.first().is_some_and(|piece| heads::is_number_head(piece.text))
        && head.iter().filter(|piece| heads::is_head(piece.text)).count() >= MIN_COLUMNS;
    if !is_head {
        return None;
    }
    let mut reader = SimpleTableReader::new(&head);
    let mut n_lines = 1;
    for line in lines.iter().skip(1) {
        if !reader.add(line) {
            break;
        }
        n_lines += 1;
    }
    let table = TextTable { rows: reader.rows, has_head: true, page_numbers: Vec::new() };
    (table.rows.len() >= 2).then_some(TableFinding { n_lines, table: Some(table) })
}

struct SimpleTableReader {
    /// First and last column of the line under each head.
    columns: Vec<(usize, usize)>,
    rows: Vec<TextRow>,
    running: RunningNumbers,
}

impl SimpleTableReader {
    fn new(head: &[ColumnText<'_>]) -> Self {
        let cells = head.iter().enumerate();
        let cells =
            cells.map(|(column, piece)| TextCell::new(column, piece.text)).collect();
        Self {
            columns: head.iter().map(|piece| (piece.start, piece.end)).collect(),
            rows: vec![TextRow { cells, is_parted: false }],
            running: RunningNumbers::default(),
        }
    }

    /// Takes a line into the table; `false` where the table has ended.
    fn add(&mut self, line: &SourceLine<'_>) -> bool {
        let column_texts = column_texts(line.text, MIN_GAP);
        let Some(first) = column_texts.first() else { return false };
        let in_first_column =
            self.columns.get(1).is_some_and(|(start, _)| first.start < *start);
        let number = heads::running_number(first.text)
            .filter(|number| self.running.allows(number));
        match number {
            Some(number) if in_first_column => {
                self.running.note(number);
                self.rows.push(TextRow { cells: Vec::new(), is_parted: !line.is_next() });
            }
            _ if in_first_column || !line.is_next() => return false,
            _ => {}
        }
        for piece in column_texts {
            let column = self.column_of(&piece);
            self.put(column, piece.text);
        }
        true
    }

    /// The column whose head the piece overlaps most, else the last that starts before it.
    fn column_of(&self, piece: &ColumnText<'_>) -> usize {
        let overlap = |(start, end): (usize, usize)| {
            piece.end.min(end).saturating_sub(piece.start.max(start))
        };
        let before = self.columns.iter().rposition(|(start, _)| *start <= piece.start);
        let starting = before.unwrap_or_default();
        let best =
            self.columns.iter().enumerate().max_by_key(|(place, column)| {
                (overlap(**column).min(1), *place == starting)
            });
        best.map_or(
            starting,
            |(place, column)| {
                if overlap(*column) > 0 { place } else { starting }
            },
        )
    }

    fn put(&mut self, column: usize, text: &str) {
        let Some(row) = self.rows.last_mut() else { return };
        while row.cells.len() <= column {
            row.cells.push(TextCell::new(row.cells.len(), ""));
        }
        if let Some(cell) = row.cells.get_mut(column) {
            cell.push_line(text);
        }
    }
}
