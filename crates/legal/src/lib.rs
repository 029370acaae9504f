//! The grammar of Vietnamese legal and Party documents: who (`agency`), what a document says
//! of itself and how it is divided (`document`), what it cites (`citation`), who does what
//! (`assignment`). Text in, values out: no input or output, no index, no serde.

pub mod agency;
pub mod assignment;
pub mod citation;
pub mod document;
