//! All documents together: which mention names which record.
//!
//! Numbered mentions, the heads of held documents and the entries of catalogues are
//! grouped into records by [`record::group`]; named mentions by their words. A mention
//! that several records fit keeps them as candidates.

use rustc_hash::FxHashMap;

use super::reading::Held;
use crate::corpus::catalogue::{Catalogue, Entry};
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::{self, CitingDocument, Place, Record};
use tracuu_legal::citation::resolve::{
    Catalogue as Known, Citing, KnownDocument, Resolution,
};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, normal_words};

/// Most words of a name that go into its id; the checksum tells longer ones apart.
const MAX_ID_WORDS: usize = 8;

/// All documents together.
pub(super) struct Gathered<'h> {
    /// The documents that were read.
    pub(super) held: &'h [Held],
    /// Entries of the catalogues; in places they stand behind the held documents.
    pub(super) facts: Vec<Fact<'h>>,
    /// Documents with a symbol.
    pub(super) records: Vec<Record>,
    /// Documents without, in the order of their first mentions.
    pub(super) named: Vec<Named>,
    /// Ids of the held documents, by index.
    pub(super) own_ids: Vec<String>,
    known: Known,
    named_ids: FxHashMap<Place, String>,
}

/// An entry of a catalogue, as a text that cites its document.
pub(super) struct Fact<'h> {
    /// The entry.
    pub(super) entry: &'h Entry,
    text: String,
    citations: Vec<Citation>,
}

/// A document known only by a name.
pub(super) struct Named {
    /// Id.
    pub(super) id: String,
    /// Type.
    pub(super) document_type: Option<DocumentType>,
    /// Name as first written.
    pub(super) name: String,
    /// Issuing bodies as stated.
    pub(super) issuers: Vec<String>,
    /// All mentions.
    pub(super) places: Vec<Place>,
}

impl<'h> Gathered<'h> {
    /// Groups all mentions.
    pub(super) fn new(
        held: &'h [Held],
        catalogues: impl Iterator<Item = &'h Catalogue>,
        office: &Locality,
    ) -> Self {
        let facts: Vec<Fact<'h>> =
            catalogues.flat_map(Catalogue::entries).filter_map(Fact::new).collect();
        let with_heads: Vec<Vec<Citation>> = held.iter().map(mentions_and_head).collect();
        let citing: Vec<CitingDocument<'_>> = held
            .iter()
            .zip(&with_heads)
            .map(|(held, citations)| CitingDocument {
                text: held.text(),
                citations,
                home: &held.home,
            })
            .chain(facts.iter().map(|fact| CitingDocument {
                text: &fact.text,
                citations: &fact.citations,
                home: office,
            }))
            .collect();
        let mut records = record::group(&citing);
        let n_held = held.len();
        // What only a catalogue knows and nobody cites is not of this collection.
        records
            .retain(|record| record.places.iter().any(|place| place.document < n_held));
        let own_ids = own_ids(held, &records);
        let known = Known::new(records.iter().map(known_document).collect());
        let (named, named_ids) = named_documents(held);
        Self { held, facts, records, named, own_ids, known, named_ids }
    }

    /// What became of a mention.
    pub(super) fn resolution(&self, place: Place) -> Resolution {
        if let Some(id) = self.named_ids.get(&place) {
            return Resolution::Resolved(id.clone());
        }
        let Some(held) = self.held.get(place.document) else { return Resolution::Absent };
        let Some(citation) = held.citations.get(place.citation) else {
            return Resolution::Absent;
        };
        let citing = Citing {
            text: held.text(),
            citations: &held.citations,
            home: &held.home,
            own: self.own_ids.get(place.document).map(String::as_str),
            written: held.document.header.date.as_ref().map(|fact| fact.value),
        };
        self.known.resolve_in(&citing, citation)
    }

    /// The held document of a record, by index.
    pub(super) fn held_of(&self, record: &Record) -> Option<usize> {
        texts_of(self.held, record).next()
    }

    /// All held texts of a record, by index; the first is the document that answers.
    pub(super) fn texts_of(&self, record: &Record) -> impl Iterator<Item = usize> {
        texts_of(self.held, record)
    }

    /// The catalogue entries of a record.
    pub(super) fn facts_of<'g>(
        &'g self,
        record: &'g Record,
    ) -> impl Iterator<Item = &'g Fact<'h>> {
        let n_held = self.held.len();
        record
            .places
            .iter()
            .filter_map(move |place| self.facts.get(place.document.checked_sub(n_held)?))
    }

    /// The mentions of a record in held documents, heads left aside.
    pub(super) fn mentions<'g>(
        &'g self,
        places: &'g [Place],
    ) -> impl Iterator<Item = (Place, &'g Held, &'g Citation)> {
        places.iter().filter_map(|place| {
            let held = self.held.get(place.document)?;
            Some((*place, held, held.citations.get(place.citation)?))
        })
    }
}

