//! Floor 1. Text and places in it: spans, the canonical manuscript, syllables, numerals.

pub mod builder;
pub mod collate;
pub mod cursor;
pub mod invisible;
pub mod manuscript;
pub mod numeral;
pub mod origin;
pub mod span;
pub mod styled;
pub mod syllable;
pub mod utf16;
pub mod word;
