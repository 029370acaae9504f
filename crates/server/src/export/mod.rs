//! Tables to be stored: what the pages show, as files for a spreadsheet.

pub(super) mod agency;
pub(super) mod checked_files;
pub(super) mod file;
pub(super) mod matrix;
pub(super) mod missing;
pub(super) mod search;
