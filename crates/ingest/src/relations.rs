//! Resolve: the relations that held documents draw among the documents of the collection,
//! and what they say of each document's force.

use std::collections::hash_map::Entry as MapEntry;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::linked_collection::{
    HeldId, LinkedCollection, LinkedDocument, NumberedDocument,
};
use tracuu_index::record::{ChangedProvision, EdgeRecord, PinpointRecord};
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::competence::{Competence, competence};
use tracuu_legal::citation::force;
use tracuu_legal::citation::identity::Identity;
use tracuu_legal::citation::legal_status::{EventOrigin, StatusChange};
use tracuu_legal::citation::provision_mention::ProvisionHolder;
use tracuu_legal::citation::relation::{Party, Relation, RelationKind};
use tracuu_legal::citation::validity::{EventSource, StatusEvent};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_text::span::Span;

/// Most statements kept of one document's force: the most amended law has some fifty.
const MAX_EVENTS: usize = 200;

/// Most provisions kept of one edge: a decree that amends another whole changes a hundred.
const MAX_CHANGED: usize = 200;

/// Longest wording of a statement that is kept, in bytes.
const MAX_WORDS_BYTES: usize = 300;

/// What is said of each document's force, by its id.
type EventsById = FxHashMap<String, Vec<StatusEvent>>;

/// The relations that all held documents draw.
pub(super) struct CollectionRelations {
    edges: FxHashMap<HeldId, DocumentEdges>,
    events: EventsById,
}

/// The edges that one held document draws.
pub(super) struct DocumentEdges {
    /// Between itself and the documents that it cites.
    pub(super) own: Vec<EdgeRecord>,
    /// Between two others.
    pub(super) stated: Vec<EdgeRecord>,
}

impl CollectionRelations {
    pub(super) fn new(collection: &LinkedCollection<'_>) -> Self {
        let mut events = EventsById::default();
        let acting = ActingDocuments::new(collection);
        let edges = collection.held().map(|(held, document)| {
            let mut drawer =
                EdgeDrawer { acting: &acting, held, document, events: &mut events };
            let edges = drawer.draw();
            drawer.record_own_force();
            (held, edges)
        });
        Self { edges: edges.collect(), events }
    }

    /// Takes out the edges that a held document draws; `None` the second time.
    pub(super) fn take_edges(&mut self, held: HeldId) -> Option<DocumentEdges> {
        self.edges.remove(&held)
    }

    /// What held documents say of a document's force: each change by each document once,
    /// as the one says that makes it, where it does.
    pub(super) fn events(&self, id: &str) -> Vec<StatusEvent> {
        let mut kept: Vec<StatusEvent> = Vec::new();
        for event in self.events.get(id).into_iter().flatten() {
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

/// The documents of the collection as those that change others.
struct ActingDocuments<'c> {
    by_id: FxHashMap<&'c str, &'c NumberedDocument<'c>>,
    /// From when each held document acts, where it says so.
    since: FxHashMap<HeldId, Option<Date>>,
}

impl<'c> ActingDocuments<'c> {
    fn new(collection: &'c LinkedCollection<'c>) -> Self {
        let numbered = collection.numbered.iter();
        let by_id = numbered.map(|numbered| (numbered.record.id.as_str(), numbered));
        let since = collection.held().map(|(held, document)| (held, since(document)));
        Self { by_id: by_id.collect(), since: since.collect() }
    }

    fn identity(&self, id: &str) -> Option<&'c Identity> {
        self.by_id.get(id).map(|numbered| &numbered.record.identity)
    }

    /// From when a held document acts.
    fn since_held(&self, held: HeldId) -> Option<DateText> {
        self.since[&held].map(DateText::Day)
    }

    /// From when a document acts: the day of its force, else of its issue, as stated by
    /// itself, the catalogue, or all who cite it.
    fn since(&self, id: &str) -> Option<DateText> {
        let NumberedDocument { record, texts, catalogue } = self.by_id.get(id)?;
        if let Some(held) = texts.first() {
            return self.since_held(*held);
        }
        let listed = catalogue
            .iter()
            .find_map(|entry| entry.effective.as_ref().or(entry.date.as_ref()));
        if let Some(stated) = listed {
            return Some(DateText::Day(stated.value));
        }
        match record.dates.as_slice() {
            [only] => Some(only.value),
            [] => {
                let year = record.identity.symbol.year?;
                i16::try_from(year).ok().map(DateText::Year)
            }
            _ => None,
        }
    }
}

/// From when a held document acts: the day of its force, else of its issue.
fn since(document: &LinkedDocument<'_>) -> Option<Date> {
    let source = document.source;
    let issued = source.header().date.as_ref().map(|fact| fact.value);
    let clauses = force::clauses(source.text(), &source.reading.citations);
    let entry = clauses.iter().find(|clause| !clause.is_end);
    entry.and_then(|clause| clause.when.day(issued)).or(issued)
}

/// Draws the relations of one held document.
struct EdgeDrawer<'c> {
    acting: &'c ActingDocuments<'c>,
    held: HeldId,
    document: &'c LinkedDocument<'c>,
    events: &'c mut EventsById,
}

