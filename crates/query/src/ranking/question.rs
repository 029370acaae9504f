//! A question as its words, and the names of documents in it; read once for all that
//! weighs them.

use tracuu_legal::citation::find;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words};

/// A question, read.
pub(crate) struct Question<'t> {
    /// As typed.
    pub(crate) text: &'t str,
    /// Its words.
    pub(crate) words: Vec<Word<'t>>,
    /// The names of documents that have no symbol: "Bộ luật Dân sự 2015".
    pub(crate) names: Vec<Span>,
}

impl<'t> Question<'t> {
    /// Reads a text. Linear in it.
    pub(crate) fn new(text: &'t str) -> Self {
        let found = find::in_text(text).into_iter();
        let named = found.filter(|citation| citation.symbol.is_none());
        let names = named.map(|citation| citation.span).collect();
        Self { text, words: words(text).collect(), names }
    }
}
