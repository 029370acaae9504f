//! What a document knows of itself when its text is searched for citations.

use super::mention::Citation;
use super::vocabulary::{Class, written};
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::header::Header;
use crate::document::symbol::Symbol;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Fewest words of a title that can be recognised when they are repeated in the text.
const MIN_TITLE_WORDS: usize = 4;

/// The facts of the document's own head that self mentions refer to.
#[derive(Clone, Debug, Default)]
pub struct OwnFacts {
    /// Its type.
    pub document_type: Option<DocumentType>,
    /// Where the head states the type.
    pub type_span: Option<Span>,
    /// Its symbol.
    pub symbol: Option<Symbol>,
    /// Where the head states the symbol.
    pub symbol_span: Option<Span>,
    /// Its date.
    pub date: Option<DateText>,
    /// Its title in normal form.
    pub title: String,
    /// Where the head states the title.
    pub title_span: Option<Span>,
    /// Whether a sentence that announces its reprint is its head.
    pub is_reprint: bool,
}

impl From<&Header> for OwnFacts {
    fn from(header: &Header) -> Self {
        let document_type = header.document_type.as_ref();
        let symbol = header.symbol.as_ref();
        let title = header.title.as_ref();
        Self {
            document_type: document_type.map(|fact| fact.value),
            type_span: document_type.map(|fact| fact.span),
            symbol: symbol.map(|fact| fact.value.clone()),
            symbol_span: symbol.map(|fact| fact.span),
            date: header.date.as_ref().map(|fact| DateText::Day(fact.value)),
            title: title.map(|fact| normal_words(&fact.value)).unwrap_or_default(),
            title_span: title.map(|fact| fact.span),
            is_reprint: header.is_reprint,
        }
    }
}

impl OwnFacts {
    /// Whether a numbered mention is the number that the head was read from.
    pub(super) fn is_own_number(&self, citation: &Citation) -> bool {
        let places = self.symbol_span.zip(citation.symbol_span);
        places.is_some_and(|(own, stated)| own.overlaps(stated))
    }

    /// Whether the words of a named mention are the beginning of the own title, or hold it
    /// whole.
    pub(super) fn is_own_title(&self, document_type: DocumentType, words: &str) -> bool {
        let words = normal_words(words);
        let same_type = self.document_type.is_some_and(|own| own.fits(document_type));
        let long = |title: &str| title.split(' ').count() >= MIN_TITLE_WORDS;
        let own = self.title.as_str();
        let stated = words.as_str();
        same_type
            && (long(stated) && own.starts_with(stated)
                || long(own) && stated.starts_with(own))
    }

    /// Whether a symbol is its own; a date that excludes its own tells another document.
    pub(super) fn is_own_symbol(&self, symbol: &Symbol, date: Option<DateText>) -> bool {
        let is_same = self.symbol.as_ref().is_some_and(|own| own.same_work(symbol));
        let dates = self.date.zip(date);
        is_same && dates.is_none_or(|(own, stated)| own.agrees(stated))
    }

    /// Whether a named document is one that its title says it issues: the regulation of a
    /// decision that says "Ban hành Quy chế …".
    pub(super) fn is_enclosed(&self, name: &str) -> bool {
        let issued = self.title.split_once(written(Class::Issued));
        let Some((_, enclosed)) = issued else { return false };
        let enclosed = enclosed.trim();
        let name = normal_words(name);
        let is_long = name.split(' ').count() >= MIN_TITLE_WORDS;
        enclosed.starts_with(&name) || is_long && name.starts_with(enclosed)
    }

    /// Whether "… này" of this type means the document itself: its own type, or that of
    /// what it issues ("Quy chế này" in a decision that issues a regulation).
    pub(super) fn is_this(&self, document_type: DocumentType) -> bool {
        self.document_type.is_none_or(|own| own.fits(document_type))
            || self.title.contains(&normal_words(document_type.name()))
    }
}
