//! What a question means, as it was read: plain data that knows neither its readers nor
//! its printers.

pub(crate) mod query;
