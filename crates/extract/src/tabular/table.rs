//! What the recognisers of tables give: rows of cells with their source text.

use super::heads;
use crate::lines::SourceLine;
use crate::raw::{RawRow, RawTable};
use tracuu_text::builder::{CellDraft, RowDraft};
use tracuu_text::styled::StyledText;

/// A table found among lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextTable {
    /// From top to bottom.
    pub(super) rows: Vec<TextRow>,
    /// Whether the source marks the first row as the head.
    pub(super) has_head: bool,
    /// Page numbers that stood among its lines.
    pub(super) page_numbers: Vec<String>,
}

/// One row of such a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextRow {
    /// From left to right; cells missing at the end are not listed.
    pub(super) cells: Vec<TextCell>,
    /// Whether blank lines or a page end stand before it.
    pub(super) is_parted: bool,
}

/// One cell of such a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextCell {
    /// Index of its first column, from 0.
    pub(super) column: usize,
    /// Columns that it spans.
    pub(super) n_columns: usize,
    /// The source text of its paragraphs, marks included, wrapped lines parted by LF.
    pub(super) paragraphs: Vec<String>,
}

impl TextTable {
    /// The table with its cells read by `read_cell`, which gives the paragraphs of a
    /// piece of source text.
    pub(crate) fn into_raw(self, read_cell: fn(&str) -> Vec<StyledText>) -> RawTable {
        let raw_cell = |cell: TextCell| CellDraft {
            column: cell.column,
            n_columns: cell.n_columns,
            n_rows: 1,
            paragraphs: cell.paragraphs.iter().flat_map(|text| read_cell(text)).collect(),
        };
        let raw_row = |row: TextRow| RawRow {
            cells: RowDraft { cells: row.cells.into_iter().map(raw_cell).collect() },
            is_parted: row.is_parted,
        };
        let rows = self.rows.into_iter().map(raw_row).collect();
        let page_numbers = self.page_numbers.into_iter().map(StyledText::plain).collect();
        RawTable { rows, has_head: self.has_head, page_numbers }
    }
}

impl TextCell {
    pub(super) fn new(column: usize, text: &str) -> Self {
        let text = text.trim();
        let paragraphs = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        Self { column, n_columns: 1, paragraphs }
    }

    /// Adds a line to its last paragraph.
    pub(super) fn push_line(&mut self, text: &str) {
        match self.paragraphs.last_mut() {
            Some(paragraph) => {
                paragraph.push('\n');
                paragraph.push_str(text);
            }
            None => self.paragraphs.push(text.to_owned()),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.paragraphs.is_empty()
    }

    pub(super) fn text(&self) -> &str {
        self.paragraphs.first().map_or("", String::as_str)
    }
}

impl TextRow {
    pub(super) fn new<'a>(
        cells: impl Iterator<Item = &'a str>,
        line: &SourceLine<'_>,
    ) -> Self {
        let cells = cells.enumerate().map(|(column, text)| TextCell::new(column, text));
        Self { cells: cells.collect(), is_parted: !line.is_next() }
    }

    pub(super) fn n_filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_blank()).count()
    }

    pub(super) fn is_head(&self) -> bool {
        heads::is_head_row(self.cells.iter().map(TextCell::text))
    }

    /// Whether its first cell is a running number.
    pub(super) fn is_numbered(&self) -> bool {
        self.cells
            .first()
            .is_some_and(|cell| heads::running_number(cell.text()).is_some())
    }
}

/// What a recogniser finds at the start of some lines.
pub(super) struct TableFinding {
    /// Lines that it has decided about, at least 1.
    pub(super) n_lines: usize,
    /// The table that they make, if any.
    pub(super) table: Option<TextTable>,
}
