//! The index: schema, plan of a query, writer and reader. Only here are index
//! fields named, and only here is tantivy known.

pub mod address;
mod any_term;
mod at_least;
mod best;
pub mod counted;
pub mod entry;
pub mod error;
pub mod evidence;
mod execute;
pub mod facet;
mod found_entries;
pub mod generation;
pub mod group;
mod ids;
mod join;
pub mod key;
pub mod label;
mod membership;
mod merge;
mod narrowed;
pub mod plan;
mod profile;
pub mod reader;
mod recent_joins;
pub mod record;
pub mod relation;
pub mod schema;
#[cfg(test)]
mod schema_tests;
mod sealed;
mod sorted;
mod statistics;
pub mod suggest;
#[cfg(test)]
mod tests;
pub mod total;
pub mod unread_file;
mod vocabulary;
pub mod writer;
pub mod written;
