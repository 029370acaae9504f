//! Resolve: the relations that held documents draw among the documents of the collection,
//! and what they say of each document's force.

use std::collections::hash_map::Entry as MapEntry;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::document_facts::{ChangeFacts, PartyFacts, RelationFacts, StatusStatement};
use super::linked_collection::{
    HeldId, LinkedCollection, LinkedDocument, NumberedDocument,
};
use tracuu_index::record::{ChangedProvision, EdgeRecord, PinpointRecord};
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::competence::{Competence, competence};
use tracuu_legal::citation::identity::Identity;
use tracuu_legal::citation::legal_status::{EventOrigin, StatusChange};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::citation::validity::{EventSource, StatusEvent};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::provision_key::ProvisionKey;

/// Most statements kept of one document's force: the most amended law has some fifty.
const MAX_EVENTS: usize = 200;

/// Most provisions kept of one edge: a decree that amends another whole changes a hundred.
const MAX_CHANGED: usize = 200;

/// What the held documents say of the force of others, and of themselves in relations: by the id
/// of the document, each with who says so, in the order of reading.
type EventsById = FxHashMap<String, Vec<SaidEvent>>;

/// A statement, and who makes it.
type SaidEvent = (HeldId, StatusEvent);

/// The relations that all held documents draw.
pub(super) struct CollectionRelations<'c> {
    collection: &'c LinkedCollection<'c>,
    events: EventsById,
}

/// The edges that one held document draws.
pub(super) struct DocumentEdges {
    /// Between itself and the documents that it cites.
    pub(super) own: Vec<EdgeRecord>,
    /// Between two others.
    pub(super) stated: Vec<EdgeRecord>,
}

impl<'c> CollectionRelations<'c> {
    pub(super) fn new(collection: &'c LinkedCollection<'c>) -> Self {
        let acting = ActingDocuments::new(collection);
        let mut events = EventsById::default();
        for (held, document) in collection.held() {
            for relation in document_relations(collection, document) {
                if let Some((target, event)) = acting.change(held, document, &relation) {
                    events.entry(target.to_owned()).or_default().push((held, event));
                }
            }
        }
        Self { collection, events }
    }

    /// The edges that a held document draws.
    pub(super) fn edges(&self, held: HeldId) -> DocumentEdges {
        let document = &self.collection[held];
        let (mut own, mut stated) = (EdgeSet::default(), EdgeSet::default());
        for drawn in document_relations(self.collection, document) {
            let Some(mention) = drawn.mention else { continue };
            let from_own = drawn.facts.source == PartyFacts::This;
            if mention != document.id {
                let kind = if from_own { drawn.facts.kind } else { RelationKind::Refers };
                own.add(drawn.edge(kind, &document.id, mention));
            }
            if let Some((source, target)) = drawn.ends().filter(|_| !from_own) {
                stated.add(drawn.edge(drawn.facts.kind, source, target));
            }
        }
        add_changed_provisions(document, &mut own.edges);
        DocumentEdges { own: own.edges, stated: stated.edges }
    }

    /// What relations say of a document's force, before and behind what its held text says of
    /// itself.
    pub(super) fn said_by_others(
        &self,
        id: &str,
        text: Option<HeldId>,
    ) -> (&[SaidEvent], &[SaidEvent]) {
        let all = self.events.get(id).map(Vec::as_slice).unwrap_or_default();
        let is_before = |held: &HeldId| text.is_none_or(|own| *held <= own);
        all.split_at(all.partition_point(|(held, _)| is_before(held)))
    }

    /// What held documents say of a document's force: each change by each document once,
    /// as the one says that makes it, where it does. `text` is the held text of the document.
    pub(super) fn events(&self, id: &str, text: Option<HeldId>) -> Vec<StatusEvent> {
        let (before, behind) = self.said_by_others(id, text);
        let own = text.map(|held| own_events(&self.collection[held])).unwrap_or_default();
        let said = |said: &[SaidEvent]| -> Vec<StatusEvent> {
            said.iter().map(|(_, event)| event.clone()).collect()
        };
        let all = [said(before), own, said(behind)].concat();
        let mut kept: Vec<StatusEvent> = Vec::new();
        for event in all {
            let same = kept
                .iter_mut()
                .find(|other| other.change == event.change && other.by == event.by);
            match same {
                Some(other) if other.origin == EventOrigin::Other => {
                    if event.origin != EventOrigin::Other {
                        *other = event;
                    }
                }
                Some(other) if event.origin == EventOrigin::Own && *other != event => {
                    kept.push(event);
                }
                Some(_) => {}
                None => kept.push(event),
            }
        }
        kept.truncate(MAX_EVENTS);
        kept
    }
}

/// A relation in which a mention of a held document stands, with the ids of all in it.
struct DrawnRelation<'c> {
    facts: &'c RelationFacts,
    /// The provision in which the mention begins; empty past the body.
    path: &'c str,
    /// What the mention names.
    mention: Option<&'c str>,
    source: Option<&'c str>,
    target: Option<&'c str>,
}

impl<'c> DrawnRelation<'c> {
    /// Both ends, where they are two documents.
    fn ends(&self) -> Option<(&'c str, &'c str)> {
        self.source.zip(self.target).filter(|(source, target)| source != target)
    }

