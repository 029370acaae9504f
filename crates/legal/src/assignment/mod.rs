//! Assignments (phân công): who does what, from tables and from sentences
//! (`docs/assignments.md`).

mod cell;
mod clause;
pub mod deadline;
mod discourse;
pub mod duty;
mod item;
mod labelled;
mod measure;
pub mod read;
mod sentence;
mod table;
mod table_head;
mod words;
