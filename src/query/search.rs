//! Answering a query: what it names is looked up, anything else is searched as text.

use std::time::Instant;

use super::answer::{Answer, Hit, HitKind, Part, QueryEcho, Total};
use super::free_text::FreeText;
use super::lookup::{Directory, covered};
use super::snippet;
use super::suggestion;
use super::summary;
use super::understand::{Asked, Understanding, understand};
use crate::index::entry::{EntryKind, Record};
use crate::index::plan::{Field, Plan};
use crate::index::reader::{Collection, MAX_DEPTH, MAX_PAGE, Page, ReadError, of_kind};
use crate::index::record::{AssignmentRecord, DocumentKey, DocumentRecord, Unit};
use crate::text::span::Span;
use rustc_hash::FxHashSet;

/// Longest query, in bytes. A pasted citation with its title has some 500; more is text to
/// be checked, not a question.
pub const MAX_QUERY_BYTES: usize = 4_096;

/// A search to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'q> {
    /// The query as typed.
    pub text: &'q str,
    /// Hits of a page, from 1 to [`MAX_PAGE`].
    pub limit: usize,
    /// Where the page begins, from an earlier answer.
    pub cursor: Option<&'q str>,
}

/// Why a search cannot be done. What the text says is never an error.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The text is too long.
    #[error(
        "the query has {found} bytes, at most {MAX_QUERY_BYTES} are read\nhint: use fewer words"
    )]
    TooLong {
        /// Its length in bytes.
        found: usize,
    },
    /// The page size is out of range.
    #[error("limit {found} is out of range\nhint: use 1 to {MAX_PAGE}")]
    Limit {
        /// The limit asked for.
        found: usize,
    },
    /// The cursor is not one of ours.
    #[error("the cursor cannot be read\nhint: take `next` of an earlier answer")]
    Cursor,
    /// The index failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Answers queries over one collection. Cheap to share; opens nothing.
pub struct Searcher {
    collection: Collection,
    directory: Directory,
}

impl Searcher {
    /// Prepares the names of the collection's agencies.
    pub fn new(collection: Collection) -> Self {
        let directory = Directory::new(&collection);
        Self { collection, directory }
    }

    /// The collection that is searched.
    pub fn collection(&self) -> &Collection {
        &self.collection
    }

    /// The agencies of the collection that a typed name can mean, by id.
    pub fn agency_ids(&self, name: &str) -> Vec<String> {
        let recognised = self.directory.registry().recognise_query(name);
        recognised.iter().flat_map(|found| self.directory.ids(&found.query)).collect()
    }

    /// Answers a query.
    ///
    /// # Errors
    /// Where a cap is exceeded or the index cannot be read; never for what the text says.
    pub fn search(&self, request: Request<'_>) -> Result<Answer, SearchError> {
        let start = Instant::now();
        let page = page_of(request)?;
        let understanding = understand(request.text, self.directory.registry());
        let mut answer = self.answer(&understanding, page)?;
        answer.query.text = request.text.to_owned();
        let end = page.offset + answer.hits.len();
        let goes_on =
            end < answer.total.value && end < MAX_DEPTH && !answer.hits.is_empty();
        answer.next = goes_on.then(|| cursor_at(end));
        answer.took_ms = start.elapsed().as_secs_f64() * 1e3;
        Ok(answer)
    }

    fn answer(&self, asked: &Understanding, page: Page) -> Result<Answer, ReadError> {
        let mut echo = QueryEcho {
            understood: asked.parts.clone(),
            corrections: asked.corrections.clone(),
            ..QueryEcho::default()
        };
        let found = self.structured(asked, &mut echo)?;
        let Some(found) = found else {
            return self.text_answer(asked, echo, page);
        };
        echo.summary = summary::of_structure(asked, &found.documents);
        let (hits, total) = self.page_of_structure(&found, asked, page)?;
        let suggestions = if hits.is_empty() && page.offset == 0 {
            suggestion::nearby(&self.collection, asked.documents.as_ref())?
        } else {
            Vec::new()
        };
        let total = Total { value: total, exact: true };
        Ok(Answer { query: echo, total, hits, suggestions, ..Answer::default() })
    }

