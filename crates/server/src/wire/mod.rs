//! The shapes that go over the wire; the command line prints the same. Described in
//! `docs/api.md`; names are `snake_case`, dates ISO, members without a value are null.

pub mod agency;
pub mod answer;
pub mod assignment;
pub mod check;
mod check_writer;
pub mod checked_file;
pub mod citation;
mod citation_span;
pub mod compare;
pub mod document;
pub mod graph;
pub mod list;
pub mod measure;
pub mod mention;
pub mod offset_unit;
pub mod outline;
pub mod page_facts;
pub mod similar;
pub mod suggestion;
pub mod task;
pub mod validity;
