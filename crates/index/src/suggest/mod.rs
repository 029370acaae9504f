//! Suggestions per keystroke: one file in the folder of a generation, which leads from a
//! typed beginning to the most used names and phrases of the collection.
//!
//! The file holds, for each kind of suggestion, its texts sorted by use, and every place
//! where a typed beginning may match (a *key*: the text from one of its words on) in two
//! orders: without marks and with them. A typed beginning is a range of keys, found by
//! binary search; a table of minima over blocks gives the most used of a range without
//! looking at the others, so that one letter costs no more than a whole name. The file is
//! mapped, not read: what is asked stays in the page cache.

mod alphabet;
pub mod build;
pub(super) mod file;
mod least;
pub mod record;
pub mod table;
#[cfg(test)]
mod tests;
pub mod word;