impl EdgeDrawer<'_> {
    /// Draws all edges; what a relation says of the force of its target is kept beside.
    fn draw(&mut self) -> DocumentEdges {
        let document = self.document;
        let (mut own, mut stated) = (EdgeSet::default(), EdgeSet::default());
        for (index, relation) in document.source.reading.relations.iter().enumerate() {
            let Some(relation) = relation else { continue };
            let Some(mention) = document.party_id(Party::Mention(index)) else {
                continue;
            };
            let source = document.party_id(relation.source);
            let target = document.party_id(relation.target);
            let ends = source.zip(target).filter(|(source, target)| source != target);
            if let Some((source, target)) = ends {
                self.record_change(relation, source, target);
            }
            let place = document.source.reading.citations[index].span;
            let edge = NewEdge { document, place, relation };
            let from_own = relation.source == Party::This;
            if mention != document.id {
                let kind = if from_own { relation.kind } else { RelationKind::Refers };
                own.add(edge.record(kind, &document.id, mention));
            }
            if let Some((source, target)) = ends.filter(|_| !from_own) {
                stated.add(edge.record(relation.kind, source, target));
            }
        }
        add_changed_provisions(document, &mut own.edges);
        DocumentEdges { own: own.edges, stated: stated.edges }
    }

    /// Keeps what a relation says of the force of its target.
    fn record_change(&mut self, relation: &Relation, source: &str, target: &str) {
        let Some(change) = status_change(relation) else { return };
        let is_own = relation.source == Party::This;
        let actor = self.acting.identity(source);
        // A document that is only named may not exist yet.
        if actor.is_none() && !is_own {
            return;
        }
        let both = actor.zip(self.acting.identity(target));
        let is_plausible = both
            .is_none_or(|(one, other)| competence(one, other) != Competence::Incompetent);
        let from = match actor {
            Some(_) => self.acting.since(source),
            None => self.acting.since_held(self.held),
        };
        let cue = relation.cue.unwrap_or_default();
        let event = StatusEvent {
            change,
            from,
            by: Some(source.to_owned()),
            is_plausible,
            origin: if is_own { EventOrigin::Actor } else { EventOrigin::Other },
            source: provision_of(self.document, cue),
            words: self.words(relation, cue),
        };
        self.events.entry(target.to_owned()).or_default().push(event);
    }

    /// The cue with the mentions at both ends, as far as that is short.
    fn words(&self, relation: &Relation, cue: Span) -> String {
        let source = self.document.source;
        let mut span = cue;
        for party in [relation.source, relation.target] {
            let Party::Mention(index) = party else { continue };
            let wider = span.cover(source.reading.citations[index].span);
            if wider.len() <= MAX_WORDS_BYTES {
                span = wider;
            }
        }
        span.of(source.text()).replace('\n', " ")
    }

    /// Keeps what the document says of its own force.
    fn record_own_force(&mut self) {
        let (document, source) = (self.document, self.document.source);
        let date = source.header().date.as_ref();
        let own = |change, from: Option<Date>, span: Span| StatusEvent {
            change,
            from: from.map(DateText::Day),
            by: None,
            is_plausible: true,
            origin: EventOrigin::Own,
            source: provision_of(document, span),
            words: span.of(source.text()).replace('\n', " "),
        };
        let said = self.events.entry(document.id.clone()).or_default();
        said.extend(
            date.map(|fact| own(StatusChange::Issued, Some(fact.value), fact.span)),
        );
        for clause in force::clauses(source.text(), &source.reading.citations) {
            let day = clause.when.day(date.map(|fact| fact.value));
            let change =
                if clause.is_end { StatusChange::Expired } else { StatusChange::Entered };
            said.push(own(change, day, clause.span));
        }
    }
}

