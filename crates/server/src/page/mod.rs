//! The pages: server-rendered HTML that works without script, in the language of the answer.
//!
//! Templates are in `web/templates`, checked at compile time; they escape every value.

pub(super) mod agencies;
pub(super) mod agency;
pub(super) mod asset;
pub(super) mod browser;
pub(super) mod check;
mod chips;
pub(super) mod compare;
pub(super) mod document;
mod document_tab;
pub(super) mod documents;
mod draft_text;
mod drawing;
mod findings;
mod force;
pub(super) mod graph;
pub(super) mod help;
mod hits;
mod layout;
mod linked_text;
pub(super) mod matrix;
pub(super) mod missing;
pub(super) mod names;
pub(super) mod newest;
pub(super) mod original;
pub(super) mod problem;
mod provision_starts;
mod reader;
mod related;
pub(super) mod search;
mod search_params;
pub(super) mod sign_in;
pub(super) mod similar;
pub(super) mod status;
mod table_view;
mod text_blocks;
pub(crate) mod upload;
