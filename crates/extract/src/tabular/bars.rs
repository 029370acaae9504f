//! Tables of saved web pages: each cell on lines of its own, between lines that hold nothing
//! but a bar.
//!
//! ```text
//! |
//! STT
//! |
//! Nhiệm vụ
//! |
//! |
//! 1
//! ```
//!
//! Two bars in a row are the end of one row and the start of the next, or an empty cell: the
//! first row has none, so it tells how many cells the others have. A row that is shorter is
//! known by the running number behind it.

use super::heads::{self, RunningNumbers};
use super::table::{TableFinding, TextCell, TextRow, TextTable};
use crate::inline;
use crate::lines::{self, SourceLine};
use crate::prose::{self, LineEnd, LineStart};

/// Fewest and most columns.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=12;

/// Most lines of one cell; more of them are text between two tables.
const MAX_CELL_LINES: usize = 80;

/// Whether a line holds nothing but a bar.
pub(super) fn is_bar(line: &str) -> bool {
    line.trim() == "|"
}

/// Reads the table at the start of `lines`; the first line is a bar.
pub(super) fn read(lines: &[SourceLine<'_>]) -> TableFinding {
    let mut reader = BarReader {
        lines,
        place: 0,
        n_columns: 0,
        numbers: RunningNumbers::default(),
        is_letterhead: false,
    };
    let mut rows = Vec::new();
    while let Some(row) = reader.row() {
        rows.push(row);
    }
    let n_lines = reader.place.max(1);
    if !COLUMNS.contains(&reader.n_columns) {
        return TableFinding { n_lines, table: None };
    }
    let has_head = rows.first().is_some_and(TextRow::is_head);
    let table = TextTable { rows, has_head, page_numbers: Vec::new() };
    TableFinding { n_lines, table: Some(table) }
}

struct BarReader<'a> {
    lines: &'a [SourceLine<'a>],
    /// The line after the last that was read.
    place: usize,
    /// Cells of a row; 0 before the first.
    n_columns: usize,
    numbers: RunningNumbers,
    /// Whether a cell of the first row opens like a letterhead: then every line counts.
    is_letterhead: bool,
}

impl BarReader<'_> {
    fn is_bar(&self, place: usize) -> bool {
        self.lines.get(place).is_some_and(|line| is_bar(line.text))
    }

    /// Reads a row from its first bar to its last; `None` where none begins or a cell does
    /// not end.
    fn row(&mut self) -> Option<TextRow> {
        let start = self.place;
        if !self.is_bar(start) {
            return None;
        }
        let is_parted = !self.lines.get(start)?.is_next();
        let mut cells: Vec<TextCell> = Vec::new();
        let mut place = start + 1;
        while !self.is_full(cells.len()) {
            if !cells.is_empty() && self.is_bar(place) && self.begins_row(place) {
                break;
            }
            let end = self.cell_end(place)?;
            let inside = self.lines.get(place..end).unwrap_or_default();
            self.is_letterhead |= self.n_columns == 0 && opens_letterhead(inside);
            let paragraphs = paragraphs(inside);
            cells.push(TextCell { column: cells.len(), n_columns: 1, paragraphs });
            place = end + 1;
        }
        if self.n_columns == 0 {
            self.n_columns = cells.len();
        }
        if self.is_letterhead {
            Self::split_lines(&mut cells);
        }
        self.place = place;
        if let Some(number) =
            cells.first().and_then(|it| heads::running_number(it.text()))
        {
            self.numbers.note(number);
        }
        if let Some(last) = cells.last_mut() {
            last.n_columns = self.n_columns.saturating_sub(last.column).max(1);
        }
        Some(TextRow { cells, is_parted: is_parted && start > 0 })
    }

    /// Parts the cells of a letterhead into their lines, without the marks of bold type, which
    /// may hold two bodies.
    fn split_lines(cells: &mut [TextCell]) {
        for paragraph in cells.iter_mut().map(|cell| &mut cell.paragraphs) {
            let mut lines: Vec<String> = Vec::new();
            for line in paragraph.iter().flat_map(|text| text.lines()) {
                let line = line.trim_matches(['*', '_', ' ']);
                match lines.last_mut() {
                    Some(last) if line.starts_with(char::is_lowercase) => {
                        last.push(' ');
                        last.push_str(line);
                    }
                    _ => lines.push(line.to_owned()),
                }
            }
            lines.retain(|line| !line.is_empty());
            *paragraph = lines;
        }
    }

    fn is_full(&self, n_cells: usize) -> bool {
        if self.n_columns == 0 {
            n_cells > *COLUMNS.end()
        } else {
            n_cells >= self.n_columns
        }
    }

    /// Whether the bar at `place` opens a row, after cells that may be all of theirs: any in
    /// the first row, later one with a number that may follow.
    fn begins_row(&self, place: usize) -> bool {
        if self.n_columns == 0 {
            return true;
        }
        let next = self.lines.get(place + 1).map_or("", |line| line.text.trim());
        heads::running_number(next).is_some_and(|number| self.numbers.allows(&number))
            && self.is_bar(place + 2)
    }

    /// The bar that closes the cell whose first line is at `place`. The end of the lines
    /// closes the last.
    fn cell_end(&self, place: usize) -> Option<usize> {
        (place..place + MAX_CELL_LINES).find(|end| self.is_bar(*end))
    }
}

