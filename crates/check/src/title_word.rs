//! A word of a title as titles are compared.

use tracuu_text::span::Span;
use tracuu_text::words::Word;

/// A word of a title.
#[derive(Clone, Debug)]
pub(super) struct TitleWord {
    /// In normal form.
    pub(super) normal: String,
    /// In the one spelling under which words are compared.
    pub(super) key: String,
    /// Whether a comma, a semicolon or a bracket stands in front of it.
    pub(super) is_behind_mark: bool,
}

impl PartialEq for TitleWord {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for TitleWord {}

impl TitleWord {
    pub(super) fn as_word(&self) -> Word<'_> {
        Word { span: Span::default(), normal: (&self.normal).into() }
    }
}
