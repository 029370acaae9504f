//! `Manuscript → Document`: symbol, type, issuer, date, title and the provision
//! tree.

mod attribution;
pub(crate) mod block_label;
mod caption;
mod closing;
pub mod date;
pub mod date_reader;
pub mod deviation;
#[expect(clippy::module_inception, reason = "the file is named after the noun it holds")]
pub mod document;
pub mod document_type;
pub mod fact_field;
mod head_reader;
pub mod header;
mod heading;
pub mod issuer_code;
mod label;
pub mod leniency;
mod letterhead;
pub mod level;
mod line;
pub mod loose_symbol;
mod measure;
pub mod misread;
mod numbering;
pub mod outline;
pub mod provision_key;
mod quotation;
mod segment;
mod sequence;
mod signature;
pub mod structure;
mod succession;
pub mod symbol;
mod symbol_parts;
pub mod symbol_reader;
mod title_block;
mod title_text;
mod tree;
pub mod type_row;
mod words;
mod zone;
