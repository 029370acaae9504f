//! One finding of the check: what is wrong where, what stands against it, and what to
//! write instead.

use super::rule::{FindingGroup, Rule, Severity};
use rustc_hash::FxHashMap;
use serde::Serialize;
use strum::VariantArray;
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
    /// Index of the document that it is about, in the list of the report.
    pub work: Option<usize>,
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

/// Findings as they come: of each rule the first [`MAX_PER_RULE`] and the number of all.
#[derive(Default)]
pub(super) struct Findings {
    listed: Vec<Finding>,
    counts: FxHashMap<Rule, usize>,
}

/// Most findings of one rule that are listed; a page shows no more.
const MAX_PER_RULE: usize = 200;

/// Most other places of one finding that are listed.
const MAX_OTHERS: usize = 200;

/// How many findings back a repeated one is looked for.
const MAX_EARLIER: usize = 512;

impl Findings {
    pub(super) fn push(&mut self, finding: Finding) {
        let count = self.counts.entry(finding.rule).or_default();
        *count += 1;
        if *count <= MAX_PER_RULE {
            self.listed.push(finding);
        }
    }

    /// The last finding that says the same, among the last [`MAX_EARLIER`].
    pub(super) fn earlier(
        &mut self,
        says_same: impl Fn(&Finding) -> bool,
    ) -> Option<&mut Finding> {
        self.listed.iter_mut().rev().take(MAX_EARLIER).find(|finding| says_same(finding))
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Finding> {
        self.listed.iter_mut()
    }

    /// The findings that are listed, and of each rule how many more there are.
    pub(super) fn into_parts(self) -> (Vec<Finding>, Vec<(Rule, usize)>) {
        let more = self.counts.into_iter();
        let more = more.map(|(rule, count)| (rule, count.saturating_sub(MAX_PER_RULE)));
        let mut more: Vec<_> = more.filter(|(_, count)| *count > 0).collect();
        more.sort_unstable();
        (self.listed, more)
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl Finding {
    /// With which findings it is shown: what is no more than information need not be
    /// mended.
    pub fn group(&self) -> FindingGroup {
        match self.rule.row().group {
            FindingGroup::MustFix if self.severity == Severity::Info => {
                FindingGroup::ShouldAdd
            }
            group => group,
        }
    }

    /// Its place among all findings, 1 the first to be looked at: by group, then by
    /// severity, then in the order of the rules.
    pub fn priority(&self) -> usize {
        let severity = match self.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        let n_rules = Rule::ALL.len();
        let group = self.group() as usize;
        1 + (group * Severity::VARIANTS.len() + severity) * n_rules + self.rule as usize
    }

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
            work: None,
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
        let room = MAX_OTHERS.saturating_sub(self.others.len());
        self.others.extend(others.into_iter().take(room));
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
