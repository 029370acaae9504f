//! Write: the entries of the index, made from the linked documents.

pub(super) mod agency;
pub(super) mod assignment;
mod choice;
pub(super) mod document;
pub(super) mod entry_document;
mod facts;
pub(super) mod inherited;
pub(super) mod maker;
pub(crate) mod phrases;
pub(super) mod rank;
pub(super) mod suggestions;
pub(super) mod summary;
pub(super) mod unit;
mod validity;
mod versions;
