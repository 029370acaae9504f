//! A table of Word as Rich Text and Word 97 keep it. Each row states where its cells end; all ends of a table
//! together are its columns.

use crate::raw::{RawRow, RawTable};
use tracuu_text::builder::{CellDraft, RowDraft};
use tracuu_text::styled::StyledText;

/// Most cells of a row; Word has 63.
const MAX_CELLS: usize = 256;

/// Two ends of cells within so many twips (a seventieth of an inch) are one column's.
const SAME_END_TWIPS: i32 = 20;

/// What a row states of a cell.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct GridCell {
    /// Where it ends, in twips from the left; `\cellx`.
    end_twips: i32,
    /// Goes on with the cell to the left (`\clmrg`) or above (`\clvmrg`).
    pub(crate) joins_left: bool,
    pub(crate) joins_above: bool,
}

/// A row that has been read.
#[derive(Clone, Default)]
struct GridRow {
    cells: Vec<GridCell>,
    texts: Vec<Vec<StyledText>>,
    is_head: bool,
}

/// A table that is being read.
#[derive(Default)]
pub(crate) struct GridTable {
    rows: Vec<GridRow>,
    row: GridRow,
    /// What is stated of the next cell.
    pub(crate) next: GridCell,
}

impl GridTable {
    /// Begins what a row states of its cells.
    pub(crate) fn define_row(&mut self) {
        self.row.cells.clear();
        self.row.is_head = false;
        self.next = GridCell::default();
    }

    /// The cell that was described ends here.
    pub(crate) fn define_cell(&mut self, end_twips: i32) {
        let cell = GridCell { end_twips, ..std::mem::take(&mut self.next) };
        if self.row.cells.len() < MAX_CELLS {
            self.row.cells.push(cell);
        }
    }

    pub(crate) const fn mark_head(&mut self) {
        self.row.is_head = true;
    }

    /// Adds a cell with its paragraphs.
    pub(crate) fn end_cell(&mut self, mut paragraphs: Vec<StyledText>) {
        if self.row.texts.len() < MAX_CELLS {
            self.row.texts.push(paragraphs);
        } else if let Some(last) = self.row.texts.last_mut() {
            last.append(&mut paragraphs);
        }
    }

    /// Ends a row. What it states of its cells holds for the next one, unless that says
    /// otherwise.
    pub(crate) fn end_row(&mut self) {
        let texts = std::mem::take(&mut self.row.texts);
        if !texts.is_empty() {
            self.rows.push(GridRow { texts, ..self.row.clone() });
        }
    }

    /// The table, where it has a row; a row that was not ended is one.
    pub(crate) fn finish(mut self) -> Option<RawTable> {
        self.end_row();
        let ends = self.columns();
        let mut rows: Vec<RawRow> = Vec::with_capacity(self.rows.len());
        // For each column the cell that the next row may go on with: row and place.
        let mut above: Vec<Option<(usize, usize)>> = vec![None; ends.len() + MAX_CELLS];
        let has_head = self.rows.first().is_some_and(|row| row.is_head);
        for row in self.rows {
            let mut cells = RowDraft::default();
            let mut column = 0;
            for (place, paragraphs) in row.texts.into_iter().enumerate() {
                let stated = row.cells.get(place).copied();
                let end = stated.map_or(column + 1, |cell| {
                    ends.partition_point(|end| *end < cell.end_twips - SAME_END_TWIPS) + 1
                });
                let (start, end) = (column, end.max(column + 1));
                column = end;
                let stated = stated.unwrap_or_default();
                if stated.joins_left
                    && let Some(left) = cells.cells.last_mut()
                {
                    left.n_columns = end - left.column;
                    left.paragraphs.extend(paragraphs);
                    continue;
                }
                let joined = above.get(start).copied().flatten();
                if stated.joins_above
                    && let Some((row, place)) = joined
                    && let Some(cell) = cell_at(&mut rows, row, place)
                {
                    cell.n_rows += 1;
                    cell.paragraphs.extend(paragraphs);
                    continue;
                }
                let at = (rows.len(), cells.cells.len());
                above.iter_mut().take(end).skip(start).for_each(|one| *one = Some(at));
                let n_columns = end - start;
                cells.cells.push(CellDraft {
                    column: start,
                    n_columns,
                    n_rows: 1,
                    paragraphs,
                });
            }
            rows.push(RawRow { cells, is_parted: false });
        }
        let table = RawTable { rows, has_head, page_numbers: Vec::new() };
        (!table.rows.is_empty()).then_some(table)
    }

    /// Where the columns end, ascending.
    fn columns(&self) -> Vec<i32> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let mut ends: Vec<i32> = cells.map(|cell| cell.end_twips).collect();
        ends.sort_unstable();
        ends.dedup_by(|one, before| *one - *before <= SAME_END_TWIPS);
        ends.truncate(MAX_CELLS);
        ends
    }
}

fn cell_at(rows: &mut [RawRow], row: usize, place: usize) -> Option<&mut CellDraft> {
    rows.get_mut(row)?.cells.cells.get_mut(place)
}
