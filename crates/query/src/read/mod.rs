//! Reading a question: text → tokens → [`crate::parsed`].

pub(crate) mod cue;
pub(crate) mod field_name;
mod form;
mod named;
pub(crate) mod operator;
pub(crate) mod parse;
mod place;
mod role_reader;
pub(crate) mod token;
pub(crate) mod value;
mod wording;
