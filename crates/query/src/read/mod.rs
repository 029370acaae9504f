//! Reading a question: text → tokens → [`crate::parsed`].

pub(crate) mod cue;
pub(crate) mod field_name;
mod form;
pub(crate) mod operator;
pub(crate) mod parse;
mod role_reader;
mod token;
pub(crate) mod value;
