//! What people are shown, in one place for pages, answers, reports and the command line:
//! sentences, labels, names, and tables as files.
//!
//! It stands above the index and below the rooms that answer: those hand it values of the
//! domain and print nothing themselves.

pub mod body_name;
pub mod date;
mod file_labels;
pub mod labels;
pub mod messages;
pub mod names;
pub mod sheet;
pub mod suggestion;
