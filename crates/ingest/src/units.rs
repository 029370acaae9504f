//! Entries for the units of a held document and for its assignments.
//!
//! A unit is what a hit can be: every provision, but for what lies inside an article, and
//! for points (điểm, gạch đầu dòng), whose text belongs to the unit above.

use super::gather::{Gathered, words};
use super::reading::Held;
use super::relations;
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::plan::Field;
use tracuu_index::record::{
    AgencyKey, AssignmentRecord, CitationRecord, DocumentKey, PinpointRecord, Unit,
};
use tracuu_legal::agency::body::Agency;
use tracuu_legal::assignment::duty::{Assignment, AssignmentSource, Duty};
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::Place;
use tracuu_legal::document::level::ProvisionLevel;
use tracuu_legal::document::outline::Outline;
use tracuu_text::span::Span;

/// The entries of one held document.
pub(super) struct Units<'g> {
    all: &'g Gathered<'g>,
    /// Its index among the held documents, for the places of its citations.
    document: usize,
    held: &'g Held,
    key: &'g DocumentKey,
    /// For each provision the one whose unit holds its text.
    unit_of: Vec<usize>,
}

impl<'g> Units<'g> {
    pub(super) fn new(
        all: &'g Gathered<'g>,
        document: usize,
        key: &'g DocumentKey,
    ) -> Self {
        let held = &all.held[document];
        let unit_of = unit_of(&held.document.outline);
        Self { all, document, held, key, unit_of }
    }

    fn outline(&self) -> &'g Outline {
        &self.held.document.outline
    }

    fn text(&self) -> &'g str {
        self.held.text()
    }

    fn id(&self, path: &str) -> String {
        format!("{}#{path}", self.key.id)
    }

    /// The entries of all units, in the order of the text.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let outline = self.outline();
        let spans = self.spans();
        let mut units: Vec<Option<(Unit, Vec<Citation>)>> = spans
            .iter()
            .enumerate()
            .map(|(index, span)| {
                let span = span.as_ref()?.trimmed(self.text());
                (!span.is_empty()).then(|| (self.unit(index, span), Vec::new()))
            })
            .collect();
        for (index, citation) in self.held.citations.iter().enumerate() {
            let Some(provision) = outline.at(citation.span.start) else { continue };
            let at = self.unit_of[provision];
            let Some((unit, inside)) = &mut units[at] else { continue };
            let end = unit.start + unit.text.len();
            if citation.span.start >= unit.start && citation.span.end <= end {
                let place = Place { document: self.document, citation: index };
                unit.citations.push(self.citation(place, citation, unit.start));
                inside.push(citation.clone());
            }
        }
        let cited = Self::cited_within(outline, &units);
        units
            .into_iter()
            .zip(cited)
            .enumerate()
            .filter_map(|(index, (unit, cited))| Some(self.entry(index, unit?.0, &cited)))
            .collect()
    }

    /// The text of each unit: from its heading to the first unit inside it.
    fn spans(&self) -> Vec<Option<Span>> {
        let outline = self.outline();
        let mut spans: Vec<Option<Span>> = vec![None; outline.provisions.len()];
        for index in 0..outline.provisions.len() {
            let own = outline.own_span(index);
            let slot = &mut spans[self.unit_of[index]];
            *slot = Some(slot.map_or(own, |span| span.cover(own)));
        }
        spans
    }

    fn unit(&self, index: usize, span: Span) -> Unit {
        let outline = self.outline();
        let provision = &outline.provisions[index];
        let around = outline.ancestors(index).map(|at| &outline.provisions[at]);
        let within = std::iter::once(provision).chain(around);
        Unit {
            id: self.id(&provision.path),
            path: provision.path.clone(),
            is_measure: provision.is_measure,
            title: words(provision.title.of(self.text())),
            document: self.key.clone(),
            start: span.start,
            layout: self.held.document.manuscript.layout().slice(span),
            text: span.of(self.text()).to_owned(),
            citations: Vec::new(),
            within: within.map(|provision| self.id(&provision.path)).collect(),
        }
    }

    fn citation(
        &self,
        place: Place,
        citation: &Citation,
        start: usize,
    ) -> CitationRecord {
        let text = self.text();
        let written = |span: Option<Span>| span.map(|span| words(span.of(text)));
        let resolution = self.all.resolution(place);
        CitationRecord {
            start: citation.span.start - start,
            end: citation.span.end - start,
            kind: citation.kind,
            symbol: citation.symbol.as_ref().map(ToString::to_string),
            type_name: citation.document_type.map(|kind| kind.name().to_owned()),
            date: citation.date.map(|date| date.to_string()),
            issuer: written(citation.issuer),
            title: written(citation.title),
            pinpoint: citation
                .pinpoint
                .iter()
                .map(|pin| PinpointRecord {
                    article: pin.article.clone(),
                    clause: pin.clause.clone(),
                    point: pin.point.clone(),
                })
                .collect(),
            nested: citation.nested_in.is_some(),
            state: resolution.state(),
            document: resolution.id().map(str::to_owned),
            candidates: resolution.candidates().to_vec(),
            deviations: citation.deviations.clone(),
            relation: relations::stored(self.all, place),
        }
    }

    /// What each unit and the units inside it cite: ids, and kinds of citations.
    fn cited_within(
        outline: &Outline,
        units: &[Option<(Unit, Vec<Citation>)>],
    ) -> Vec<Vec<String>> {
        let mut cited: Vec<Vec<String>> = vec![Vec::new(); units.len()];
        for (index, unit) in units.iter().enumerate() {
            let Some((unit, inside)) = unit else { continue };
            let ids = unit.citations.iter().flat_map(cited_ids).cloned();
            let kinds = inside
                .iter()
                .filter(|citation| citation.kind != CitationKind::SelfReference)
                .map(|citation| citation.kind.to_string());
            let all: Vec<String> = ids.chain(kinds).collect();
            for at in std::iter::once(index).chain(outline.ancestors(index)) {
                cited[at].extend(all.iter().cloned());
            }
        }
        for slot in &mut cited {
            slot.sort_unstable();
            slot.dedup();
        }
        cited
    }

    fn entry(&self, index: usize, unit: Unit, within: &[String]) -> Entry {
        let mut keys = vec![(Field::Document, self.key.id.clone())];
        keys.extend(unit.within.iter().map(|id| (Field::Within, id.clone())));
        let mut cites: Vec<&String> = unit.citations.iter().flat_map(cited_ids).collect();
        cites.sort_unstable();
        cites.dedup();
        cites.retain(|id| **id != self.key.id);
        keys.extend(cites.into_iter().map(|id| (Field::Cites, id.clone())));
        keys.extend(within.iter().map(|id| (Field::CitesWithin, id.clone())));
        let label = &self.outline().provisions[index].label;
        keys.push((Field::Number, label.clone()));
        Entry {
            kind: if unit.is_measure { EntryKind::Measure } else { EntryKind::Provision },
            id: unit.id.clone(),
            keys,
            numbers: Vec::new(),
            heading: unit.title.clone(),
            body: unit.text.clone(),
            record: Record::Unit(Box::new(unit)),
        }
    }

    /// The entries of all assignments, in the order of the text.
    pub(super) fn assignments(&self) -> Vec<Entry> {
        self.held
            .assignments
            .iter()
            .enumerate()
            .map(|(index, assignment)| self.assignment(index, assignment))
            .collect()
    }

    fn assignment(&self, index: usize, assignment: &Assignment) -> Entry {
        let text = self.text();
        let of = |duty: Duty| -> Vec<AgencyKey> {
            let parties = assignment.parties.iter().filter(|party| party.duty == duty);
            parties.map(|party| agency_key(&party.agency)).collect()
        };
        let others = assignment
            .parties
            .iter()
            .filter(|party| !matches!(party.duty, Duty::Lead | Duty::Coordinate))
            .map(|party| agency_key(&party.agency))
            .collect();
        let path = self.unit_path(assignment.span.start);
        let mut units: Vec<String> =
            assignment.measures.iter().map(|path| self.id(path)).collect();
        if assignment.source == AssignmentSource::Text && units.is_empty() {
            units.push(self.id(&path));
        }
        let record = AssignmentRecord {
            id: format!("{}#giao-{}", self.key.id, index + 1),
            source: assignment.source,
            row: assignment.row.clone(),
            path,
            task: words(assignment.task.of(text)),
            items: assignment.items.iter().map(|item| item.number).collect(),
            measures: assignment.measures.clone(),
            units,
            lead: of(Duty::Lead),
            coordinating: of(Duty::Coordinate),
            others,
            role: assignment.duty,
            deadline: assignment.deadline.map(|span| words(span.of(text))),
            product: assignment.product.map(|span| words(span.of(text))),
            document: self.key.clone(),
            start: assignment.span.start,
            end: assignment.span.end,
            evidence: assignment.span.of(text).to_owned(),
        };
        assignment_entry(record, self.key)
    }

    /// The path of the unit around a byte.
    fn unit_path(&self, at: usize) -> String {
        let outline = self.outline();
        let Some(index) = outline.at(at) else { return String::new() };
        outline.provisions[self.unit_of[index]].path.clone()
    }
}

