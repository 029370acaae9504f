//! Floor 1. Text and places in it: spans, the canonical manuscript, syllables, numerals.

pub mod manuscript;
pub mod numeral;
pub mod span;
pub mod syllable;
