//! Text documents of `OpenDocument` (ISO/IEC 26300), as `LibreOffice` writes them.

pub(crate) mod document;
pub mod error;
mod lists;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;
