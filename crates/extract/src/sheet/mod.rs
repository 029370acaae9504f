//! Workbooks: Excel since 2007, Excel 97 to 2003, `OpenDocument` sheets.

mod cells;
pub(crate) mod document;
pub mod error;
mod xls_extent;
