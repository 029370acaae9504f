//! Tests of the program as a whole, in one binary.

mod architecture;
mod cli;
mod collection;
mod documents;
mod expected;
mod gold_assignment;
mod gold_citation;
mod gold_extract;
mod gold_outline;
mod gold_query;
mod http;
mod query;
mod rust_source;
mod segmentation;
mod structure;
