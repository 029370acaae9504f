//! A table of `OpenDocument`: covered cells are listed, so that columns count themselves.

use crate::package::xml::{Namespace, XmlReader};
use crate::raw::{RawRow, RawTable};
use tracuu_text::builder::{CellDraft, RowDraft};
use tracuu_text::styled::StyledText;

/// Most columns; sheets of text documents have fewer than a hundred.
const MAX_COLUMNS: usize = 256;

/// Most rows that one cell spans.
const MAX_SPANNED_ROWS: usize = 10_000;

/// A table that is being read.
#[derive(Default)]
pub(super) struct OdtTable {
    rows: Vec<RawRow>,
    row: RowDraft,
    /// Column of the next cell.
    column: usize,
    cell: CellDraft,
    /// Whether the rows that come are those of the head.
    pub(super) is_in_head: bool,
    has_head: bool,
    /// Notes to its text, which stand after it.
    pub(super) notes: Vec<StyledText>,
}

impl OdtTable {
    pub(super) fn start_row(&mut self) {
        self.row = RowDraft::default();
        self.column = 0;
    }

    /// Begins a cell; a covered one only takes its place.
    pub(super) fn start_cell(&mut self, xml: &XmlReader<'_>) {
        let number = |name: &str, most: usize| {
            let value = xml.attribute(Namespace::Table, name);
            let value = value.and_then(|value| value.trim().parse::<usize>().ok());
            value.unwrap_or(1).clamp(1, most)
        };
        let column = self.column.min(MAX_COLUMNS - 1);
        let n_repeated = number("number-columns-repeated", MAX_COLUMNS);
        let n_columns = number("number-columns-spanned", MAX_COLUMNS - column);
        let n_rows = number("number-rows-spanned", MAX_SPANNED_ROWS);
        self.column = column + n_repeated;
        self.cell = CellDraft { column, n_columns, n_rows, paragraphs: Vec::new() };
    }

    /// Adds a cell with its paragraphs.
    pub(super) fn end_cell(&mut self, paragraphs: Vec<StyledText>, is_covered: bool) {
        let cell = std::mem::take(&mut self.cell);
        let has_text = paragraphs.iter().any(|text| !text.is_blank());
        // Text in a covered cell is not shown, but nothing is lost.
        if !is_covered || has_text {
            self.row.cells.push(CellDraft { paragraphs, ..cell });
        }
    }

    pub(super) fn end_row(&mut self) {
        if self.rows.is_empty() {
            self.has_head = self.is_in_head;
        }
        let cells = std::mem::take(&mut self.row);
        self.rows.push(RawRow { cells, is_parted: false });
    }

    pub(super) fn finish(self) -> RawTable {
        let (rows, has_head) = (self.rows, self.has_head);
        let mut table = RawTable { rows, has_head, page_numbers: Vec::new() };
        table.cut_spans();
        table
    }
}
