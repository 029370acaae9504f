//! Tables with one cell a line, as they arrive when a table is pasted as text or read out
//! of a print: the heads on lines of their own (`STT` / `Nội dung` / `Cơ quan chủ trì`),
//! then row after row, each from its running number on.
//!
//! Limits: cells that were empty are not in the source. A row with too few lines fills
//! its columns from the left; a row with too many whose seams cannot be told is one cell
//! over all columns, with its lines as paragraphs.

use super::heads::{self, RunningNumbers};
use super::table::{TableFinding, TextCell, TextRow, TextTable};
use crate::inline;
use crate::lines::SourceLine;
use crate::prose::{self, LineEnd, LineStart};

/// Fewest and most columns; an assignment table has four to eight.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=12;

/// Most lines of one row: twelve columns of five lines each.
const MAX_ROW_LINES: usize = 60;

/// Reads the table at the start of `lines`, if one begins there.
pub(super) fn read(lines: &[SourceLine<'_>]) -> Option<TableFinding> {
    if !heads::is_number_head(lines.first()?.text.trim()) {
        return None;
    }
    let head = TableHead::read(lines)?;
    let mut reader = CellPerLineReader {
        lines,
        head,
        place: 0,
        running: RunningNumbers::default(),
        page_numbers: Vec::new(),
    };
    let rows = reader.rows();
    let CellPerLineReader { place: n_lines, page_numbers, .. } = reader;
    let table = TextTable { rows, has_head: true, page_numbers };
    (table.rows.len() >= 2).then_some(TableFinding { n_lines, table: Some(table) })
}

/// The heads of the columns.
struct TableHead {
    /// The lines of each head; two where one was wrapped.
    columns: Vec<Vec<String>>,
    n_lines: usize,
}

impl TableHead {
    fn read(lines: &[SourceLine<'_>]) -> Option<Self> {
        let mut columns: Vec<Vec<String>> = Vec::new();
        let mut n_lines = 0;
        let mut n_known = 0;
        for line in lines.iter().take(*COLUMNS.end() * 2) {
            let text = line.text.trim();
            if heads::running_number(text).is_some() {
                break;
            }
            if text.contains('\t') || prose::end(text) == LineEnd::Finished {
                return None;
            }
            n_lines += 1;
            let bare = inline::bare(text);
            let is_wrapped = prose::start(&bare) == LineStart::Lower;
            match columns.last_mut() {
                Some(head) if is_wrapped => head.push(text.to_owned()),
                _ => {
                    n_known += usize::from(heads::is_head(text));
                    columns.push(vec![text.to_owned()]);
                }
            }
        }
        let is_head = COLUMNS.contains(&columns.len()) && n_known >= 3;
        is_head.then_some(Self { columns, n_lines })
    }

    fn row(&self, is_parted: bool) -> TextRow {
        let cells = self.columns.iter().enumerate();
        let cells = cells.map(|(column, lines)| TextCell::new(column, &lines.join("\n")));
        TextRow { cells: cells.collect(), is_parted }
    }
}

struct CellPerLineReader<'a> {
    lines: &'a [SourceLine<'a>],
    head: TableHead,
    place: usize,
    running: RunningNumbers,
    page_numbers: Vec<String>,
}

