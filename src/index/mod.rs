//! Floor 5. The index: schema, plan of a query, writer and reader. Only here are index
//! fields named, and only here is tantivy known.

pub mod record;
