//! The dates that a text states for the symbols in it: a mention without a date has that of
//! the others of its symbol, where they state a single one.

use rustc_hash::FxHashMap;

use super::mention::{Citation, CitationKind};
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::symbol::Symbol;

/// For each type and symbol of a text its date; `None` where several are stated.
#[derive(Clone, Debug, Default)]
pub struct SymbolDates(FxHashMap<(DocumentType, String), Option<DateText>>);

impl SymbolDates {
    /// Gathers the dates of the mentions of a text.
    pub fn new(citations: &[Citation]) -> Self {
        let mut dates = FxHashMap::default();
        for citation in citations {
            let (Some(key), Some(date)) = (key(citation), citation.date) else {
                continue;
            };
            let slot = dates.entry(key).or_insert(Some(date));
            *slot = slot.filter(|first| first.agrees(date));
        }
        Self(dates)
    }

    /// The date that other mentions state for the symbol of one.
    pub fn date_of(&self, citation: &Citation) -> Option<DateText> {
        *self.0.get(&key(citation)?)?
    }
}

fn key(citation: &Citation) -> Option<(DocumentType, String)> {
    let symbol = citation.symbol.as_ref().map(Symbol::to_string);
    let is_numbered = citation.kind == CitationKind::Numbered;
    citation.document_type.zip(symbol).filter(|_| is_numbered)
}
