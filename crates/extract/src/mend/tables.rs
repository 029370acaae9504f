//! Pieces of tables become whole: pieces parted by a page end are one table, heads typed
//! again are taken out, rows torn by a page end are one row.

use super::joint;
use crate::prose::{self, LineEnd, LineStart};
use crate::raw::{BreakKind, RawBlock, RawContent, RawRow, RawTable};
use tracuu_text::builder::{CellDraft, RowDraft};
use tracuu_text::capitals::is_capitals;
use tracuu_text::styled::{Style, StyledText};

/// Joins pieces of tables that lie side by side and mends each table. Heads typed again
/// come beside the blocks.
pub(super) fn join(blocks: Vec<RawBlock>) -> (Vec<RawBlock>, Vec<StyledText>) {
    let mut joined: Vec<RawBlock> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let (RawContent::Table(piece), Some(RawContent::Table(table))) =
            (&mut block.content, joined.last_mut().map(|last| &mut last.content))
            && belongs(table, piece, block.gap.break_kind)
        {
            let start = table.rows.len();
            table.rows.append(&mut piece.rows);
            table.page_numbers.append(&mut piece.page_numbers);
            if let Some(first) = table.rows.get_mut(start) {
                first.is_parted = true;
            }
            continue;
        }
        joined.push(block);
    }
    let mut furniture = Vec::new();
    for block in &mut joined {
        if let RawContent::Table(table) = &mut block.content {
            mend(table, &mut furniture);
        }
    }
    (joined, furniture)
}

/// Whether a piece goes on with the table before it: it has the same head, or the same
/// columns and no head of its own.
fn belongs(table: &RawTable, piece: &RawTable, break_kind: BreakKind) -> bool {
    let (Some(head), Some(first)) = (table.rows.first(), piece.rows.first()) else {
        return true;
    };
    if is_same(&head.cells, &first.cells) {
        return true;
    }
    break_kind != BreakKind::Rule
        && !piece.has_head
        && n_columns(table) == n_columns(piece)
}

fn n_columns(table: &RawTable) -> usize {
    let cells = table.rows.iter().flat_map(|row| &row.cells.cells);
    cells.map(|cell| cell.column + cell.n_columns.max(1)).max().unwrap_or_default()
}

/// Whether two rows have the same text in two cells at least, white space and style aside.
fn is_same(one: &RowDraft, other: &RowDraft) -> bool {
    let words = |cell: &CellDraft| -> Vec<String> {
        let words =
            cell.paragraphs.iter().flat_map(|text| text.text().split_whitespace());
        words.map(str::to_owned).collect()
    };
    let n_filled = one.cells.iter().filter(|cell| !is_blank(cell)).count();
    n_filled >= 2
        && one.cells.len() == other.cells.len()
        && one
            .cells
            .iter()
            .zip(&other.cells)
            .all(|(one, other)| words(one) == words(other))
}

fn is_blank(cell: &CellDraft) -> bool {
    cell.paragraphs.iter().all(StyledText::is_blank)
}

/// Takes heads typed again out and joins torn rows.
fn mend(table: &mut RawTable, furniture: &mut Vec<StyledText>) {
    let rows = std::mem::take(&mut table.rows);
    furniture.append(&mut table.page_numbers);
    let mut n_repeated = 0;
    let mut is_parted = false;
    let mut new_places = Vec::with_capacity(rows.len());
    for row in rows {
        new_places.push(table.rows.len());
        is_parted |= row.is_parted;
        let repeats = |place: usize| {
            table.rows.get(place).is_some_and(|head| is_same(&head.cells, &row.cells))
        };
        if !table.rows.is_empty()
            && (repeats(0) || (n_repeated > 0 && repeats(n_repeated)))
        {
            n_repeated = if repeats(0) { 1 } else { n_repeated + 1 };
            furniture.push(line(&row.cells));
            is_parted = true;
            continue;
        }
        n_repeated = 0;
        let at_seam = std::mem::take(&mut is_parted);
        match table.rows.last_mut() {
            Some(above) if goes_on(&above.cells, &row.cells, at_seam) => {
                append(&mut above.cells, row.cells, at_seam);
                if let Some(place) = new_places.last_mut() {
                    *place -= 1;
                }
            }
            _ => table.rows.push(row),
        }
    }
    cut_spans(&mut table.rows, &new_places);
}

