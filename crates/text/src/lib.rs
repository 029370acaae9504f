//! Text and places in it: spans, the canonical manuscript, syllables, words, listed phrases,
//! numerals, tables of data.

pub mod builder;
pub mod cancellation;
pub mod capitals;
pub mod collate;
pub mod cursor;
pub mod grammar;
pub mod invisible;
pub mod layout;
pub mod manuscript;
pub mod numeral;
pub mod one_line;
pub mod origin;
pub mod phrase_table;
pub mod read_failure;
pub mod run;
pub mod sentence;
mod serde_name;
pub mod span;
pub mod styled;
pub mod syllable;
pub mod tsv;
pub mod utf16;
pub mod words;
