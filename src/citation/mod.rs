//! Floor 4. Citations (dẫn chiếu văn bản): find → parse → resolve → relate.

mod alias;
mod body;
mod clause;
pub mod find;
pub mod identity;
mod issue;
mod lead;
pub mod mention;
mod named;
mod numbered;
pub mod own;
mod pinpoint;
pub mod record;
pub mod resolve;
mod series;
mod title;
mod type_word;
mod vocabulary;
