//! Floor 1. Settings, read and checked once: flag, else environment, else file, else
//! default. Only the command line reads them; every room takes its own small struct.
//! Described for staff in `docs/configuration.md`.

pub mod file;
pub mod settings;
pub mod variable;