    /// What a query names, looked up; `None` where it names nothing, or nothing that the
    /// collection knows and that could not be a subject as well.
    fn structured(
        &self,
        asked: &Understanding,
        echo: &mut QueryEcho,
    ) -> Result<Option<Structure>, ReadError> {
        let free = FreeText::new(&free_text(asked));
        let named = self.named(asked)?;
        let mut documents = match (&asked.documents, named) {
            (Some(wanted), _) => {
                Some(self.directory.documents(&self.collection, wanted)?)
            }
            (None, Some(named)) => Some(named),
            (None, None) => None,
        };
        let by_name = asked.documents.is_none() && documents.is_some();
        let denied = asked.documents.as_ref().is_some_and(|wanted| wanted.denied);
        let mut assignments = Vec::new();
        if !asked.performers.is_empty() {
            assignments =
                self.directory.assignments(&self.collection, &asked.performers)?;
            let is_question = asked.performers.iter().any(|p| p.is_explicit);
            if assignments.is_empty() && documents.is_none() && !is_question {
                return Ok(None);
            }
        }
        if documents.is_none() && asked.performers.is_empty() && asked.place.is_none() {
            let is_listing = free.is_empty() && asked.asked != Asked::Anything;
            return Ok(is_listing.then(|| Structure::listing(asked.asked)));
        }
        let mut words = Unused::new(if by_name { FreeText::default() } else { free });
        if let Some(found) = documents.as_mut().filter(|_| !denied) {
            self.narrow_documents(found, &mut words)?;
        }
        self.narrow_assignments(&mut assignments, asked, &mut words)?;
        let units = self.units_plan(asked, documents.as_deref(), &assignments);
        let units = self.narrow_units(units, &mut words)?;
        if words.is_unused() {
            let text = free_text(asked);
            echo.understood.retain(|part| part.role != "text");
            echo.understood.push(Part { role: "unused", value: text, ..Part::default() });
        }
        echo.understood.iter_mut().filter(|part| part.role == "cites").for_each(|part| {
            point_to(part, documents.as_deref().unwrap_or_default());
        });
        let mut found = Structure {
            documents: if denied { Vec::new() } else { documents.unwrap_or_default() },
            units,
            assignments,
            units_first: matches!(asked.asked, Asked::Measures | Asked::Units),
        };
        self.limit_to_results(&mut found, asked)?;
        Ok(Some(found))
    }

    /// Documents whose name begins with the words of the query: "Nghị quyết Đại hội".
    fn named(
        &self,
        asked: &Understanding,
    ) -> Result<Option<Vec<DocumentRecord>>, ReadError> {
        let Some(span) = asked.name.filter(|_| asked.performers.is_empty()) else {
            return Ok(None);
        };
        let name = span.of(&asked.text);
        let Some(phrase) = FreeText::new(name).heading_phrase() else { return Ok(None) };
        let both = [EntryKind::Document, EntryKind::Named];
        let kinds = Plan::any_of(Field::Kind, both.map(|kind| kind.name().to_owned()));
        let plan = Plan::all([kinds, phrase]);
        let found = self.collection.documents(&plan, Page::WHOLE)?.items;
        let begins = |document: &DocumentRecord| {
            document.names.iter().any(|known| FreeText::begins(known, name))
        };
        let found: Vec<DocumentRecord> = found.into_iter().filter(begins).collect();
        Ok((!found.is_empty()).then_some(found))
    }

    /// Free words beside a document are words of its title.
    fn narrow_documents(
        &self,
        documents: &mut Vec<DocumentRecord>,
        words: &mut Unused,
    ) -> Result<(), ReadError> {
        if words.is_empty() || documents.is_empty() {
            return Ok(());
        }
        let ids = documents.iter().map(|document| document.id.clone());
        let plan = Plan::all([Plan::any_of(Field::Id, ids), words.text.every_word()]);
        let kept = self.collection.documents(&plan, Page::WHOLE)?.items;
        if !kept.is_empty() {
            let kept: FxHashSet<String> = kept.into_iter().map(|kept| kept.id).collect();
            documents.retain(|document| kept.contains(&document.id));
            words.used = true;
        }
        Ok(())
    }

