//! The head of a table: what its columns hold, and where its rows begin.

use super::words::{CUES, Column, Cue, HEADS};
use tracuu_text::layout::{Cell, Row, Table};
use tracuu_text::numeral;

/// Rows at the top of a table among which its head is looked for.
const MAX_HEAD_ROWS: usize = 6;
/// Longest cell of the second row of a head, in words.
const MAX_SUBHEAD_WORDS: usize = 8;
/// Columns that a table can have; wider ones are no assignment tables.
const MAX_COLUMNS: usize = 64;

/// What the columns hold, and the first row behind the head.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) columns: Vec<Option<Column>>,
    /// Columns whose heading names both chủ trì and phối hợp.
    pub(super) mixed: Vec<usize>,
    pub(super) n_rows: usize,
}

/// The head of a table: the first row that names agencies and something else, with the
/// rows of its second level.
pub(super) fn head(text: &str, table: &Table) -> Option<Head> {
    let n_columns = table.rows.iter().flat_map(|row| &row.cells).map(end_of).max()?;
    if n_columns > MAX_COLUMNS {
        return None;
    }
    for first in 0..table.rows.len().min(MAX_HEAD_ROWS) {
        let mut head =
            Head { columns: vec![None; n_columns], mixed: Vec::new(), n_rows: 0 };
        head.take(text, table.rows.get(first)?);
        if head.n_named() < 2 {
            continue;
        }
        let mut next = first + 1;
        while let Some(row) = table.rows.get(next)
            && is_subhead(text, row, &head)
        {
            head.take(text, row);
            next += 1;
        }
        if table.rows.get(next).is_some_and(|row| is_count(text, row)) {
            next += 1;
        }
        if head.columns.iter().flatten().any(|column| column.has_agencies()) {
            head.n_rows = next;
            head.complete(text, table);
            return Some(head);
        }
    }
    None
}

pub(super) fn end_of(cell: &Cell) -> usize {
    cell.column.saturating_add(cell.n_columns)
}

impl Head {
    /// Takes what the cells of a head row say.
    fn take(&mut self, text: &str, row: &Row) {
        for cell in &row.cells {
            let Some((column, is_mixed)) = column_of(cell.span.of(text)) else {
                continue;
            };
            for index in cell.column..end_of(cell).min(self.columns.len()) {
                if let Some(slot) = self.columns.get_mut(index) {
                    *slot = Some(column);
                }
                self.mixed.retain(|mixed| *mixed != index);
                if is_mixed {
                    self.mixed.push(index);
                }
            }
        }
    }

    fn n_named(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    /// Finds the columns of numbers and tasks that have no heading of their own.
    fn complete(&mut self, text: &str, table: &Table) {
        let holds_labels = |column: usize| {
            let rows = table.rows.iter().skip(self.n_rows);
            let cells =
                rows.filter_map(|row| row.cells.iter().find(|c| c.column == column));
            let mut texts =
                cells.map(|cell| cell.span.of(text)).filter(|t| !t.is_empty());
            texts.next().is_some_and(is_label) && texts.all(is_label)
        };
        if !self.columns.contains(&Some(Column::Number))
            && self.columns.first() == Some(&None)
            && holds_labels(0)
        {
            self.columns[0] = Some(Column::Number);
        }
        if !self.columns.contains(&Some(Column::Task))
            && let Some(free) = self.columns.iter().position(Option::is_none)
        {
            self.columns[free] = Some(Column::Task);
        }
    }

    pub(super) fn has(&self, index: usize, column: Column) -> bool {
        self.columns.get(index) == Some(&Some(column))
    }
}

/// What a heading says, and whether it names both chủ trì and phối hợp.
fn column_of(heading: &str) -> Option<(Column, bool)> {
    let words = HEADS.words(heading);
    let all: Vec<Column> = (0..words.len())
        .filter_map(|start| HEADS.longest_at(&words, start).map(|found| found.value))
        .collect();
    let unit = || {
        let first = CUES.longest_at(&words, 0).map(|found| found.value);
        (first == Some(Cue::Unit)).then_some(Column::Implementing)
    };
    let first = all.first().copied().or_else(unit)?;
    let leads = all.contains(&Column::Lead);
    let is_mixed = first.has_agencies() && leads && all.contains(&Column::Coordinating);
    // "Cơ quan, đơn vị được giao chủ trì": what is more exact decides.
    let column =
        if first == Column::Implementing && leads { Column::Lead } else { first };
    Some((column, is_mixed))
}

/// Whether a row is the second level of a head: short headings only, and no number.
fn is_subhead(text: &str, row: &Row, head: &Head) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.span.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| {
            let words = HEADS.words(cell.span.of(text));
            let named = HEADS.longest_at(&words, 0).is_some();
            named
                && words.len() <= MAX_SUBHEAD_WORDS
                && !head.has(cell.column, Column::Number)
        })
}

/// Whether a row only counts the columns: (1) (2) (3), or A B 1 2.
fn is_count(text: &str, row: &Row) -> bool {
    let filled: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| cell.span.of(text))
        .filter(|t| !t.is_empty())
        .collect();
    let is_one = |cell: &&str| {
        let inside = cell.trim_matches(['(', ')']);
        let is_letter =
            inside.len() == 1 && inside.bytes().all(|b| b.is_ascii_uppercase());
        is_letter || inside.parse::<u8>().is_ok()
    };
    filled.len() >= 3 && filled.iter().all(is_one)
}

/// Whether a text is the number of a row: 3, 3.1, IV, b, 2a.
pub(super) fn is_label(text: &str) -> bool {
    let inside = text.trim_end_matches(['.', ')', '-', '/']).trim_start_matches('(');
    let is_number = |part: &str| {
        let digits = part.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        !digits.is_empty()
            && part.len() <= digits.len() + 1
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_letter =
        inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
    let is_dotted =
        inside.split('.').all(|part| is_number(part) || numeral::roman(part).is_some());
    inside.len() <= 12 && !inside.is_empty() && (is_letter || is_dotted)
}
