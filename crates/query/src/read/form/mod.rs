//! The forms in which a question names what it asks for, one file a form.

mod agencies;
mod citing;
mod dates;
mod documents;
mod free_words;
mod hit_kind;
pub(super) mod table;
