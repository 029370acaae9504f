//! Answering questions: query text → parsed query → plan → hits → snippets.
//!
//! `parsed` is the model, which `read` fills in and `print` shows; `directory` looks up what
//! a question names, `search` is the door.

pub mod agency_assignments;
pub mod answer;
pub mod answer_card;
mod card;
pub mod citation_text;
pub mod citing;
pub mod compare;
pub mod cursor;
mod directory;
mod document_set;
pub mod documents;
pub mod explain;
pub mod facet;
mod filter;
pub mod find;
mod free_text;
pub mod graph;
mod group;
mod hit;
mod hit_state;
pub mod impact;
mod joined_form;
mod matched;
pub mod measures;
pub mod mention;
pub mod missing;
pub mod named_documents;
pub mod order;
mod other_reading;
pub mod parsed;
mod phrase;
mod plan;
mod print;
pub mod ranking;
mod read;
pub mod resolver;
pub mod search;
pub mod similar;
pub mod snippet;
pub mod suggest;
mod suggestion;
mod symbol_lookup;
#[cfg(test)]
mod tests;
mod text;
mod typed;
mod view;
mod weaker;
