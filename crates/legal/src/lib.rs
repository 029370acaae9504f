//! The grammar of Vietnamese legal and Party documents: who (`agency`), what a document says
//! of itself and how it is divided (`document`), what it cites (`citation`), who does what
//! (`assignment`); `reading` reads all of it from one manuscript. Text in, values out: no
//! input or output, no index. Closed sets have their names on the wire by serde; nothing else
//! is serialized here.

pub mod agency;
pub mod assignment;
pub mod citation;
pub mod document;
pub mod reading;
