//! What a mention says of its document, by itself: its words without the text around them.
//!
//! Documents are told apart by this alone, so that a collection can be linked without the texts
//! of its documents; equal mentions are looked at once.

use serde::{Deserialize, Serialize};

use super::mention::{Citation, CitationKind};
use super::term::StatedTerm;
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::header::Confidence;
use crate::document::symbol::Symbol;
use tracuu_text::span::Span;

/// What a mention says of its document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StatedMention {
    /// How the document is named.
    pub kind: CitationKind,
    /// Type, from the type word; else from an unambiguous type code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_type: Option<DocumentType>,
    /// The symbol taken apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<Symbol>,
    /// The number without leading zeros.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The year of a symbol that is cut short.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_year: Option<u16>,
    /// Date of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<DateText>,
    /// Issuing body as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The plenum that issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
    /// Title as written, with its lead-in word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// All words of a mention by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How sure type and number are.
    pub confidence: Confidence,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) term: Option<StatedTerm>,
}

impl StatedMention {
    /// What a mention in a text says.
    pub fn read(text: &str, citation: &Citation) -> Self {
        let words = |span: Span| span.of(text).to_owned();
        let is_named = citation.kind == CitationKind::Named;
        Self {
            kind: citation.kind,
            document_type: citation.document_type,
            symbol: citation.symbol.clone(),
            number: citation.number.clone(),
            number_year: citation.number_year,
            date: citation.date,
            issuer: citation.issuer.map(words),
            meeting: citation.meeting.clone(),
            title: citation.title.map(words),
            name: is_named.then(|| words(citation.span)),
            confidence: citation.confidence(),
            term: StatedTerm::read(text, citation),
        }
    }
}
