//! A table of Word: cells get their columns from the grid, merged cells are listed once.

use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlReader};
use crate::raw::{RawRow, RawTable};
use tracuu_text::builder::{CellDraft, RowDraft};
use tracuu_text::styled::StyledText;

/// Most columns; Word has 63.
const MAX_COLUMNS: usize = 256;

/// The own properties of a cell.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct CellProperties {
    /// Columns of the grid that it spans; 0 is read as 1.
    n_columns: usize,
    merge: VerticalMerge,
}

/// How a cell stands to the one above it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
enum VerticalMerge {
    #[default]
    None,
    /// The first of a merged cell.
    Start,
    /// Goes on with the cell above.
    GoesOn,
}

/// A table that is being read.
#[derive(Default)]
pub(super) struct TableDraft {
    rows: Vec<RawRow>,
    row: RowDraft,
    /// Column of the next cell.
    column: usize,
    is_deleted: bool,
    is_head: bool,
    /// Whether the first row is marked as the head.
    has_head: bool,
    cell: CellProperties,
    /// For each column the merged cell that is open: row and place in it.
    merged: Vec<Option<(usize, usize)>>,
    /// Notes to its text, which stand after it.
    pub(super) notes: Vec<StyledText>,
}

impl TableDraft {
    pub(super) fn start_row(&mut self) {
        self.row = RowDraft::default();
        self.column = 0;
        self.is_deleted = false;
        self.is_head = false;
    }

    /// Reads `w:trPr`, which has just begun, to its end.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`].
    pub(super) fn read_row(
        &mut self,
        xml: &mut XmlReader<'_>,
    ) -> Result<(), PackageError> {
        xml.each_child(|child| match child.name() {
            (Namespace::Word, "gridBefore") => self.column = count(child),
            (Namespace::Word, "tblHeader") => self.is_head = child.is_on(),
            (Namespace::Word, "del") => self.is_deleted = true,
            _ => {}
        })
    }

    /// Reads `w:tcPr`, which has just begun, to its end.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`].
    pub(super) fn read_cell(
        &mut self,
        xml: &mut XmlReader<'_>,
    ) -> Result<(), PackageError> {
        let mut cell = CellProperties::default();
        xml.each_child(|child| match child.name() {
            (Namespace::Word, "gridSpan") => cell.n_columns = count(child),
            (Namespace::Word, "vMerge") => {
                let starts = child.value().as_deref() == Some("restart");
                cell.merge =
                    if starts { VerticalMerge::Start } else { VerticalMerge::GoesOn };
            }
            _ => {}
        })?;
        self.cell = cell;
        Ok(())
    }

    pub(super) fn start_cell(&mut self) {
        self.cell = CellProperties::default();
    }

    /// Adds a cell with its paragraphs.
    pub(super) fn end_cell(&mut self, paragraphs: Vec<StyledText>) {
        let column = self.column.min(MAX_COLUMNS - 1);
        let n_columns = self.cell.n_columns.clamp(1, MAX_COLUMNS - column);
        self.column = column + n_columns;
        let open = self.merged.get(column).copied().flatten();
        let n_rows = open.map_or(1, |(row, _)| self.rows_since(row) + 1);
        if self.cell.merge == VerticalMerge::GoesOn
            && let Some((row, place)) = open
            && let Some(above) =
                self.rows.get_mut(row).and_then(|row| row.cells.cells.get_mut(place))
        {
            above.n_rows = n_rows;
            self.append(row, place, paragraphs);
            return;
        }
        if self.merged.len() < self.column {
            self.merged.resize(self.column, None);
        }
        let starts = self.cell.merge != VerticalMerge::None;
        let at = (self.rows.len(), self.row.cells.len());
        for merged in self.merged.iter_mut().take(self.column).skip(column) {
            *merged = starts.then_some(at);
        }
        self.row.cells.push(CellDraft { column, n_columns, n_rows: 1, paragraphs });
    }

    pub(super) fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.row);
        if self.is_deleted {
            self.merged.clear();
            return;
        }
        if self.rows.is_empty() {
            self.has_head = self.is_head;
        }
        self.rows.push(RawRow { cells, is_parted: false });
    }

    pub(super) fn finish(self) -> RawTable {
        RawTable { rows: self.rows, has_head: self.has_head, page_numbers: Vec::new() }
    }

    const fn rows_since(&self, row: usize) -> usize {
        self.rows.len() - row
    }

    /// Text in a cell that goes on is not shown by Word, but nothing is lost.
    fn append(&mut self, row: usize, place: usize, paragraphs: Vec<StyledText>) {
        let cell = self.rows.get_mut(row).and_then(|row| row.cells.cells.get_mut(place));
        if let Some(cell) = cell {
            cell.paragraphs
                .extend(paragraphs.into_iter().filter(|text| !text.is_blank()));
        }
    }
}

/// A number of columns, bounded.
fn count(xml: &XmlReader<'_>) -> usize {
    let count = xml.number("val").and_then(|count| usize::try_from(count).ok());
    count.unwrap_or_default().min(MAX_COLUMNS - 1)
}
