//! PDF → raw blocks: glyphs → rows → lines and tables → columns → paragraphs.
//!
//! `tracuu_pdf` reads the format; what stands here knows nothing of it but glyphs and rules. A
//! step is a file: `face` (what fonts say), `row`, `line`, `grid` (tables), `layout` (what of a
//! page is table, text, note), `furniture`, `zone` (columns side by side), `paragraph`,
//! `quality` (is it Vietnamese at all), `margins`, `pages` (all of them together), `document`.

mod cells;
pub(crate) mod document;
pub mod error;
mod face;
mod furniture;
mod grid;
mod heads;
mod layout;
mod line;
mod margins;
mod notes;
mod pages;
mod paragraph;
mod quality;
pub mod recognised;
mod row;
mod rules;
mod zone;

#[cfg(test)]
mod tests;
