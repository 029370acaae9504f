//! Documents that are a ZIP container of XML parts: DOCX here, ODT and others alike.
//!
//! The parts are read as streams of events; nothing of the file is kept as a tree, nothing
//! is written anywhere, no name in it is used as a path. A reader of a format adds its
//! vocabularies to `xml::Namespace` and the kinds of its parts to [`error::PackagePart`],
//! and puts its name before the texts of [`error::PackageError`].

pub(crate) mod container;
pub mod error;
pub(crate) mod xml;

pub use container::{MAX_ENTRIES, n_entries};
