//! From what a question asks to plans: one file for each thing that is looked up.

pub(crate) mod cited;
pub(crate) mod finder;
mod groups;
mod place;
pub(crate) mod relation;
pub(crate) mod structure;
pub(crate) mod tasks;
pub(crate) mod units;