/// Whether the first line of a cell begins like a letterhead.
fn opens_letterhead(lines: &[SourceLine<'_>]) -> bool {
    lines
        .first()
        .is_some_and(|line| prose::starts_layout(line.text.trim_matches(['*', '_', ' '])))
}

/// The paragraphs of a cell: a line goes on with the one before in small letters, after an
/// open end, or inside bold type.
fn paragraphs(lines: &[SourceLine<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| !lines::is_rule(line.text)) {
        let text = line.text.trim();
        let goes_on = found.last().is_some_and(|last| {
            let in_bold = last.matches("**").count() % 2 == 1;
            let bare = inline::bare(text);
            in_bold
                || line.is_next()
                    && (prose::start(&bare) == LineStart::Lower
                        || matches!(prose::end(last), LineEnd::Comma | LineEnd::Open))
        });
        match found.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.push('\n');
                last.push_str(text);
            }
            None => found.push(text.to_owned()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::split;

    /// Rows by line, cells parted by ` ¦ `, with what follows the table.
    fn show(source: &str) -> (Vec<String>, usize) {
        let lines = split(source);
        let found = read(&lines);
        let rows = found.table.map(|table| table.rows).unwrap_or_default();
        let show_cell = |cell: &TextCell| cell.paragraphs.join(" ⏎ ").replace('\n', " ");
        let show_row = |row: &TextRow| {
            row.cells.iter().map(show_cell).collect::<Vec<_>>().join(" ¦ ")
        };
        (rows.iter().map(show_row).collect(), lines.len() - found.n_lines)
    }

    #[test]
    fn cells_between_bars_are_rows() {
        let source = "|\nTT\n|\nViệc\n|\nĐơn vị\n|\n|\n1\n|\nĐo đất\n|\n|\n|\n2\n|\nVẽ bản\nđồ\n|\n\
                      Sở Nội vụ\nSở Y tế\n|\nChữ sau bảng.";
        assert_eq!(
            show(source),
            (
                vec![
                    "TT ¦ Việc ¦ Đơn vị".to_owned(),
                    "1 ¦ Đo đất ¦ ".to_owned(),
                    "2 ¦ Vẽ bản đồ ¦ Sở Nội vụ ⏎ Sở Y tế".to_owned(),
                ],
                1
            )
        );
    }

    #[test]
    fn a_letterhead_keeps_its_lines() {
        let source = "|\n**HUYỆN ỦY PHÚ LÂM\nVĂN PHÒNG**\n----\n|\n**ĐẢNG CỘNG SẢN VIỆT NAM**\n|\n\
                      |\nSố 5-TB/VPHU\n|\n*Phú Lâm,\nngày 3 tháng 3 năm 2025*\n|";
        assert_eq!(
            show(source).0,
            [
                "HUYỆN ỦY PHÚ LÂM ⏎ VĂN PHÒNG ¦ ĐẢNG CỘNG SẢN VIỆT NAM",
                "Số 5-TB/VPHU ¦ Phú Lâm, ngày 3 tháng 3 năm 2025"
            ]
        );
    }

    #[test]
    fn a_group_row_is_shorter() {
        let source =
            "|\nTT\n|\nViệc\n|\nĐơn vị\n|\n|\nI\n|\nNhóm một\n|\n|\n1\n|\nĐo\n|\nXã\n|";
        assert_eq!(show(source).0, ["TT ¦ Việc ¦ Đơn vị", "I ¦ Nhóm một", "1 ¦ Đo ¦ Xã"]);
    }

    #[test]
    fn bars_that_make_no_cells_are_no_table() {
        assert_eq!(show("|\nmột dòng").0, Vec::<String>::new());
        assert_eq!(show("|\n|\n|").0, Vec::<String>::new());
    }
}
