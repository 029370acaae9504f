//! Resolve: all documents together, and which of them each mention names.
//!
//! Numbered mentions, the heads of held documents and the entries of catalogues are
//! grouped into records by [`record::group_stated`]; named mentions by their words. A mention
//! that several records fit keeps them as candidates.

use std::ops::Index;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::document_facts::{FormId, MentionForm, MentionForms};
use super::source_document::SourceDocument;
use crate::corpus::catalogue::CatalogueEntry;
use crate::corpus::checksum::Checksum;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::{self, CitedRecord, MentionPlace, PlacedMention};
use tracuu_legal::citation::relation::Party;
use tracuu_legal::citation::resolve::{
    Catalogue, CitingFacts, KnownDocument, Resolution,
};
use tracuu_legal::citation::stated::StatedMention;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, normal_words};

/// Most words of a name that go into its id; the checksum tells longer ones apart.
const MAX_ID_WORDS: usize = 8;

/// Bytes that tell documents apart, and what their mentions name.
const TOKEN_BYTES: usize = 16;

/// All documents together.
pub(super) struct LinkedCollection<'d> {
    /// Held documents, in the order in which they were read.
    held: Vec<LinkedDocument<'d>>,
    /// What the mentions in them say.
    forms: &'d MentionForms,
    /// Documents with a symbol that the held ones are or cite.
    pub(super) numbered: Vec<NumberedDocument<'d>>,
    /// Documents known by a name only, in the order of their first mentions.
    pub(super) named: Vec<NamedDocument>,
}

/// A held document, by its place in the order of reading.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct HeldId(usize);

/// A held document and what its mentions name.
pub(super) struct LinkedDocument<'d> {
    /// That of its record; of a second text of a document, and of one without a symbol,
    /// made of the id of the file.
    pub(super) id: String,
    pub(super) source: &'d SourceDocument,
    /// One for each mention of the source.
    resolutions: Vec<Rc<Resolution>>,
    /// Tells the id, and what the mentions name.
    token: [u8; TOKEN_BYTES],
    links: [u8; TOKEN_BYTES],
}

/// A mention in a held document.
pub(super) struct HeldMention<'c> {
    /// Its document.
    pub(super) document: &'c LinkedDocument<'c>,
    pub(super) form: &'c MentionForm,
    /// The provision in which it begins; `None` past the body.
    pub(super) path: Option<&'c str>,
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
        forms: &'d MentionForms,
        catalogue: impl Iterator<Item = &'d CatalogueEntry>,
        office: &Locality,
    ) -> Self {
        let entries: Vec<_> = catalogue.filter_map(CitingEntry::new).collect();
        let numbered = group_numbered((sources, forms), &entries, office);
        let mut ids: FxHashMap<HeldId, String> = numbered
            .iter()
            .filter_map(|one| Some((*one.texts.first()?, one.record.id.clone())))
            .collect();
        let mut linker = Linker {
            forms,
            known: Catalogue::new(numbered.iter().map(known_document).collect()),
            resolved: FxHashMap::default(),
            named: NamedDocuments::default(),
        };
        let mut taken = FxHashSet::default();
        let held = sources.iter().enumerate().map(|(index, source)| {
            let id = ids.remove(&HeldId(index));
            let id = id.unwrap_or_else(|| file_name_id(&source.file_id, &mut taken));
            let resolutions = linker.resolve_all(index, source, &id);
            LinkedDocument::new(id, source, resolutions)
        });
        let held = held.collect();
        Self { held, forms, numbered, named: linker.named.into_sorted() }
    }

    /// All held documents, in the order in which they were read.
    pub(super) fn held(&self) -> impl Iterator<Item = (HeldId, &LinkedDocument<'d>)> {
        self.held.iter().enumerate().map(|(index, document)| (HeldId(index), document))
    }

    /// The mention at a place; `None` for the head of a document and for a catalogue
    /// entry, which [`record::group_stated`] takes for mentions as well.
    pub(super) fn mention(&self, place: MentionPlace) -> Option<HeldMention<'_>> {
        let document = self.held.get(place.document)?;
        let facts = &document.source.facts;
        let form = self.forms.get(*facts.forms().get(place.citation)?);
        Some(HeldMention { document, form, path: facts.path(place.citation) })
    }

    /// What the mentions of a held document say, in their order.
    pub(super) fn forms_of<'c>(
        &'c self,
        document: &'c LinkedDocument<'_>,
    ) -> impl Iterator<Item = &'c MentionForm> {
        document.source.facts.forms().iter().map(|form| self.forms.get(*form))
    }
}