/// Adds to the edges of a document what its clauses change in their targets.
fn add_changed_provisions(document: &LinkedDocument<'_>, edges: &mut [EdgeRecord]) {
    for mention in document.source.reading.provisions() {
        let (Some(action), ProvisionHolder::Mention(at)) =
            (mention.action, mention.holder)
        else {
            continue;
        };
        let Some(target) = document.party_id(Party::Mention(at)) else { continue };
        let own = edges.iter_mut().filter(|edge| edge.target == target);
        let changing = own.filter_map(|edge| Some((rank(edge.kind, action)?, edge)));
        let Some((_, edge)) = changing.min_by_key(|(rank, _)| *rank) else { continue };
        let path = document.path_at(mention.span).unwrap_or_default();
        for place in &mention.places {
            if edge.provisions.len() < MAX_CHANGED {
                let (pinpoint, path) = (PinpointRecord::from(place), path.to_owned());
                edge.provisions.push(ChangedProvision { pinpoint, action, path });
            }
        }
    }
}

/// How well an edge speaks of what becomes of a provision: 0 is best; `None` where it does not
/// speak of it.
fn rank(kind: RelationKind, action: AmendingAction) -> Option<u8> {
    match (kind, action) {
        (RelationKind::Repeals, AmendingAction::Repeal)
        | (RelationKind::Replaces, AmendingAction::Replace) => Some(0),
        (RelationKind::Amends, _) => Some(1),
        (RelationKind::Repeals | RelationKind::Replaces, _) => Some(2),
        _ => None,
    }
}

/// The provision in which a stretch of a held document begins, as the source of a
/// statement.
fn provision_of(document: &LinkedDocument<'_>, stretch: Span) -> EventSource {
    let path = document.path_at(stretch).unwrap_or_default();
    EventSource::Provision(ProvisionKey::new(&*document.id, path))
}

/// What a relation says of the force of its target.
fn status_change(relation: &Relation) -> Option<StatusChange> {
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

/// A relation to be drawn, with the place of its mention.
struct NewEdge<'c> {
    document: &'c LinkedDocument<'c>,
    place: Span,
    relation: &'c Relation,
}

impl NewEdge<'_> {
    /// The edge between two documents. Where it is of another kind than the relation,
    /// cue and part of the relation do not speak of it.
    fn record(&self, kind: RelationKind, source: &str, target: &str) -> EdgeRecord {
        let is_same = kind == self.relation.kind;
        let cue = self.relation.cue.filter(|_| is_same);
        let text = self.document.source.text();
        EdgeRecord {
            kind,
            source: source.to_owned(),
            target: target.to_owned(),
            is_partial: self.relation.is_partial && is_same,
            path: self.document.path_at(self.place).unwrap_or_default().to_owned(),
            cue: cue.map(|cue| cue.of(text).replace('\n', " ")),
            n_places: 1,
            provisions: Vec::new(),
        }
    }
}

/// Edges, each kind and pair once.
#[derive(Default)]
struct EdgeSet {
    edges: Vec<EdgeRecord>,
    known: FxHashMap<(RelationKind, String, String), usize>,
}

impl EdgeSet {
    fn add(&mut self, edge: EdgeRecord) {
        let key = (edge.kind, edge.source.clone(), edge.target.clone());
        match self.known.entry(key) {
            MapEntry::Occupied(at) => {
                let known = &mut self.edges[*at.get()];
                known.n_places += 1;
                known.is_partial &= edge.is_partial;
                known.cue = known.cue.take().or(edge.cue);
            }
            MapEntry::Vacant(new) => {
                new.insert(self.edges.len());
                self.edges.push(edge);
            }
        }
    }
}
