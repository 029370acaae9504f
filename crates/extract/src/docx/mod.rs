//! Word documents (DOCX) → raw blocks, and comments back into the document.
//!
//! A DOCX is a ZIP container of XML parts (ECMA-376, ISO/IEC 29500, both the transitional
//! and the strict names), opened and read by [`package`](crate::package).
//!
//! `styles` and `numbering` are what paragraphs inherit, `story` walks a part, `paragraph`
//! and `table` collect what it finds, `document` puts the parts together.
//!
//! The way back is [`annotate`]: `anchor` finds the bytes of the words, `mark` marks them,
//! `comment` writes the texts, `edit` and `source` change a part and leave the rest of
//! it as it is; and [`revise`] for tracked changes: `word_diff` says which words differ,
//! `source_runs` in which runs they stand, `run_edit` writes these anew.

mod anchor;
pub mod annotate;
pub mod comment;
mod context;
pub(super) mod document;
mod edit;
mod element;
mod ends;
pub mod error;
mod field;
mod frame;
mod mark;
mod numbering;
mod paragraph;
mod properties;
mod relations;
pub mod revise;
pub mod revision;
mod run_edit;
mod source;
mod source_runs;
mod story;
mod styles;
pub(crate) mod symbol;
mod table;
mod word_diff;

#[cfg(test)]
mod annotate_tests;
#[cfg(test)]
mod revise_tests;
#[cfg(test)]
mod tests;
