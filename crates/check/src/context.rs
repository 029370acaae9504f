//! Everything that the rules look at: the draft, what its citations name, which mentions
//! are of one document.

use std::cell::RefCell;
use std::rc::Rc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::document_directory::{DocumentDirectory, ReferenceCollection};
use super::draft::Draft;
use super::facts::DocumentFacts;
pub(super) use super::finding::Findings;
use super::held_text::HeldText;
use super::mention_lists::{FirstMentions, first_with, list_ends};
use super::own_ids::own_ids;
use super::resolver::{CitationResolver, ResolvedCitation};
use super::rule_set::DraftKind;
use super::title::TitleWords;
use super::title_reader::TitleReader;
use super::words::{self, Role};
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_legal::agency::body_name::BodyName;
use tracuu_legal::citation::legal_status::StatusChange;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::{self, CitedRecord, CitingDocument};
use tracuu_legal::document::level::ProvisionLevel;
use tracuu_legal::document::symbol::Symbol;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::cancellation::checkpoint;
use tracuu_text::capitals::is_capitals;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, all_words};

/// Everything that the rules look at.
pub(super) struct CheckContext<'a> {
    /// The draft.
    pub(super) draft: &'a Draft,
    /// Its text.
    pub(super) text: &'a str,
    /// The words of the text, put in normal form once for all rules.
    pub(super) text_words: Vec<Word<'a>>,
    /// The documents of the collection.
    pub(super) directory: &'a DocumentDirectory,
    /// The collection itself, for the words of what it holds.
    pub(super) collection: Option<&'a Collection>,
    /// The kind of draft, by which rules ask more or less.
    pub(super) rules: DraftKind,
    /// The day that counts as today for the draft.
    pub(super) day: Option<Date>,
    /// The day of the draft, as its head or the caller states it; the clock is none.
    pub(super) stated_day: Option<Date>,
    /// The first day that the draft can have: [`Self::stated_day`], else that of the month
    /// or year that its head states; set by the caller.
    pub(super) least_day: Option<Date>,
    /// The day up to which the collection was filled; set by the caller.
    pub(super) collected: Option<Date>,
    /// Ids of the draft itself, where the collection holds it.
    pub(super) own: Vec<String>,
    /// The works that are the draft itself, looked for once.
    own_documents: FxHashSet<usize>,
    /// The numbered documents of the draft, in the order of their first mentions.
    pub(super) documents: Vec<CitedRecord>,
    /// The work of each citation.
    pub(super) document_of: Vec<Option<usize>>,
    /// What each citation names.
    pub(super) resolved: Vec<ResolvedCitation>,
    /// The title in the head of the draft.
    pub(super) own_title: Option<TitleWords>,
    /// Ids of the documents of the collection that the draft cites, with the first mention
    /// of each.
    pub(super) cited_ids: FxHashMap<String, usize>,
    /// Mentions of documents whose titles amend a document, by the id of that one.
    pub(super) amenders: FxHashMap<String, Vec<usize>>,
    /// The works of mentions by name.
    named: FxHashMap<usize, usize>,
    /// For each mention the one whose date and body it shares.
    pub(super) list_ends: Vec<usize>,
    /// The first mention with each type and number, with or without its symbol.
    first_with: FirstMentions<'a>,
    /// The documents of the draft by their numbers.
    by_number: FxHashMap<String, Vec<usize>>,
    held: RefCell<FxHashMap<String, Rc<HeldText>>>,
    titles: Rc<TitleReader<'a>>,
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
        let titles = Rc::new(TitleReader::new(draft.text(), &draft.citations));
        let reader = Rc::clone(&titles);
        let resolver = CitationResolver::new(draft, reference, day, &own, reader);
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
        let document_of = document_of(&documents, draft.citations.len());
        let mut cited_ids = FxHashMap::default();
        for (index, resolved) in resolved.iter().enumerate() {
            if let Some(facts) = &resolved.facts {
                cited_ids.entry(facts.id().to_owned()).or_insert(index);
            }
        }
        let text = draft.text();
        let own_title = draft.document.header.title.as_ref();
        let mut context = Self {
            draft,
            text,
            text_words: all_words(text),
            directory: reference.directory,
            collection: reference.collection,
            rules: DraftKind::from_draft(draft),
            day,
            stated_day: None,
            least_day: None,
            collected: None,
            own,
            own_documents: FxHashSet::default(),
            documents,
            document_of,
            resolved,
            own_title: own_title.map(|title| TitleWords::read(&title.value)),
            cited_ids,
            named: FxHashMap::default(),
            amenders: FxHashMap::default(),
            first_with: first_with(&draft.citations),
            list_ends: list_ends(text, &draft.citations),
            by_number: FxHashMap::default(),
            held: RefCell::default(),
            titles,
            bodies: RefCell::default(),
        };
        for (index, document) in context.documents.iter().enumerate() {
            let number = document.identity.symbol.number.clone();
            context.by_number.entry(number).or_default().push(index);
        }
        context.own_documents = context.own_documents();
        context.amenders = context.amenders();
        context.named = context.works_by_name();
        Ok(context)
    }

    /// The citations with their indexes. A check that nobody waits for ends at one of them.
    pub(super) fn citations(&self) -> impl Iterator<Item = (usize, &'a Citation)> {
        self.draft.citations.iter().enumerate().inspect(|_| checkpoint())
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

    /// The mention in whose title another stands, where that title amends it: "Luật sửa đổi,
    /// bổ sung một số điều của Luật …".
    pub(super) fn amender_around(&self, citation: &Citation) -> Option<usize> {
        let outer = citation.nested_in?;
        let title = self.citation(outer)?.title?;
        words::opens(title.of(self.text), Role::AmendedSince).then_some(outer)
    }

    /// Names that mean one document are one work.
    fn works_by_name(&self) -> FxHashMap<usize, usize> {
        let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
        let mut works = FxHashMap::default();
        let named = self.citations().filter(|(_, c)| c.kind == CitationKind::Named);
        for (index, citation) in named {
            let name = self.title_words(citation.span).key();
            let next = self.documents.len() + by_name.len();
            works.insert(index, *by_name.entry(name).or_insert(next));
        }
        works
    }

    fn amenders(&self) -> FxHashMap<String, Vec<usize>> {
        let mut amenders: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (index, citation) in self.citations() {
            let amended = self.facts(index).zip(self.amender_around(citation));
            if let Some((amended, outer)) = amended {
                amenders.entry(amended.id().to_owned()).or_default().push(outer);
            }
        }
        amenders
    }

    /// The documents of the draft with a number.
    pub(super) fn numbered_as(&self, number: &str) -> impl Iterator<Item = &CitedRecord> {
        let indexes = self.by_number.get(number).into_iter().flatten();
        indexes.filter_map(|index| self.documents.get(*index))
    }

    /// Whether a mention without symbol ("Nghị quyết 29") is a short form of an earlier one.
    pub(super) fn is_short_form(&self, index: usize, citation: &Citation) -> bool {
        let number = citation.number.as_deref().filter(|_| citation.symbol.is_none());
        let first = number
            .and_then(|number| self.first_with.get(&(citation.document_type, number)));
        first.is_some_and(|first| *first < index)
    }

    /// Whether the draft cites a document by its symbol.
    pub(super) fn cites(&self, symbol: &Symbol) -> bool {
        self.numbered_as(&symbol.number)
            .any(|document| document.identity.symbol.same_work(symbol))
    }

    /// Whether a known amendment of a document adds to its text.
    pub(super) fn is_amended_with_provisions(&self, citation: usize) -> bool {
        let timeline = self.facts(citation).map(DocumentFacts::timeline);
        timeline.is_some_and(|timeline| {
            timeline.events.iter().any(|event| event.change == StatusChange::Amended)
        })
    }

    /// Whether a mention is the number in the head of the draft, its own, or one whose digits
    /// are still open: "Quyết định số    /2026/QĐ-UBND".
    pub(super) fn is_open_number(&self, citation: &Citation) -> bool {
        let before = citation.symbol_span.and_then(|at| self.text.get(..at.start));
        self.is_in_head(citation) || before.is_some_and(|before| before.ends_with('/'))
    }

    fn is_in_head(&self, citation: &Citation) -> bool {
        let outline = &self.draft.document.outline;
        let head =
            outline.provisions.first().filter(|p| p.level == ProvisionLevel::Header);
        head.is_some_and(|head| head.span.contains(citation.span))
            && citation.date.is_none()
            && citation.issuer.is_none()
            && citation.type_span.is_none()
    }

    /// Whether a work is the draft itself.
    pub(super) fn is_own(&self, work: &CitedRecord) -> bool {
        let first = work.places.first();
        let index = first.and_then(|place| *self.document_of.get(place.citation)?);
        index.is_some_and(|index| self.own_documents.contains(&index))
    }

    /// The works that are the draft itself.
    fn own_documents(&self) -> FxHashSet<usize> {
        let symbol = self.draft.document.header.symbol.as_ref();
        let has_own_id = |work: &CitedRecord| {
            work.places.iter().any(|place| {
                let resolved = self.resolved.get(place.citation);
                let id = resolved.and_then(|resolved| resolved.resolution.id());
                id.is_some_and(|id| self.own.iter().any(|own| own == id))
            })
        };
        let works = self.documents.iter().enumerate();
        let own = works.filter(|(_, work)| {
            symbol.is_some_and(|own| own.value.same_work(&work.identity.symbol))
                || has_own_id(work)
        });
        own.map(|(index, _)| index).collect()
    }

    /// The words of a held document; each is fetched once. Empty where it is not held.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub(super) fn held_text(&self, id: &str) -> Result<Rc<HeldText>, ReadError> {
        if let Some(held) = self.held.borrow().get(id) {
            return Ok(Rc::clone(held));
        }
        let read = self.collection.map(|collection| HeldText::read(collection, id));
        let held = Rc::new(read.transpose()?.unwrap_or_default());
        self.held.borrow_mut().insert(id.to_owned(), Rc::clone(&held));
        Ok(held)
    }

    /// The words of a title of the draft.
    pub(super) fn title_words(&self, title: Span) -> Rc<TitleWords> {
        self.titles.words(title)
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

    /// The document that a mention is of, as an index among the works of the report: the
    /// numbered documents, then those known by name.
    pub(super) fn work_of(&self, citation: usize) -> Option<usize> {
        let numbered = self.document_of.get(citation).copied().flatten();
        numbered.or_else(|| self.named.get(&citation).copied())
    }

    /// The words of the text under a span, as they are in [`Self::text_words`].
    pub(super) fn words_in(&self, span: Span) -> &[Word<'a>] {
        let place = |at| self.text_words.partition_point(|word| word.span.start < at);
        self.text_words.get(place(span.start)..place(span.end)).unwrap_or_default()
    }

    /// The words in front of a place, back to the end of the sentence before.
    pub(super) fn clause_words_before(&self, at: usize) -> &[Word<'a>] {
        let clause = clause_before(self.text, at);
        self.words_in(Span::new(at - clause.len(), at))
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

    /// The short form with the words that the draft puts behind the type: "Chương trình công
    /// tác số 03-CTr/TU".
    pub(super) fn short_form_as_written(&self, citation: &Citation) -> Option<String> {
        let (kind, symbol) = (citation.type_span?, citation.symbol_span?);
        let form = self.short_form(citation);
        let between = Span::new(kind.end, symbol.start);
        let has_part = [citation.issuer, citation.date_span, citation.title];
        let has_part = has_part.iter().flatten().any(|part| part.overlaps(between));
        let more = self.words(between);
        let more = more.trim().trim_end_matches("số").trim_end();
        if has_part || more.is_empty() || more.chars().any(|one| one.is_ascii_digit()) {
            return form;
        }
        let kind = format!("{} {more}", self.words(kind));
        Some(VIETNAMESE.name_numbered(kind, citation.symbol.as_ref()?))
    }

    /// What a cited document is called in a message: its short form, else the words of the
    /// citation.
    pub(super) fn name(&self, citation: &Citation) -> String {
        self.short_form(citation).unwrap_or_else(|| self.words(citation.span))
    }

    /// Whether a place is in neither the head, the recipients nor the signature.
    pub(super) fn is_running_text(&self, offset: usize) -> bool {
        let outline = &self.draft.document.outline;
        let unit = outline.at(offset).and_then(|at| outline.provisions.get(at));
        unit.is_none_or(|unit| unit.level.is_running_text())
    }

    /// Whether a span is content of the draft itself: in neither head, recipients nor
    /// signature, and not in quotation marks.
    pub(super) fn is_content(&self, span: Span) -> bool {
        let before = reach_before(self.text, span.start);
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_quoted = line.rfind('“') > line.rfind('”');
        self.is_running_text(span.start) && !is_quoted
    }

    /// Whether a span is printed in capitals only: a caption, where house rules on
    /// sentences do not hold.
    pub(super) fn is_caption(&self, span: Span) -> bool {
        is_capitals(span.of(self.text))
    }
}

/// How far the words around a citation are looked at, in bytes: a long clause.
pub(super) const REACH_BYTES: usize = 400;

/// The work of each of so many citations.
fn document_of(documents: &[CitedRecord], n_citations: usize) -> Vec<Option<usize>> {
    let mut document_of = vec![None; n_citations];
    for (index, work) in documents.iter().enumerate() {
        for place in &work.places {
            if let Some(slot) = document_of.get_mut(place.citation) {
                *slot = Some(index);
            }
        }
    }
    document_of
}

/// The text in front of a place, as far as it is looked at.
fn reach_before(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(REACH_BYTES));
    text.get(start..at).unwrap_or_default()
}

/// The words in front of a place, back to the end of the sentence before.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    reach_before(text, at).rsplit(['.', ';', '\n']).next().unwrap_or_default()
}

/// Whether one of the sorted places near a span overlaps it.
pub(super) fn overlaps_any(sorted: &[Span], span: Span) -> bool {
    let place = sorted.partition_point(|other| other.start < span.end);
    let near = sorted.get(place.saturating_sub(8)..place);
    near.is_some_and(|near| near.iter().any(|other| other.overlaps(span)))
}
