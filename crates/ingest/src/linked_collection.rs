//! Resolve: all documents together, and which of them each mention names.
//!
//! Numbered mentions, the heads of held documents and the entries of catalogues are
//! grouped into records by [`record::group`]; named mentions by their words. A mention
//! that several records fit keeps them as candidates.

use std::ops::Index;

use rustc_hash::{FxHashMap, FxHashSet};

use super::source_document::SourceDocument;
use crate::corpus::catalogue::CatalogueEntry;
use crate::corpus::checksum::Checksum;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::{self, CitedRecord, CitingDocument, MentionPlace};
use tracuu_legal::citation::relation::Party;
use tracuu_legal::citation::resolve::{Catalogue, KnownDocument, Resolution};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, normal_words};

/// Most words of a name that go into its id; the checksum tells longer ones apart.
const MAX_ID_WORDS: usize = 8;

/// All documents together.
pub(super) struct LinkedCollection<'d> {
    /// Held documents, in the order in which they were read.
    held: Vec<LinkedDocument<'d>>,
    /// Documents with a symbol that the held ones are or cite.
    pub(super) numbered: Vec<NumberedDocument<'d>>,
    /// Documents known by a name only, in the order of their first mentions.
    pub(super) named: Vec<NamedDocument>,
}

/// A held document, by its place in the order of reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct HeldId(usize);

/// A held document and what its citations name.
pub(super) struct LinkedDocument<'d> {
    /// That of its record; of a second text of a document, and of one without a symbol,
    /// made of the id of the file.
    pub(super) id: String,
    pub(super) source: &'d SourceDocument,
    /// One for each citation of the source.
    resolutions: Vec<Resolution>,
}

/// A document with a symbol.
pub(super) struct NumberedDocument<'d> {
    pub(super) record: CitedRecord,
    /// Its held texts; the first answers for the document.
    pub(super) texts: Vec<HeldId>,
    pub(super) catalogue: Vec<&'d CatalogueEntry>,
}

/// A document known by a name only.
pub(super) struct NamedDocument {
    pub(super) id: String,
    pub(super) document_type: Option<DocumentType>,
    /// As first written.
    pub(super) name: String,
    /// Issuing bodies as stated.
    pub(super) issuers: Vec<String>,
    /// All mentions.
    pub(super) places: Vec<MentionPlace>,
}

impl<'d> LinkedCollection<'d> {
    /// Groups and resolves all mentions.
    pub(super) fn new(
        sources: &'d [SourceDocument],
        catalogue: impl Iterator<Item = &'d CatalogueEntry>,
        office: &Locality,
    ) -> Self {
        let entries: Vec<_> = catalogue.filter_map(CitingEntry::new).collect();
        let numbered = group_numbered(sources, &entries, office);
        let mut ids: FxHashMap<HeldId, String> = numbered
            .iter()
            .filter_map(|one| Some((*one.texts.first()?, one.record.id.clone())))
            .collect();
        let known = Catalogue::new(numbered.iter().map(known_document).collect());
        let mut named = NamedDocuments::default();
        let mut taken = FxHashSet::default();
        let held = sources.iter().enumerate().map(|(index, source)| {
            let id = ids.remove(&HeldId(index));
            let id = id.unwrap_or_else(|| file_name_id(&source.file_id, &mut taken));
            let citing = source.reading.citing(Some(&id));
            let citations = source.reading.citations.iter().enumerate();
            let resolutions = citations.map(|(citation, mention)| match mention.kind {
                CitationKind::Named => {
                    let place = MentionPlace { document: index, citation };
                    Resolution::Resolved(named.add(source, mention, place))
                }
                _ => known.resolve_in(&citing, mention),
            });
            let resolutions = resolutions.collect();
            LinkedDocument { id, source, resolutions }
        });
        Self { held: held.collect(), numbered, named: named.into_sorted() }
    }

    /// All held documents, in the order in which they were read.
    pub(super) fn held(&self) -> impl Iterator<Item = (HeldId, &LinkedDocument<'d>)> {
        self.held.iter().enumerate().map(|(index, document)| (HeldId(index), document))
    }

    /// The mention at a place; `None` for the head of a document and for a catalogue
    /// entry, which [`record::group`] takes for mentions as well.
    pub(super) fn mention(
        &self,
        place: MentionPlace,
    ) -> Option<(&LinkedDocument<'d>, &'d Citation)> {
        let document = self.held.get(place.document)?;
        Some((document, document.source.reading.citations.get(place.citation)?))
    }
}

impl<'d> Index<HeldId> for LinkedCollection<'d> {
    type Output = LinkedDocument<'d>;

    fn index(&self, HeldId(index): HeldId) -> &Self::Output {
        &self.held[index]
    }
}

impl<'d> LinkedDocument<'d> {
    /// Each citation with what it names, in the order of the text.
    pub(super) fn citations(&self) -> impl Iterator<Item = (&'d Citation, &Resolution)> {
        self.source.reading.citations.iter().zip(&self.resolutions)
    }

    /// Id of the document at an end of a relation; `None` where no single one is known.
    pub(super) fn party_id(&self, party: Party) -> Option<&str> {
        match party {
            Party::This => Some(&self.id),
            Party::Unstated => None,
            Party::Mention(citation) => self.resolutions[citation].id(),
        }
    }