fn assignment_entry(record: AssignmentRecord, key: &DocumentKey) -> Entry {
    let mut keys = vec![(Field::Document, key.id.clone())];
    keys.extend(record.units.iter().map(|unit| (Field::Within, unit.clone())));
    let mut add = |field, agencies: &[AgencyKey]| {
        keys.extend(agencies.iter().map(|agency| (field, agency.id.clone())));
    };
    add(Field::Lead, &record.lead);
    add(Field::Coordinating, &record.coordinating);
    for agencies in [&record.lead, &record.coordinating, &record.others] {
        add(Field::Agency, agencies);
    }
    Entry {
        kind: EntryKind::Assignment,
        id: record.id.clone(),
        keys,
        numbers: Vec::new(),
        heading: String::new(),
        body: record.evidence.clone(),
        record: Record::Assignment(Box::new(record)),
    }
}

fn agency_key(agency: &Agency) -> AgencyKey {
    AgencyKey { id: agency.id().to_owned(), name: agency.name().to_owned() }
}

/// The ids that a citation leads to: one, or all candidates.
fn cited_ids(citation: &CitationRecord) -> impl Iterator<Item = &String> {
    citation
        .document
        .iter()
        .chain(&citation.candidates)
        .filter(|_| citation.kind != CitationKind::SelfReference)
}

/// For each provision the one whose unit holds its text.
fn unit_of(outline: &Outline) -> Vec<usize> {
    let mut unit_of: Vec<usize> = Vec::with_capacity(outline.provisions.len());
    for (index, provision) in outline.provisions.iter().enumerate() {
        let Some(parent) = provision.parent.filter(|parent| *parent < index) else {
            unit_of.push(index);
            continue;
        };
        let holder = unit_of[parent];
        let level = outline.provisions[holder].level;
        let is_inside = holder != parent
            || level == ProvisionLevel::Article
            || provision.level == ProvisionLevel::Point;
        unit_of.push(if is_inside { holder } else { index });
    }
    unit_of
}
