//! Floor 6. Query text → understanding → plan → hits → snippets.

pub mod answer;
mod cue;
mod free_text;
mod hit;
pub mod lookup;
pub mod measures;
pub mod search;
mod snippet;
mod structure;
mod suggestion;
mod summary;
mod token;
mod understand;
mod word;