    /// Free words and duties beside an agency are words of its task.
    fn narrow_assignments(
        &self,
        assignments: &mut Vec<AssignmentRecord>,
        asked: &Understanding,
        words: &mut Unused,
    ) -> Result<(), ReadError> {
        let duties = asked.performers.iter().filter_map(|performer| performer.duty);
        for duty in duties {
            let duty = FreeText::new(duty.of(&asked.text));
            self.keep_matching(assignments, &duty)?;
        }
        if !words.is_empty() && !words.used {
            words.used = self.keep_matching(assignments, &words.text)?;
        }
        Ok(())
    }

    /// Keeps the assignments that have every word, where any has.
    fn keep_matching(
        &self,
        assignments: &mut Vec<AssignmentRecord>,
        words: &FreeText,
    ) -> Result<bool, ReadError> {
        if assignments.is_empty() || words.is_empty() {
            return Ok(false);
        }
        let ids = assignments.iter().map(|record| record.id.clone());
        let plan = Plan::all([Plan::any_of(Field::Id, ids), words.every_word()]);
        let kept = self.collection.assignments(&plan, Page::WHOLE)?.items;
        let any = !kept.is_empty();
        if any {
            *assignments = kept;
        }
        Ok(any)
    }

    fn units_plan(
        &self,
        asked: &Understanding,
        documents: Option<&[DocumentRecord]>,
        assignments: &[AssignmentRecord],
    ) -> Plan {
        let mut must = vec![units_asked(asked.asked)];
        if let Some(number) = &asked.place {
            must.push(Plan::term(Field::Number, number.clone()));
        }
        if !asked.performers.is_empty() {
            let is_alone = documents.is_none()
                || asked.documents.as_ref().is_some_and(|wanted| wanted.denied);
            let field = if is_alone { Field::Id } else { Field::Within };
            must.push(Plan::any_of(field, covered(assignments)));
        }
        let Some(documents) = documents else { return Plan::all(must) };
        let ids = || documents.iter().map(|document| document.id.clone());
        let Some(wanted) = asked.documents.as_ref().filter(|wanted| wanted.denied) else {
            must.push(Plan::any_of(Field::Cites, ids()));
            return Plan::all(must);
        };
        let is_any_numbered = wanted.types.is_empty()
            && wanted.symbols.is_empty()
            && wanted.issuers.is_empty()
            && wanted.period.is_none();
        let denied = match (is_any_numbered, wanted.numbered) {
            (true, true) => Plan::term(Field::CitesWithin, "numbered"),
            (true, false) => {
                Plan::any_of(Field::CitesWithin, ["numbered", "named"].map(str::to_owned))
            }
            _ => Plan::any_of(Field::CitesWithin, ids()),
        };
        Plan::all(must).but_not(denied)
    }

    /// Free words that no document or assignment has used narrow the units.
    fn narrow_units(&self, units: Plan, words: &mut Unused) -> Result<Plan, ReadError> {
        if words.is_empty() || words.used {
            return Ok(units);
        }
        let narrowed = Plan::all([units.clone(), words.text.every_word()]);
        if self.collection.count(&narrowed)? == 0 {
            return Ok(units);
        }
        words.used = true;
        Ok(narrowed)
    }

