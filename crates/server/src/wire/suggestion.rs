//! Suggestions per keystroke.

use serde::Serialize;
use utoipa::ToSchema;

use super::answer::{Piece, pieces};
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::suggest as query;

/// What the collection has that goes on as the typed text begins.
#[derive(Debug, Serialize, ToSchema)]
pub struct Suggestions {
    /// As typed.
    pub text: String,
    /// By kind: first the kind with the best match.
    pub groups: Vec<SuggestionGroup>,
    /// Time taken, in milliseconds.
    pub took_ms: f64,
}

/// Suggestions of one kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionGroup {
    /// `symbol`, `document`, `agency`, `measure` or `phrase`.
    pub kind: &'static str,
    /// Heading of the group, in Vietnamese.
    pub label: &'static str,
    /// At least one; the best matches first, of equal ones the most used.
    pub suggestions: Vec<TypedSuggestion>,
}

/// A suggestion for a typed text.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypedSuggestion {
    /// The kind of its group.
    pub kind: &'static str,
    /// The suggested text.
    pub text: String,
    /// A second line, in Vietnamese; may be empty.
    pub label: String,
    /// Address on this service, where it has a page.
    pub url: Option<String>,
    /// The query to run.
    pub query: String,
    /// The text in pieces; what was typed is marked.
    pub pieces: Vec<Piece>,
}

impl From<query::Suggested> for Suggestions {
    fn from(suggested: query::Suggested) -> Self {
        let query::Suggested { text, groups, took_ms } = suggested;
        Self {
            text,
            groups: groups.into_iter().map(SuggestionGroup::from).collect(),
            took_ms,
        }
    }
}

impl From<query::Group> for SuggestionGroup {
    fn from(group: query::Group) -> Self {
        let kind = group.kind.name();
        let suggestion = |one: query::Suggestion| TypedSuggestion {
            kind,
            query: one.text.clone(),
            text: one.text,
            label: one.label,
            url: one.url,
            pieces: pieces(one.pieces),
        };
        let suggestions = group.suggestions.into_iter().map(suggestion).collect();
        Self { kind, label: VIETNAMESE.suggestion_kind(group.kind), suggestions }
    }
}