impl<'d> Index<HeldId> for LinkedCollection<'d> {
    type Output = LinkedDocument<'d>;

    fn index(&self, HeldId(index): HeldId) -> &Self::Output {
        &self.held[index]
    }
}

impl<'d> LinkedDocument<'d> {
    fn new(
        id: String,
        source: &'d SourceDocument,
        resolutions: Vec<Rc<Resolution>>,
    ) -> Self {
        let own = token(id.as_bytes());
        let mut named = Vec::new();
        for resolution in &resolutions {
            named.extend_from_slice(resolution.name().as_bytes());
            for id in resolution
                .id()
                .into_iter()
                .chain(resolution.candidates().iter().map(String::as_str))
            {
                named.push(b'\n');
                named.extend_from_slice(id.as_bytes());
            }
            named.push(b'\t');
        }
        let links = token(&named);
        Self { id, source, resolutions, token: own, links }
    }

    /// Tells the document among all of a collection.
    pub(super) const fn token(&self) -> &[u8] {
        &self.token
    }

    /// Changes with what its mentions name.
    pub(super) const fn links(&self) -> &[u8] {
        &self.links
    }

    /// What each mention names, in the order of the text.
    pub(super) fn resolutions(&self) -> impl Iterator<Item = &Resolution> {
        self.resolutions.iter().map(|resolution| &**resolution)
    }

    /// Id of the document at an end of a relation; `None` where no single one is known.
    pub(super) fn party_id(&self, party: Party) -> Option<&str> {
        match party {
            Party::This => Some(&self.id),
            Party::Unstated => None,
            Party::Mention(mention) => self.mentioned_id(mention),
        }
    }

    /// Id of the document that the mention with this index names; `None` where there is none,
    /// or no single one.
    pub(super) fn mentioned_id(&self, mention: usize) -> Option<&str> {
        self.resolutions.get(mention)?.id()
    }
}

fn token(bytes: &[u8]) -> [u8; TOKEN_BYTES] {
    let sum: [u8; 32] = Checksum::compute(bytes).into();
    let mut token = [0; TOKEN_BYTES];
    token.copy_from_slice(&sum[..TOKEN_BYTES]);
    token
}

/// Finds what mentions name.
struct Linker<'d> {
    forms: &'d MentionForms,
    known: Catalogue,
    /// What was found: the same form names the same in documents of one home that were written
    /// on one day. Mentions of the document itself are left out.
    resolved: FxHashMap<(FormId, usize, Option<Date>), Rc<Resolution>>,
    named: NamedDocuments,
}

impl<'d> Linker<'d> {
    fn resolve_all(
        &mut self,
        index: usize,
        source: &'d SourceDocument,
        id: &str,
    ) -> Vec<Rc<Resolution>> {
        let facts = &source.facts;
        let own = Rc::new(Resolution::Resolved(id.to_owned()));
        let mentions = facts.forms().iter().enumerate();
        mentions
            .map(|(citation, form)| {
                let stated = &self.forms.get(*form).stated;
                if stated.kind == CitationKind::Named {
                    let place = MentionPlace { document: index, citation };
                    return self.named.add((*form, stated), &source.home, place);
                }
                // What takes up another mention names what that one does.
                let antecedent = facts.antecedent(citation);
                let other = antecedent.filter(|at| facts.antecedent(*at).is_none());
                let other = other.and_then(|at| facts.forms().get(at));
                self.resolve(*other.unwrap_or(form), source, &own)
            })
            .collect()
    }

