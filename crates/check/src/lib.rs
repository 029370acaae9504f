//! The draft check (kiểm tra dự thảo): the citations of a draft against the
//! collection, field by field, and the house rules.
//!
//! `draft` reads the text, `known` the documents of the collection; `run` puts both
//! together into a `report`. A rule is a file or a function; its name, severity and words
//! are a row of `data/check-rules.tsv` (`docs/check.md`).

mod abbreviation;
mod alias;
mod basis;
mod bodies;
pub mod card;
mod changed_by;
mod cited_document;
pub mod comment;
mod context;
mod correction;
pub mod document_directory;
pub mod draft;
mod fact_cache;
mod facts;
pub mod field;
pub mod finding;
mod form;
mod group;
mod held_text;
mod horizon;
mod law;
mod loose_provision;
mod mention_body;
mod mention_date;
mod mention_force;
mod mention_lists;
mod mention_title;
mod mention_type;
mod mentions;
mod named;
mod named_told;
mod near_number;
mod order;
mod own_ids;
mod pin;
mod quotation;
mod repeated_symbol;
pub mod report;
mod resolver;
pub mod rule;
pub mod rule_set;
pub mod run;
mod spelling;
pub mod statement;
mod surroundings;
pub mod table;
mod title;
mod title_difference;
mod title_reader;
mod title_word;
mod two_numbers;
pub mod unparsed;
mod unread_numbers;
mod vague;
mod validity;
pub mod word_file;
mod words;
