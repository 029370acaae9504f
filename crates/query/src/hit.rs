//! Hits: records as they are shown, with what matched marked.

use rustc_hash::FxHashSet;

use super::answer::{Hit, HitKind};
use super::filter::OperatorFilter;
use super::free_text::FreeText;
use super::plan::finder::free_text;
use super::plan::structure::Structure;
use super::resolver::by_id;
use super::snippet;
use crate::parsed::query::{ParsedQuery, PlaceQuery, PlaceTerm};
use tracuu_index::entry::Record;
use tracuu_index::error::ReadError;
use tracuu_index::key::place_terms;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, MAX_PAGE, Page};
use tracuu_index::record::{AssignmentRecord, DocumentKey, DocumentRecord, Unit};
use tracuu_legal::agency::body::Agency;
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_text::span::Span;

/// Marks what matched in the hits of a structure.
pub(crate) struct Highlighter<'s> {
    filter: &'s OperatorFilter,
    /// Ids of the documents named that the units of the page cite.
    cited: FxHashSet<String>,
    names: Vec<FreeText>,
    words: FreeText,
}

impl<'s> Highlighter<'s> {
    /// Prepares the marks of one page of records.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(crate) fn new(
        collection: &Collection,
        found: &Structure,
        query: &ParsedQuery,
        filter: &'s OperatorFilter,
        records: &[Record],
    ) -> Result<Self, ReadError> {
        let names = query.performers.iter().flat_map(|performer| {
            let written = performer.span.of(&query.text);
            let full = performer.agency.readings().first().map(Agency::name);
            [Some(written), full]
                .into_iter()
                .flatten()
                .map(FreeText::new)
                .collect::<Vec<_>>()
        });
        Ok(Self {
            filter,
            cited: cited_of(collection, &found.marked, records)?,
            names: names.collect(),
            words: FreeText::new(&free_text(query)),
        })
    }

    /// A record as a hit; documents rank before units, and these before assignments. `None`
    /// for what is not shown.
    pub(crate) fn hit(&self, record: &Record) -> Option<Hit> {
        match record {
            Record::Document(document) => Some(document_hit(document, 4.0)),
            Record::Unit(unit) => {
                let score = if unit.is_measure { 3.0 } else { 2.0 };
                Some(unit_hit(unit, &self.unit_spans(unit), score))
            }
            Record::Assignment(record) => {
                Some(assignment_hit(record, &self.assignment_spans(record), 1.0))
            }
            Record::Agency(_) => None,
        }
    }

    /// What is marked in a unit: phrases, and the citations asked for, else the agencies,
    /// else the free words.
    fn unit_spans(&self, unit: &Unit) -> Vec<Span> {
        let mut spans = self.filter.marks(&unit.text);
        let cited = unit.citations.iter().filter(|citation| {
            citation.document.as_deref().is_some_and(|id| self.cited.contains(id))
        });
        let cited: Vec<Span> =
            cited.map(|citation| Span::new(citation.start, citation.end)).collect();
        if !cited.is_empty() {
            spans.extend(cited);
            return merged(spans);
        }
        let names = self.name_spans(&unit.text);
        if names.is_empty() && !self.words.is_empty() {
            spans.extend(self.words.marks(&unit.text));
        }
        spans.extend(names);
        merged(spans)
    }

    /// What is marked in the evidence of an assignment: phrases and agencies.
    fn assignment_spans(&self, record: &AssignmentRecord) -> Vec<Span> {
        let mut spans = self.filter.marks(&record.evidence);
        spans.extend(self.name_spans(&record.evidence));
        merged(spans)
    }

    fn name_spans(&self, text: &str) -> Vec<Span> {
        self.names.iter().flat_map(|name| name.phrase_marks(text)).collect()
    }
}

/// Which of the documents the records of a page cite.
fn cited_of(
    collection: &Collection,
    documents: &Plan,
    records: &[Record],
) -> Result<FxHashSet<String>, ReadError> {
    let units = records.iter().filter_map(|record| match record {
        Record::Unit(unit) => Some(unit),
        _ => None,
    });
    let cited = units.flat_map(|unit| &unit.citations);
    let cited: FxHashSet<&String> =
        cited.filter_map(|citation| citation.document.as_ref()).collect();
    let cited: Vec<String> = cited.into_iter().cloned().collect();
    let mut found = FxHashSet::default();
    for some in cited.chunks(MAX_PAGE) {
        let ids = Plan::any_of(Field::Id, some.iter().cloned());
        let plan = Plan::all([documents.clone(), ids]);
        found.extend(collection.ids(&plan, Page::WHOLE)?.items);
    }
    Ok(found)
}

