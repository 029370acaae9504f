//! Everything that the rules look at: the draft, what its citations name, which mentions
//! are of one document.

use std::cell::RefCell;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::document_directory::{DocumentDirectory, ReferenceCollection};
use super::draft::Draft;
use super::facts::DocumentFacts;
use super::finding::Finding;
use super::resolver::{CitationResolver, ResolvedCitation};
use super::title::TitleWords;
use tracuu_index::error::ReadError;
use tracuu_legal::agency::body_name::BodyName;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::citation::record::{self, CitedRecord, CitingDocument};
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::capitals::is_capitals;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// Everything that the rules look at.
pub(super) struct CheckContext<'a> {
    /// The draft.
    pub(super) draft: &'a Draft,
    /// Its text.
    pub(super) text: &'a str,
    /// The documents of the collection.
    pub(super) directory: &'a DocumentDirectory,
    /// The day that counts as today for the draft.
    pub(super) day: Option<Date>,
    /// The day up to which the collection was filled; set by the caller.
    pub(super) collected: Option<Date>,
    /// Ids of the draft itself, where the collection holds it.
    pub(super) own: Vec<String>,
    /// The numbered documents of the draft, in the order of their first mentions.
    pub(super) documents: Vec<CitedRecord>,
    /// The work of each citation.
    pub(super) document_of: Vec<Option<usize>>,
    /// What each citation names.
    pub(super) resolved: Vec<ResolvedCitation>,
    /// The title in the head of the draft.
    pub(super) own_title: Option<TitleWords>,
    titles: RefCell<FxHashMap<Span, Rc<TitleWords>>>,
    bodies: RefCell<FxHashMap<String, Rc<BodyName>>>,
}

impl<'a> CheckContext<'a> {
    /// Looks all citations up.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn new(
        draft: &'a Draft,
        reference: ReferenceCollection<'a>,
        day: Option<Date>,
    ) -> Result<Self, ReadError> {
        let own = own_ids(draft, reference)?;
        let mut resolver = CitationResolver::new(draft, reference, day, &own);
        let resolved = draft
            .citations
            .iter()
            .map(|citation| resolver.resolve(citation))
            .collect::<Result<Vec<_>, _>>()?;
        let citing = CitingDocument {
            text: draft.text(),
            citations: &draft.citations,
            head: None,
            home: &draft.home,
        };
        let documents = record::group(&[citing]);
        let mut document_of = vec![None; draft.citations.len()];
        for (index, work) in documents.iter().enumerate() {
            for place in &work.places {
                if let Some(slot) = document_of.get_mut(place.citation) {
                    *slot = Some(index);
                }
            }
        }
        let text = draft.text();
        let own_title = draft.document.header.title.as_ref();
        Ok(Self {
            draft,
            text,
            directory: reference.directory,
            day,
            collected: None,
            own,
            documents,
            document_of,
            resolved,
            own_title: own_title.map(|title| TitleWords::read(&title.value)),
            titles: RefCell::default(),
            bodies: RefCell::default(),
        })
    }

    /// The citations with their indexes.
    pub(super) fn citations(&self) -> impl Iterator<Item = (usize, &'a Citation)> {
        self.draft.citations.iter().enumerate()
    }

    pub(super) fn citation(&self, index: usize) -> Option<&'a Citation> {
        self.draft.citations.get(index)
    }

    /// The mentions of a work, in order.
    pub(super) fn mentions<'w>(
        &self,
        work: &'w CitedRecord,
    ) -> impl Iterator<Item = (usize, &'a Citation)> + use<'a, 'w> {
        let citations = &self.draft.citations;
        work.places.iter().filter_map(|place| {
            let citation = citations.get(place.citation)?;
            Some((place.citation, citation))
        })
    }

    /// What the collection states of the document that a citation names.
    pub(super) fn facts(&self, citation: usize) -> Option<&DocumentFacts> {
        self.resolved.get(citation)?.facts.as_deref()
    }

    /// What the collection states of a work.
    pub(super) fn facts_of(&self, work: &CitedRecord) -> Option<&DocumentFacts> {
        work.places.iter().find_map(|place| self.facts(place.citation))
    }

    /// Whether a work is the draft itself.
    pub(super) fn is_own(&self, work: &CitedRecord) -> bool {
        let own = self.draft.document.header.symbol.as_ref();
        own.is_some_and(|own| own.value.same_work(&work.identity.symbol))
            || work.places.iter().any(|place| {
                let resolved = self.resolved.get(place.citation);
                let id = resolved.and_then(|resolved| resolved.resolution.id());
                id.is_some_and(|id| self.own.iter().any(|own| own == id))
            })
    }

    /// The words of a title of the draft; each is read once.
    pub(super) fn title_words(&self, title: Span) -> Rc<TitleWords> {
        let mut titles = self.titles.borrow_mut();
        let read = || Rc::new(TitleWords::read(title.of(self.text)));
        Rc::clone(titles.entry(title).or_insert_with(read))
    }

    /// A name of a body; each is read once.
    pub(super) fn body_name(&self, written: &str) -> Rc<BodyName> {
        let mut bodies = self.bodies.borrow_mut();
        if let Some(known) = bodies.get(written) {
            return Rc::clone(known);
        }
        let name = Rc::new(BodyName::new(written));
        bodies.insert(written.to_owned(), Rc::clone(&name));
        name
    }

    /// The words of a span on one line.
    pub(super) fn words(&self, span: Span) -> String {
        one_line(span.of(self.text))
    }

    /// Type word and symbol of a citation as they should be written.
    pub(super) fn short_form(&self, citation: &Citation) -> Option<String> {
        let symbol = citation.symbol.as_ref()?;
        let kind = match citation.type_span {
            Some(span) => self.words(span),
            None => citation.document_type?.name().to_owned(),
        };
        Some(VIETNAMESE.name_numbered(kind, symbol))
    }

    /// Whether a span is printed in capitals only: a caption, where house rules on
    /// sentences do not hold.
    pub(super) fn is_caption(&self, span: Span) -> bool {
        is_capitals(span.of(self.text))
    }
}

/// How far back the words in front of a citation are looked at, in bytes: a long clause.
const REACH_BYTES: usize = 400;

/// The words in front of a place, back to the end of the sentence before.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(REACH_BYTES));
    let before = text.get(start..at).unwrap_or_default();
    before.rsplit(['.', ';', '\n']).next().unwrap_or_default()
}

/// The ids under which the collection holds the draft itself: by symbol, else by type and
/// title.
fn own_ids(
    draft: &Draft,
    reference: ReferenceCollection<'_>,
) -> Result<Vec<String>, ReadError> {
    let ReferenceCollection { directory, collection } = reference;
    let header = &draft.document.header;
    if let Some(head) = Citation::from_head(header) {
        let resolution = draft.resolve(&head, directory.catalogue());
        return Ok(resolution.id().map(str::to_owned).into_iter().collect());
    }
    let Some((title, collection)) = header.title.as_ref().zip(collection) else {
        return Ok(Vec::new());
    };
    let mut ids = Vec::new();
    for id in directory.ids_by_title(&TitleWords::read(&title.value)) {
        let record = collection.document(id)?;
        ids.extend(record.filter(|record| record.held).map(|record| record.id));
    }
    Ok(ids)
}

/// Findings as they come.
pub(super) type Findings = Vec<Finding>;
