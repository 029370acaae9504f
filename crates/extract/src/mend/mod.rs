//! Mending: raw blocks of any format → the manuscript.
//!
//! In this order: what the layout repeats is taken out (so that what it tore lies side by
//! side), pieces of tables are joined, wrapped lines become paragraphs, paragraphs torn by
//! a page end become one. Every step is one pass.

pub(crate) mod assemble;
mod furniture;
mod joint;
mod layout;
mod pages;
mod tables;
mod wrapped;

#[cfg(test)]
mod tests;
