//! Heads of tables that programs print anew on each page: they stand in the text once.

use tracuu_text::builder::CellDraft;

use crate::raw::{RawRow, RawTable};

/// Most rows of a head.
const MAX_ROWS: usize = 3;

/// The words of a row by column.
type RowWords = Vec<(usize, String)>;

/// The first rows of a table that may go on on the next page.
#[derive(Default)]
pub(super) struct RepeatedHead {
    rows: Vec<RowWords>,
}

impl RepeatedHead {
    /// Remembers the head of a table that begins anew.
    pub(super) fn begin(&mut self, table: &RawTable) {
        self.rows = table.rows.iter().take(MAX_ROWS).map(words).collect();
    }

    /// Takes the head out of a table where it stands again: from its first row on in a table
    /// that goes on, from its second on in one that begins.
    pub(super) fn take_out(&self, table: &mut RawTable, goes_on: bool) {
        let rows = std::mem::take(&mut table.rows);
        let mut n_repeated = 0;
        let mut is_parted = false;
        for (place, mut row) in rows.into_iter().enumerate() {
            let found = words(&row);
            let is_head =
                |at: usize| self.rows.get(at) == Some(&found) && found.len() > 1;
            let next = if is_head(0) { 1 } else { n_repeated + 1 };
            let repeats = is_head(0) || n_repeated > 0 && is_head(n_repeated);
            if repeats && (goes_on || place > 0) {
                n_repeated = next;
                is_parted = true;
                continue;
            }
            n_repeated = 0;
            row.is_parted |= std::mem::take(&mut is_parted);
            table.rows.push(row);
        }
    }
}

/// The words of a row, cells without any left out.
fn words(row: &RawRow) -> RowWords {
    let words = |cell: &CellDraft| {
        let texts =
            cell.paragraphs.iter().flat_map(|text| text.text().split_whitespace());
        (cell.column, texts.collect::<String>())
    };
    row.cells.cells.iter().map(words).filter(|(_, words)| !words.is_empty()).collect()
}
