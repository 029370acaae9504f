//! Floor 3. `Manuscript → Document`: symbol, type, issuer, date, title and the provision
//! tree.

pub mod date;
pub mod header;
pub mod issuer_code;
pub mod kind;
pub mod loose_symbol;
pub mod outline;
pub mod symbol;
pub mod symbol_reader;
