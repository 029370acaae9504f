//! Hits: records as they are shown, with what matched marked.

use rustc_hash::FxHashSet;

use super::answer::{Hit, HitKind};
use super::free_text::FreeText;
use super::snippet;
use super::structure::{Structure, free_text};
use super::wanted::Understanding;
use crate::agency::body::Agency;
use crate::index::entry::Record;
use crate::index::record::{AssignmentRecord, DocumentKey, DocumentRecord, Unit};
use crate::text::span::Span;

/// What is marked in the hits of a structure.
pub(super) struct Marks<'s> {
    documents: FxHashSet<&'s str>,
    names: Vec<FreeText>,
    words: FreeText,
}

impl<'s> Marks<'s> {
    pub(super) fn new(found: &'s Structure, asked: &Understanding) -> Self {
        let names = asked.performers.iter().flat_map(|performer| {
            let written = performer.span.of(&asked.text);
            let full = performer.agency.readings().first().map(Agency::name);
            [Some(written), full]
                .into_iter()
                .flatten()
                .map(FreeText::new)
                .collect::<Vec<_>>()
        });
        Self {
            documents: found
                .documents
                .iter()
                .map(|document| document.id.as_str())
                .collect(),
            names: names.collect(),
            words: FreeText::new(&free_text(asked)),
        }
    }

    pub(super) fn of(&self, unit: &Unit) -> Vec<Span> {
        let cited = unit.citations.iter().filter(|citation| {
            citation.document.as_deref().is_some_and(|id| self.documents.contains(id))
        });
        let spans: Vec<Span> =
            cited.map(|citation| Span::new(citation.start, citation.end)).collect();
        if !spans.is_empty() {
            return disjoint(spans);
        }
        let names = self.names_in(&unit.text);
        if names.is_empty() && !self.words.is_empty() {
            return self.words.marks(&unit.text);
        }
        names
    }

    pub(super) fn names_in(&self, text: &str) -> Vec<Span> {
        disjoint(self.names.iter().flat_map(|name| name.phrase_marks(text)).collect())
    }
}

/// Spans in order without overlap, the earlier and longer first.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let keep = span.start >= end;
        end = if keep { span.end } else { end };
        keep
    });
    spans
}

/// A hit of a text search; `None` for what is not shown.
pub(super) fn text_hit(record: &Record, words: &FreeText, score: f32) -> Option<Hit> {
    match record {
        Record::Document(document) => {
            let title = document.title.as_deref().unwrap_or_default();
            let mut hit = document_hit(document, score);
            hit.snippets = snippet::around(title, &words.marks(title));
            Some(hit)
        }
        Record::Unit(unit) => Some(unit_hit(unit, &words.marks(&unit.text), score)),
        Record::Assignment(assignment) => {
            let marks = words.marks(&assignment.evidence);
            Some(assignment_hit(assignment, &marks, score))
        }
        Record::Agency(_) => None,
    }
}

/// A document as a hit.
pub(super) fn document_hit(document: &DocumentRecord, score: f32) -> Hit {
    Hit {
        id: document.id.clone(),
        label: document.symbol.clone().unwrap_or_default(),
        title: document.title.clone().unwrap_or_default(),
        document: DocumentKey {
            id: document.id.clone(),
            symbol: document.symbol.clone(),
            title: document.title.clone(),
        },
        snippets: Vec::new(),
        url: format!("/documents/{}", document.id),
        score,
        kind: HitKind::Document(Box::new(document.clone())),
    }
}

/// A measure or another provision as a hit.
pub(super) fn unit_hit(unit: &Unit, marks: &[Span], score: f32) -> Hit {
    Hit {
        kind: if unit.is_measure { HitKind::Measure } else { HitKind::Provision },
        id: unit.id.clone(),
        label: unit.path.clone(),
        title: unit.title.clone(),
        document: unit.document.clone(),
        snippets: snippet::around(&unit.text, marks),
        url: format!("/documents/{}#{}", unit.document.id, unit.path),
        score,
    }
}

/// An assignment as a hit.
pub(super) fn assignment_hit(
    record: &AssignmentRecord,
    marks: &[Span],
    score: f32,
) -> Hit {
    Hit {
        id: record.id.clone(),
        label: record.row.clone().unwrap_or_else(|| record.path.clone()),
        title: record.task.clone(),
        document: record.document.clone(),
        snippets: snippet::around(&record.evidence, marks),
        url: format!("/documents/{}#{}", record.document.id, record.path),
        score,
        kind: HitKind::Assignment(Box::new(record.clone())),
    }
}
