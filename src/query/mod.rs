//! Floor 6. Query text → understanding → plan → hits → snippets.

pub mod answer;
mod cue;
pub mod documents;
mod field;
mod filter;
mod free_text;
mod hit;
pub mod lookup;
mod matched;
pub mod measures;
mod operator;
mod performer;
mod period;
mod phrase;
pub mod search;
pub mod snippet;
mod structure;
pub mod suggest;
mod suggestion;
mod summary;
mod token;
mod typed;
mod understand;
mod value;
mod wanted;
mod word;