    /// Where units are asked for, documents and assignments are those of the units found.
    fn limit_to_results(
        &self,
        found: &mut Structure,
        asked: &Understanding,
    ) -> Result<(), ReadError> {
        let has_documents = asked.documents.is_some();
        let by_both = !asked.performers.is_empty() && has_documents;
        if !by_both && !(has_documents && found.units_first) {
            return Ok(());
        }
        let units = self.collection.units(&found.units, Page::WHOLE)?.items;
        let cited: FxHashSet<&str> = units
            .iter()
            .flat_map(|unit| &unit.citations)
            .filter_map(|citation| citation.document.as_deref())
            .collect();
        found.documents.retain(|document| cited.contains(document.id.as_str()));
        if by_both {
            let within: FxHashSet<&str> =
                units.iter().flat_map(|unit| &unit.within).map(String::as_str).collect();
            found.assignments.retain(|record| {
                record.units.iter().any(|unit| within.contains(unit.as_str()))
            });
        }
        Ok(())
    }

    /// One page of documents, units and assignments, one group after the other.
    fn page_of_structure(
        &self,
        found: &Structure,
        asked: &Understanding,
        page: Page,
    ) -> Result<(Vec<Hit>, usize), ReadError> {
        let mut hits = Vec::new();
        let mut total = 0;
        let marks = Marks::new(found, asked);
        let listed: Vec<&DocumentRecord> =
            found.documents.iter().filter(|document| document.symbol.is_some()).collect();
        let order: &[Group] = if found.units_first {
            &[Group::Units, Group::Documents, Group::Assignments]
        } else {
            &[Group::Documents, Group::Units, Group::Assignments]
        };
        for group in order {
            let offset = page.offset.saturating_sub(total);
            let limit = page.limit.saturating_sub(hits.len());
            match group {
                Group::Documents => {
                    let here = listed.iter().skip(offset).take(limit);
                    hits.extend(here.map(|document| document_hit(document, 4.0)));
                    total += listed.len();
                }
                Group::Units if limit == 0 => {
                    total += self.collection.count(&found.units)?;
                }
                Group::Units => {
                    let units =
                        self.collection.units(&found.units, Page { offset, limit })?;
                    total += units.total;
                    for unit in &units.items {
                        let spans = marks.of(unit);
                        hits.push(unit_hit(
                            unit,
                            &spans,
                            if unit.is_measure { 3.0 } else { 2.0 },
                        ));
                    }
                }
                Group::Assignments => {
                    let here = found.assignments.iter().skip(offset).take(limit);
                    hits.extend(here.map(|record| {
                        let spans = marks.names_in(&record.evidence);
                        assignment_hit(record, &spans, 1.0)
                    }));
                    total += found.assignments.len();
                }
            }
        }
        Ok((hits, total))
    }

    fn text_answer(
        &self,
        asked: &Understanding,
        mut echo: QueryEcho,
        page: Page,
    ) -> Result<Answer, ReadError> {
        let text = whole_text(asked);
        echo.free_text.clone_from(&text);
        echo.understood.retain(|part| part.role == "kind");
        echo.understood.push(Part {
            role: "text",
            value: text.clone(),
            text: text.clone(),
            ..Part::default()
        });
        echo.summary = summary::of_text(&text);
        let words = FreeText::new(&text);
        if words.is_empty() {
            let total = Total { value: 0, exact: true };
            return Ok(Answer { query: echo, total, ..Answer::default() });
        }
        let kinds = match asked.asked {
            Asked::Measures | Asked::Units => units_asked(asked.asked),
            Asked::Documents => of_kind(EntryKind::Document),
            Asked::Anything => Plan::any_of(
                Field::Kind,
                [
                    EntryKind::Document,
                    EntryKind::Measure,
                    EntryKind::Provision,
                    EntryKind::Assignment,
                ]
                .map(|kind| kind.name().to_owned()),
            ),
        };
        let kinds = Plan::Const(Box::new(kinds), 0.0);
        let found = self.collection.best(&Plan::all([words.plan(), kinds]), page)?;
        let hits = found
            .items
            .iter()
            .filter_map(|(score, record)| text_hit(record, &words, *score))
            .collect();
        let total = Total { value: found.total, exact: true };
        Ok(Answer { query: echo, total, hits, ..Answer::default() })
    }
}

/// What a query names, looked up.
struct Structure {
    documents: Vec<DocumentRecord>,
    units: Plan,
    assignments: Vec<AssignmentRecord>,
    units_first: bool,
}

