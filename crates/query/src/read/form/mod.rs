//! The forms in which a question names what it asks for, one file a form.

mod agencies;
mod asks;
mod citing;
mod dates;
mod deadlines;
mod documents;
mod free_words;
mod hit_kind;
mod places;
mod relation;
mod scope;
pub(super) mod table;
mod who;
