//! Assignments from tables (biểu phân công): columns by their headings in any order and
//! wording, two-level heads, merged cells, group rows, rows that refine others.

use super::cell::{Names, parties};
use super::duty::{Assignment, AssignmentSource, Duty, Item, Party};
use super::item::{items, repeated};
use super::table_head::{Head, end_of, head, is_label};
use super::words::Column;
use tracuu_text::layout::{Cell, Table};
use tracuu_text::span::Span;

/// Reads the assignments of a table; empty where no column holds agencies.
pub(super) fn read(names: Names<'_>, text: &str, table: &Table) -> Vec<Assignment> {
    let Some(head) = head(text, table) else { return Vec::new() };
    let mut reader = RowReader {
        names,
        text,
        head: &head,
        group: None,
        last_item: 0,
        before: Vec::new(),
        read: Vec::new(),
    };
    let grid = grid(table, head.columns.len());
    for index in head.n_rows..table.rows.len() {
        let Some(slots) = grid.get(index) else { continue };
        reader.row(table, index, slots);
    }
    reader.read
}

/// One place of the grid: the cell that covers it.
#[derive(Clone, Copy, Debug)]
struct Slot<'t> {
    cell: &'t Cell,
    /// Whether the cell starts in this row.
    is_own: bool,
}

/// The cells row by row and column by column, merged cells wherever they reach.
fn grid(table: &Table, n_columns: usize) -> Vec<Vec<Option<Slot<'_>>>> {
    let mut grid = Vec::with_capacity(table.rows.len());
    // For each column the merged cell above and how many rows it still covers.
    let mut open: Vec<Option<(&Cell, usize)>> = vec![None; n_columns];
    for row in &table.rows {
        let mut slots: Vec<Option<Slot<'_>>> = vec![None; n_columns];
        for (slot, above) in slots.iter_mut().zip(&mut open) {
            if let Some((cell, n_left)) = above.take() {
                *slot = Some(Slot { cell, is_own: false });
                *above = (n_left > 1).then(|| (cell, n_left - 1));
            }
        }
        for cell in &row.cells {
            for index in cell.column..end_of(cell).min(n_columns) {
                let is_first = index == cell.column;
                if let (Some(slot), Some(above)) =
                    (slots.get_mut(index), open.get_mut(index))
                {
                    *slot = is_first.then_some(Slot { cell, is_own: true }).or(*slot);
                    *above =
                        (is_first && cell.n_rows > 1).then(|| (cell, cell.n_rows - 1));
                }
            }
        }
        grid.push(slots);
    }
    grid
}

struct RowReader<'t> {
    names: Names<'t>,
    text: &'t str,
    head: &'t Head,
    group: Option<Span>,
    /// The number of the last item read, whose sequence the next rows go on.
    last_item: u32,
    /// The parties of the row before, by column, for "Như trên".
    before: Vec<(usize, Vec<Party>)>,
    read: Vec<Assignment>,
}

