//! Tables written as lines of text: tabs, pipe and grid tables, simple tables (the names of
//! pandoc), and one cell a line.
//!
//! Only the geometry is read here; what the columns mean is read elsewhere. A run
//! of lines is a table only when its shape or its head says so, see `docs/formats.md`;
//! in doubt the lines stay lines.

mod bars;
mod cell_per_line;
pub(crate) mod find;
mod heads;
mod pipe;
mod simple;
mod tabbed;
mod table;

#[cfg(test)]
mod tests;