    /// Id of the document that the mention with this index names; `None` where there is none,
    /// or no single one.
    pub(super) fn mentioned_id(&self, mention: usize) -> Option<&str> {
        self.resolutions.get(mention)?.id()
    }

    /// The path of the provision in which a stretch of the text begins; `None` past the
    /// body.
    pub(super) fn path_at(&self, stretch: Span) -> Option<&'d str> {
        let outline = &self.source.reading.document.outline;
        outline.at(stretch.start).map(|index| outline.provisions[index].path.as_str())
    }
}

/// An entry of a catalogue, as a text that cites its document.
struct CitingEntry<'d> {
    entry: &'d CatalogueEntry,
    text: String,
    citations: [Citation; 1],
}

impl<'d> CitingEntry<'d> {
    fn new(entry: &'d CatalogueEntry) -> Option<Self> {
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
        Some(Self { entry, text, citations: [citation] })
    }
}

/// Groups the numbered mentions, heads and catalogue entries. What only a catalogue knows
/// and nobody cites is not of this collection.
fn group_numbered<'d>(
    sources: &'d [SourceDocument],
    entries: &[CitingEntry<'d>],
    office: &Locality,
) -> Vec<NumberedDocument<'d>> {
    let heads: Vec<Option<Citation>> =
        sources.iter().map(|source| Citation::from_head(source.header())).collect();
    let held = sources.iter().zip(&heads).map(|(source, head)| CitingDocument {
        text: source.text(),
        citations: &source.reading.citations,
        head: head.as_ref(),
        home: &source.reading.home,
    });
    let listed = entries.iter().map(|entry| CitingDocument {
        text: &entry.text,
        citations: &entry.citations,
        head: None,
        home: office,
    });
    let citing: Vec<_> = held.chain(listed).collect();
    let is_ours = |record: &CitedRecord| {
        record.places.iter().any(|place| place.document < sources.len())
    };
    let records = record::group(&citing).into_iter().filter(is_ours);
    let number = |record: CitedRecord| {
        let mut numbered =
            NumberedDocument { record, texts: Vec::new(), catalogue: Vec::new() };
        for place in &numbered.record.places {
            if let Some(listed) = place.document.checked_sub(sources.len()) {
                numbered.catalogue.push(entries[listed].entry);
            } else {
                let n_mentions = sources[place.document].reading.citations.len();
                let is_head = place.citation == n_mentions;
                numbered.texts.extend(is_head.then_some(HeldId(place.document)));
            }
        }
        numbered
    };
    records.map(number).collect()
}

fn known_document(numbered: &NumberedDocument<'_>) -> KnownDocument {
    let record = &numbered.record;
    KnownDocument {
        id: record.id.clone(),
        identity: record.identity.clone(),
        dates: record.dates.iter().map(|stated| stated.value).collect(),
        titles: record.titles.iter().map(|stated| stated.value.clone()).collect(),
    }
}

/// Named documents by id: the same words in documents of the same home.
#[derive(Default)]
struct NamedDocuments(FxHashMap<String, NamedDocument>);

impl NamedDocuments {
    /// Adds a mention; returns the id of its document.
    fn add(
        &mut self,
        source: &SourceDocument,
        mention: &Citation,
        place: MentionPlace,
    ) -> String {
        let written = |span: Span| one_line(span.of(source.text()));
        let name = written(mention.span);
        let id = hash_name("ten", source.reading.home.slug.as_deref(), &name);
        let named = self.0.entry(id.clone()).or_insert_with(|| NamedDocument {
            id: id.clone(),
            document_type: mention.document_type,
            name,
            issuers: Vec::new(),
            places: Vec::new(),
        });
        named.places.push(place);
        let issuer = mention.issuer.map(written);
        let new = issuer.filter(|issuer| !named.issuers.contains(issuer));
        named.issuers.extend(new);
        id
    }

    fn into_sorted(self) -> Vec<NamedDocument> {
        let mut sorted: Vec<_> = self.0.into_values().collect();
        sorted.sort_unstable_by(|one, other| one.places.cmp(&other.places));
        sorted
    }
}

/// The id of a held document that has no other, of the id of its file. Names that differ in
/// capitals, or in the form of their letters only (NFC, NFD), are two documents.
fn file_name_id(file_id: &str, taken: &mut FxHashSet<String>) -> String {
    let id = hash_name("tep", None, file_id);
    if taken.insert(id.clone()) {
        return id;
    }
    format!("{id}-{:.8}", Checksum::compute(file_id.as_bytes()))
}

/// A readable id for a name: its first words without marks, and a checksum of all of them
/// with their marks, so that two names never share an id.
fn hash_name(prefix: &str, home: Option<&str>, name: &str) -> String {
    let normal = normal_words(name);
    let folded = folded(&normal);
    let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).take(MAX_ID_WORDS);
    let slug = words.collect::<Vec<_>>().join("-");
    let keyed = format!("{}\n{normal}", home.unwrap_or_default());
    let checksum = Checksum::compute(keyed.as_bytes());
    format!("{prefix}.{slug}~{checksum:.8}")
}
