//! Floor 3. `Manuscript → Document`: symbol, type, issuer, date, title and the provision
//! tree.

pub mod header;
pub mod kind;
pub mod outline;
pub mod symbol;