impl Structure {
    /// "các nhiệm vụ": all of a kind.
    fn listing(asked: Asked) -> Self {
        let units =
            if asked == Asked::Documents { Plan::Nothing } else { units_asked(asked) };
        Self { documents: Vec::new(), units, assignments: Vec::new(), units_first: true }
    }
}

/// A group of hits.
#[derive(Clone, Copy)]
enum Group {
    Documents,
    Units,
    Assignments,
}

/// Free words, and whether anything was narrowed by them.
struct Unused {
    text: FreeText,
    used: bool,
}

impl Unused {
    fn new(text: FreeText) -> Self {
        Self { text, used: false }
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    fn is_unused(&self) -> bool {
        !self.used && !self.is_empty()
    }
}

/// What is marked in the hits of a structure.
struct Marks<'s> {
    documents: FxHashSet<&'s str>,
    names: Vec<FreeText>,
    words: FreeText,
}

impl<'s> Marks<'s> {
    fn new(found: &'s Structure, asked: &Understanding) -> Self {
        let names = asked.performers.iter().flat_map(|performer| {
            let written = performer.span.of(&asked.text);
            let full = performer.agency.readings().first().map(|reading| reading.name());
            [Some(written), full]
                .into_iter()
                .flatten()
                .map(FreeText::new)
                .collect::<Vec<_>>()
        });
        Self {
            documents: found
                .documents
                .iter()
                .map(|document| document.id.as_str())
                .collect(),
            names: names.collect(),
            words: FreeText::new(&free_text(asked)),
        }
    }

    fn of(&self, unit: &Unit) -> Vec<Span> {
        let cited = unit.citations.iter().filter(|citation| {
            citation.document.as_deref().is_some_and(|id| self.documents.contains(id))
        });
        let spans: Vec<Span> =
            cited.map(|citation| Span::new(citation.start, citation.end)).collect();
        if !spans.is_empty() {
            return disjoint(spans);
        }
        let names = self.names_in(&unit.text);
        if names.is_empty() && !self.words.is_empty() {
            return self.words.marks(&unit.text);
        }
        names
    }

    fn names_in(&self, text: &str) -> Vec<Span> {
        disjoint(self.names.iter().flat_map(|name| name.phrase_marks(text)).collect())
    }
}

/// Spans in order without overlap, the earlier and longer first.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let keep = span.start >= end;
        end = if keep { span.end } else { end };
        keep
    });
    spans
}

fn units_asked(asked: Asked) -> Plan {
    if asked == Asked::Measures {
        return of_kind(EntryKind::Measure);
    }
    let both = [EntryKind::Measure, EntryKind::Provision];
    Plan::any_of(Field::Kind, both.map(|kind| kind.name().to_owned()))
}

/// The free words of a query as one text.
fn free_text(asked: &Understanding) -> String {
    let runs: Vec<&str> = asked.free.iter().map(|span| span.of(&asked.text)).collect();
    runs.join(" ")
}

/// The words of a query that is searched as text: from the first word that carries a
/// subject to the last.
fn whole_text(asked: &Understanding) -> String {
    let performers = asked.performers.iter().map(|performer| performer.span);
    let all = asked.free.iter().copied().chain(performers).reduce(Span::cover);
    all.map(|span| span.of(&asked.text).to_owned()).unwrap_or_default()
}

/// Tells which record a part names, or which it may.
fn point_to(part: &mut Part, documents: &[DocumentRecord]) {
    match documents {
        [] => {}
        [only] => {
            part.document = Some(only.id.clone());
            if let Some(symbol) = &only.symbol {
                part.value.clone_from(symbol);
            }
        }
        several => {
            part.candidates =
                several.iter().map(|document| document.id.clone()).collect();
        }
    }
}

