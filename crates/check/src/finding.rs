//! One finding of the check: what is wrong where, what stands against it, and what to
//! write instead.

use super::rule::{Rule, Severity};
use serde::Serialize;
use tracuu_index::record::{FactRecord, FactSource, Origin};
use tracuu_legal::citation::legal_status::{EventOrigin, StatusChange};
use tracuu_legal::citation::validity::{EventSource, StatusEvent};
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_text::span::Span;

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// How grave it is.
    pub severity: Severity,
    /// The words at fault; a replacement takes the place of exactly these.
    pub span: Span,
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// What can be written in the place of the words, the best first.
    pub replacements: Vec<String>,
    /// Other places of the draft that belong to it, in order.
    pub others: Vec<Span>,
    /// Index of the citation at fault.
    pub citation: Option<usize>,
    /// What the collection says, and where.
    pub evidence: Vec<Evidence>,
}

/// A statement of the collection about a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// Id of the document that it is about.
    pub document: String,
    /// What is stated, by whom and where.
    pub statement: Statement,
}

/// What the collection states of a document, by whom and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Statement {
    /// A fact.
    Fact(FactRecord),
    /// Something that happened to it.
    Event(StatusEvent),
}

/// What a statement is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum StatementKind {
    /// A fact.
    Fact(FactField),
    /// Something that happened to the document.
    Event(StatusChange),
}

impl Statement {
    /// What it is about.
    pub const fn kind(&self) -> StatementKind {
        match self {
            Self::Fact(fact) => StatementKind::Fact(fact.field),
            Self::Event(event) => StatementKind::Event(event.change),
        }
    }

    /// Who makes it.
    pub const fn origin(&self) -> Origin {
        match self {
            Self::Fact(fact) => fact.origin(),
            Self::Event(event) => match event.origin {
                EventOrigin::Own => Origin::Own,
                EventOrigin::Actor | EventOrigin::Other => Origin::Citation,
                EventOrigin::Catalogue => Origin::Catalogue,
            },
        }
    }

    /// The provisions that make it.
    pub fn places(&self) -> &[ProvisionKey] {
        match self {
            Self::Fact(FactRecord { source: FactSource::Citations(places), .. }) => {
                places
            }
            Self::Event(StatusEvent {
                source: EventSource::Provision(place), ..
            }) => std::slice::from_ref(place),
            Self::Fact(_) | Self::Event(_) => &[],
        }
    }

    /// What the catalogue names as its sources.
    pub fn catalogue_entries(&self) -> &[String] {
        match self {
            Self::Fact(FactRecord {
                source: FactSource::Catalogue { entries, .. },
                ..
            })
            | Self::Event(StatusEvent {
                source: EventSource::Catalogue { entries },
                ..
            }) => entries,
            Self::Fact(_) | Self::Event(_) => &[],
        }
    }
}

impl Finding {
    /// A finding of a rule at a place, as grave as its rule.
    pub(super) fn new(rule: Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.row().severity,
            span,
            message: message.into(),
            replacements: Vec::new(),
            others: Vec::new(),
            citation: None,
            evidence: Vec::new(),
        }
    }

    #[must_use]
    pub(super) fn for_citation(mut self, citation: usize) -> Self {
        self.citation = Some(citation);
        self
    }

    #[must_use]
    pub(super) fn with_replacement(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if !self.replacements.contains(&words) {
            self.replacements.push(words);
        }
        self
    }

    #[must_use]
    pub(super) fn with_places(mut self, others: impl IntoIterator<Item = Span>) -> Self {
        self.others.extend(others);
        self
    }

    #[must_use]
    pub(super) fn with_evidence(
        mut self,
        evidence: impl IntoIterator<Item = Evidence>,
    ) -> Self {
        self.evidence.extend(evidence);
        self
    }

    #[must_use]
    pub(super) fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}
