//! Showing what was read: the summary line, and the question without one of its parts.

pub(crate) mod remove_part;
pub(crate) mod summary;