impl<'h> Fact<'h> {
    fn new(entry: &'h Entry) -> Option<Self> {
        let symbol = entry.symbol.as_ref()?.value.clone();
        let mut text = String::new();
        let mut add = |part: &str| {
            let start = text.len();
            text.push_str(part);
            let span = Span::new(start, text.len());
            text.push('\n');
            span
        };
        let issuer = entry.issuer.as_ref().map(|stated| add(&stated.value));
        let title = entry.title.as_ref().map(|stated| add(&stated.value));
        let citation = Citation {
            document_type: Some(entry.document_type),
            number: Some(symbol.number.clone()),
            symbol: Some(symbol),
            date: entry.date.as_ref().map(|stated| DateText::Day(stated.value)),
            issuer,
            title,
            ..Citation::new(CitationKind::Numbered, Span::default())
        };
        Some(Self { entry, text, citations: vec![citation] })
    }
}

/// The mentions of a document, and behind them one for its own head where it has a symbol.
fn mentions_and_head(held: &Held) -> Vec<Citation> {
    let mut citations = held.citations.clone();
    citations.extend(Citation::from_head(&held.document.header));
    citations
}

/// The id of every held document: that of its record, else one made of its file's id, as
/// for a second text of a document that another file holds.
fn own_ids(held: &[Held], records: &[Record]) -> Vec<String> {
    let mut ids: Vec<Option<String>> = vec![None; held.len()];
    for record in records {
        let first = texts_of(held, record).next();
        if let Some(slot) = first.and_then(|index| ids.get_mut(index)) {
            *slot = Some(record.id.clone());
        }
    }
    ids.into_iter()
        .zip(held)
        .map(|(id, held)| id.unwrap_or_else(|| name_id("tep", None, &held.source_id)))
        .collect()
}

/// The held documents whose own head is among the mentions of a record, by index.
fn texts_of(held: &[Held], record: &Record) -> impl Iterator<Item = usize> {
    record.places.iter().filter_map(|place| {
        let is_head = place.citation == held.get(place.document)?.citations.len();
        is_head.then_some(place.document)
    })
}

fn known_document(record: &Record) -> KnownDocument {
    KnownDocument {
        id: record.id.clone(),
        identity: record.identity.clone(),
        dates: record.dates.iter().map(|stated| stated.value).collect(),
    }
}

/// Groups the named mentions: the same words in documents of the same home.
fn named_documents(held: &[Held]) -> (Vec<Named>, FxHashMap<Place, String>) {
    let mut named: Vec<Named> = Vec::new();
    let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
    let mut ids = FxHashMap::default();
    for (document, held) in held.iter().enumerate() {
        for (citation, mention) in held.citations.iter().enumerate() {
            if mention.kind != CitationKind::Named {
                continue;
            }
            let place = Place { document, citation };
            let name = words(mention.span.of(held.text()));
            let id = name_id("ten", held.home.slug.as_deref(), &name);
            let index = *by_id.entry(id.clone()).or_insert_with(|| {
                named.push(Named {
                    id: id.clone(),
                    document_type: mention.document_type,
                    name,
                    issuers: Vec::new(),
                    places: Vec::new(),
                });
                named.len() - 1
            });
            if let Some(known) = named.get_mut(index) {
                known.places.push(place);
                let issuer = mention.issuer.map(|span| words(span.of(held.text())));
                let new = issuer.filter(|issuer| !known.issuers.contains(issuer));
                known.issuers.extend(new);
            }
            ids.insert(place, id);
        }
    }
    (named, ids)
}

/// A text with line ends as spaces.
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A readable id for a name: its first words without marks, and a checksum of all of them
/// with their marks, so that two names never share an id.
fn name_id(kind: &str, home: Option<&str>, name: &str) -> String {
    let normal = normal_words(name);
    let mut slug: Vec<String> = Vec::new();
    for word in folded(&normal).split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if !word.is_empty() && slug.len() < MAX_ID_WORDS {
            slug.push(word.to_owned());
        }
    }
    let keyed = format!("{}\n{normal}", home.unwrap_or_default());
    let checksum = crate::corpus::checksum::Checksum::of(keyed.as_bytes()).to_string();
    let checksum = checksum.get(..8).unwrap_or_default();
    format!("{kind}.{}~{checksum}", slug.join("-"))
}
