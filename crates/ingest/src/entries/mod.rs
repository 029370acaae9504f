//! Write: the entries of the index, made from the linked documents.

pub(super) mod agency;
pub(super) mod assignment;
mod choice;
pub(super) mod document;
mod facts;
pub(super) mod inherited;
pub(crate) mod phrases;
pub(super) mod rank;
pub(super) mod suggestions;
pub(super) mod unit;
pub(super) mod validity;
pub(super) mod versions;
