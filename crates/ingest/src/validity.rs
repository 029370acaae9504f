//! What is known of each document's relations and force, put into its entry.

use super::gather::Gathered;
use super::relations::Relations;
use crate::corpus::catalogue::{self, Relation, ValidityState};
use tracuu_index::entry::{Entry, Record as Stored};
use tracuu_index::key::{cites_term, relation_term, stated_term};
use tracuu_index::plan::Field;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::legal_status::{EventOrigin, LegalStatus, StatusChange};
use tracuu_legal::citation::period;
use tracuu_legal::citation::record::Record;
use tracuu_legal::citation::validity::{EventSource, StatusEvent, Timeline};
use tracuu_legal::document::date::DateText;

/// Completes the entries of all documents: first those of the records, in their order;
/// `places` are the held documents that entries are.
pub(super) fn add_to(
    entries: &mut [Entry],
    places: &[Option<usize>],
    all: &Gathered<'_>,
    relations: &Relations,
) {
    for (index, entry) in entries.iter_mut().enumerate() {
        let Stored::Document(stored) = &mut entry.record else { continue };
        if let Some(held) = places.get(index).copied().flatten() {
            stored.relations = relations.own(held);
            stored.stated = relations.stated(held);
        }
        let mut events = relations.events(&stored.id);
        if let Some(record) = all.records.get(index) {
            for fact in all.facts_of(record) {
                events.extend(catalogue_events(fact.entry));
            }
            events.extend(issued(record, &events));
        }
        let timeline = Timeline::new(events, None);
        stored.events = timeline.events;
        stored.period_end = stored.title.as_deref().and_then(period::end);
        entry.keys.extend(keys(stored));
        let n_mentions = u64::try_from(stored.n_mentions).unwrap_or(u64::MAX);
        entry.numbers.push((Field::Mentions, n_mentions));
    }
}

/// The terms by which a document is found from those to which it is related.
fn keys(stored: &DocumentRecord) -> Vec<(Field, String)> {
    let own = stored.relations.iter().flat_map(|edge| {
        [relation_term(edge.kind, &edge.target), cites_term(&edge.target)]
    });
    let others = stored
        .stated
        .iter()
        .flat_map(|edge| [stated_term(&edge.source), stated_term(&edge.target)]);
    let mut terms: Vec<String> = own.chain(others).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter().map(|term| (Field::Relation, term)).collect()
}

/// The day of issue that all who cite a document agree on, where nobody says more.
fn issued(record: &Record, events: &[StatusEvent]) -> Option<StatusEvent> {
    let is_known = events.iter().any(|event| event.change == StatusChange::Issued);
    let [only] = record.dates.as_slice() else { return None };
    (!is_known).then(|| StatusEvent {
        change: StatusChange::Issued,
        from: Some(only.value),
        by: None,
        is_plausible: true,
        origin: EventOrigin::Other,
        source: EventSource::Citers,
        words: String::new(),
    })
}

/// What a catalogue says of a document's force.
fn catalogue_events(entry: &catalogue::Entry) -> Vec<StatusEvent> {
    let event = |change,
                 from: Option<DateText>,
                 by: Option<String>,
                 sources: &[String]| StatusEvent {
        change,
        from,
        by,
        is_plausible: true,
        origin: EventOrigin::Catalogue,
        source: EventSource::Catalogue { entries: sources.to_vec() },
        words: String::new(),
    };
    let mut events = Vec::new();
    let days =
        [(StatusChange::Issued, &entry.date), (StatusChange::Entered, &entry.effective)];
    for (change, stated) in days {
        if let Some(stated) = stated {
            let from = Some(DateText::Day(stated.value));
            events.push(event(change, from, None, &stated.sources));
        }
    }
    for found in &entry.validity {
        let change = StatusChange::Found(state(found.state.value));
        let from = Some(DateText::Year(found.year));
        events.push(event(change, from, None, &found.state.sources));
    }
    let by = |relation: &Relation| Some(relation.symbol.to_string());
    let since = |relation: &Relation| {
        relation.effective.or(relation.date).map(DateText::Day).or_else(|| {
            let year = i16::try_from(relation.symbol.year?).ok()?;
            Some(DateText::Year(year))
        })
    };
    let changes = [
        (StatusChange::Amended, &entry.amended_by),
        (StatusChange::Replaced, &entry.replaced_by),
    ];
    for (change, relations) in changes {
        for one in relations {
            events.push(event(change, since(one), by(one), &one.sources));
        }
    }
    events
}

const fn state(found: ValidityState) -> LegalStatus {
    match found {
        ValidityState::InForce => LegalStatus::InForce,
        ValidityState::InForceAmended => LegalStatus::Amended,
        ValidityState::Replaced => LegalStatus::Replaced,
        ValidityState::Repealed => LegalStatus::Repealed,
        ValidityState::PeriodEnded => LegalStatus::Expired,
    }
}
