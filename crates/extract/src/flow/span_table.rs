//! A table whose cells state how many columns and rows they span, as in HTML: a cell takes the
//! first column that no cell from above has taken.

use crate::raw::{RawRow, RawTable};
use tracuu_text::builder::CellDraft;

/// Most columns of a table; a wider sheet keeps its further cells in the last column.
const MAX_COLUMNS: usize = 256;

/// A table that is being read.
#[derive(Default)]
pub(crate) struct SpanTable {
    rows: Vec<RawRow>,
    /// For each column the row before which it is taken by a cell from above.
    taken_until: Vec<usize>,
    in_row: bool,
    n_head_cells: usize,
    n_first_cells: usize,
}

impl SpanTable {
    /// Begins a row with the next cell.
    pub(crate) const fn end_row(&mut self) {
        self.in_row = false;
    }

    /// Begins a cell that spans so many columns and rows.
    pub(crate) fn start_cell(
        &mut self,
        (n_columns, n_rows): (usize, usize),
        is_head: bool,
    ) -> CellDraft {
        if !self.in_row {
            self.rows.push(RawRow::default());
            self.in_row = true;
        }
        if self.rows.len() == 1 {
            self.n_first_cells += 1;
            self.n_head_cells += usize::from(is_head);
        }
        let row = self.rows.len() - 1;
        let last = self.rows.last().and_then(|row| row.cells.cells.last());
        let mut column = last.map_or(0, |cell| cell.column + cell.n_columns);
        while self.taken_until.get(column).is_some_and(|until| *until > row) {
            column += 1;
        }
        let column = column.min(MAX_COLUMNS - 1);
        let n_columns = n_columns.clamp(1, MAX_COLUMNS - column);
        let n_rows = n_rows.max(1);
        if self.taken_until.len() < column + n_columns {
            self.taken_until.resize(column + n_columns, 0);
        }
        for until in self.taken_until.iter_mut().skip(column).take(n_columns) {
            *until = row.saturating_add(n_rows);
        }
        CellDraft { column, n_columns, n_rows, paragraphs: Vec::new() }
    }

    /// Adds a cell that was begun, with its paragraphs.
    pub(crate) fn push(&mut self, cell: CellDraft) {
        if let Some(row) = self.rows.last_mut() {
            row.cells.cells.push(cell);
        }
    }

    /// The table; spans are cut at its last row.
    pub(crate) fn finish(self) -> RawTable {
        let has_head = self.n_first_cells > 0 && self.n_head_cells == self.n_first_cells;
        let mut table = RawTable { rows: self.rows, has_head, page_numbers: Vec::new() };
        table.cut_spans();
        table
    }
}
