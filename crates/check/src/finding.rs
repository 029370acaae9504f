//! One finding of the check: what is wrong where, what stands against it, and what to
//! write instead.

use super::rule::{Rule, Severity};
use tracuu_index::record::Origin;
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
    /// Who states it.
    pub origin: Origin,
    /// Id of the document that it is about.
    pub document: String,
    /// What is stated: `date`, `title`, `replaced_by` …
    pub field: String,
    /// The words, dates in ISO.
    pub value: String,
    /// The catalogue's source; empty where documents state it.
    pub source: String,
    /// Where documents state it (document id, `#`, path), or the catalogue's confidence.
    pub places: Vec<String>,
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
