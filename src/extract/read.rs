//! Bytes → `Manuscript`.

use super::{markdown, mend, plain};
use crate::text::manuscript::Manuscript;

/// Reads plain text.
pub fn read_text(text: &str) -> Manuscript {
    mend::mend(plain::read(text))
}

/// Reads Markdown with inline HTML.
pub fn read_markdown(text: &str) -> Manuscript {
    mend::mend(markdown::read(text))
}
