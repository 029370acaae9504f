//! The conveyor: files → documents → records → a new generation of the index,
//! with a report of what became of every file.

mod agencies;
pub mod corpus;
mod documents;
mod gather;
mod inherited;
pub mod judged;
mod phrases;
mod rank;
mod reading;
mod relations;
pub mod report;
pub mod run;
mod sources;
mod suggestions;
mod units;
mod validity;
mod versions;
