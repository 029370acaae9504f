//! Entries for the units of a held document and for its assignments.
//!
//! A unit is what a hit can be: every provision, but for what lies inside an article, and
//! for points (điểm, gạch đầu dòng), whose text belongs to the unit above.

use crate::linked_collection::LinkedDocument;
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::key::{cited_place_terms, place_terms};
use tracuu_index::plan::Field;
use tracuu_index::record::{
    CitationRecord, DocumentKey, PinpointRecord, ProvisionMentionRecord, RelationRecord,
    Unit,
};
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::provision_mention::ProvisionHolder;
use tracuu_legal::citation::relation::{Party, Relation};
use tracuu_legal::citation::resolve::Resolution;
use tracuu_legal::document::level::ProvisionLevel;
use tracuu_legal::document::outline::Outline;
use tracuu_legal::reading::Reading;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// The units of one held document.
pub(crate) struct DocumentUnits<'c> {
    document: &'c LinkedDocument<'c>,
    pub(super) reading: &'c Reading,
    pub(super) key: &'c DocumentKey,
    /// For each provision the one whose unit holds its text.
    unit_of: Vec<usize>,
}

impl<'c> DocumentUnits<'c> {
    pub(crate) fn new(
        document: &'c LinkedDocument<'c>,
        reading: &'c Reading,
        key: &'c DocumentKey,
    ) -> Self {
        let unit_of = find_units(&reading.document.outline);
        Self { document, reading, key, unit_of }
    }

