//! Bytes of files → `Manuscript`, in processes of their own: a file that crashes its reader,
//! or exhausts it, costs that file and nothing else.
//!
//! | file | |
//! | --- | --- |
//! | `reader` | the door: what ingest, service and command line call |
//! | `pool`, `process` | workers as the service sees them: started, asked, recycled, killed |
//! | `worker`, `sandbox` | the other side: the same program, which limits itself and reads |
//! | `request`, `frame` | what goes over the pipes |
//! | `contents`, `archive`, `mail` | a file that is one document, or holds others |
//! | `word`, `word_changes`, `word_writer` | corrections and comments for a Word document |
//! | `job` | what holds a worker on Windows |
//! | `recognise`, `tsv` | pages of scans (OCR) |
//! | `program`, `child` | programs of others: whether they are there, and running them |

mod archive;
mod child;
pub mod contents;
mod frame;
pub mod inner_file;
#[cfg(windows)]
mod job;
pub mod limits;
mod mail;
pub mod pool;
mod process;
pub mod program;
pub mod reader;
mod recognise;
mod request;
mod sandbox;
mod tsv;
pub mod word;
pub mod word_changes;
mod word_writer;
pub mod worker;
