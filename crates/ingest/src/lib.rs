//! The conveyor from files to an index, with a report on every file:
//!
//! | step | file | makes |
//! | --- | --- | --- |
//! | scan | `corpus`, `sources` | the files to read, what manifest and catalogue say |
//! | gate | `gate`, `changes` | what is new, changed or gone, and whether too much has gone |
//! | read | `read_files`, `file_reader` | the facts of each document, from the store or from its file (`document_facts`); the whole reading stays in the store (`kept_reading`) |
//! | resolve | `linked_collection`, `relations` | from all facts: what each citation names, who changes whom |
//! | follow | `former_ids` | what the documents were called before |
//! | write | `write`, `groups`, `entries` | a new generation of the index: what is not as it was, from the whole readings |

pub mod beir;
pub mod changes;
mod checksum_fields;
pub mod corpus;
mod document_facts;
mod entries;
pub mod error;
mod file_reader;
mod former_ids;
mod frames;
pub mod gate;
mod groups;
pub mod inspection;
mod kept_facts;
mod kept_reading;
mod linked_collection;
mod read_files;
mod relations;
pub mod report;
pub mod run;
mod source_document;
mod sources;
pub mod tasks;
mod write;
