//! What was read from the files, and the addresses that were given out, kept between runs in an embedded database beside the index
//! (`docs/store.md`).
//!
//! The folder of the documents is the truth: what was read from it can be read again. The store
//! knows bytes and paths only; what they mean is up to who puts them in.

pub mod address;
pub mod audit;
pub mod backup;
mod database;
pub mod entry;
pub mod error;
pub mod file;
pub mod key;
pub mod provision;
pub mod reading;
mod schema;
pub mod store;
pub mod task;
