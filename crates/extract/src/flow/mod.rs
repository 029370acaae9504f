//! Blocks that follow each other, as the readers of all formats with paragraphs collect
//! them: the body, a cell, a text box, a note.

mod blocks;
pub(crate) mod counter;
pub(crate) mod grid_table;
pub(crate) mod label;
pub(crate) mod numbering;
pub(crate) mod page_counter;
pub(crate) mod pieces;
pub(crate) mod span_table;
pub(crate) mod tally;

pub(crate) use blocks::{Flow, FlowParagraph, RawDocument, is_layout_field, one_line};
