//! Floor 2. Agencies (cơ quan, tổ chức): the registry of bodies, their names,
//! abbreviations, classes and successors (`docs/agencies.md`).

pub mod body;
mod grammar;
mod lexicon;
pub mod list;
pub mod query;
pub mod registry;
mod rows;
pub mod tier;
mod tokens;
