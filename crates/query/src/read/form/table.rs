//! The forms in one table.

use super::super::role_reader::RoleReader;
use super::{agencies, citing, dates, documents, free_words, hit_kind};

/// The forms in the order in which they take tokens: a form sees what those before it have
/// taken, and the free words are what is left.
pub(in super::super) const FORMS: [fn(&mut RoleReader<'_>); 6] = [
    documents::read,
    agencies::read,
    dates::read,
    citing::read,
    hit_kind::read,
    free_words::read,
];
