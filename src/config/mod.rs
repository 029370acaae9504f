//! Settings, read and checked once: flag, else environment, else file, else default. Only
//! the command line reads them; every crate takes its own small struct. Described for staff
//! in `docs/configuration.md`.

pub mod load;
pub mod settings;
