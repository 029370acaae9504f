//! Relations of held documents among the documents of the collection, and what they say of
//! each document's force.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::documents::place_of;
use super::gather::Gathered;
use super::reading::Held;
use tracuu_index::record::{EdgeRecord, RelationRecord};
use tracuu_legal::citation::competence::{Competence, competence};
use tracuu_legal::citation::force;
use tracuu_legal::citation::identity::Identity;
use tracuu_legal::citation::legal_status::{EventOrigin, StatusChange};
use tracuu_legal::citation::record::{Place, Record};
use tracuu_legal::citation::relation::{Party, Relation, RelationKind};
use tracuu_legal::citation::validity::{EventSource, StatusEvent};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_text::span::Span;

/// Most statements kept of one document's force: the most amended law has some fifty.
const MAX_EVENTS: usize = 200;

/// Longest wording of a statement that is kept, in bytes.
const MAX_WORDS_BYTES: usize = 300;

/// The relations of all held documents.
#[derive(Default)]
pub(super) struct Relations {
    /// What each held document does with those that it cites.
    own: Vec<Vec<EdgeRecord>>,
    /// What each says of two others.
    stated: Vec<Vec<EdgeRecord>>,
    /// What is said of a document's force, by its id.
    events: FxHashMap<String, Vec<StatusEvent>>,
}

impl Relations {
    /// The relations of all held documents.
    pub(super) fn new(all: &Gathered<'_>) -> Self {
        let mut relations = Self::default();
        let actors = Actors::new(all);
        for (document, held) in all.held.iter().enumerate() {
            let mut drawing = Drawing { all, actors: &actors, document, held };
            let (own, stated) = drawing.edges(&mut relations.events);
            relations.own.push(own);
            relations.stated.push(stated);
            drawing.own_events(&mut relations.events);
        }
        relations
    }

    /// What a held document does with others.
    pub(super) fn own(&self, document: usize) -> Vec<EdgeRecord> {
        self.own[document].clone()
    }

    /// What a held document says of two others.
    pub(super) fn stated(&self, document: usize) -> Vec<EdgeRecord> {
        self.stated[document].clone()
    }

    /// What held documents say of a document's force: each change by each document once,
    /// as the one says that makes it, where it does.
    pub(super) fn events(&self, id: &str) -> Vec<StatusEvent> {
        let mut kept: Vec<StatusEvent> = Vec::new();
        let said = self.events.get(id).map_or(&[][..], Vec::as_slice);
        for event in said {
            let same = kept
                .iter_mut()
                .find(|other| other.change == event.change && other.by == event.by);
            match same {
                Some(other) if other.origin == EventOrigin::Other => {
                    if event.origin != EventOrigin::Other {
                        *other = event.clone();
                    }
                }
                Some(other) if event.origin == EventOrigin::Own && *other != *event => {
                    kept.push(event.clone());
                }
                Some(_) => {}
                None => kept.push(event.clone()),
            }
        }
        kept.truncate(MAX_EVENTS);
        kept
    }
}

/// What is known of documents that change others, by id.
struct Actors<'g> {
    by_id: FxHashMap<&'g str, &'g Record>,
    all: &'g Gathered<'g>,
}

impl<'g> Actors<'g> {
    fn new(all: &'g Gathered<'g>) -> Self {
        let by_id = all.records.iter().map(|record| (record.id.as_str(), record));
        Self { by_id: by_id.collect(), all }
    }

    fn identity(&self, id: &str) -> Option<&'g Identity> {
        self.by_id.get(id).map(|record| &record.identity)
    }

    /// From when a document acts: the day of its force, else of its issue, as stated by
    /// itself, the catalogue, or all who cite it.
    fn since(&self, id: &str) -> Option<DateText> {
        let record = self.by_id.get(id)?;
        if let Some(held) = self.all.held_of(record) {
            return since(&self.all.held[held]).map(DateText::Day);
        }
        let mut listed = self.all.facts_of(record).map(|fact| fact.entry);
        let entry =
            listed.find_map(|entry| entry.effective.as_ref().or(entry.date.as_ref()));
        if let Some(stated) = entry {
            return Some(DateText::Day(stated.value));
        }
        match record.dates.as_slice() {
            [only] => Some(only.value),
            [] => record
                .identity
                .symbol
                .year
                .and_then(|year| i16::try_from(year).ok().map(DateText::Year)),
            _ => None,
        }
    }
}

