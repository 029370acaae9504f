//! Why a page of HTML cannot be read.

/// Why a page of HTML gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HtmlError {
    /// Elements inside each other deeper than any page has.
    #[error(
        "the HTML page is nested more than {limit} deep\n\
         hint: no page is; do not open it, or save it anew"
    )]
    TooDeep {
        /// Deepest nesting that is read.
        limit: usize,
    },
    /// More paragraphs, cells or text than are read.
    #[error(
        "the HTML page holds more paragraphs, cells or text than are read\n\
         hint: part it into its documents"
    )]
    TooMuch,
}
