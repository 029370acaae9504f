//! Answering a query: what it names is looked up, anything else is searched as text.

use std::time::Instant;

use jiff::civil::Date;

use super::answer::{AlternativeQuery, Answer, Hit, QueryInterpretation};
use super::card::build::{self as card, NamingQuestion};
use super::cursor::{ForeignCursor, ListName};
use super::directory::Directory;
use super::facet::facets;
use super::filter::OperatorFilter;
use super::group::page_of;
use super::hit::{Highlighter, narrow_to_place, tie_to_places};
use super::hit_state::HitStates;
use super::order::Sort;
use super::plan::cited::record_within;
use super::plan::finder::StructureFinder;
use super::suggestion;
use super::view::HitView;
use super::weaker::is_missed;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{HitKindFilter, ParsedQuery};
use crate::print::remove_part::complete_parts;
use crate::print::summary;
use crate::read::parse::parse_query;
use tracuu_index::error::ReadError;
use tracuu_index::plan::Plan;
use tracuu_index::reader::{Collection, MAX_DEPTH, MAX_PAGE, Page};
use tracuu_index::total::Total;

/// Longest query that is ever read, in bytes; the settings allow less. A pasted citation
/// with its title has some 500.
pub const MAX_QUERY_BYTES: usize = 65_536;

/// A search to do.
#[derive(Clone, Copy, Debug)]
pub struct SearchRequest<'q> {
    /// The query as typed.
    pub text: &'q str,
    /// Hits of a page, from 1 to [`MAX_PAGE`].
    pub limit: usize,
    /// Where the page begins, from an earlier answer.
    pub cursor: Option<&'q str>,
    /// The order of the hits.
    pub sort: Sort,
    /// Whether the values of some fields are counted over all hits.
    pub facets: bool,
    /// Whether hits tell what their scores are made of.
    pub explain: bool,
    /// The day for which states and deadlines are told; `None` for the end of all that is
    /// known.
    pub today: Option<Date>,
}

