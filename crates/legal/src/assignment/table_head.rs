//! The head of a table: what its columns hold, and where its rows begin.

use super::deadline_text::is_date_word;
use super::words::{CUES, Column, Cue, HEADS};
use tracuu_text::layout::{Cell, Row, Table};
use tracuu_text::numeral;
use tracuu_text::syllable::is_letter;

/// Rows at the top of a table among which its head is looked for.
const MAX_HEAD_ROWS: usize = 6;
/// Longest cell of the second row of a head, in words.
const MAX_SUBHEAD_WORDS: usize = 8;
/// Longest heading of a column, in words: more is prose.
const MAX_HEADING_WORDS: usize = 18;
/// Longest cell of a head, in bytes.
const MAX_HEAD_BYTES: usize = 240;
/// Columns that a table can have; wider ones are no assignment tables.
const MAX_COLUMNS: usize = 64;

/// What the columns hold, and the first row behind the head.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) columns: Vec<Option<Column>>,
    /// Columns whose heading names both chủ trì and phối hợp.
    pub(super) mixed: Vec<usize>,
    /// Columns whose heading names bodies and not what they do.
    bare: Vec<usize>,
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
        let mut head = Head {
            columns: vec![None; n_columns],
            mixed: Vec::new(),
            bare: Vec::new(),
            n_rows: 0,
        };
        let row = table.rows.get(first)?;
        if row.cells.iter().any(|cell| cell.span.len() > MAX_HEAD_BYTES) {
            continue;
        }
        head.take(text, row);
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
            head.compare();
            head.judge_progress(text, table);
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
        for cell in row.cells.iter().filter(|cell| is_heading(cell.span.of(text))) {
            let Some(heading) = read_heading(cell.span.of(text)) else { continue };
            for index in cell.column..end_of(cell).min(self.columns.len()) {
                if let Some(slot) = self.columns.get_mut(index) {
                    *slot = Some(heading.column);
                }
                self.mixed.retain(|mixed| *mixed != index);
                self.bare.retain(|bare| *bare != index);
                if heading.is_mixed {
                    self.mixed.push(index);
                }
                if heading.is_bare {
                    self.bare.push(index);
                }
            }
        }
    }

    fn n_named(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    /// Reads the columns beside each other: bodies of no stated duty ask for something
    /// where others do it, and who does it leads where others take part.
    fn compare(&mut self) {
        // "Lãnh đạo phụ trách" beside "Đơn vị chủ trì" does not lead.
        let is_led = self.columns.contains(&Some(Column::Lead));
        for slot in &mut self.columns {
            if *slot == Some(Column::Overseeing) {
                let meant = if is_led { Column::Implementing } else { Column::Lead };
                *slot = Some(meant);
            }
        }
        let count = |columns: &[Option<Column>], column| {
            columns.iter().filter(|one| **one == Some(column)).count()
        };
        let n_doers = count(&self.columns, Column::Lead)
            + count(&self.columns, Column::Implementing)
            - self.bare.len().min(count(&self.columns, Column::Implementing));
        if n_doers > 0 {
            for index in std::mem::take(&mut self.bare) {
                if let Some(slot) = self.columns.get_mut(index) {
                    *slot = Some(Column::Other);
                }
            }
        }
        let has_lead = count(&self.columns, Column::Lead) > 0 || !self.mixed.is_empty();
        if !has_lead && count(&self.columns, Column::Coordinating) > 0 {
            for slot in &mut self.columns {
                if *slot == Some(Column::Implementing) {
                    *slot = Some(Column::Lead);
                }
            }
        }
    }

    /// Makes a column of progress one of deadlines if most of its cells are times.
    fn judge_progress(&mut self, text: &str, table: &Table) {
        for (index, slot) in self.columns.iter_mut().enumerate() {
            if *slot != Some(Column::Progress) {
                continue;
            }
            let cells = table.rows.iter().skip(self.n_rows).flat_map(|row| &row.cells);
            let cells =
                cells.filter(|cell| cell.column == index && !cell.span.is_empty());
            let (times, others): (Vec<_>, Vec<_>) =
                cells.partition(|cell| is_time(cell.span.of(text)));
            let is_deadline = times.len() >= others.len();
            *slot = Some(if is_deadline { Column::Deadline } else { Column::Other });
        }
    }

    /// Whether a row repeats the head: each of its filled cells is a short heading, and
    /// some name bodies.
    pub(super) fn is_repeated(text: &str, row: &Row) -> bool {
        let filled = row.cells.iter().map(|cell| cell.span.of(text).trim());
        let filled: Vec<&str> = filled.filter(|cell| !cell.is_empty()).collect();
        let read: Vec<Option<Heading>> = filled
            .iter()
            .map(|cell| {
                let is_short = cell.split_whitespace().count() <= MAX_SUBHEAD_WORDS;
                read_heading(cell).filter(|_| is_short)
            })
            .collect();
        let names_bodies = |heading: &Heading| heading.column.has_agencies();
        read.len() >= 3
            && read.iter().all(Option::is_some)
            && read.iter().flatten().any(names_bodies)
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

fn is_heading(cell: &str) -> bool {
    cell.split_whitespace().count() <= MAX_HEADING_WORDS && !cell.contains(". ")
}

/// What a heading says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    pub(super) column: Column,
    /// Whether it names both chủ trì and phối hợp.
    is_mixed: bool,
    /// Whether it names bodies without a word for what they do: "Đơn vị".
    is_bare: bool,
}

pub(super) fn read_heading(heading: &str) -> Option<Heading> {
    let words = HEADS.words(heading);
    let all: Vec<Column> = (0..words.len())
        .filter_map(|start| HEADS.longest_at(&words, start).map(|found| found.value))
        .collect();
    let unit = CUES.starting_at(&words, 0);
    let unit = unit.into_iter().find(|found| found.value == Cue::Unit);
    let plain = |column, is_bare| Some(Heading { column, is_mixed: false, is_bare });
    if all.contains(&Column::State) {
        return plain(Column::Other, false);
    }
    let Some(first) = all.first().copied() else {
        let is_bare = unit.is_some_and(|unit| unit.end == words.len());
        return unit.and_then(|_| plain(Column::Implementing, is_bare));
    };
    // "Đơn vị kiến nghị": who asks, not what.
    if unit.is_some() && first == Column::Task {
        return plain(Column::Other, false);
    }
    let leads = all.contains(&Column::Lead);
    let is_mixed = first.has_agencies() && leads && all.contains(&Column::Coordinating);
    // "Cơ quan, đơn vị được giao chủ trì": what is more exact decides.
    let column = match first {
        Column::Implementing if leads => Column::Lead,
        Column::Implementing if all.contains(&Column::Coordinating) && !is_mixed => {
            if unit.is_some() {
                Column::Coordinating
            } else {
                first
            }
        }
        first => first,
    };
    Some(Heading { column, is_mixed, is_bare: false })
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

/// Whether the words of a cell say when: "Quý II/2025", "Thường xuyên", "30/6".
fn is_time(cell: &str) -> bool {
    let words = CUES.words(cell);
    let is_period = CUES
        .all(&words)
        .iter()
        .any(|found| matches!(found.value, Cue::Period | Cue::Deadline));
    let n_time = words.iter().filter(|word| is_date_word(&word.normal)).count();
    is_period || n_time * 2 > words.len()
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
    let is_letter = inside.chars().count() == 1 && inside.chars().all(is_letter);
    let is_dotted =
        inside.split('.').all(|part| is_number(part) || numeral::roman(part).is_some());
    inside.len() <= 12 && !inside.is_empty() && (is_letter || is_dotted)
}
