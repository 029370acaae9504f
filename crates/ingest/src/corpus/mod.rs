//! The folder of documents: its files, its manifest, its catalogue.
//!
//! `path → bytes`: the first step of a document's way. Nothing here is ever written but by
//! `deposit`, for people who send files. The files are described in `corpus/README.md`, the catalogue in `docs/corpus.md`.

pub mod catalogue;
pub mod catalogue_file;
pub mod checksum;
pub mod deposit;
pub mod file_kind;
pub mod folder;
pub mod manifest;
pub mod original;
pub mod scan;
pub mod stamp;
pub mod visibility;
