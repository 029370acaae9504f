//! Tables as files that spreadsheets open.

pub mod csv;
pub mod table;
pub mod xlsx;
