//! From what a question asks to plans: one file for each thing that is looked up.

pub(crate) mod finder;
mod place;
pub(crate) mod relation;
pub(crate) mod structure;
mod tasks;
pub(crate) mod units;
