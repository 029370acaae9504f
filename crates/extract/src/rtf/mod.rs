//! Rich Text Format (RTF 1.9.1), as Word and `LibreOffice` write it.

mod characters;
pub(crate) mod document;
pub mod error;
mod group;
mod story;
#[cfg(test)]
mod tests;
mod token;
mod word;
