//! Agencies (cơ quan, tổ chức): the registry of bodies, their names,
//! abbreviations, classes and successors (`docs/agencies.md`).

pub mod body;
pub mod body_name;
mod class;
pub mod closeness;
mod entry;
mod grammar;
mod lexicon;
pub mod list;
mod name_form;
mod part;
pub mod query;
pub mod registry;
mod rows;
mod stored;
mod tail;
mod territory;
pub mod tier;
mod token;
mod tokens;
mod vocabulary;
