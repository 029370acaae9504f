//! Assignments (phân công): who does what, from tables and from sentences
//! (`docs/assignments.md`).

mod cell;
mod clause;
pub mod deadline;
pub mod deadline_reader;
mod deadline_text;
mod deadline_time;
mod deadline_words;
mod discourse;
pub mod duty;
mod item;
mod labelled;
mod lines;
mod measure;
mod opening;
mod partner;
pub mod read;
mod sentence;
mod standing;
mod subject;
mod table;
mod table_head;
mod task;
mod told;
mod words;
