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
    /// All words of a mention by name, with those that it shares with its list.
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
            name: is_named.then(|| whole_name(citation, words(citation.span))),
            confidence: citation.confidence(),
            term: StatedTerm::read(text, citation),
        }
    }
}

/// The words of a mention with the type word that its list states once: "Luật Kiến trúc" of "các
/// Luật Xây dựng, Kiến trúc".
fn whole_name(citation: &Citation, words: String) -> String {
    match citation.document_type.filter(|_| citation.type_span.is_none()) {
        Some(found) => {
            let own = citation.meeting.as_deref().unwrap_or(&words);
            format!("{} {own}", found.name())
        }
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;

    #[test]
    fn a_member_of_a_list_is_named_with_its_type_word() {
        let text =
            "theo các Luật Thủy lợi, Đê điều; Nghị quyết Trung ương 4 khóa XI, XII";
        let names = find::in_text(text);
        let names = names.iter().filter_map(|one| StatedMention::read(text, one).name);
        let expected = [
            "Luật Thủy lợi",
            "Luật Đê điều",
            "Nghị quyết Trung ương 4 khóa XI",
            "Nghị quyết trung ương 4 khóa xii",
        ];
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }
}
