//! Tables as lines of cells parted by tabs, as pasted from a word processor or a sheet.
//! A leading tab is an empty first cell.

use super::table::{TableFinding, TextRow, TextTable};
use crate::lines::SourceLine;
use crate::prose::{self, LineStart};

/// Whether a line may be a row: it has text in two cells, or two tabs and more around
/// one. A line that is only indented by tabs is none.
pub(super) fn is_row(line: &str) -> bool {
    let line =
        line.trim_end_matches(|letter: char| letter.is_whitespace() && letter != '\t');
    let is_inner = |line: &str| line.trim_start().contains('\t');
    is_inner(line)
}

/// Reads the run of rows at the start of `lines`; the first line is one.
pub(super) fn read(lines: &[SourceLine<'_>]) -> TableFinding {
    let mut rows: Vec<TextRow> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let row = TextRow::new(line.text.split('\t'), line);
        let starts_table = row.is_parted
            && row.is_head()
            && rows.first().is_some_and(|head| !same_texts(head, &row));
        if starts_table {
            break;
        }
        if !is_row(line.text) && !is_continuation(line, lines.get(place + 1), &rows) {
            break;
        }
        rows.push(row);
    }
    let n_lines = rows.len();
    let table = is_table(&rows).then(|| TextTable {
        rows,
        has_head: false,
        page_numbers: Vec::new(),
    });
    TableFinding { n_lines, table }
}

/// Whether two rows have the same text, cell by cell, marks aside.
fn same_texts(one: &TextRow, other: &TextRow) -> bool {
    let text = |row: &TextRow| -> Vec<String> {
        row.cells.iter().map(|cell| crate::inline::bare(cell.text())).collect()
    };
    text(one) == text(other)
}

/// Whether a line that is only indented by a tab belongs to the rows before it: it has an
/// empty first cell, and its text goes on or rows follow.
fn is_continuation(
    line: &SourceLine<'_>,
    next: Option<&SourceLine<'_>>,
    rows: &[TextRow],
) -> bool {
    let is_wide = rows.last().is_some_and(|row| row.cells.len() >= 3);
    let rows_follow = next.is_some_and(|next| next.is_next() && is_row(next.text));
    line.text.starts_with('\t')
        && is_wide
        && (rows_follow || prose::start(line.text.trim()) == LineStart::Lower)
}

/// Whether rows make a table: they have a head, or three columns at least on two lines,
/// or a running number and three cells.
fn is_table(rows: &[TextRow]) -> bool {
    let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    if n_columns < 2 {
        return false;
    }
    if rows.len() >= 2 && rows.iter().take(3).any(TextRow::is_head) {
        return true;
    }
    let n_whole = rows.iter().filter(|row| row.cells.len() == n_columns).count();
    let n_wide = rows.iter().filter(|row| row.n_filled() >= 3).count();
    (n_columns >= 3 && n_whole >= 2 && n_wide >= 1)
        || (n_wide >= 1
            && rows.iter().any(|row| row.is_numbered() && row.n_filled() >= 3))
}
