//! Pipe tables, `| a | b |` with or without outer bars and alignment row, and grid tables
//! of `+---+---+` with wrapped cells.

use super::table::{TableFinding, TextRow, TextTable};
use crate::lines::SourceLine;

/// Whether a line may be a row or a border of such a table.
pub(super) fn is_row(line: &str) -> bool {
    let line = line.trim();
    (line.len() > 1 && line.starts_with('|')) || line.contains(" | ") || is_border(line)
}

/// Whether a line is a border of a grid.
fn is_border(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// Reads the run of rows at the start of `lines`; the first line is one.
pub(super) fn read(lines: &[SourceLine<'_>]) -> TableFinding {
    let mut reader = PipeReader::default();
    let mut n_lines = 0;
    for (place, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        let next = lines.get(place + 1).map(|next| next.text.trim());
        if !is_row(text) || (place > 0 && reader.is_other_table(line, next)) {
            break;
        }
        reader.add(line);
        n_lines = place + 1;
    }
    reader.end_grid_row();
    let is_table = reader.is_table();
    let table = TextTable {
        rows: reader.rows,
        has_head: reader.has_head,
        page_numbers: Vec::new(),
    };
    TableFinding { n_lines, table: is_table.then_some(table) }
}

#[expect(clippy::struct_excessive_bools, reason = "four independent marks of one table")]
#[derive(Default)]
struct PipeReader {
    rows: Vec<TextRow>,
    has_head: bool,
    has_outer_bars: bool,
    has_alignment: bool,
    /// Between two borders of a grid: the row that grows line by line.
    grid_row: Option<TextRow>,
    is_grid: bool,
}

impl PipeReader {
    /// Whether a parted line begins another table: outer bars come or go, or it is a head
    /// of its own.
    fn is_other_table(&self, line: &SourceLine<'_>, next: Option<&str>) -> bool {
        let text = line.text.trim();
        let n_cells = self.rows.last().map_or(0, |row| row.cells.len());
        let changes_bars = if self.is_grid || is_border(text) {
            false
        } else if self.has_outer_bars {
            !text.starts_with('|')
        } else {
            text.starts_with('|') && cells(text, false).len() > n_cells
        };
        changes_bars || (!line.is_next() && next.is_some_and(is_alignment))
    }

    fn add(&mut self, line: &SourceLine<'_>) {
        let text = line.text.trim();
        if is_border(text) {
            self.is_grid = true;
            self.end_grid_row();
            self.has_head |= text.contains('=') && self.rows.len() == 1;
        } else if self.is_grid {
            self.grow_grid_row(line);
        } else if is_alignment(text) {
            self.has_alignment = true;
            self.has_head |= self.rows.len() == 1;
        } else {
            self.has_outer_bars |= self.rows.is_empty() && text.starts_with('|');
            let cells = cells(text, self.has_outer_bars);
            self.rows.push(TextRow::new(cells.into_iter(), line));
        }
    }

    fn grow_grid_row(&mut self, line: &SourceLine<'_>) {
        let new = TextRow::new(cells(line.text.trim(), true).into_iter(), line);
        let Some(row) = &mut self.grid_row else {
            self.grid_row = Some(new);
            return;
        };
        for cell in new.cells.into_iter().filter(|cell| !cell.is_blank()) {
            match row.cells.get_mut(cell.column) {
                Some(above) => above.push_line(cell.text()),
                None => row.cells.push(cell),
            }
        }
    }

    fn end_grid_row(&mut self) {
        self.rows.extend(self.grid_row.take());
    }

    fn is_table(&self) -> bool {
        let Some(first) = self.rows.first() else { return false };
        let n_columns =
            self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        if n_columns < 2 {
            return false;
        }
        if self.is_grid || self.has_alignment || first.is_head() {
            return true;
        }
        let n_whole = self.rows.iter().filter(|row| row.cells.len() == n_columns).count();
        let is_numbered = first.is_numbered() && n_columns >= 3;
        if self.has_outer_bars {
            return n_whole >= 2 || n_columns >= 3;
        }
        is_numbered || (n_columns >= 3 && n_whole >= 2)
    }
}

/// Whether a line is the alignment row under a head: `|---|:-:|`.
fn is_alignment(line: &str) -> bool {
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|sign| matches!(sign, '|' | '-' | ':' | ' ' | '\t'))
}

/// The cells of a row, outer bars aside where it has them; `\|` is no separator.
fn cells(line: &str, has_outer_bars: bool) -> Vec<&str> {
    let mut line = line;
    if has_outer_bars {
        line = line.strip_prefix('|').unwrap_or(line);
        if !line.ends_with("\\|") {
            line = line.strip_suffix('|').unwrap_or(line);
        }
    }
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (place, byte) in line.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cells.push(line.get(start..place).unwrap_or_default());
            start = place + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells.push(line.get(start..).unwrap_or_default());
    cells
}
