//! What is known of each document's relations and force, put into its entry.

use super::document::DocumentEntry;
use crate::corpus::catalogue::{CatalogueEntry, CatalogueRelation};
use crate::linked_collection::NumberedDocument;
use crate::relations::CollectionRelations;
use tracuu_index::key::{cites_term, relation_term, stated_term};
use tracuu_index::plan::Field;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::legal_status::{EventOrigin, StatusChange};
use tracuu_legal::citation::period;
use tracuu_legal::citation::record::CitedRecord;
use tracuu_legal::citation::validity::{EventSource, StatusEvent, Timeline};
use tracuu_legal::document::date::DateText;

/// Completes the entry of a document.
pub(super) fn add_validity(
    document: &mut DocumentEntry,
    numbered: Option<&NumberedDocument<'_>>,
    relations: &CollectionRelations<'_>,
) {
    let record = &mut document.record;
    if let Some(text) = document.text {
        let edges = relations.edges(text);
        record.relations = edges.own.into();
        record.stated = edges.stated.into();
    }
    let mut events = relations.events(&record.id, document.text);
    if let Some(numbered) = numbered {
        for entry in &numbered.catalogue {
            events.extend(catalogue_events(entry));
        }
        events.extend(agreed_issue(&numbered.record, &events));
    }
    record.events = Timeline::new(events, None).events;
    record.period_end = record.title.as_deref().and_then(period::end);
    let n_mentions = u64::try_from(record.n_mentions).unwrap_or(u64::MAX);
    document.keys.extend(relation_keys(record));
    document.numbers.push((Field::Mentions, n_mentions));
}

/// The terms by which a document is found from those to which it is related.
fn relation_keys(record: &DocumentRecord) -> Vec<(Field, String)> {
    let own = record.relations.iter().flat_map(|edge| {
        [relation_term(edge.kind, &edge.target), cites_term(&edge.target)]
    });
    let others = record
        .stated
        .iter()
        .flat_map(|edge| [stated_term(&edge.source), stated_term(&edge.target)]);
    let mut terms: Vec<String> = own.chain(others).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter().map(|term| (Field::Relation, term)).collect()
}

/// The day of issue that all who cite a document agree on, where nobody says more.
fn agreed_issue(record: &CitedRecord, events: &[StatusEvent]) -> Option<StatusEvent> {
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
fn catalogue_events(entry: &CatalogueEntry) -> Vec<StatusEvent> {
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
        let change = StatusChange::Found(found.value.status.into());
        let from = Some(DateText::Year(found.value.year));
        events.push(event(change, from, None, &found.sources));
    }
    let by = |relation: &CatalogueRelation| Some(relation.symbol.to_string());
    let since = |relation: &CatalogueRelation| {
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
