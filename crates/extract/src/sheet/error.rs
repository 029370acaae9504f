//! Why a workbook cannot be read.

use crate::format::Format;

/// Why a workbook gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SheetError {
    /// Its container or one of its sheets cannot be read.
    #[error("{format} is damaged or under a password\nhint: open it and save it anew")]
    Damaged {
        /// Which kind of workbook.
        format: Format,
    },
    /// More cells or text than are read.
    #[error(
        "{format} holds more cells or text than are read\n\
         hint: part it into its sheets, or delete what is empty"
    )]
    TooMuch {
        /// Which kind of workbook.
        format: Format,
    },
}