    fn outline(&self) -> &'c Outline {
        &self.reading.document.outline
    }

    pub(super) fn text(&self) -> &'c str {
        self.reading.text()
    }

    pub(super) fn unit_id(&self, path: &str) -> String {
        format!("{}#{path}", self.key.id)
    }

    /// The entries of all units, in the order of the text.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let spans = self.spans().into_iter().enumerate();
        let mut units: Vec<Option<Unit>> = spans
            .map(|(index, span)| {
                let span = span?.trimmed(self.text());
                (!span.is_empty()).then(|| self.unit(index, span))
            })
            .collect();
        let relations = &self.reading.relations;
        let named = self.reading.citations.iter().zip(self.document.resolutions());
        for (index, (citation, resolution)) in named.enumerate() {
            let Some(unit) = self.unit_around(&mut units, citation.span) else {
                continue;
            };
            let relation = relations[index].map(|one| self.relation(&one, index));
            let record = self.citation(citation, resolution, unit.start);
            unit.citations.push(CitationRecord { relation, ..record });
        }
        self.add_provisions(&mut units);
        let cited = cited_within(self.outline(), &units);
        let key = |term| (Field::CitesWithin, term);
        let keys = cited.into_iter().map(|terms| terms.into_iter().map(key).collect());
        let mut keys: Vec<Vec<(Field, String)>> = keys.collect();
        for (unit, provision) in self.unit_of.iter().zip(&self.outline().provisions) {
            let places = place_terms(&provision.path).into_iter();
            keys[*unit].extend(places.map(|place| (Field::Place, place)));
        }
        let entries = units.into_iter().zip(keys).enumerate();
        entries
            .filter_map(|(index, (unit, keys))| Some(self.entry(index, unit?, keys)))
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
            id: self.unit_id(&provision.path),
            path: provision.path.clone(),
            is_measure: provision.is_measure,
            title: one_line(provision.title.of(self.text())),
            document: self.key.clone(),
            start: span.start,
            layout: self.reading.document.manuscript.layout().slice(span),
            text: span.of(self.text()).to_owned(),
            citations: Vec::new(),
            provisions: Vec::new(),
            within: within.map(|provision| self.unit_id(&provision.path)).collect(),
        }
    }

    fn citation(
        &self,
        citation: &Citation,
        resolution: &Resolution,
        start: usize,
    ) -> CitationRecord {
        let text = self.text();
        let written = |span: Option<Span>| span.map(|span| one_line(span.of(text)));
        CitationRecord {
            start: citation.span.start - start,
            end: citation.span.end - start,
            kind: citation.kind,
            symbol: citation.symbol.as_ref().map(ToString::to_string),
            type_name: citation.document_type.map(|kind| kind.name().to_owned()),
            date: citation.date.map(|date| date.to_string()),
            issuer: written(citation.issuer),
            title: written(citation.title),
            pinpoint: citation.pinpoint.iter().map(PinpointRecord::from).collect(),
            nested: citation.nested_in.is_some(),
            state: resolution.state(),
            document: resolution.id().map(str::to_owned),
            candidates: resolution.candidates().to_vec(),
            deviations: citation.deviations.clone(),
            status: citation.status,
            relation: None,
        }
    }

    /// The unit whose text holds a stretch of the document.
    fn unit_around<'u>(
        &self,
        units: &'u mut [Option<Unit>],
        stretch: Span,
    ) -> Option<&'u mut Unit> {
        let provision = self.outline().at(stretch.start)?;
        let unit = units[self.unit_of[provision]].as_mut()?;
        let text = Span::new(unit.start, unit.start + unit.text.len());
        text.contains(stretch).then_some(unit)
    }

    /// Adds to each unit the provisions that it names beside those of its citations.
    fn add_provisions(&self, units: &mut [Option<Unit>]) {
        for mention in self.reading.provisions() {
            let Some(unit) = self.unit_around(units, mention.span) else { continue };
            let named = match mention.holder {
                ProvisionHolder::Mention(at) => {
                    self.document.party_id(Party::Mention(at))
                }
                ProvisionHolder::Own | ProvisionHolder::Unstated => None,
            };
            unit.provisions.push(ProvisionMentionRecord {
                start: mention.span.start - unit.start,
                end: mention.span.end - unit.start,
                pinpoint: mention.places.iter().map(PinpointRecord::from).collect(),
                holder: mention.holder.into(),
                document: named.map(str::to_owned),
                action: mention.action,
            });
        }
    }

    fn relation(&self, relation: &Relation, citation: usize) -> RelationRecord {
        let id_of = |party| self.document.party_id(party).map(str::to_owned);
        RelationRecord::new(self.text(), relation, citation, id_of)
    }

    /// The entry of a unit; `keys` are those that other units have a part in.
    fn entry(&self, index: usize, unit: Unit, mut keys: Vec<(Field, String)>) -> Entry {
        keys.push((Field::Document, self.key.id.clone()));
        keys.extend(unit.within.iter().map(|id| (Field::Within, id.clone())));
        let mut cites: Vec<&String> = unit.citations.iter().flat_map(cited_ids).collect();
        cites.sort_unstable();
        cites.dedup();
        cites.retain(|id| **id != self.key.id);
        keys.extend(cites.into_iter().map(|id| (Field::Cites, id.clone())));
        let pins = unit.citations.iter().flat_map(|citation| {
            let pins = citation.pinpoint.iter();
            pins.flat_map(move |pin| {
                cited_ids(citation).flat_map(move |id| cited_place_terms(id, pin))
            })
        });
        let mut pins: Vec<String> = pins.collect();
        pins.sort_unstable();
        pins.dedup();
        keys.extend(pins.into_iter().map(|place| (Field::CitesPlace, place)));
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

    /// The path of the unit around a byte; empty past the body.
    pub(super) fn path_at(&self, at: usize) -> String {
        let outline = self.outline();
        let Some(index) = outline.at(at) else { return String::new() };
        outline.provisions[self.unit_of[index]].path.clone()
    }
}

/// What each unit and the units inside it cite: ids, and kinds of citations.
fn cited_within(outline: &Outline, units: &[Option<Unit>]) -> Vec<Vec<String>> {
    let mut cited: Vec<Vec<String>> = vec![Vec::new(); units.len()];
    for (index, unit) in units.iter().enumerate() {
        let Some(unit) = unit else { continue };
        let others = unit
            .citations
            .iter()
            .filter(|citation| citation.kind != CitationKind::SelfReference);
        let kinds = others.map(|citation| citation.kind.to_string());
        let ids = unit.citations.iter().flat_map(cited_ids).cloned();
        let terms: Vec<String> = ids.chain(kinds).collect();
        for at in std::iter::once(index).chain(outline.ancestors(index)) {
            cited[at].extend(terms.iter().cloned());
        }
    }
    for terms in &mut cited {
        terms.sort_unstable();
        terms.dedup();
    }
    cited
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
fn find_units(outline: &Outline) -> Vec<usize> {
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
