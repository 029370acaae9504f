//! The cells of a sheet, and the table that they make.

use std::collections::{BTreeMap, HashMap};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime};

use crate::flow::pieces::{ParagraphPieces, RunSetting};
use crate::flow::tally::ReadTally;
use crate::legacy::font::{FontLetters, has_unicode_letters};
use crate::legacy::recognise_text;
use crate::raw::{BlockGap, BreakKind, RawBlock, RawContent, RawRow, RawTable};
use tracuu_text::builder::{CellDraft, RowDraft};
use tracuu_text::styled::StyledText;

/// Most columns of a table; further cells stay in the last.
const MAX_COLUMNS: usize = 256;

/// The cells of a sheet that hold something, in order.
#[derive(Default)]
pub(super) struct SheetCells {
    by_row: BTreeMap<u32, BTreeMap<u32, String>>,
    tally: ReadTally,
}

impl SheetCells {
    /// Adds a cell; `None` where that is more than is read.
    pub(super) fn push(&mut self, (row, column): (u32, u32), text: String) -> Option<()> {
        if text.trim().is_empty() {
            return Some(());
        }
        self.tally.add(1, text.len());
        self.by_row.entry(row).or_default().insert(column, text);
        (!self.tally.is_too_much()).then_some(())
    }

    /// The blocks of the sheet: rows above the table that hold one cell are paragraphs, as
    /// the titles of printed forms are.
    pub(super) fn into_blocks(self, merged: &[Dimensions]) -> Vec<RawBlock> {
        let letters = self.letters();
        let mut blocks = Vec::new();
        let mut table = RawTable::default();
        let row_numbers: Vec<u32> = self.by_row.keys().copied().collect();
        let merged: HashMap<(u32, u32), &Dimensions> =
            merged.iter().map(|span| (span.start, span)).collect();
        let first = self.by_row.values().flat_map(BTreeMap::keys).min().copied();
        let first_column = first.unwrap_or_default();
        for (row_number, cells) in self.by_row {
            if table.rows.is_empty() && cells.len() == 1 {
                let texts = cells.into_values().flat_map(|text| lines(&text, letters));
                blocks.extend(texts.map(|text| block(RawContent::Paragraph(text))));
                continue;
            }
            let mut row = RowDraft::default();
            for (column_number, text) in cells {
                let span = merged.get(&(row_number, column_number));
                let (n_rows, n_columns) = span.map_or((1, 1), |span| {
                    let rows_before =
                        |row: u32| row_numbers.partition_point(|number| *number < row);
                    // Empty rows are left out, so they do not count. A damaged file may
                    // state an end before the start.
                    let n_rows = rows_before(span.end.0.saturating_add(1))
                        .saturating_sub(rows_before(row_number));
                    let n_columns = span.end.1.saturating_sub(column_number);
                    (n_rows.max(1), n_columns.saturating_add(1))
                });
                let column = to_usize(column_number - first_column).min(MAX_COLUMNS - 1);
                let n_columns = to_usize(n_columns).clamp(1, MAX_COLUMNS - column);
                let paragraphs = lines(&text, letters);
                row.cells.push(CellDraft { column, n_columns, n_rows, paragraphs });
            }
            table.rows.push(RawRow { cells: row, is_parted: false });
        }
        if !table.rows.is_empty() {
            blocks.push(block(RawContent::Table(table)));
        }
        blocks
    }
}

impl SheetCells {
    /// How its cells store letters: they keep no fonts that could tell and are too short to
    /// tell alone, so the words of all of them do.
    fn letters(&self) -> FontLetters {
        let mut joined = String::new();
        for text in self.by_row.values().flat_map(BTreeMap::values) {
            if !has_unicode_letters(text) {
                joined.push_str(text);
                joined.push(' ');
            }
        }
        FontLetters::Unicode.in_encoding(recognise_text(&joined))
    }
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn block(content: RawContent) -> RawBlock {
    let gap = BlockGap { blank_lines: 1, break_kind: BreakKind::HardBreak };
    RawBlock::new(gap, content)
}

/// The lines of a cell.
fn lines(text: &str, letters: FontLetters) -> Vec<StyledText> {
    let mut pieces = ParagraphPieces::default();
    for (place, line) in text.lines().enumerate() {
        if place > 0 {
            pieces.break_line(BreakKind::Nothing);
        }
        pieces.push(line, RunSetting { letters, ..RunSetting::default() });
    }
    let lines = pieces.lines().into_iter().map(|(_, line)| line.trimmed());
    lines.filter(|line| !line.is_blank()).collect()
}

/// What a cell shows.
pub(super) fn shown(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            text.clone()
        }
        Data::Bool(value) => value.to_string(),
        Data::DateTime(date) => shown_date(*date),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

/// As [`shown`], for a value that a streaming reader lends.
pub(super) fn shown_ref(value: DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => text.to_owned(),
        other => shown(&Data::from(other)),
    }
}

/// A day as offices write it; of a moment of a day only the day counts.
fn shown_date(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{day:02}/{month:02}/{year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cells: &[(u32, u32, &str)]) -> SheetCells {
        let mut sheet = SheetCells::default();
        for (row, column, text) in cells {
            sheet.push((*row, *column), (*text).to_owned()).expect("few cells");
        }
        sheet
    }

    #[test]
    fn titles_stand_above_the_table_and_merged_cells_span() {
        let cells = [
            (0, 1, "BIỂU"),
            (2, 1, "TT"),
            (2, 2, "Việc"),
            (3, 1, "1"),
            (5, 1, "2"),
            (5, 2, "b"),
        ];
        let merged = [Dimensions::new((3, 1), (5, 1)), Dimensions::new((0, 1), (0, 2))];
        let blocks = sheet(&cells).into_blocks(&merged);
        let [title, table] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!(title.content.text().map(StyledText::text), Some("BIỂU"));
        let RawContent::Table(table) = &table.content else { panic!("{table:?}") };
        let cells = |row: &RawRow| {
            let cells = row.cells.cells.iter();
            cells
                .map(|cell| (cell.column, cell.n_columns, cell.n_rows))
                .collect::<Vec<_>>()
        };
        let spans: Vec<_> = table.rows.iter().map(cells).collect();
        assert_eq!(
            spans,
            [vec![(0, 1, 1), (1, 1, 1)], vec![(0, 1, 2)], vec![(0, 1, 1), (1, 1, 1)]]
        );
    }

    #[test]
    fn short_cells_are_read_as_the_whole_sheet_is() {
        let cells =
            [(0, 0, "Sè TT"), (0, 1, "NghÞ quyÕt"), (1, 0, "M· sè"), (1, 1, "Ủy ban")];
        let blocks = sheet(&cells).into_blocks(&[]);
        let RawContent::Table(table) = &blocks[0].content else { panic!("{blocks:?}") };
        let cells = table.rows.iter().flat_map(|row| &row.cells.cells);
        let texts: Vec<_> =
            cells.flat_map(|cell| &cell.paragraphs).map(StyledText::text).collect();
        assert_eq!(texts, ["Số TT", "Nghị quyết", "Mã số", "Ủy ban"]);
    }

    #[test]
    fn values_are_shown_as_offices_write_them() {
        for (value, expected) in [
            (Data::Float(3.1), "3.1"),
            (Data::Float(4.0), "4"),
            (Data::Int(7), "7"),
            (Data::Empty, ""),
        ] {
            assert_eq!(shown(&value), expected);
        }
    }
}
