//! Entries for documents: held, known by symbol, known by name.

use super::gather::{Gathered, Named, words};
use super::inherited::collection;
use super::reading::Held;
use crate::corpus::catalogue::{Relation, Stated};
use jiff::civil::Date;
use tracuu_index::entry::{Entry, EntryKind, Record as Stored};
use tracuu_index::key::{day_number, shared_code_term};
use tracuu_index::plan::Field;
use tracuu_index::record::{
    AgencyKey, DocumentKey, DocumentRecord, FactRecord, FactSource, Origin, OutlineEntry,
};
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::record::{Place, Record};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::fact_field::{FactConfidence, FactField};
use tracuu_legal::document::header::Header;
use tracuu_legal::document::issuer_code;
use tracuu_legal::document::outline::{Outline, Provision};
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::span::Span;

/// The entry of a document with a symbol.
pub(super) fn by_symbol(all: &Gathered<'_>, record: &Record) -> Entry {
    let held = all.held_of(record).and_then(|index| all.held.get(index));
    let mut stored = DocumentRecord {
        id: record.id.clone(),
        symbol: Some(record.identity.symbol.to_string()),
        facts: facts(all, record, held),
        n_mentions: all.mentions(&record.places).count(),
        ..DocumentRecord::default()
    };
    let kind = record
        .identity
        .document_type
        .or_else(|| record.types.first().map(|stated| stated.value));
    stored.type_id = kind.map(|kind| kind.id().to_owned());
    stored.type_name = kind.map(|kind| kind.name().to_owned());
    settle(&mut stored);
    if let Some(held) = held {
        fill_held(&mut stored, held);
    }
    stored.names = names(&stored);
    let mut entry = entry(EntryKind::Document, stored);
    symbol_keys(&mut entry, record);
    date_keys(&mut entry, record.dates.iter().map(|stated| stated.value));
    entry
}

/// The entry of a held document without a symbol.
pub(super) fn without_symbol(held: &Held, id: &str) -> Entry {
    let header = &held.document.header;
    let kind = header.document_type.as_ref().map(|fact| fact.value);
    let mut stored = DocumentRecord {
        id: id.to_owned(),
        type_id: kind.map(|kind| kind.id().to_owned()),
        type_name: kind.map(|kind| kind.name().to_owned()),
        facts: own_facts(header, id),
        ..DocumentRecord::default()
    };
    settle(&mut stored);
    fill_held(&mut stored, held);
    stored.names = names(&stored);
    let mut entry = entry(EntryKind::Document, stored);
    date_keys(&mut entry, header.date.iter().map(|fact| DateText::Day(fact.value)));
    entry
}

/// The entry of a document known by a name.
pub(super) fn by_name(all: &Gathered<'_>, named: &Named) -> Entry {
    let mut stored = DocumentRecord {
        id: named.id.clone(),
        type_id: named.document_type.map(|kind| kind.id().to_owned()),
        type_name: named.document_type.map(|kind| kind.name().to_owned()),
        title: Some(named.name.clone()),
        issuer: named.issuers.first().cloned(),
        names: vec![named.name.clone()],
        n_mentions: named.places.len(),
        ..DocumentRecord::default()
    };
    for issuer in &named.issuers {
        let places = paths(all, &named.places);
        stored.facts.push(cited(FactField::Issuer, issuer.clone(), places));
    }
    let dates: Vec<DateText> = all
        .mentions(&named.places)
        .filter_map(|(_, _, citation)| citation.date)
        .collect();
    let mut entry = entry(EntryKind::Named, stored);
    date_keys(&mut entry, dates.into_iter());
    entry
}

/// An entry with the terms that every document has.
pub(super) fn entry(kind: EntryKind, stored: DocumentRecord) -> Entry {
    let mut keys = Vec::new();
    if let Some(type_id) = &stored.type_id {
        keys.push((Field::Type, type_id.clone()));
    }
    if stored.held {
        keys.push((Field::Held, "yes".to_owned()));
    }
    if let Some(folder) = stored.source.as_deref().and_then(collection) {
        keys.push((Field::Collection, folder.to_owned()));
    }
    for body in issuers(&stored) {
        keys.push((Field::Issuer, body.id));
    }
    let titles = stored.facts.iter().filter(|fact| fact.field == FactField::Title);
    let mut body: Vec<&str> = titles.map(|fact| fact.value.as_str()).collect();
    body.extend(stored.names.iter().map(String::as_str));
    Entry {
        kind,
        id: stored.id.clone(),
        keys,
        numbers: Vec::new(),
        heading: stored.names.join("\n"),
        body: body.join("\n"),
        record: Stored::Document(Box::new(stored)),
    }
}

