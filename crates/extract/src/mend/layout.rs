//! Letterheads and signatures are set as tables without lines; they become blocks again,
//! column by column.

use crate::lines::is_rule;
use crate::prose;
use crate::raw::{BlockGap, BreakKind, RawBlock, RawContent, RawTable};
use tracuu_text::styled::StyledText;

/// Most columns and rows of such a table: two columns and a space between, a line a row.
const MAX_COLUMNS: usize = 3;
const MAX_ROWS: usize = 16;

/// Replaces the tables that only place letterheads and signatures by their paragraphs.
pub(super) fn dissolve(blocks: Vec<RawBlock>) -> Vec<RawBlock> {
    let mut dissolved = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block.content {
            RawContent::Table(table) if is_layout(&table) => {
                dissolved.extend(paragraphs(&table, block.gap));
            }
            _ => dissolved.push(block),
        }
    }
    dissolved
}

fn is_layout(table: &RawTable) -> bool {
    let is_small = table.rows.len() <= MAX_ROWS
        && table.rows.iter().all(|row| row.cells.cells.len() <= MAX_COLUMNS);
    let cells = || table.rows.iter().flat_map(|row| &row.cells.cells);
    is_small
        && cells()
            .filter_map(|cell| cell.paragraphs.first())
            .any(|text| prose::starts_layout(text.text()))
}

fn paragraphs(table: &RawTable, first_gap: BlockGap) -> Vec<RawBlock> {
    let cells = || table.rows.iter().flat_map(|row| &row.cells.cells);
    let n_columns = cells().map(|cell| cell.column + 1).max().unwrap_or_default();
    let columns = (0..n_columns).flat_map(|column| {
        cells()
            .filter(move |cell| cell.column == column)
            .flat_map(|cell| &cell.paragraphs)
    });
    let texts = columns.filter(|text| !text.is_blank() && !is_rule(text.text()));
    let mut gap = first_gap;
    let mut blocks = Vec::new();
    for text in texts {
        blocks.push(RawBlock::new(gap, content(text.clone())));
        gap = BlockGap { blank_lines: 0, break_kind: BreakKind::HardBreak };
    }
    blocks
}

fn content(text: StyledText) -> RawContent {
    if prose::starts_listed(text.text()) {
        RawContent::ListItem(text)
    } else {
        RawContent::Paragraph(text)
    }
}
