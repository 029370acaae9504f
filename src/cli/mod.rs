//! The command line: verbs, printing, exit codes. Described in `docs/cli.md`.

mod args;
mod assignments;
mod beir;
mod check;
mod cite;
mod eval;
mod failure;
mod format;
mod graph;
mod header;
mod ingest;
mod input;
mod lexicon;
mod lines;
mod log;
mod manual;
mod outline;
mod output;
mod progress;
mod report;
pub mod run;
mod sarif;
mod search;
mod serve;
mod similar;
mod tables;
mod text;
