//! Floor 6. Query text → understanding → plan → hits → snippets.

pub mod answer;
mod cue;
mod free_text;
mod snippet;
mod word;