/// The bodies that issued a document, as stated anywhere.
pub(super) fn issuers(stored: &DocumentRecord) -> Vec<AgencyKey> {
    let registry = Registry::built_in();
    let mut bodies: Vec<AgencyKey> = Vec::new();
    let stated = stored.facts.iter().filter(|fact| fact.field == FactField::Issuer);
    for fact in stated {
        // A meeting or a term behind the name is not part of it.
        let named = registry.name_at(&fact.value, 0).map(|mention| mention.agency);
        let Some(agency) = named.or_else(|| registry.read(&fact.value)) else { continue };
        let key =
            AgencyKey { id: agency.id().to_owned(), name: agency.name().to_owned() };
        if !bodies.contains(&key) {
            bodies.push(key);
        }
    }
    bodies
}

/// The parts of a document's symbol.
pub(super) fn symbol_parts(entry: &mut Entry, symbol: &Symbol) {
    let mut key = |field, value: &str| entry.keys.push((field, value.to_owned()));
    key(Field::Number, &symbol.number);
    if !symbol.type_code.is_empty() {
        key(Field::Code, &symbol.type_code);
    }
    for code in &symbol.issuers {
        key(Field::IssuerCode, code);
    }
    if let Some(year) = symbol.year {
        entry.keys.push((Field::SymbolYear, year.to_string()));
        entry.numbers.push((Field::Year, u64::from(year)));
    }
}

/// The symbol, and the issuing body that it tells where nothing else does.
fn symbol_keys(entry: &mut Entry, record: &Record) {
    let symbol = &record.identity.symbol;
    symbol_parts(entry, symbol);
    let mut key = |field, value: &str| entry.keys.push((field, value.to_owned()));
    let states_none = record.issuers.is_empty();
    let row = symbol.issuers.first().and_then(|code| issuer_code::find(code));
    if let Some(row) = row.filter(|_| states_none) {
        match row.bodies.as_slice() {
            [only] => {
                if let Some(agency) = Registry::built_in().read(only) {
                    key(Field::Issuer, agency.id());
                }
            }
            _ => key(Field::Issuer, &shared_code_term(row.code)),
        }
    }
}

pub(super) fn date_keys(entry: &mut Entry, dates: impl Iterator<Item = DateText>) {
    for date in dates {
        if let Some(day) = date.day() {
            entry.numbers.push((Field::Date, day_number(day)));
        }
        if let Ok(year) = u64::try_from(date.year()) {
            entry.numbers.push((Field::Year, year));
        }
    }
}

/// Chooses what to show: what the document says itself, else the catalogue, else what all
/// citers agree on; of titles the fullest.
fn settle(stored: &mut DocumentRecord) {
    let of_origin = |field: FactField, origin: Origin| -> Vec<String> {
        let stated = stored
            .facts
            .iter()
            .filter(|fact| fact.field == field && fact.origin() == origin);
        stated.map(|fact| fact.value.clone()).collect()
    };
    let first = |field: FactField| {
        let own = of_origin(field, Origin::Own);
        own.into_iter().chain(of_origin(field, Origin::Catalogue)).next()
    };
    stored.title = first(FactField::Title).or_else(|| {
        of_origin(FactField::Title, Origin::Citation).into_iter().max_by_key(String::len)
    });
    stored.issuer = first(FactField::Issuer)
        .or_else(|| of_origin(FactField::Issuer, Origin::Citation).into_iter().next());
    let mut dates: Vec<String> = stored
        .facts
        .iter()
        .filter(|fact| fact.field == FactField::Date)
        .map(|fact| fact.value.clone())
        .collect();
    dates.dedup();
    let agreed = dates.first().filter(|one| dates.iter().all(|date| date == *one));
    stored.date =
        of_origin(FactField::Date, Origin::Own).into_iter().next().or(agreed.cloned());
}

