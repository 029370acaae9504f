//! Tests of the program as a whole, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::needless_pass_by_value,
    clippy::match_same_arms,
    clippy::single_match_else,
    clippy::unnecessary_wraps,
    clippy::too_many_lines,
    clippy::format_collect,
    reason = "a test stops where something is not as it must be, and says what it skips"
)]

mod access;
mod analysis_book;
mod architecture;
mod browser;
mod cases;
mod check;
mod check_laws;
mod check_precision;
mod check_sarif;
mod citation_book;
mod cli;
mod deadlines;
mod documents;
mod docx_comments;
mod docx_corpus;
mod docx_revisions;
mod exactness;
mod examples;
mod expected;
mod faults;
mod fuzz_bodies;
mod gold_assignment;
mod gold_check;
mod gold_citation;
mod gold_docx;
mod gold_extract;
mod gold_gazette;
mod gold_outline;
mod gold_phrases;
mod gold_query;
mod gold_ranking;
mod gold_relation;
mod gold_repair;
mod graph;
mod highlights;
mod hostile_drafts;
mod identity;
mod ingested;
mod kills;
mod passages;
mod query;
mod query_book;
mod query_lists;
mod questions;
mod recognition;
mod relation_book;
mod segmentation;
mod service;
mod shared;
mod structure;
mod suggest;
mod workers;
