//! The steps of mending in their order, and the manuscript of what they leave.

use super::{furniture, layout, line_ends, pages, tables, wrapped};
use crate::raw::{RawBlock, RawContent};
use tracuu_text::builder::{ManuscriptBuilder, RowDraft};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::origin::Origins;
use tracuu_text::styled::StyledText;

/// Makes the manuscript of raw blocks, and of texts that the source itself sets apart as
/// heads and feet of pages.
pub(crate) fn build_manuscript(
    blocks: Vec<RawBlock>,
    furniture: Vec<StyledText>,
) -> Manuscript {
    build_manuscript_with_origins(blocks, furniture).0
}

/// As [`build_manuscript`], and where the text stands in the source.
pub(crate) fn build_manuscript_with_origins(
    blocks: Vec<RawBlock>,
    furniture: Vec<StyledText>,
) -> (Manuscript, Origins) {
    let mut builder = ManuscriptBuilder::default();
    for text in furniture {
        builder.furniture(text);
    }
    let (blocks, repeated) = furniture::take_out(blocks);
    for text in repeated {
        builder.furniture(text);
    }
    let (blocks, repeated) = tables::join(blocks);
    for text in repeated {
        builder.furniture(text);
    }
    let blocks = layout::dissolve(blocks);
    for block in pages::join(line_ends::join(wrapped::join(blocks))) {
        match block.content {
            RawContent::Heading(level, text) => builder.heading(level, &text),
            RawContent::Paragraph(text) => builder.paragraph(&text),
            RawContent::ListItem(text) => builder.list_item(&text),
            RawContent::Note(text) => builder.note(&text),
            RawContent::Table(table) => {
                let rows: Vec<RowDraft> =
                    table.rows.into_iter().map(|row| row.cells).collect();
                builder.table(&rows);
            }
        }
    }
    builder.finish_traced()
}
