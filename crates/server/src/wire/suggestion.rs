//! Suggestions per keystroke.

use serde::Serialize;
use utoipa::ToSchema;

use tracuu_index::suggest::record::SuggestionKind;
use tracuu_print::messages::Messages;
use tracuu_print::suggestion::is_quoted;
use tracuu_query::answer::SnippetFragment;
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
    /// What they are.
    pub kind: SuggestionKind,
    /// Heading of the group, in the language asked for.
    pub label: &'static str,
    /// At least one; the best matches first, of equal ones the most used.
    pub suggestions: Vec<TypedSuggestion>,
}

/// A suggestion for a typed text.
#[derive(Debug, Serialize, ToSchema)]
pub struct TypedSuggestion {
    /// The kind of its group.
    pub kind: SuggestionKind,
    /// The suggested text.
    pub text: String,
    /// A second line, in the language asked for; may be empty.
    pub label: String,
    /// The same in parts.
    pub details: Vec<SuggestionDetail>,
    /// Address on this service, where it has a page.
    pub url: Option<String>,
    /// The query to run.
    pub query: String,
    /// The text in pieces; what was typed is marked.
    pub pieces: Vec<SnippetFragment>,
}

/// A part of a suggestion's second line.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionDetail {
    /// The text.
    pub text: String,
    /// Whether these are words of the collection, which stay Vietnamese in any language.
    pub is_quoted: bool,
}

impl Suggestions {
    /// The suggestions in the words of a language.
    pub fn new(suggested: query::SuggestAnswer, messages: Messages) -> Self {
        let query::SuggestAnswer { text, groups, took_ms } = suggested;
        let groups =
            groups.into_iter().map(|group| SuggestionGroup::new(group, messages));
        Self { text, groups: groups.collect(), took_ms }
    }
}

impl SuggestionGroup {
    fn new(group: query::SuggestionGroup, messages: Messages) -> Self {
        let kind = group.kind;
        let suggestion = |one: query::Suggestion| {
            let detail = |detail: &_| SuggestionDetail {
                text: messages.suggestion_detail(detail),
                is_quoted: is_quoted(detail),
            };
            let details: Vec<SuggestionDetail> = one.details.iter().map(detail).collect();
            let texts: Vec<&str> = details.iter().map(|one| one.text.as_str()).collect();
            TypedSuggestion {
                kind,
                label: texts.join(" · "),
                details,
                query: one.text.clone(),
                text: one.text,
                url: one.url,
                pieces: one.pieces,
            }
        };
        let suggestions = group.suggestions.into_iter().map(suggestion).collect();
        Self { kind, label: messages.suggestion_kind(kind), suggestions }
    }
}
