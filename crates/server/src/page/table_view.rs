//! A table of a text as a page draws it: rows of cells that span columns and rows.

use super::linked_text::{LinkedRun, UnitExcerpt, linked_runs};
use super::provision_starts::ProvisionStarts;
use tracuu_text::layout::{Cell, Row, Table};
use tracuu_text::span::Span;

/// A row of a table.
#[derive(Debug, PartialEq)]
pub(super) struct RowView {
    /// Paths of the provisions that begin here.
    pub(super) anchors: Vec<String>,
    /// Its cells from left to right, those left out that reach down from a row above.
    pub(super) cells: Vec<CellView>,
}

/// A cell of a table.
#[derive(Debug, Default, PartialEq)]
pub(super) struct CellView {
    /// Columns that it spans.
    pub(super) n_columns: usize,
    /// Rows that it spans.
    pub(super) n_rows: usize,
    /// Its paragraphs; none in an empty cell.
    pub(super) paragraphs: Vec<Vec<LinkedRun>>,
}

/// The rows of a table among the lines of a excerpt. A place that no cell covers, because
/// the source lacks it or its cell began on another part, becomes an empty cell, so that
/// every other one stands under its head.
pub(super) fn table_rows(
    excerpt: UnitExcerpt<'_>,
    table: &Table,
    starts: &ProvisionStarts<'_>,
) -> Vec<RowView> {
    let rows: Vec<&Row> =
        table.rows.iter().filter(|row| row.span.overlaps(excerpt.lines)).collect();
    let width = table.rows.iter().flat_map(|row| &row.cells).map(end_of).max();
    let mut grid = Grid { covered_until: vec![0; width.unwrap_or_default()] };
    let mut views = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for cell in &row.cells {
            grid.fill_gaps(index, column..cell.column, &mut cells);
            let n_rows = cell.n_rows.clamp(1, rows.len() - index);
            let n_columns = cell.n_columns.max(1);
            grid.cover(cell.column..cell.column + n_columns, index + n_rows);
            let paragraphs = paragraphs(excerpt, cell);
            cells.push(CellView { n_columns, n_rows, paragraphs });
            column = end_of(cell);
        }
        grid.fill_gaps(index, column..grid.covered_until.len(), &mut cells);
        let here = starts.within(row.span);
        let anchors = here.iter().map(|entry| entry.path.clone()).collect();
        views.push(RowView { anchors, cells });
    }
    views
}

/// The column behind a cell.
fn end_of(cell: &Cell) -> usize {
    cell.column + cell.n_columns.max(1)
}

fn paragraphs(excerpt: UnitExcerpt<'_>, cell: &Cell) -> Vec<Vec<LinkedRun>> {
    let spans = match cell.paragraphs.as_slice() {
        [] => std::slice::from_ref(&cell.span),
        paragraphs => paragraphs,
    };
    let filled = spans.iter().filter(|span| !span.is_empty());
    filled.map(|span: &Span| linked_runs(excerpt, *span)).collect()
}

/// Which columns cells from above still cover.
struct Grid {
    /// The first row, by column, that no cell from above reaches.
    covered_until: Vec<usize>,
}

impl Grid {
    fn cover(&mut self, columns: std::ops::Range<usize>, until: usize) {
        for column in columns {
            if let Some(row) = self.covered_until.get_mut(column) {
                *row = until;
            }
        }
    }

    /// Empty cells where a row has none and none reaches down.
    fn fill_gaps(
        &self,
        row: usize,
        columns: std::ops::Range<usize>,
        cells: &mut Vec<CellView>,
    ) {
        let mut width = 0;
        for column in columns {
            if self.covered_until.get(column).is_some_and(|until| *until > row) {
                push_gap(width, cells);
                width = 0;
            } else {
                width += 1;
            }
        }
        push_gap(width, cells);
    }
}

fn push_gap(width: usize, cells: &mut Vec<CellView>) {
    if width > 0 {
        cells.push(CellView { n_columns: width, n_rows: 1, paragraphs: Vec::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_index::record::Unit;
    use tracuu_text::builder::{CellDraft, ManuscriptBuilder, RowDraft};
    use tracuu_text::layout::BlockKind;
    use tracuu_text::styled::StyledText;

    fn cell(column: usize, n_columns: usize, n_rows: usize, text: &str) -> CellDraft {
        CellDraft { column, n_columns, n_rows, paragraphs: vec![StyledText::plain(text)] }
    }

    /// The cells of each row: columns × rows and text.
    fn told(drafts: &[RowDraft], lines: impl Fn(&str) -> Span) -> Vec<Vec<String>> {
        let mut builder = ManuscriptBuilder::default();
        builder.table(drafts);
        let manuscript = builder.finish();
        let text = manuscript.text().to_owned();
        let layout = manuscript.layout().clone();
        let lines = lines(&text);
        let unit = Unit { text, layout, ..Unit::default() };
        let excerpt = UnitExcerpt { unit: &unit, places: &[], first_number: 1, lines };
        let BlockKind::Table(table) = &unit.layout.blocks[0].kind else {
            panic!("a table")
        };
        let cell = |cell: &CellView| {
            let runs = cell.paragraphs.iter().flatten();
            let text: String = runs
                .flat_map(|run| &run.pieces)
                .map(|piece| piece.text.as_str())
                .collect();
            format!("{}x{} {text}", cell.n_columns, cell.n_rows)
        };
        table_rows(excerpt, table, &ProvisionStarts::new(&unit, &[]))
            .iter()
            .map(|row| row.cells.iter().map(cell).collect())
            .collect()
    }

    fn drafts() -> [RowDraft; 3] {
        [
            RowDraft {
                cells: vec![
                    cell(0, 1, 2, "TT"),
                    cell(1, 2, 1, "Cơ quan"),
                    cell(3, 1, 2, "Hạn"),
                ],
            },
            RowDraft {
                cells: vec![cell(1, 1, 1, "Chủ trì"), cell(2, 1, 1, "Phối hợp")]
            },
            RowDraft { cells: vec![cell(0, 1, 1, "1"), cell(3, 1, 1, "Quý I")] },
        ]
    }

    #[test]
    fn merged_cells_span_and_missing_ones_are_empty() {
        assert_eq!(
            told(&drafts(), |text| Span::new(0, text.len())),
            [
                vec!["1x2 TT", "2x1 Cơ quan", "1x2 Hạn"],
                vec!["1x1 Chủ trì", "1x1 Phối hợp"],
                vec!["1x1 1", "2x1 ", "1x1 Quý I"],
            ]
        );
    }

    #[test]
    fn a_table_cut_in_two_keeps_its_columns() {
        assert_eq!(
            told(&drafts(), |text| Span::new(text.find("Chủ").unwrap(), text.len())),
            [
                vec!["1x1 ", "1x1 Chủ trì", "1x1 Phối hợp", "1x1 "],
                vec!["1x1 1", "2x1 ", "1x1 Quý I"],
            ]
        );
    }
}
