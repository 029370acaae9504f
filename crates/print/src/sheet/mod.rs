//! Tables as files that spreadsheets open.

pub mod csv;
mod formula;
pub mod table;
pub mod xlsx;