impl CellPerLineReader<'_> {
    fn rows(&mut self) -> Vec<TextRow> {
        let mut rows = vec![self.head.row(false)];
        self.place = self.head.n_lines;
        loop {
            if self.page_ends() {
                self.page_numbers.push(self.text(self.place).to_owned());
                self.place += 1;
            } else if self.head_at(self.place) {
                rows.push(self.head.row(true));
                self.place += self.head.n_lines;
            } else if self.numbers_of_columns() {
                rows.push(self.plain_row());
            } else if let Some(row) = self.row() {
                rows.push(row);
            } else {
                return rows;
            }
        }
    }

    fn text(&self, place: usize) -> &str {
        self.lines.get(place).map_or("", |line| line.text.trim())
    }

    /// Whether the head stands at a line again, as on top of a page.
    fn head_at(&self, place: usize) -> bool {
        let head = self.head.columns.iter().flatten();
        head.enumerate().all(|(line, text)| {
            inline::bare(self.text(place + line)) == inline::bare(text)
        })
    }

    /// Whether a page number stands here: a number right above the head.
    fn page_ends(&self) -> bool {
        let text = self.text(self.place);
        heads::running_number(text).is_some() && self.head_at(self.place + 1)
    }

    /// Whether the numbers of the columns stand here: `(1)` / `(2)` / `(3)` …
    fn numbers_of_columns(&self) -> bool {
        (0..self.head.columns.len()).all(|column| {
            let expected = u32::try_from(column + 1).map(|number| vec![number]);
            matches!(heads::running_number(self.text(self.place + column)),
                Some(heads::RunningNumber::Arabic(found)) if Ok(found.clone()) == expected)
        })
    }

    /// As many lines as there are columns, one a cell.
    fn plain_row(&mut self) -> TextRow {
        let lines: Vec<&str> = (0..self.head.columns.len())
            .map(|column| self.text(self.place + column))
            .collect();
        let cells =
            lines.iter().enumerate().map(|(column, text)| TextCell::new(column, text));
        let row = TextRow { cells: cells.collect(), is_parted: false };
        self.place += self.head.columns.len();
        row
    }

    fn row(&mut self) -> Option<TextRow> {
        let first = self.lines.get(self.place)?;
        let number = heads::running_number(first.text.trim())?;
        if !self.running.allows(&number) {
            return None;
        }
        self.running.note(number);
        let n_cells = self.head.columns.len() - 1;
        let n_lines = self.n_lines_to_next_row(n_cells);
        let start = self.place + 1;
        let lines: Vec<&str> =
            (start..start + n_lines).map(|place| self.text(place)).collect();
        let mut cells = vec![TextCell::new(0, first.text)];
        cells.extend(fill(&lines, n_cells));
        let row = TextRow { cells, is_parted: !first.is_next() };
        self.place = start + n_lines;
        Some(row)
    }

    /// Lines of the row whose number stands here: up to the next number that may follow,
    /// or in the last row as many as there are cells.
    fn n_lines_to_next_row(&self, n_cells: usize) -> usize {
        let mut n_lines = 0;
        while n_lines < MAX_ROW_LINES {
            let place = self.place + 1 + n_lines;
            let Some(line) = self.lines.get(place) else { break };
            let text = line.text.trim();
            let follows = heads::running_number(text)
                .is_some_and(|next| self.running.allows(&next));
            if n_lines > 0 && (follows || heads::is_number_head(text)) {
                return n_lines;
            }
            if prose::starts_block(text) {
                break;
            }
            n_lines += 1;
        }
        n_lines.min(n_cells)
    }
}

/// Parts the lines of a row into its cells after the number.
fn fill(lines: &[&str], n_cells: usize) -> Vec<TextCell> {
    if let [only] = lines {
        let group = TextCell { n_columns: n_cells, ..TextCell::new(1, only) };
        return vec![group];
    }
    let mut n_surplus = lines.len().saturating_sub(n_cells);
    let mut cells: Vec<String> = Vec::new();
    for wanted in [LineEnd::Open, LineEnd::Unfinished] {
        cells.clear();
        n_surplus = lines.len().saturating_sub(n_cells);
        for line in lines {
            match cells.last_mut() {
                Some(cell) if n_surplus > 0 && goes_on(cell, line, wanted) => {
                    n_surplus -= 1;
                    cell.push('\n');
                    cell.push_str(line);
                }
                _ => cells.push((*line).to_owned()),
            }
        }
        if n_surplus == 0 {
            break;
        }
    }
    if n_surplus > 0 {
        let paragraphs = lines.iter().map(|line| (*line).to_owned()).collect();
        return vec![TextCell { column: 1, n_columns: n_cells, paragraphs }];
    }
    let cells = cells.iter().enumerate();
    cells.map(|(place, text)| TextCell::new(place + 1, text)).collect()
}

/// Whether a line goes on with the cell above: at least one of the two seams says so.
fn goes_on(cell: &str, line: &str, wanted: LineEnd) -> bool {
    let above = cell.rsplit('\n').next().unwrap_or_default();
    match prose::end(above) {
        LineEnd::Finished => false,
        LineEnd::Open | LineEnd::Comma => true,
        LineEnd::Unfinished => {
            wanted == LineEnd::Unfinished && prose::start(line) == LineStart::Lower
        }
    }
}