    fn resolve(
        &mut self,
        form: FormId,
        source: &SourceDocument,
        own: &Rc<Resolution>,
    ) -> Rc<Resolution> {
        let MentionForm { stated, date, .. } = self.forms.get(form);
        if stated.kind == CitationKind::SelfReference {
            return Rc::clone(own);
        }
        let written = source.facts.head.date;
        let asks_day = written.filter(|_| stated.kind == CitationKind::Named);
        let key = (form, Rc::as_ptr(&source.home).addr(), asks_day);
        let known = &self.known;
        let found = self.resolved.entry(key).or_insert_with(|| {
            let home = &*source.home;
            let citing = CitingFacts { home, own: None, written, date: *date };
            Rc::new(known.resolve(stated, citing))
        });
        Rc::clone(found)
    }
}

/// An entry of a catalogue, as a mention of its document.
struct CitingEntry<'d> {
    entry: &'d CatalogueEntry,
    stated: StatedMention,
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
        Some(Self { entry, stated: StatedMention::read(&text, &citation) })
    }
}

/// Groups the numbered mentions, heads and catalogue entries. What only a catalogue knows
/// and nobody cites is not of this collection. A head has the place behind the mentions of its
/// document, an entry one behind all documents.
fn group_numbered<'d>(
    (sources, forms): (&'d [SourceDocument], &MentionForms),
    entries: &[CitingEntry<'d>],
    office: &Locality,
) -> Vec<NumberedDocument<'d>> {
    let held = sources.iter().enumerate().flat_map(|(document, source)| {
        let mentions = source.facts.forms().iter().chain(&source.facts.own_form);
        mentions.enumerate().map(move |(citation, form)| PlacedMention {
            place: MentionPlace { document, citation },
            stated: &forms.get(*form).stated,
            home: &source.home,
        })
    });
    let listed = entries.iter().enumerate().map(|(number, entry)| PlacedMention {
        place: MentionPlace { document: sources.len() + number, citation: 0 },
        stated: &entry.stated,
        home: office,
    });
    let is_ours = |record: &CitedRecord| {
        record.places.iter().any(|place| place.document < sources.len())
    };
    let records = record::group_stated(held.chain(listed)).into_iter().filter(is_ours);
    let number = |record: CitedRecord| {
        let mut numbered =
            NumberedDocument { record, texts: Vec::new(), catalogue: Vec::new() };
        for place in &numbered.record.places {
            if let Some(listed) = place.document.checked_sub(sources.len()) {
                numbered.catalogue.push(entries[listed].entry);
            } else {
                let n_mentions = sources[place.document].facts.n_mentions();
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
struct NamedDocuments {
    by_id: FxHashMap<String, NamedDocument>,
    /// What was made of a form in a home.
    known: FxHashMap<(FormId, usize), Rc<Resolution>>,
}

impl NamedDocuments {
    /// Adds a mention; returns its document.
    fn add(
        &mut self,
        (form, mention): (FormId, &StatedMention),
        home: &Rc<Locality>,
        place: MentionPlace,
    ) -> Rc<Resolution> {
        let name = || one_line(mention.name.as_deref().unwrap_or_default());
        let key = (form, Rc::as_ptr(home).addr());
        let document = self.known.entry(key).or_insert_with(|| {
            let id = hash_name("ten", home.slug.as_deref(), &name());
            Rc::new(Resolution::Resolved(id))
        });
        let document = Rc::clone(document);
        let id = document.id().unwrap_or_default();
        if !self.by_id.contains_key(id) {
            let new = NamedDocument {
                id: id.to_owned(),
                document_type: mention.document_type,
                name: name(),
                issuers: Vec::new(),
                places: Vec::new(),
            };
            self.by_id.insert(id.to_owned(), new);
        }
        if let Some(named) = self.by_id.get_mut(id) {
            named.places.push(place);
            let issuer = mention.issuer.as_deref().map(one_line);
            let new = issuer.filter(|issuer| !named.issuers.contains(issuer));
            named.issuers.extend(new);
        }
        document
    }

    fn into_sorted(self) -> Vec<NamedDocument> {
        let mut sorted: Vec<_> = self.by_id.into_values().collect();
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
