//! The forms in which a question names what it asks for, one file a form.

mod agencies;
mod citing;
mod dates;
mod documents;
mod free_words;
mod hit_kind;

use super::role_reader::RoleReader;

/// The forms in the order in which they take tokens: a form sees what those before it have
/// taken, and the free words are what is left.
pub(super) const FORMS: [fn(&mut RoleReader<'_>); 6] = [
    documents::read,
    agencies::read,
    dates::read,
    citing::read,
    hit_kind::read,
    free_words::read,
];
