//! Floor 3. `Manuscript → Document`: symbol, type, issuer, date, title and the provision
//! tree.

pub mod date;
pub mod header;
mod heading;
pub mod issuer_code;
pub mod kind;
mod label;
mod line;
pub mod loose_symbol;
mod measure;
pub mod outline;
mod sequence;
mod signature;
pub mod symbol;
pub mod symbol_reader;
mod title_block;
mod tree;
mod words;
mod zone;