    /// The edge between two documents. Where it is of another kind than the relation,
    /// cue and part of the relation do not speak of it.
    fn edge(&self, kind: RelationKind, source: &str, target: &str) -> EdgeRecord {
        let is_same = kind == self.facts.kind;
        EdgeRecord {
            kind,
            source: source.to_owned(),
            target: target.to_owned(),
            is_partial: self.facts.is_partial && is_same,
            path: self.path.to_owned(),
            cue: self.facts.cue.clone().filter(|_| is_same),
            n_places: 1,
            provisions: Vec::new(),
        }
    }
}

/// The relations in which the mentions of a document stand, in their order.
fn document_relations<'c>(
    collection: &'c LinkedCollection<'_>,
    document: &'c LinkedDocument<'_>,
) -> impl Iterator<Item = DrawnRelation<'c>> {
    let forms = collection.forms_of(document).enumerate();
    forms.filter_map(|(index, form)| {
        let facts = form.relation.as_ref()?;
        let party = |party: PartyFacts| document.party_id(party.of(index));
        Some(DrawnRelation {
            facts,
            path: document.source.facts.path(index).unwrap_or_default(),
            mention: document.mentioned_id(index),
            source: party(facts.source),
            target: party(facts.target),
        })
    })
}

/// The documents of the collection as those that change others.
struct ActingDocuments<'c> {
    by_id: FxHashMap<&'c str, &'c NumberedDocument<'c>>,
    collection: &'c LinkedCollection<'c>,
}

impl<'c> ActingDocuments<'c> {
    fn new(collection: &'c LinkedCollection<'c>) -> Self {
        let numbered = collection.numbered.iter();
        let by_id = numbered.map(|numbered| (numbered.record.id.as_str(), numbered));
        Self { by_id: by_id.collect(), collection }
    }

    fn identity(&self, id: &str) -> Option<&'c Identity> {
        self.by_id.get(id).map(|numbered| &numbered.record.identity)
    }

    /// From when a held document acts.
    fn since_held(&self, held: HeldId) -> Option<DateText> {
        since(&self.collection[held]).map(DateText::Day)
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

    /// What a relation in a held document says of the force of its target.
    fn change<'r>(
        &self,
        held: HeldId,
        document: &LinkedDocument<'_>,
        drawn: &DrawnRelation<'r>,
    ) -> Option<(&'r str, StatusEvent)> {
        let statement = drawn.facts.change.as_ref()?;
        drawn.mention?;
        let (source, target) = drawn.ends()?;
        let is_own = drawn.facts.source == PartyFacts::This;
        let actor = self.identity(source);
        // A document that is only named may not exist yet.
        if actor.is_none() && !is_own {
            return None;
        }
        let both = actor.zip(self.identity(target));
        let is_plausible = both
            .is_none_or(|(one, other)| competence(one, other) != Competence::Incompetent);
        let from = match actor {
            Some(_) => self.since(source),
            None => self.since_held(held),
        };
        let event = StatusEvent {
            from,
            by: Some(source.to_owned()),
            is_plausible,
            origin: if is_own { EventOrigin::Actor } else { EventOrigin::Other },
            ..event(document, statement)
        };
        Some((target, event))
    }
}

/// From when a held document acts: the day of its force, else of its issue.
fn since(document: &LinkedDocument<'_>) -> Option<Date> {
    let facts = &document.source.facts;
    let entry =
        facts.force.iter().find(|force| force.statement.change == StatusChange::Entered);
    entry.and_then(|entry| entry.day).or(facts.head.date)
}

/// What a held document says of its own force.
fn own_events(document: &LinkedDocument<'_>) -> Vec<StatusEvent> {
    let said = document.source.facts.force.iter();
    let events = said.map(|force| StatusEvent {
        from: force.day.map(DateText::Day),
        ..event(document, &force.statement)
    });
    events.collect()
}

/// A statement in a held document, of itself.
fn event(document: &LinkedDocument<'_>, statement: &StatusStatement) -> StatusEvent {
    StatusEvent {
        change: statement.change,
        from: None,
        by: None,
        is_plausible: true,
        origin: EventOrigin::Own,
        source: EventSource::Provision(ProvisionKey::new(
            &*document.id,
            &*statement.path,
        )),
        words: statement.words.clone(),
    }
}

/// Adds to the edges of a document what its clauses change in their targets.
fn add_changed_provisions(document: &LinkedDocument<'_>, edges: &mut [EdgeRecord]) {
    for change in &document.source.facts.changes {
        let ChangeFacts { action, path, .. } = change;
        let Some(target) = document.mentioned_id(change.mention) else { continue };
        let own = edges.iter_mut().filter(|edge| edge.target == target);
        let changing = own.filter_map(|edge| Some((rank(edge.kind, *action)?, edge)));
        let Some((_, edge)) = changing.min_by_key(|(rank, _)| *rank) else { continue };
        for place in &change.places {
            if edge.provisions.len() < MAX_CHANGED {
                let (pinpoint, path) = (PinpointRecord::from(place), path.clone());
                edge.provisions.push(ChangedProvision {
                    pinpoint,
                    action: *action,
                    path,
                });
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
