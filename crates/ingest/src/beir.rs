//! Collections in BEIR form, for measuring the ranking: passages without files.
//!
//! A record with `type` or `issued` is a document of its own; any other is a provision of
//! the document `law_id`. The index is built by the same writer with the same fields as
//! that of a real collection.

use std::path::Path;

use super::entries::document::DocumentEntry;
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::About;
use tracuu_index::plan::Field;
use tracuu_index::record::{DocumentKey, DocumentRecord, FactRecord, FactSource, Unit};
use tracuu_index::writer::{Sample, WriteError, Writer};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::symbol::Symbol;

/// Bytes of a usual passage.
const PASSAGE_BYTES: usize = 800;

/// A passage or a document of a BEIR collection.
#[derive(Clone, Debug, Default)]
pub struct BeirRecord {
    /// Id, unique in the collection.
    pub id: String,
    /// Heading or title; may be empty.
    pub title: String,
    /// Text; may be empty.
    pub text: String,
    /// Symbol or name of the document that it is or stands in.
    pub law_id: String,
    /// Name of the document's type.
    pub kind: Option<String>,
    /// Date of issue, ISO.
    pub issued: Option<String>,
    /// Issuing body as written.
    pub issuer: Option<String>,
}

/// Builds an index of the records; returns their number.
///
/// # Errors
/// Where the index cannot be written.
pub fn build_index(
    records: impl IntoIterator<Item = BeirRecord>,
    index_dir: &Path,
) -> Result<usize, WriteError> {
    let records = records.into_iter();
    let sample = Sample::for_bytes(records.size_hint().0 * PASSAGE_BYTES);
    let mut writer = Writer::begin(index_dir, sample)?;
    let mut n_records = 0;
    for record in records {
        writer.add(&build_entry(record))?;
        n_records += 1;
    }
    writer.finish(About { n_documents: n_records, ..About::default() }, None)?;
    Ok(n_records)
}

fn build_entry(record: BeirRecord) -> Entry {
    if record.kind.is_some() || record.issued.is_some() {
        document_entry(record)
    } else {
        provision_entry(record)
    }
}

fn document_entry(record: BeirRecord) -> Entry {
    let symbol: Option<Symbol> = record.law_id.parse().ok();
    let kind = record.kind.as_deref().and_then(DocumentType::from_name);
    let facts = [
        (FactField::Title, Some(&record.title)),
        (FactField::Issuer, record.issuer.as_ref()),
    ];
    let facts = facts.into_iter().filter_map(|(field, value)| {
        Some(FactRecord {
            field,
            value: value?.clone().into(),
            source: FactSource::Own { document: record.id.clone() },
        })
    });
    let stored = DocumentRecord {
        id: record.id.clone(),
        symbol: symbol.as_ref().map(ToString::to_string).or(Some(record.law_id)),
        type_id: kind.map(|kind| kind.id().to_owned()),
        type_name: kind.map(|kind| kind.name().to_owned()),
        title: Some(record.title.clone()),
        date: record.issued.clone(),
        issuer: record.issuer.clone(),
        facts: facts.collect(),
        names: vec![record.title].into(),
        ..DocumentRecord::default()
    };
    let mut entry = DocumentEntry::new(EntryKind::Document, stored);
    if let Some(symbol) = &symbol {
        entry.add_symbol(symbol);
    }
    let issued = record.issued.as_deref().and_then(|date| date.parse().ok());
    entry.add_dates(issued.map(DateText::Day).into_iter());
    let mut entry = entry.into_entry();
    if !record.text.is_empty() {
        entry.body.push('\n');
        entry.body.push_str(&record.text);
    }
    entry
}

fn provision_entry(record: BeirRecord) -> Entry {
    let symbol: Option<Symbol> = record.law_id.parse().ok();
    let text = if record.title.is_empty() {
        record.text
    } else {
        format!("{}\n{}", record.title, record.text)
    };
    let unit = Unit {
        id: record.id.clone(),
        path: record.id.clone(),
        title: record.title.clone(),
        document: DocumentKey {
            id: record.law_id.clone(),
            symbol: symbol.map(|symbol| symbol.to_string()),
            title: None,
        },
        text: text.clone(),
        ..Unit::default()
    };
    Entry {
        kind: EntryKind::Provision,
        id: record.id,
        keys: vec![(Field::Document, record.law_id)],
        numbers: Vec::new(),
        heading: record.title,
        body: text,
        record: Record::Unit(Box::new(unit)),
    }
}
