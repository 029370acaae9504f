//! Documents of Word 97 to 2003 ([MS-DOC], in a compound file).
//!
//! The text is a table of pieces; which paragraph and run a place belongs to is found by its
//! place in the file, and what those say is a list of single changes (`sprm`) on top of
//! styles.

mod bytes;
pub(crate) mod document;
pub mod error;
mod fonts;
mod formatting;
mod header;
mod lists;
mod notes;
mod pieces;
mod reader;
mod sprm;
mod story;
mod styles;