fn page_of(request: Request<'_>) -> Result<Page, SearchError> {
    if request.text.len() > MAX_QUERY_BYTES {
        return Err(SearchError::TooLong { found: request.text.len() });
    }
    if !(1..=MAX_PAGE).contains(&request.limit) {
        return Err(SearchError::Limit { found: request.limit });
    }
    let offset = match request.cursor {
        None => 0,
        Some(cursor) => cursor
            .strip_prefix('p')
            .and_then(|digits| usize::from_str_radix(digits, 36).ok())
            .filter(|offset| *offset <= MAX_DEPTH)
            .ok_or(SearchError::Cursor)?,
    };
    Ok(Page { offset, limit: request.limit })
}

/// A cursor: opaque to the outside, an offset in base 36 to us.
fn cursor_at(mut offset: usize) -> String {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut digits = Vec::new();
    while offset > 0 {
        digits.push(char::from(DIGITS[offset % 36]));
        offset /= 36;
    }
    std::iter::once('p').chain(digits.into_iter().rev()).collect()
}

fn text_hit(record: &Record, words: &FreeText, score: f32) -> Option<Hit> {
    match record {
        Record::Document(document) => Some(document_hit(document, score)),
        Record::Unit(unit) => Some(unit_hit(unit, &words.marks(&unit.text), score)),
        Record::Assignment(assignment) => {
            let marks = words.marks(&assignment.evidence);
            Some(assignment_hit(assignment, &marks, score))
        }
        Record::Agency(_) => None,
    }
}

fn document_hit(document: &DocumentRecord, score: f32) -> Hit {
    Hit {
        id: document.id.clone(),
        label: document.symbol.clone().unwrap_or_default(),
        title: document.title.clone().unwrap_or_default(),
        document: DocumentKey {
            id: document.id.clone(),
            symbol: document.symbol.clone(),
            title: document.title.clone(),
        },
        snippets: Vec::new(),
        url: format!("/documents/{}", document.id),
        score,
        kind: HitKind::Document(Box::new(document.clone())),
    }
}

fn unit_hit(unit: &Unit, marks: &[Span], score: f32) -> Hit {
    Hit {
        kind: if unit.is_measure { HitKind::Measure } else { HitKind::Provision },
        id: unit.id.clone(),
        label: unit.path.clone(),
        title: unit.title.clone(),
        document: unit.document.clone(),
        snippets: snippet::around(&unit.text, marks),
        url: format!("/documents/{}#{}", unit.document.id, unit.path),
        score,
    }
}

fn assignment_hit(record: &AssignmentRecord, marks: &[Span], score: f32) -> Hit {
    Hit {
        id: record.id.clone(),
        label: record.row.clone().unwrap_or_else(|| record.path.clone()),
        title: record.task.clone(),
        document: record.document.clone(),
        snippets: snippet::around(&record.evidence, marks),
        url: format!("/documents/{}#{}", record.document.id, record.path),
        score,
        kind: HitKind::Assignment(Box::new(record.clone())),
    }
}

/// The assignments of the collection that fit, for listings by agency.
///
/// # Errors
/// Where the index cannot be read.
pub fn measures(
    collection: &Collection,
    filter: &MeasureFilter,
    page: Page,
) -> Result<(Vec<Unit>, usize), ReadError> {
    let mut must = vec![of_kind(EntryKind::Measure)];
    if let Some(cited) = &filter.cites {
        must.push(Plan::term(Field::Cites, cited.clone()));
    }
    for (field, agency) in
        [(Field::Lead, &filter.lead), (Field::Coordinating, &filter.coordinates)]
    {
        if let Some(id) = agency {
            let plan = Plan::term(field, id.clone());
            let assignments = collection.assignments(&plan, Page::WHOLE)?.items;
            let field = if filter.cites.is_some() { Field::Within } else { Field::Id };
            must.push(Plan::any_of(field, covered(&assignments)));
        }
    }
    let found = collection.units(&Plan::all(must), page)?;
    Ok((found.items, found.total))
}

/// Which measures to list; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct MeasureFilter {
    /// Id of a document that they cite.
    pub cites: Option<String>,
    /// Id of the agency that leads.
    pub lead: Option<String>,
    /// Id of an agency that coordinates.
    pub coordinates: Option<String>,
}
