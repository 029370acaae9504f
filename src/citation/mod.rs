//! Floor 4. Citations (dẫn chiếu văn bản): find → parse → resolve → relate.

mod alias;
mod antecedent;
mod back;
mod body;
mod clause;
mod damaged;
pub mod find;
pub mod identity;
mod issue;
pub mod known_name;
mod lead;
pub mod mention;
mod named;
mod number_only;
mod numbered;
pub mod own;
mod pinpoint;
pub mod record;
pub mod resolve;
mod series;
mod title;
mod type_word;
mod vocabulary;
