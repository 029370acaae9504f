//! Entries for the units of a held document and for its assignments.
//!
//! A unit is what a hit can be: every provision, but for what lies inside an article, and
//! for points (điểm, gạch đầu dòng), whose text belongs to the unit above.

use super::documents::kind_name;
use super::gather::{Gathered, words};
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
    document: usize,
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
        let unit_of = all
            .held
            .get(document)
            .map(|held| unit_of(&held.document.outline))
            .unwrap_or_default();
        Self { all, document, key, unit_of }
    }

    fn outline(&self) -> Option<&'g Outline> {
        self.all.held.get(self.document).map(|held| &held.document.outline)
    }

    fn id(&self, path: &str) -> String {
        format!("{}#{path}", self.key.id)
    }

    /// The entries of all units, in the order of the text.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let (Some(outline), Some(held)) =
            (self.outline(), self.all.held.get(self.document))
        else {
            return Vec::new();
        };
        let spans = self.spans(outline);
        let mut units: Vec<Option<(Unit, Vec<Citation>)>> = spans
            .iter()
            .enumerate()
            .map(|(index, span)| {
                let span = span.as_ref()?.trimmed(held.text());
                (!span.is_empty()).then(|| (self.unit(outline, index, span), Vec::new()))
            })
            .collect();
        for (index, citation) in held.citations.iter().enumerate() {
            let Some(provision) = outline.at(citation.span.start) else { continue };
            let at = self.unit_of.get(provision).copied().unwrap_or(provision);
            let Some(Some((unit, inside))) = units.get_mut(at) else { continue };
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
            .filter_map(|(index, (unit, cited))| {
                Some(self.entry(outline, index, unit?.0, &cited))
            })
            .collect()
    }

    /// The text of each unit: from its heading to the first unit inside it.
    fn spans(&self, outline: &Outline) -> Vec<Option<Span>> {
        let mut spans: Vec<Option<Span>> = vec![None; outline.provisions.len()];
        for index in 0..outline.provisions.len() {
            let own = outline.own_span(index);
            let unit = self.unit_of.get(index).copied().unwrap_or(index);
            if let Some(slot) = spans.get_mut(unit) {
                *slot = Some(slot.map_or(own, |span| span.cover(own)));
            }
        }
        spans
    }

    fn unit(&self, outline: &Outline, index: usize, span: Span) -> Unit {
        let Some(held) = self.all.held.get(self.document) else { return Unit::default() };
        let Some(provision) = outline.provisions.get(index) else {
            return Unit::default();
        };
        let around = outline.ancestors(index).filter_map(|at| outline.provisions.get(at));
        let within = std::iter::once(provision).chain(around);
        Unit {
            id: self.id(&provision.path),
            path: provision.path.clone(),
            is_measure: provision.is_measure,
            title: words(provision.title.of(held.text())),
            document: self.key.clone(),
            start: span.start,
            text: span.of(held.text()).to_owned(),
            layout: held.document.manuscript.layout().slice(span),
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
        let text = self.all.held.get(self.document).map_or("", |held| held.text());
        let written = |span: Option<Span>| span.map(|span| words(span.of(text)));
        let resolution = self.all.resolution(place);
        CitationRecord {
            start: citation.span.start - start,
            end: citation.span.end - start,
            kind: kind_name(citation.kind).to_owned(),
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
            state: resolution.name().to_owned(),
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
                .map(|citation| kind_name(citation.kind).to_owned());
            let all: Vec<String> = ids.chain(kinds).collect();
            for at in std::iter::once(index).chain(outline.ancestors(index)) {
                if let Some(slot) = cited.get_mut(at) {
                    slot.extend(all.iter().cloned());
                }
            }
        }
        for slot in &mut cited {
            slot.sort_unstable();
            slot.dedup();
        }
        cited
    }

    fn entry(
        &self,
        outline: &Outline,
        index: usize,
        unit: Unit,
        within: &[String],
    ) -> Entry {
        let mut keys = vec![(Field::Document, self.key.id.clone())];
        keys.extend(unit.within.iter().map(|id| (Field::Within, id.clone())));
        let mut cites: Vec<&String> = unit.citations.iter().flat_map(cited_ids).collect();
        cites.sort_unstable();
        cites.dedup();
        cites.retain(|id| **id != self.key.id);
        keys.extend(cites.into_iter().map(|id| (Field::Cites, id.clone())));
        keys.extend(within.iter().map(|id| (Field::CitesWithin, id.clone())));
        let label = outline.provisions.get(index).map_or("", |p| p.label.as_str());
        keys.push((Field::Number, label.to_owned()));
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
        let Some(held) = self.all.held.get(self.document) else { return Vec::new() };
        held.assignments
            .iter()
            .enumerate()
            .map(|(index, assignment)| self.assignment(index, assignment))
            .collect()
    }

    fn assignment(&self, index: usize, assignment: &Assignment) -> Entry {
        let text = self.all.held.get(self.document).map_or("", |held| held.text());
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
            source: source_name(assignment.source).to_owned(),
            row: assignment.row.clone(),
            path,
            task: words(assignment.task.of(text)),
            items: assignment.items.iter().map(|item| item.number).collect(),
            measures: assignment.measures.clone(),
            units,
            lead: of(Duty::Lead),
            coordinating: of(Duty::Coordinate),
            others,
            role: assignment.duty.label().to_owned(),
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
        let index = outline.and_then(|outline| outline.at(at));
        let unit = index.and_then(|index| self.unit_of.get(index).copied());
        unit.and_then(|unit| outline?.provisions.get(unit))
            .map(|provision| provision.path.clone())
            .unwrap_or_default()
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

/// The name of a source on the wire.
const fn source_name(source: AssignmentSource) -> &'static str {
    match source {
        AssignmentSource::Table => "table",
        AssignmentSource::Text => "text",
    }
}

/// The ids that a citation leads to: one, or all candidates.
fn cited_ids(citation: &CitationRecord) -> impl Iterator<Item = &String> {
    citation
        .document
        .iter()
        .chain(&citation.candidates)
        .filter(|_| citation.kind != kind_name(CitationKind::SelfReference))
}

/// For each provision the one whose unit holds its text.
fn unit_of(outline: &Outline) -> Vec<usize> {
    let mut unit_of: Vec<usize> = Vec::with_capacity(outline.provisions.len());
    for (index, provision) in outline.provisions.iter().enumerate() {
        let Some(parent) = provision.parent.filter(|parent| *parent < index) else {
            unit_of.push(index);
            continue;
        };
        let holder = unit_of.get(parent).copied().unwrap_or(parent);
        let level = outline.provisions.get(holder).map(|unit| unit.level);
        let is_inside = holder != parent
            || level == Some(ProvisionLevel::Article)
            || provision.level == ProvisionLevel::Point;
        unit_of.push(if is_inside { holder } else { index });
    }
    unit_of
}