/// From when a held document acts.
fn since(held: &Held) -> Option<Date> {
    let issued = held.document.header.date.as_ref().map(|fact| fact.value);
    let clauses = force::clauses(held.text(), &held.citations);
    let entry = clauses.iter().find(|clause| !clause.is_end);
    entry.and_then(|clause| clause.when.day(issued)).or(issued)
}

/// The drawing of one held document's relations.
struct Drawing<'g> {
    all: &'g Gathered<'g>,
    actors: &'g Actors<'g>,
    document: usize,
    held: &'g Held,
}

impl Drawing<'_> {
    fn own_id(&self) -> &str {
        &self.all.own_ids[self.document]
    }

    fn source(&self, path: &str) -> EventSource {
        EventSource::Provision(ProvisionKey::new(self.own_id(), path))
    }

    /// The document at an end of a relation.
    fn party(&self, party: Party) -> Option<String> {
        match party {
            Party::This => Some(self.own_id().to_owned()),
            Party::Unstated => None,
            Party::Mention(citation) => {
                let place = Place { document: self.document, citation };
                self.all.resolution(place).id().map(str::to_owned)
            }
        }
    }

    /// The edges that the document draws, its own and those between others.
    fn edges(
        &mut self,
        events: &mut FxHashMap<String, Vec<StatusEvent>>,
    ) -> (Vec<EdgeRecord>, Vec<EdgeRecord>) {
        let (mut own, mut stated) = (Edges::default(), Edges::default());
        for (index, relation) in self.held.relations.iter().enumerate() {
            let Some(relation) = relation else { continue };
            let Some(mention) = self.party(Party::Mention(index)) else { continue };
            let source = self.party(relation.source);
            let target = self.party(relation.target);
            let ends = source.zip(target).filter(|(source, target)| source != target);
            if let Some((source, target)) = &ends {
                self.note_change(relation, (source, target), events);
            }
            let from_own = relation.source == Party::This;
            if mention != self.own_id() {
                let kind = if from_own { relation.kind } else { RelationKind::Refers };
                let ends = (self.own_id().to_owned(), mention);
                own.add(self.edge(index, relation, kind, ends));
            }
            if let Some(ends) = ends.filter(|_| !from_own) {
                stated.add(self.edge(index, relation, relation.kind, ends));
            }
        }
        (own.edges, stated.edges)
    }

    fn edge(
        &self,
        index: usize,
        relation: &Relation,
        kind: RelationKind,
        (source, target): (String, String),
    ) -> EdgeRecord {
        let says = kind == relation.kind;
        let cue = relation.cue.filter(|_| says);
        let place = self.held.citations.get(index).map(|citation| citation.span);
        let path = place.and_then(|place| place_of(self.held, place)).unwrap_or_default();
        EdgeRecord {
            kind,
            source,
            target,
            is_partial: relation.is_partial && says,
            path: path.to_owned(),
            cue: cue.map(|cue| cue.of(self.held.text()).replace('\n', " ")),
            n_places: 1,
        }
    }

    /// Keeps what a relation says of the force of its target.
    fn note_change(
        &self,
        relation: &Relation,
        (source, target): (&str, &str),
        events: &mut FxHashMap<String, Vec<StatusEvent>>,
    ) {
        let Some(change) = change_of(relation) else { return };
        let is_own = relation.source == Party::This;
        let actor = self.actors.identity(source);
        // A document that is only named may not exist yet.
        if actor.is_none() && !is_own {
            return;
        }
        let both = actor.zip(self.actors.identity(target));
        let is_plausible = both
            .is_none_or(|(one, other)| competence(one, other) != Competence::Incompetent);
        let from = match actor {
            Some(_) => self.actors.since(source),
            None => since(self.held).map(DateText::Day),
        };
        let cue = relation.cue.unwrap_or_default();
        let path = place_of(self.held, cue).unwrap_or_default();
        events.entry(target.to_owned()).or_default().push(StatusEvent {
            change,
            from,
            by: Some(source.to_owned()),
            is_plausible,
            origin: if is_own { EventOrigin::Actor } else { EventOrigin::Other },
            source: self.source(path),
            words: self.words(relation, cue),
        });
    }

    /// The cue with the mentions at both ends, as far as that is short.
    fn words(&self, relation: &Relation, cue: Span) -> String {
        let text = self.held.text();
        let mut span = cue;
        for party in [relation.source, relation.target] {
            let Party::Mention(index) = party else { continue };
            let Some(citation) = self.held.citations.get(index) else { continue };
            let wider = span.cover(citation.span);
            if wider.len() <= MAX_WORDS_BYTES {
                span = wider;
            }
        }
        span.of(text).replace('\n', " ")
    }

    /// What the document says of its own force.
    fn own_events(&self, events: &mut FxHashMap<String, Vec<StatusEvent>>) {
        let text = self.held.text();
        let date = self.held.document.header.date.as_ref();
        let own = |change, from: Option<Date>, span: Span| StatusEvent {
            change,
            from: from.map(DateText::Day),
            by: None,
            is_plausible: true,
            origin: EventOrigin::Own,
            source: self.source(place_of(self.held, span).unwrap_or_default()),
            words: span.of(text).replace('\n', " "),
        };
        let said = events.entry(self.own_id().to_owned()).or_default();
        said.extend(
            date.map(|fact| own(StatusChange::Issued, Some(fact.value), fact.span)),
        );
        for clause in force::clauses(text, &self.held.citations) {
            let day = clause.when.day(date.map(|fact| fact.value));
            let change =
                if clause.is_end { StatusChange::Expired } else { StatusChange::Entered };
            said.push(own(change, day, clause.span));
        }
    }
}