impl RowReader<'_> {
    fn row(&mut self, table: &Table, index: usize, slots: &[Option<Slot<'_>>]) {
        let Some(row) = table.rows.get(index) else { return };
        if Head::is_repeated(self.text, row) {
            return;
        }
        let label = self.label(slots);
        if let Some(title) = self.lone_cell(slots) {
            return self.lone(table, index, label.as_deref(), title);
        }
        let parties = self.parties(slots);
        let Some(task) = self.task(slots).filter(|_| !parties.is_empty()) else { return };
        let refines = label.as_deref().and_then(|label| self.refined(label));
        let items = self.items(task, refines.as_deref());
        self.read.push(Assignment {
            source: AssignmentSource::Table,
            duty: parties.first().map_or(Duty::Implement, |party| party.duty),
            row: label,
            refines,
            group: self.group,
            task,
            items,
            measures: Vec::new(),
            parties,
            deadline: self.filled(slots, Column::Deadline),
            product: self.filled(slots, Column::Product),
            span: row.span,
            provision: None,
        });
    }

    /// The number of the row, without a full stop at its end.
    fn label(&self, slots: &[Option<Slot<'_>>]) -> Option<String> {
        let span = self.filled(slots, Column::Number)?;
        let label = span.of(self.text).trim_end_matches(['.', ')', '-', '/']).trim();
        (is_label(label)).then(|| label.to_owned())
    }

    /// The text of the first filled column of a kind.
    fn filled(&self, slots: &[Option<Slot<'_>>], column: Column) -> Option<Span> {
        let mut found = slots.iter().enumerate().filter_map(|(index, slot)| {
            let span = slot.as_ref()?.cell.span.trimmed(self.text);
            (self.head.has(index, column) && !span.is_empty()).then_some(span)
        });
        found.next()
    }

    /// The task: of several columns the last that is filled in this row, else the first.
    fn task(&self, slots: &[Option<Slot<'_>>]) -> Option<Span> {
        let mut tasks = slots.iter().enumerate().filter_map(|(index, slot)| {
            let slot = slot.as_ref().filter(|_| self.head.has(index, Column::Task))?;
            let span = slot.cell.span.trimmed(self.text);
            (!span.is_empty()).then_some((slot.is_own, span))
        });
        let first = tasks.next()?;
        let last_own = tasks.rfind(|(is_own, _)| *is_own);
        Some(last_own.unwrap_or(first).1)
    }

    /// The only filled cell of a row besides its number, where no merged cell gives it
    /// agencies.
    fn lone_cell(&self, slots: &[Option<Slot<'_>>]) -> Option<Span> {
        let mut lone = None;
        for (index, slot) in slots.iter().enumerate() {
            let Some(slot) = slot else { continue };
            let span = slot.cell.span.trimmed(self.text);
            let is_wide = slot.cell.n_columns > 1;
            let is_number = self.head.has(index, Column::Number) && !is_wide;
            if span.is_empty() || (is_number && is_label(span.of(self.text))) {
                continue;
            }
            let column = self.head.columns.get(index).copied().flatten();
            let has_agencies = column.is_some_and(Column::has_agencies);
            if lone.is_some() || (has_agencies && !is_wide) {
                return None;
            }
            lone = Some(span);
        }
        lone
    }

    /// A row with one filled cell: the heading of a group, the rest of the row before, or
    /// a task that is parted into the rows behind it.
    fn lone(&mut self, table: &Table, index: usize, label: Option<&str>, title: Span) {
        let starts_small =
            title.of(self.text).chars().next().is_some_and(char::is_lowercase);
        if label.is_none()
            && starts_small
            && let Some(last) = self.read.last_mut()
        {
            last.task = last.task.cover(title);
            last.span = last.span.cover(title);
            let last_item = last.items.first().map_or(0, |item| item.number - 1);
            last.items = items(self.text, last.task, last_item);
            self.last_item = last.items.last().map_or(self.last_item, |item| item.number);
            return;
        }
        let is_arabic =
            label.is_some_and(|label| label.bytes().any(|b| b.is_ascii_digit()));
        let is_parted = || {
            let next = table.rows.get(index + 1)?;
            let cell = next.cells.first()?.span.of(self.text);
            Some(cell.starts_with(&format!("{}.", label?)))
        };
        if !is_arabic || is_parted() == Some(true) {
            self.group = Some(title);
        }
    }

    fn parties(&mut self, slots: &[Option<Slot<'_>>]) -> Vec<Party> {
        let mut by_column: Vec<(usize, Vec<Party>)> = Vec::new();
        for (index, slot) in slots.iter().enumerate() {
            let Some(slot) = slot else { continue };
            let Some(duty) = self.duty(index) else { continue };
            by_column.push((index, self.cell(index, slot.cell, duty)));
        }
        let parties =
            by_column.iter().flat_map(|(_, parties)| parties).cloned().collect();
        self.before = by_column;
        parties
    }

    fn duty(&self, index: usize) -> Option<Duty> {
        if self.head.mixed.contains(&index) {
            return Some(Duty::Implement);
        }
        match self.head.columns.get(index).copied().flatten()? {
            Column::Lead | Column::Overseeing => Some(Duty::Lead),
            Column::Coordinating => Some(Duty::Coordinate),
            Column::Implementing => Some(Duty::Implement),
            _ => None,
        }
    }

    fn cell(&self, index: usize, cell: &Cell, duty: Duty) -> Vec<Party> {
        let form = tracuu_text::syllable::normal_words(cell.span.of(self.text));
        if matches!(
            form.trim_matches(['.', '-']),
            "như trên" | "nt" | "-nt" | "\"" | "//"
        ) {
            let before = self.before.iter().find(|(column, _)| *column == index);
            return before.map(|(_, parties)| parties.clone()).unwrap_or_default();
        }
        let paragraphs: &[Span] = match cell.paragraphs.as_slice() {
            [] => &[cell.span],
            paragraphs => paragraphs,
        };
        let is_split = paragraphs.len() > 1 && !self.is_running(paragraphs);
        let parts = if is_split { paragraphs } else { &[cell.span] };
        parties(self.names, self.text, parts, duty)
    }

    /// Whether the paragraphs of a cell are one sentence broken into lines.
    fn is_running(&self, paragraphs: &[Span]) -> bool {
        paragraphs
            .iter()
            .skip(1)
            .any(|span| span.of(self.text).chars().next().is_some_and(char::is_lowercase))
    }

    /// The row that a row of this number refines: 3 for 3.1.
    fn refined(&self, label: &str) -> Option<String> {
        let (parent, _) = label.rsplit_once('.')?;
        let is_read =
            self.read.iter().rev().any(|row| row.row.as_deref() == Some(parent));
        is_read.then(|| parent.to_owned())
    }

    fn items(&mut self, task: Span, refines: Option<&str>) -> Vec<Item> {
        let own = items(self.text, task, self.last_item);
        if let Some(last) = own.last() {
            self.last_item = last.number;
            return own;
        }
        let parent = refines.and_then(|parent| {
            self.read.iter().rev().find(|row| row.row.as_deref() == Some(parent))
        });
        parent.map(|parent| repeated(self.text, &parent.items, task)).unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
