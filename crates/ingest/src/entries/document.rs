//! Entries of documents: held, known by symbol, known by name.

use super::choice::choose_shown;
use super::facts::{add_own, cited_in, stated_facts};
use super::inherited::InheritedTerms;
use super::summary::DocumentSummary;
use crate::linked_collection::{
    HeldId, LinkedCollection, LinkedDocument, NamedDocument, NumberedDocument,
};
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::key::{day_number, shared_code_term};
use tracuu_index::plan::Field;
use tracuu_index::record::{
    AgencyKey, DocumentRecord, FactRecord, FactSource, OutlineEntry,
};
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::record::CitedRecord;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::issuer_code;
use tracuu_legal::document::outline::Provision;
use tracuu_legal::document::symbol::Symbol;
use tracuu_legal::reading::Reading;
use tracuu_text::one_line::one_line;

/// Keeps some of the places that state a fact, when all have been weighed.
fn shorten(fact: &mut FactRecord) {
    if let FactSource::Citations(places) = &mut fact.source {
        *places = std::mem::take(places).shortened();
    }
}

/// The entry of a document before it is written.
pub(crate) struct DocumentEntry {
    kind: EntryKind,
    pub(super) record: DocumentRecord,
    pub(super) keys: Vec<(Field, String)>,
    pub(super) numbers: Vec<(Field, u64)>,
    /// The bodies that issued it, as stated anywhere.
    pub(crate) issuers: Vec<AgencyKey>,
    /// The held text that answers for the document.
    pub(super) text: Option<HeldId>,
}

impl DocumentEntry {
    /// An entry with the terms that every document has.
    pub(crate) fn new(kind: EntryKind, mut record: DocumentRecord) -> Self {
        let mut keys = Vec::new();
        if let Some(type_id) = &record.type_id {
            keys.push((Field::Type, type_id.clone()));
        }
        if record.held {
            keys.push((Field::Held, "yes".to_owned()));
        }
        if let Some(folder) = record.source.as_deref().and_then(collection_folder) {
            keys.push((Field::Collection, folder.to_owned()));
        }
        let issuers = find_issuers(&record);
        keys.extend(issuers.iter().map(|body| (Field::Issuer, body.id.clone())));
        record.facts.change(|facts| facts.iter_mut().for_each(shorten));
        let numbers = Vec::new();
        Self { kind, record, keys, numbers, issuers, text: None }
    }

    pub(super) fn from_numbered(
        collection: &LinkedCollection<'_>,
        numbered: &NumberedDocument<'_>,
    ) -> Self {
        let NumberedDocument { record, texts, .. } = numbered;
        let stated_type = record.types.first().map(|stated| stated.value);
        let mut stored = DocumentRecord {
            id: record.id.clone(),
            symbol: Some(record.identity.symbol.to_string()),
            organisation: Some(record.identity.organisation.clone()),
            facts: stated_facts(collection, numbered).into(),
            n_mentions: count_mentions(collection, record),
            ..new_record(record.identity.document_type.or(stated_type))
        };
        choose_shown(&mut stored);
        let text = texts.first().copied();
        if let Some(held) = text {
            add_source(&mut stored, &collection[held]);
        }
        stored.names = list_names(&stored).into();
        let mut entry = Self::new(EntryKind::Document, stored);
        entry.text = text;
        entry.add_symbol(&record.identity.symbol);
        if record.issuers.is_empty() {
            entry.keys.extend(implied_issuer(&record.identity.symbol));
        }
        entry.add_dates(record.dates.iter().map(|stated| stated.value));
        entry
    }

    /// The entry of a held document without a symbol.
    pub(super) fn from_held(held: HeldId, document: &LinkedDocument<'_>) -> Self {
        let head = &document.source.facts.head;
        let mut stored =
            DocumentRecord { id: document.id.clone(), ..new_record(head.document_type) };
        stored.facts.change(|facts| add_own(facts, head, &document.id));
        choose_shown(&mut stored);
        add_source(&mut stored, document);
        stored.names = list_names(&stored).into();
        let mut entry = Self::new(EntryKind::Document, stored);
        entry.text = Some(held);
        entry.add_dates(head.date.iter().map(|date| DateText::Day(*date)));
        entry
    }

    /// The entry of a document known by a name.
    pub(super) fn from_named(
        collection: &LinkedCollection<'_>,
        named: &NamedDocument,
    ) -> Self {
        let mut stored = DocumentRecord {
            id: named.id.clone(),
            title: Some(named.name.clone()),
            issuer: named.issuers.first().cloned(),
            names: vec![named.name.clone()].into(),
            n_mentions: named.places.len(),
            ..new_record(named.document_type)
        };
        let issuers = named.issuers.iter().map(|issuer| FactRecord {
            field: FactField::Issuer,
            value: issuer.clone().into(),
            source: FactSource::Citations(cited_in(collection, &named.places).into()),
        });
        stored.facts.change(|facts| facts.extend(issuers));
        let mut entry = Self::new(EntryKind::Named, stored);
        let mentions = named.places.iter().filter_map(|place| collection.mention(*place));
        entry.add_dates(mentions.filter_map(|mention| mention.form.stated.date));
        entry
    }

