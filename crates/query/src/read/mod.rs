//! Reading a question: text → [`crate::parsed`].

mod agencies;
pub(crate) mod cue;
mod dates;
pub(crate) mod field;
pub(crate) mod operator;
pub(crate) mod parse;
mod token;
pub(crate) mod value;
pub(crate) mod word;
