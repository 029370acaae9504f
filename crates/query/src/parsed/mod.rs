//! What a question means, as it was read: plain data that knows neither its readers
//! (`read`) nor its printers (`print`).

pub mod field;
pub(crate) mod operator;
pub mod part;
pub(crate) mod period;
pub mod query;
pub(crate) mod value;
