//! Why a Rich Text file cannot be read.

/// Why a Rich Text file gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RtfError {
    /// The file ends inside a group.
    #[error(
        "the Rich Text file (rtf) is cut off at byte {offset_bytes}\n\
         hint: get it again, or open and save it anew"
    )]
    Cut {
        /// Size of the file.
        offset_bytes: usize,
    },
    /// Groups inside each other deeper than any document has.
    #[error(
        "the Rich Text file (rtf) is nested more than {limit} deep\n\
         hint: no document is; do not open it, or save it anew"
    )]
    TooDeep {
        /// Deepest nesting that is read.
        limit: usize,
    },
    /// More paragraphs, cells or text than are read.
    #[error(
        "the Rich Text file (rtf) holds more paragraphs, cells or text than are read\n\
         hint: part it into its documents"
    )]
    TooMuch,
}
