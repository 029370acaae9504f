//! A word of a title as titles are compared.

use tracuu_text::span::Span;
use tracuu_text::words::Word;

/// A word of a title.
#[derive(Clone, Debug)]
pub(super) struct TitleWord {
    /// In normal form.
    pub(super) normal: String,
    /// The one spelling under which a word is compared that has several.
    pub(super) one_spelling: Option<String>,
    /// Whether a comma, a semicolon or a bracket stands in front of it.
    pub(super) is_behind_mark: bool,
}

impl PartialEq for TitleWord {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for TitleWord {}

impl TitleWord {
    /// In the one spelling under which words are compared.
    pub(super) fn key(&self) -> &str {
        self.one_spelling.as_ref().unwrap_or(&self.normal)
    }

    pub(super) fn as_word(&self) -> Word<'_> {
        Word { span: Span::default(), normal: (&self.normal).into() }
    }
}
