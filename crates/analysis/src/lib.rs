//! Text → terms: syllables, word segmentation, folding, symbol tokens, repair of
//! typed input, and the named analyzers that index and query share.

pub mod atom;
mod batch;
mod forms;
pub mod function_word;
mod inventory;
pub mod learn;
mod lexicon;
pub mod repair;
pub mod restore;
mod segment;
pub mod symbol_token;
pub mod term;
pub mod tokenizer;
pub mod version;