fn names(stored: &DocumentRecord) -> Vec<String> {
    let kind = stored.type_name.as_deref().unwrap_or_default();
    let titles = stored.facts.iter().filter(|fact| fact.field == FactField::Title);
    let mut names: Vec<String> =
        titles.map(|fact| words(&format!("{kind} {}", fact.value))).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn fill_held(stored: &mut DocumentRecord, held: &Held) {
    let header = &held.document.header;
    stored.held = true;
    stored.source = Some(held.source.clone());
    stored.source_sha256 = Some(held.sha256.to_string());
    stored.signer = header.signer.as_ref().map(|fact| fact.value.clone());
    stored.place = header.place.as_ref().map(|fact| fact.value.clone());
    stored.outline = outline(&held.document.outline, held.text());
}

/// What is stated of a document, by whom and where.
fn facts(all: &Gathered<'_>, record: &Record, held: Option<&Held>) -> Vec<FactRecord> {
    let mut facts =
        held.map(|held| own_facts(&held.document.header, &record.id)).unwrap_or_default();
    for fact in all.facts_of(record) {
        catalogue_facts(&mut facts, fact.entry);
    }
    let mut add = |field: FactField, value: String, places: &[Place]| {
        let places = paths(all, places);
        if !places.is_empty() {
            facts.push(cited(field, value, places));
        }
    };
    for stated in &record.types {
        add(FactField::Type, stated.value.name().to_owned(), &stated.places);
    }
    for stated in &record.dates {
        add(FactField::Date, stated.value.to_string(), &stated.places);
    }
    for stated in &record.issuers {
        add(FactField::Issuer, stated.value.clone(), &stated.places);
    }
    for stated in &record.titles {
        add(FactField::Title, stated.value.clone(), &stated.places);
    }
    facts
}

fn cited(field: FactField, value: String, places: Vec<ProvisionKey>) -> FactRecord {
    FactRecord { field, value, source: FactSource::Citations(places) }
}

/// The provisions in which mentions stand.
fn paths(all: &Gathered<'_>, places: &[Place]) -> Vec<ProvisionKey> {
    let mut paths: Vec<ProvisionKey> = all
        .mentions(places)
        .filter_map(|(place, held, citation)| {
            let id = all.own_ids.get(place.document)?;
            Some(ProvisionKey::new(id, place_of(held, citation.span)?))
        })
        .collect();
    paths.dedup();
    paths
}

/// The path of the provision in which a stretch of a held document begins.
pub(super) fn place_of(held: &Held, stretch: Span) -> Option<&str> {
    let outline = &held.document.outline;
    let provision = outline.provisions.get(outline.at(stretch.start)?)?;
    Some(&provision.path)
}

fn own_facts(header: &Header, id: &str) -> Vec<FactRecord> {
    let own = |field: FactField, value: Option<String>| {
        let source = FactSource::Own { document: id.to_owned() };
        value.map(|value| FactRecord { field, value, source })
    };
    let date = header.date.as_ref().map(|fact| fact.value.to_string());
    let kind = header.document_type.as_ref().map(|fact| fact.value.name().to_owned());
    [
        own(FactField::Type, kind),
        own(FactField::Date, date),
        own(FactField::Issuer, header.issuer.as_ref().map(|fact| fact.value.clone())),
        own(FactField::Title, header.title.as_ref().map(|fact| fact.value.clone())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn catalogue_facts(facts: &mut Vec<FactRecord>, entry: &crate::corpus::catalogue::Entry) {
    let mut add = |field, value: String, confidence: FactConfidence, from: &[String]| {
        let source = FactSource::Catalogue { entries: from.to_vec(), confidence };
        facts.push(FactRecord { field, value, source });
    };
    let mut stated = |field, stated: Option<&Stated<String>>| {
        if let Some(stated) = stated {
            add(field, stated.value.clone(), stated.confidence, &stated.sources);
        }
    };
    let day = |stated: &Stated<Date>| Stated {
        value: stated.value.to_string(),
        confidence: stated.confidence,
        sources: stated.sources.clone(),
    };
    stated(FactField::Date, entry.date.as_ref().map(day).as_ref());
    stated(FactField::Effective, entry.effective.as_ref().map(day).as_ref());
    stated(FactField::Issuer, entry.issuer.as_ref());
    stated(FactField::Title, entry.title.as_ref());
    for validity in &entry.validity {
        let value = format!("{}: {}", validity.year, validity.state.value.name());
        let stated = &validity.state;
        add(FactField::Validity, value, stated.confidence, &stated.sources);
    }
    let relation = |relation: &Relation| match relation.date {
        Some(date) => format!("{} ({date})", relation.symbol),
        None => relation.symbol.to_string(),
    };
    for (field, relations) in [
        (FactField::AmendedBy, &entry.amended_by),
        (FactField::ReplacedBy, &entry.replaced_by),
    ] {
        for one in relations {
            add(field, relation(one), one.confidence, &one.sources);
        }
    }
}

/// The provision tree as it is stored.
fn outline(outline: &Outline, text: &str) -> Vec<OutlineEntry> {
    let stored = |provision: &Provision| OutlineEntry {
        path: provision.path.clone(),
        level: provision.kind(),
        label: provision.label.clone(),
        title: words(provision.title.of(text)),
        start: provision.span.start,
        end: provision.span.end,
    };
    outline.provisions.iter().map(stored).collect()
}

/// Enough of a held document to name it.
pub(super) fn key(entry: &Entry) -> DocumentKey {
    match &entry.record {
        Stored::Document(stored) => DocumentKey {
            id: stored.id.clone(),
            symbol: stored.symbol.clone(),
            title: stored.title.clone(),
        },
        _ => DocumentKey::default(),
    }
}
