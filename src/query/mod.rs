//! Floor 6. Query text → understanding → plan → hits → snippets.

pub mod answer;