/// Narrows hits that hold a provision inside them to it: "khoản 2 Điều 4" is a part of the
/// unit of Điều 4. The place asked for is shown from its beginning.
///
/// # Errors
/// Where the index cannot be read.
pub(crate) fn narrow_to_place(
    collection: &Collection,
    hits: &mut [Hit],
    records: &[Record],
    place: &PlaceQuery,
) -> Result<(), ReadError> {
    let PlaceTerm::Paths(paths) = &place.term else { return Ok(()) };
    for record in records {
        let Record::Unit(unit) = record else { continue };
        let is_whole = place_terms(&unit.path).iter().any(|term| paths.contains(term));
        let Some(hit) = hits.iter_mut().find(|hit| hit.id == unit.id) else { continue };
        if is_whole {
            let is_marked = hit.snippets.iter().flatten().any(|piece| piece.hit);
            if !is_marked {
                hit.snippets = snippet::opening(&unit.text);
                hit.page = unit.layout.source_page(0);
            }
            continue;
        }
        let Some(document) = by_id(collection, &unit.document.id)? else { continue };
        let ends = unit.start..unit.start + unit.text.len();
        let inside = document.outline.iter().find(|entry| {
            ends.contains(&entry.start)
                && place_terms(&entry.path).iter().any(|term| paths.contains(term))
        });
        let Some(entry) = inside else { continue };
        let end = entry.end.min(ends.end);
        let text = unit.text.get(entry.start - ends.start..end - ends.start);
        let Some(text) = text.map(str::trim_end) else { continue };
        hit.label.clone_from(&entry.path);
        hit.page = unit.layout.source_page(entry.start - ends.start);
        hit.id = ProvisionKey::new(&*unit.document.id, &*entry.path).to_string();
        hit.snippets = snippet::opening(text);
    }
    Ok(())
}

/// Spans in order, those that overlap as one.
pub(crate) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match all.last_mut() {
            Some(last) if span.start < last.end => *last = last.cover(span),
            _ => all.push(span),
        }
    }
    all
}

/// A hit of a text search, with what `marks` finds in its text; `None` for what is not
/// shown.
pub(crate) fn text_hit(
    record: &Record,
    marks: &dyn Fn(&str) -> Vec<Span>,
    score: f32,
) -> Option<Hit> {
    match record {
        Record::Document(document) => {
            let title = document.title.as_deref().unwrap_or_default();
            let mut hit = document_hit(document, score);
            hit.snippets = snippet::around(title, &marks(title));
            Some(hit)
        }
        Record::Unit(unit) => Some(unit_hit(unit, &marks(&unit.text), score)),
        Record::Assignment(assignment) => {
            Some(assignment_hit(assignment, &marks(&assignment.evidence), score))
        }
        Record::Agency(_) => None,
    }
}

/// Ties the assignments of a page to the hits that show the units which they cover.
pub(crate) fn tie_to_places(hits: &mut [Hit]) {
    let places = hits.iter().filter(|hit| !matches!(hit.kind, HitKind::Assignment(_)));
    let places: FxHashSet<String> = places.map(|hit| hit.id.clone()).collect();
    for hit in hits {
        if let HitKind::Assignment(record) = &hit.kind {
            hit.belongs_to = record.units.iter().find(|id| places.contains(*id)).cloned();
        }
    }
}

/// A document as a hit.
fn document_hit(document: &DocumentRecord, score: f32) -> Hit {
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
        page: None,
        score,
        belongs_to: None,
        state: None,
        reasons: Vec::new(),
        kind: HitKind::Document(Box::new(document.clone())),
    }
}

/// A measure or another provision as a hit.
fn unit_hit(unit: &Unit, marks: &[Span], score: f32) -> Hit {
    Hit {
        kind: if unit.is_measure { HitKind::Measure } else { HitKind::Provision },
        id: unit.id.clone(),
        label: unit.path.clone(),
        title: unit.title.clone(),
        document: unit.document.clone(),
        snippets: snippet::around(&unit.text, marks),
        url: format!("/documents/{}#{}", unit.document.id, unit.path),
        page: unit.layout.source_page(marks.first().map_or(0, |mark| mark.start)),
        score,
        belongs_to: None,
        state: None,
        reasons: Vec::new(),
    }
}

/// An assignment as a hit.
fn assignment_hit(record: &AssignmentRecord, marks: &[Span], score: f32) -> Hit {
    Hit {
        id: record.id.clone(),
        label: record.row.clone().unwrap_or_else(|| record.path.clone()),
        title: record.task.clone(),
        document: record.document.clone(),
        snippets: snippet::around(&record.evidence, marks),
        url: format!("/documents/{}#{}", record.document.id, record.path),
        page: record.page,
        score,
        belongs_to: None,
        state: None,
        reasons: Vec::new(),
        kind: HitKind::Assignment(Box::new(record.clone())),
    }
}