/// What a relation says of the force of its target.
fn change_of(relation: &Relation) -> Option<StatusChange> {
    Some(match relation.kind {
        RelationKind::Replaces | RelationKind::Repeals if relation.is_partial => {
            StatusChange::Amended
        }
        RelationKind::Replaces => StatusChange::Replaced,
        RelationKind::Repeals => StatusChange::Repealed,
        RelationKind::Amends => StatusChange::Amended,
        RelationKind::Corrects => StatusChange::Corrected,
        RelationKind::Suspends => StatusChange::Suspended,
        _ => return None,
    })
}

/// Edges, each kind and pair once.
#[derive(Default)]
struct Edges {
    edges: Vec<EdgeRecord>,
    known: FxHashMap<(RelationKind, String, String), usize>,
}

impl Edges {
    fn add(&mut self, edge: EdgeRecord) {
        let key = (edge.kind, edge.source.clone(), edge.target.clone());
        let next = self.edges.len();
        let at = *self.known.entry(key).or_insert(next);
        match self.edges.get_mut(at) {
            Some(known) => {
                known.n_places += 1;
                known.is_partial &= edge.is_partial;
                known.cue = known.cue.take().or(edge.cue);
            }
            None => self.edges.push(edge),
        }
    }
}

/// The stored form of a mention's relation.
pub(super) fn stored(all: &Gathered<'_>, place: Place) -> Option<RelationRecord> {
    let held = &all.held[place.document];
    let relation = held.relations[place.citation]?;
    let id_of = |party: Party| match party {
        Party::This => Some(all.own_ids[place.document].clone()),
        Party::Unstated => None,
        Party::Mention(at) => {
            let resolution = all.resolution(Place { citation: at, ..place });
            resolution.id().map(str::to_owned)
        }
    };
    Some(RelationRecord::new(held.text(), &relation, place.citation, id_of))
}