/// Shortens the cells that spanned rows which are gone.
fn cut_spans(rows: &mut [RawRow], new_places: &[usize]) {
    let n_rows = rows.len();
    if new_places.len() == n_rows {
        return;
    }
    let mut old_places = vec![0; n_rows];
    for (old, new) in new_places.iter().enumerate().rev() {
        if let Some(place) = old_places.get_mut(*new) {
            *place = old;
        }
    }
    for ((new, row), old) in rows.iter_mut().enumerate().zip(old_places) {
        for cell in row.cells.cells.iter_mut().filter(|cell| cell.n_rows > 1) {
            let end = new_places.get(old + cell.n_rows).copied().unwrap_or(n_rows);
            cell.n_rows = end.saturating_sub(new).max(1);
        }
    }
}

/// A row as one line.
fn line(row: &RowDraft) -> StyledText {
    let mut line = StyledText::default();
    for (place, cell) in row.cells.iter().enumerate() {
        if place > 0 {
            line.push(" | ", Style::default());
        }
        for (number, text) in cell.paragraphs.iter().enumerate() {
            if number > 0 {
                line.push(" ", Style::default());
            }
            line.append(&text.trimmed());
        }
    }
    line
}

/// How a cell stands to the one above it.
#[derive(PartialEq, Eq)]
enum CellSeam {
    /// The sentence of the cell above goes on.
    GoesOn,
    /// It may go on or be a new one.
    Unclear,
    /// A new one.
    Fresh,
}

/// Whether a row goes on with the row above. Its first cell is empty and a sentence goes
/// on; or, after a page end, nothing but one cell is filled.
fn goes_on(above: &RowDraft, row: &RowDraft, at_seam: bool) -> bool {
    let filled: Vec<&CellDraft> =
        row.cells.iter().filter(|cell| !is_blank(cell)).collect();
    let has_spans = |row: &RowDraft| row.cells.iter().any(|cell| cell.n_rows > 1);
    let (Some(first), false) = (row.cells.first(), has_spans(above) || has_spans(row))
    else {
        return false;
    };
    if first.column != 0 || filled.is_empty() {
        return false;
    }
    let seams: Vec<CellSeam> = filled.iter().map(|cell| seam(above, cell)).collect();
    let n_on = seams.iter().filter(|seam| **seam == CellSeam::GoesOn).count();
    if !is_blank(first) {
        return at_seam
            && seams.first() == Some(&CellSeam::GoesOn)
            && !seams.contains(&CellSeam::Fresh);
    }
    if !at_seam {
        return n_on == seams.len();
    }
    let is_group = filled.iter().any(|cell| cell.paragraphs.iter().any(is_display));
    n_on > 0
        || (filled.len() == 1 && !is_group && has_cell(above, filled.first().copied()))
}

fn is_display(text: &StyledText) -> bool {
    text.is_bold() || is_capitals(text.text())
}

/// Whether the row has text in the column of a cell.
fn has_cell(row: &RowDraft, cell: Option<&CellDraft>) -> bool {
    cell.is_some_and(|cell| {
        cell_at(row, cell.column).is_some_and(|above| !is_blank(above))
    })
}

fn cell_at(row: &RowDraft, column: usize) -> Option<&CellDraft> {
    let place = row.cells.partition_point(|cell| cell.column < column);
    row.cells.get(place).filter(|cell| cell.column == column)
}

fn seam(above: &RowDraft, cell: &CellDraft) -> CellSeam {
    let above = cell_at(above, cell.column).and_then(|cell| cell.paragraphs.last());
    let (Some(above), Some(below)) = (above, cell.paragraphs.first()) else {
        return CellSeam::Fresh;
    };
    match (prose::end(above.text()), prose::start(below.text())) {
        (LineEnd::Finished, _) | (_, LineStart::Unit) => CellSeam::Fresh,
        (LineEnd::Open, _) | (_, LineStart::Lower) => CellSeam::GoesOn,
        _ => CellSeam::Unclear,
    }
}

/// Adds the cells of a row to those of the row above.
fn append(above: &mut RowDraft, row: RowDraft, at_seam: bool) {
    for cell in row.cells.into_iter().filter(|cell| !is_blank(cell)) {
        let is_new = seam(above, &cell) == CellSeam::Fresh;
        let place = above.cells.partition_point(|found| found.column < cell.column);
        let target = above.cells.get_mut(place);
        let Some(target) = target.filter(|found| found.column == cell.column) else {
            above.cells.insert(place, cell);
            continue;
        };
        let mut paragraphs = cell.paragraphs.into_iter();
        if let (Some(last), Some(first)) =
            (target.paragraphs.last_mut(), paragraphs.as_slice().first())
        {
            if is_new {
                let mut text = StyledText::default();
                text.mark_page_break();
                text.append(&first.trimmed());
                target.paragraphs.push(text);
            } else {
                joint::append(last, first, at_seam);
            }
            paragraphs.next();
        }
        target.paragraphs.extend(paragraphs);
    }
}
