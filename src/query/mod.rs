//! Floor 6. Query text → understanding → plan → hits → snippets.

pub mod answer;
mod cue;
mod free_text;
pub mod lookup;
pub mod search;
mod snippet;
mod suggestion;
mod summary;
mod token;
mod understand;
mod word;
