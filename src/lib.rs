//! The program's own two rooms: the command line and the settings. Everything else is in
//! the crates of the workspace (`ARCHITECTURE.md`).

pub mod cli;
pub mod config;
