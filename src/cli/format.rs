//! In which form results are written, and which verb has which.

use clap::ValueEnum;

/// Form of the results.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// For people, in Vietnamese
    Text,
    /// One JSON value
    Json,
    /// The draft itself with comments; `check` only
    Docx,
    /// A table; `check --table` only
    Csv,
    /// Tables for Excel; `check --table` only
    Xlsx,
    /// SARIF 2.1.0, for editors and continuous integration; `check` only
    Sarif,
    /// A drawing in the DOT language; `graph` only
    Dot,
}
