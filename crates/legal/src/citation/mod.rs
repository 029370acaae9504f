//! Citations (dẫn chiếu văn bản): find → parse → resolve → relate.

mod alias;
mod antecedent;
mod back;
mod body;
pub mod competence;
mod cue;
mod damaged;
pub mod find;
mod find_named;
pub mod force;
pub mod home;
pub mod identity;
mod invisible;
mod issue;
pub mod known_name;
mod law_name;
mod lead;
pub mod legal_status;
mod meeting_list;
pub mod mention;
mod named;

mod number_list;
mod number_only;
mod numbered;
pub mod own;
pub mod period;
mod pinpoint;
pub mod record;
pub mod relate;
mod relate_before;
pub mod relation;
#[cfg(test)]
mod relation_tests;
pub mod resolve;
pub mod series;
mod status;
pub mod style;
mod surroundings;
mod title;
pub mod title_end;
mod title_opening;
mod type_word;
pub mod unread;
pub mod validity;
mod vocabulary;