    /// Adds the parts of the symbol.
    pub(crate) fn add_symbol(&mut self, symbol: &Symbol) {
        let mut key = |field, value: &str| self.keys.push((field, value.to_owned()));
        key(Field::Number, &symbol.number);
        if !symbol.type_code.is_empty() {
            key(Field::Code, &symbol.type_code);
        }
        for code in &symbol.issuers {
            key(Field::IssuerCode, &issuer_code::comparable(code));
        }
        if let Some(year) = symbol.year {
            key(Field::SymbolYear, &year.to_string());
            self.numbers.push((Field::Year, u64::from(year)));
        }
    }

    pub(crate) fn add_dates(&mut self, dates: impl Iterator<Item = DateText>) {
        for date in dates {
            if let Some(day) = date.day() {
                self.numbers.push((Field::Date, day_number(day)));
            }
            if let Ok(year) = u64::try_from(date.year()) {
                self.numbers.push((Field::Year, year));
            }
        }
    }

    /// Adds terms.
    pub(crate) fn add_keys(&mut self, keys: impl IntoIterator<Item = (Field, String)>) {
        self.keys.extend(keys);
    }

    /// Adds numbers.
    pub(crate) fn add_numbers(
        &mut self,
        numbers: impl IntoIterator<Item = (Field, u64)>,
    ) {
        self.numbers.extend(numbers);
    }

    /// Adds what only the text tells.
    pub(crate) fn add_text(&mut self, reading: &Reading) {
        let text = reading.text();
        let header = &reading.document.header;
        let outline_entry = |provision: &Provision| OutlineEntry {
            path: provision.path.clone(),
            level: provision.kind(),
            label: provision.label.clone(),
            title: one_line(provision.title.of(text)),
            start: provision.span.start,
            end: provision.span.end,
        };
        let record = &mut self.record;
        record.letterhead = header.organisation.as_ref().map(|fact| fact.value.clone());
        record.signer = header.signer.as_ref().map(|fact| fact.value.clone());
        record.place = header.place.as_ref().map(|fact| fact.value.clone());
        let provisions = &reading.document.outline.provisions;
        record.outline = provisions.iter().map(outline_entry).collect();
    }

    /// What others have to know of the document.
    pub(crate) fn summary(&self) -> DocumentSummary {
        DocumentSummary {
            symbol: self.record.symbol.clone(),
            title: self.record.title.clone(),
            inherited: InheritedTerms::new(&self.keys, &self.numbers),
        }
    }

    /// The entry to write: its text are the titles and the names.
    pub(crate) fn into_entry(self) -> Entry {
        let Self { kind, record, keys, numbers, .. } = self;
        let titles = record.facts.iter().filter(|fact| fact.field == FactField::Title);
        let mut body: Vec<&str> =
            titles.filter_map(|fact| fact.value.as_text()).collect();
        body.extend(record.names.iter().map(String::as_str));
        Entry {
            kind,
            id: record.id.clone(),
            keys,
            numbers,
            heading: record.names.join("\n"),
            body: body.join("\n"),
            record: Record::Document(Box::new(record)),
        }
    }
}

/// The bodies that issued a document, as stated anywhere.
fn find_issuers(record: &DocumentRecord) -> Vec<AgencyKey> {
    let mut bodies: Vec<AgencyKey> = Vec::new();
    let stated = record.facts.iter().filter(|fact| fact.field == FactField::Issuer);
    for name in stated.filter_map(|fact| fact.value.as_text()) {
        let Some(agency) = Registry::built_in().read_opening(name) else { continue };
        let key = AgencyKey::from(&agency);
        if !bodies.contains(&key) {
            bodies.push(key);
        }
    }
    bodies
}

/// The term of the issuing body that a symbol tells, for documents of which nothing else
/// tells it.
fn implied_issuer(symbol: &Symbol) -> Option<(Field, String)> {
    let row = issuer_code::find(symbol.issuers.first()?)?;
    let term = match row.bodies.as_slice() {
        [only] => Registry::built_in().read(only.written())?.id().to_owned(),
        _ => shared_code_term(row.code),
    };
    Some((Field::Issuer, term))
}

fn new_record(document_type: Option<DocumentType>) -> DocumentRecord {
    DocumentRecord {
        type_id: document_type.map(|document_type| document_type.id().to_owned()),
        type_name: document_type.map(|document_type| document_type.name().to_owned()),
        ..DocumentRecord::default()
    }
}

fn count_mentions(collection: &LinkedCollection<'_>, record: &CitedRecord) -> usize {
    record.places.iter().filter(|place| collection.mention(**place).is_some()).count()
}

/// Its names: the type with each title.
fn list_names(record: &DocumentRecord) -> Vec<String> {
    let type_name = record.type_name.as_deref().unwrap_or_default();
    let titles = record.facts.iter().filter(|fact| fact.field == FactField::Title);
    let mut names: Vec<String> =
        titles.map(|fact| one_line(&format!("{type_name} {}", fact.value))).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn add_source(record: &mut DocumentRecord, document: &LinkedDocument<'_>) {
    record.held = true;
    record.source = Some(document.source.path.clone());
    record.source_sha256 = Some(document.source.sha256().to_string());
}

/// The folder of the corpus in which a file lies, the outermost; `None` for a file that
/// lies in no folder of it.
fn collection_folder(path: &str) -> Option<&str> {
    let (folder, _) = path.split_once('/')?;
    (!folder.is_empty()).then_some(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_the_outermost_folder() {
        assert_eq!(collection_folder("tinh/2022/a.md"), Some("tinh"));
        assert_eq!(collection_folder("a.md"), None);
        assert_eq!(collection_folder("/home/a.md"), None);
    }
}
