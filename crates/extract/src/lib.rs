//! Bytes → `Manuscript`, a file per format.
//!
//! A reader per format gives raw blocks; one mending pass over them, the same for every
//! format, gives the manuscript. What each format keeps and loses is in
//! `docs/formats.md`.

mod columns;
pub mod doc;
pub mod docx;
mod emphasis;
mod encoding;
mod entity;
pub mod error;
mod failure;
mod flow;
pub mod format;
pub mod html;
mod html_table;
mod inline;
mod inline_token;
mod legacy;
mod lines;
mod markdown;
mod mend;
pub mod odt;
pub mod package;
pub mod pdf;
mod plain;
mod prose;
mod raw;
pub mod read;
pub mod rtf;
pub mod sheet;
mod tabular;

pub use read::{read, read_markdown, read_text};
