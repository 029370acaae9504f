//! The card: a sentence, the facts in it, and where they stand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use tracuu_legal::document::provision_key::ProvisionKey;

/// A sentence that answers a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerCard {
    /// What it is about.
    pub kind: CardKind,
    /// The sentence, in Vietnamese.
    pub text: String,
    /// The facts by their names; null where a fact is not known.
    pub facts: BTreeMap<&'static str, Option<String>>,
    /// Who says so.
    pub evidence: Vec<CardEvidence>,
    /// The day for which it holds, ISO; null where it holds at all times.
    pub as_of: Option<String>,
}

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// How a document stands.
    State,
    /// What documents do with others.
    Relation,
    /// Who does a task.
    Who,
    /// What a document is.
    What,
    /// How many there are, or which most.
    Count,
    /// How a document is cited.
    Citation,
}

/// A place that bears a card out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CardEvidence {
    /// Id of the document in which it stands; null for a catalogue.
    pub document: Option<String>,
    /// Path of the provision; may be empty.
    pub path: String,
    /// The words.
    pub quote: String,
}

impl CardEvidence {
    /// Words at a place.
    pub(crate) fn at(place: &ProvisionKey, quote: &str) -> Self {
        Self {
            document: Some(place.document.clone()),
            path: place.path.clone(),
            quote: quote.to_owned(),
        }
    }
}

impl AnswerCard {
    /// A sentence without facts.
    pub(crate) fn new(kind: CardKind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { kind, text, facts: BTreeMap::new(), evidence: Vec::new(), as_of: None }
    }

    /// The card with a fact.
    pub(crate) fn with_fact(mut self, name: &'static str, value: Option<String>) -> Self {
        self.facts.insert(name, value);
        self
    }

    /// The card with the places that bear it out.
    pub(crate) fn with_evidence(self, evidence: Vec<CardEvidence>) -> Self {
        Self { evidence, ..self }
    }

    /// The card as of a day.
    pub(crate) fn on(self, day: Date) -> Self {
        Self { as_of: Some(day.to_string()), ..self }
    }
}
