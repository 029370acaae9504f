//! Bytes of a PDF file → what its pages show: glyphs, rules and the extent of pictures.
//!
//! A crate of its own, so that what reads the format is built once. It knows nothing of words and
//! lines: `tracuu_extract` puts those together. Nothing is drawn and no picture is unpacked.

mod content;
pub mod document;
pub mod error;
mod font;
mod inflate;
mod matrix;
pub mod page;
mod path;
mod upright;
