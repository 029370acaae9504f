//! What people are shown, in one place for the pages and the command line.

pub mod sheet;
