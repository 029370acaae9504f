//! The conveyor from files to an index, with a report on every file:
//!
//! | step | file | makes |
//! | --- | --- | --- |
//! | scan | `corpus`, `sources` | the files to read, what manifest and catalogue say |
//! | read | `source_document` | a document with its citations and assignments |
//! | resolve | `linked_collection`, `relations` | what each citation names, who changes whom |
//! | write | `entries`, `write` | a new generation of the index |

pub mod beir;
pub mod corpus;
mod entries;
pub mod error;
mod linked_collection;
mod relations;
pub mod report;
pub mod run;
mod source_document;
mod sources;
mod write;
