//! Mending: raw blocks of any format → the manuscript.
//!
//! In this order: what the layout repeats is taken out (so that what it tore lies side by
//! side), pieces of tables are joined, wrapped lines become paragraphs, lines that say
//! that they go on are joined, paragraphs torn by a page end become one. Every step is one pass.

pub(crate) mod assemble;
mod furniture;
pub(crate) mod joint;
mod layout;
mod line_ends;
mod pages;
mod tables;
mod wrapped;

#[cfg(test)]
mod tests;
