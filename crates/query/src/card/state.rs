//! How a document stands, since when, what has taken its place, what it is, how it is cited.

use jiff::civil::Date;

use crate::answer::Answer;
use crate::answer_card::{AnswerCard, CardEvidence, CardKind};
use crate::citation_text::cite_document;
use crate::print::summary::document_name;
use crate::resolver::by_id;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::legal_status::{LegalStatus, StatusChange};
use tracuu_legal::citation::style::CitationStyle;
use tracuu_legal::citation::validity::{EventSource, StatusEvent};
use tracuu_legal::document::date::{DateText, vietnamese_day};
use tracuu_print::messages::spoken;

/// Most statements that a card gives as evidence.
const MAX_EVIDENCE: usize = 5;

/// Most successors that are followed: a chain of replacements is short.
const MAX_SUCCESSORS: usize = 8;

/// How a document stands on a day.
pub(super) fn state(
    collection: &Collection,
    document: &DocumentRecord,
    day: Date,
) -> Result<AnswerCard, ReadError> {
    let timeline = document.timeline();
    let standing = timeline.state_on(day);
    let name = document_name(document);
    let first = standing.evidence.first();
    let from = first.and_then(|event| event.from).map(DateText::vietnamese);
    let mut by = None;
    for event in &standing.evidence {
        if let Some(id) = event.by.as_deref().filter(|_| by.is_none()) {
            by = Some(name_of(collection, id)?);
        }
    }
    let status = spoken().legal_status(standing.state);
    let today = vietnamese_day(day);
    let text = match (&from, &by) {
        _ if standing.is_disputed => spoken().answer_state_disputed(&name),
        _ if standing.state == LegalStatus::Unknown => {
            spoken().answer_state_unknown(&name)
        }
        (Some(from), _) if standing.is_assumed => {
            spoken().answer_state_assumed(&name, from, &today)
        }
        (Some(from), Some(by)) if standing.state != LegalStatus::InForce => {
            spoken().answer_state_by(&name, status, from, by, &today)
        }
        (Some(from), _) => spoken().answer_state_since(&name, status, from, &today),
        (None, _) => spoken().answer_state(&name, status, &today),
    };
    let is_known = standing.state != LegalStatus::Unknown;
    let assumed = if standing.is_assumed { "yes" } else { "no" };
    Ok(AnswerCard::new(CardKind::State, text)
        .with_fact("document", Some(document.id.clone()))
        .with_fact("status", is_known.then(|| standing.state.to_string()))
        .with_fact("from", from)
        .with_fact("by", by)
        .with_fact("assumed", Some(assumed.to_owned()))
        .with_evidence(evidence(standing.evidence.iter().copied()))
        .on(day))
}

/// Whether anything says how a document stands on a day.
pub(super) fn is_known(document: &DocumentRecord, day: Date) -> bool {
    document.timeline().state_on(day).state != LegalStatus::Unknown
}

/// From when a document is in force.
pub(super) fn entry(document: &DocumentRecord, day: Date) -> AnswerCard {
    let name = document_name(document);
    let timeline = document.timeline();
    let of = |change: StatusChange| {
        let mut events = timeline.events.iter();
        events.find(|event| event.change == change && event.is_plausible)
    };
    let entered = of(StatusChange::Entered);
    let issued = of(StatusChange::Issued).filter(|_| timeline.counts_from_signing);
    let event = entered.or(issued);
    let from = event.and_then(|event| event.from).map(DateText::vietnamese);
    let text = match &from {
        None => spoken().answer_entry_unknown(&name),
        Some(from) if entered.is_some() => spoken().answer_entry(&name, from),
        Some(from) => spoken().answer_entry_assumed(&name, from),
    };
    AnswerCard::new(CardKind::State, text)
        .with_fact("document", Some(document.id.clone()))
        .with_fact("from", from)
        .with_evidence(evidence(event.into_iter()))
        .on(day)
}

/// The newest of the documents that are shown, newest first.
pub(super) fn newest(answer: &Answer) -> Option<AnswerCard> {
    let document = answer.documents().next()?;
    let day: DateText = document.date.as_deref()?.parse().ok()?;
    let text = spoken().answer_newest(document_name(document), day.vietnamese());
    Some(
        AnswerCard::new(CardKind::What, text)
            .with_fact("document", Some(document.id.clone()))
            .with_fact("date", document.date.clone()),
    )
}

/// What has taken the place of a document, the last of the chain.
pub(super) fn latest(
    collection: &Collection,
    document: &DocumentRecord,
    day: Date,
) -> Result<AnswerCard, ReadError> {
    let name = document_name(document);
    let mut chain: Vec<DocumentRecord> = Vec::new();
    let mut found = Vec::new();
    for _ in 0..MAX_SUCCESSORS {
        let current = chain.last().unwrap_or(document);
        let timeline = current.timeline();
        let replaced = timeline
            .events
            .iter()
            .find(|event| event.change == StatusChange::Replaced && event.is_plausible);
        let Some(id) = replaced.and_then(|event| event.by.clone()) else { break };
        let is_known = chain.iter().any(|known| known.id == id) || id == document.id;
        let Some(next) = by_id(collection, &id)?.filter(|_| !is_known) else { break };
        found.extend(evidence(replaced.into_iter()));
        chain.push(next);
    }
    let last = chain.last().map(document_name);
    let text = match &last {
        Some(last) => spoken().answer_latest(&name, last),
        None => spoken().answer_latest_own(&name),
    };
    Ok(AnswerCard::new(CardKind::State, text)
        .with_fact("document", Some(document.id.clone()))
        .with_fact("latest", chain.last().map(|last| last.id.clone()))
        .with_evidence(found)
        .on(day))
}

/// How a document is cited.
pub(super) fn citation(document: &DocumentRecord) -> AnswerCard {
    let cited = cite_document(document, CitationStyle::Full);
    AnswerCard::new(CardKind::Citation, cited.text)
        .with_fact("document", Some(document.id.clone()))
}

/// What a document is.
pub(super) fn what(document: &DocumentRecord) -> AnswerCard {
    let cited = cite_document(document, CitationStyle::Full);
    AnswerCard::new(CardKind::What, cited.text)
        .with_fact("document", Some(document.id.clone()))
        .with_fact("type", document.type_name.clone())
        .with_fact("issuer", document.issuer.clone())
        .with_fact("date", document.date.clone())
        .with_fact("title", document.title.clone())
}

/// The places of statements.
fn evidence<'e>(events: impl Iterator<Item = &'e StatusEvent>) -> Vec<CardEvidence> {
    let places = events.take(MAX_EVIDENCE).map(|event| match &event.source {
        EventSource::Provision(place) => CardEvidence::at(place, &event.words),
        EventSource::Citers | EventSource::Catalogue { .. } => {
            let quote = if event.words.is_empty() {
                event.source.to_string()
            } else {
                event.words.clone()
            };
            CardEvidence { quote, ..CardEvidence::default() }
        }
    });
    places.collect()
}

/// What the document that made a change is called: its id may be a symbol.
fn name_of(collection: &Collection, id: &str) -> Result<String, ReadError> {
    let record = by_id(collection, id)?;
    Ok(record.as_ref().map_or_else(|| id.to_owned(), document_name))
}