impl Default for SearchRequest<'_> {
    fn default() -> Self {
        /// Hits of a page for a person.
        const LIMIT: usize = 20;
        let sort = Sort::Relevance;
        let (cursor, today) = (None, None);
        Self {
            text: "",
            limit: LIMIT,
            cursor,
            sort,
            facets: false,
            explain: false,
            today,
        }
    }
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
    /// The cursor belongs to another query, another order or another index.
    #[error(transparent)]
    Cursor(#[from] ForeignCursor),
    /// The index failed.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Answers queries over one collection. Cheap to share; opens nothing.
pub struct Searcher {
    pub(crate) directory: Directory,
    states: HitStates,
}

impl Searcher {
    /// Prepares the names of the collection's agencies.
    pub fn new(collection: Collection) -> Self {
        Self { directory: Directory::new(collection), states: HitStates::default() }
    }

    /// The collection that is searched.
    pub fn collection(&self) -> &Collection {
        self.directory.collection()
    }

    /// The agencies of the collection that a typed name can mean, by id.
    pub fn agency_ids(&self, name: &str) -> Vec<String> {
        let recognised = self.directory.registry().recognise_query(name);
        recognised
            .iter()
            .flat_map(|found| self.directory.agency_ids(&found.query))
            .collect()
    }

    /// Answers a query.
    ///
    /// # Errors
    /// Where a cap is exceeded or the index cannot be read; never for what the text says.
    pub fn search(&self, request: SearchRequest<'_>) -> Result<Answer, SearchError> {
        let start = Instant::now();
        checked(request)?;
        let list = self.list_name(request);
        let page = Page { offset: list.offset(request.cursor)?, limit: request.limit };
        let query =
            parse_query(request.text, &self.directory, self.collection().vocabulary());
        let (facets, explain) = (request.facets, request.explain);
        let today = request.today.unwrap_or(Date::MAX);
        let view = HitView { page, sort: request.sort, facets, explain, today };
        let mut answer = self.answer(&query, view)?;
        self.states.add(self.collection(), &mut answer.hits, today)?;
        tie_to_places(&mut answer.hits);
        request.text.clone_into(&mut answer.query.text);
        complete_parts(&mut answer.query.understood, &query);
        answer.offset = page.offset;
        let end = page.offset + answer.hits.len();
        let goes_on =
            end < answer.total.value() && end < MAX_DEPTH && !answer.hits.is_empty();
        answer.next = goes_on.then(|| list.cursor(end));
        answer.took_ms = start.elapsed().as_secs_f64() * 1e3;
        Ok(answer)
    }

    /// What a cursor is bound to.
    fn list_name(&self, request: SearchRequest<'_>) -> ListName {
        let about = self.collection().about();
        let sort = request.sort.to_string();
        let index = [about.version.as_str(), about.fingerprint.as_str()];
        ListName::new(index.into_iter().chain(["search", &sort, request.text]))
    }

    pub(crate) fn answer(
        &self,
        query: &ParsedQuery,
        view: HitView,
    ) -> Result<Answer, ReadError> {
        if let Some(better) = self.better_reading(query)? {
            return self.answer(&better, view);
        }
        let mut echo = QueryInterpretation {
            understood: query.parts.clone(),
            corrections: query.corrections.clone(),
            dropped: query.dropped.clone(),
            ..QueryInterpretation::default()
        };
        let mut filter =
            OperatorFilter::new(&self.directory, &query.operators, &mut echo.understood)?;
        self.narrow_within(query, &mut filter, &mut echo.understood)?;
        let finder = StructureFinder { directory: &self.directory, today: view.today };
        let Some(mut found) = finder.structure(query, &mut echo)? else {
            return self.words_answer(query, echo, view, &filter);
        };
        let collection = self.collection();
        let first = Page { offset: 0, limit: summary::MAX_NAMED };
        let named = collection.documents(&found.documents.plan, first)?;
        let line = summary::structure_line(query, &named);
        let line = summary::with_absent(line, &echo.understood);
        echo.summary = summary::with_operators(line, &query.operators);
        found.narrow(&filter);
        let asks_newest = query.asks_newest();
        if asks_newest {
            found.groups.truncate(1);
        }
        let sort = if asks_newest { Sort::NewestFirst } else { view.sort };
        let view = HitView { sort, ..view };
        let records = page_of(collection, &found, view)?;
        if is_missed(query, &echo.understood, records.total)
            && let Some(other) = self.other_reading(query, &echo, view, &filter)?
        {
            return Ok(other);
        }
        let marks = Highlighter::new(collection, &found, query, &filter, &records.items)?;
        let mut hits: Vec<Hit> =
            records.items.iter().filter_map(|record| marks.hit(record)).collect();
        if let Some(place) = query.place.as_ref().filter(|place| !place.is_cited) {
            narrow_to_place(collection, &mut hits, &records.items, place)?;
        }
        let is_nothing = hits.is_empty() && view.page.offset == 0;
        let suggestions =
            if is_nothing { self.nearby(query, &echo)? } else { Vec::new() };
        let total =
            Total::new(records.total, found.documents.is_whole && !filter.is_cut());
        let mut answer = Answer {
            query: echo,
            total,
            hits,
            suggestions,
            is_grouped: view.sort == Sort::Relevance,
            ..Answer::default()
        };
        let named = &named;
        let question = NamingQuestion { query, found: &found, named, today: view.today };
        answer.card = card::of_structure(&self.directory, &question, &answer)?;
        self.with_facets(answer, view, &found.plan())
    }

    /// What is offered where nothing that is named is found.
    fn nearby(
        &self,
        query: &ParsedQuery,
        echo: &QueryInterpretation,
    ) -> Result<Vec<AlternativeQuery>, ReadError> {
        let documents = query.documents.as_ref();
        let nearby = suggestion::nearby(self.collection(), documents, &echo.understood)?;
        Ok([nearby, suggestion::other_roles(&self.directory, query)].concat())
    }

    /// Keeps what stands in the documents that hits must stand in.
    fn narrow_within(
        &self,
        query: &ParsedQuery,
        filter: &mut OperatorFilter,
        parts: &mut [QueryPart],
    ) -> Result<(), ReadError> {
        let Some(within) = &query.within else { return Ok(()) };
        let documents = self.directory.documents(within)?;
        record_within(self.collection(), &documents, parts)?;
        filter.narrow(documents.inside());
        Ok(())
    }

    /// Answers with the words, where nothing is named; of any kind where nothing of the kind
    /// that the words seem to ask for is found: they are a subject then.
    fn words_answer(
        &self,
        query: &ParsedQuery,
        mut echo: QueryInterpretation,
        view: HitView,
        filter: &OperatorFilter,
    ) -> Result<Answer, ReadError> {
        let found = self.text_answer(query, echo.clone(), view, filter)?;
        let mut answer = found.answer;
        let is_little = found.is_partial || answer.total.value() == 0;
        if is_little && query.hit_kind != HitKindFilter::Anything {
            let anything =
                ParsedQuery { hit_kind: HitKindFilter::Anything, ..query.clone() };
            let is_kind = |part: &mut QueryPart| part.role == PartRole::Kind;
            echo.dropped = echo.understood.extract_if(.., is_kind).collect();
            let of_any_kind = self.text_answer(&anything, echo, view, filter)?;
            if !(found.is_partial && of_any_kind.is_partial) {
                answer = of_any_kind.answer;
            }
        }
        answer.card = card::of_words(query, &answer);
        Ok(answer)
    }

    /// Counts the facets of an answer where they are asked for.
    pub(crate) fn with_facets(
        &self,
        mut answer: Answer,
        view: HitView,
        plan: &Plan,
    ) -> Result<Answer, ReadError> {
        if view.facets {
            let counts = self.collection().counts(plan)?;
            answer.facets_exact = counts.is_exact;
            answer.facets = facets(counts, &self.directory);
        }
        Ok(answer)
    }
}

fn checked(request: SearchRequest<'_>) -> Result<(), SearchError> {
    if request.text.len() > MAX_QUERY_BYTES {
        return Err(SearchError::TooLong { found: request.text.len() });
    }
    if !(1..=MAX_PAGE).contains(&request.limit) {
        return Err(SearchError::Limit { found: request.limit });
    }
    Ok(())
}
