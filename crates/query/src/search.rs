//! Answering a query: what it names is looked up, anything else is searched as text.

use std::time::Instant;

use super::answer::{Answer, Hit, QueryInterpretation};
use super::cursor::{ForeignCursor, ListName};
use super::directory::Directory;
use super::facet::facets;
use super::filter::OperatorFilter;
use super::group::page_of;
use super::hit::Highlighter;
use super::order::Sort;
use super::structure::StructureFinder;
use super::suggestion;
use super::view::HitView;
use crate::parsed::part::PartRole;
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
}

impl Default for SearchRequest<'_> {
    fn default() -> Self {
        /// Hits of a page for a person.
        const LIMIT: usize = 20;
        let sort = Sort::Relevance;
        Self { text: "", limit: LIMIT, cursor: None, sort, facets: false, explain: false }
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
}

impl Searcher {
    /// Prepares the names of the collection's agencies.
    pub fn new(collection: Collection) -> Self {
        Self { directory: Directory::new(collection) }
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
        let view = HitView { page, sort: request.sort, facets, explain };
        let mut answer = self.answer(&query, view)?;
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

    fn answer(&self, query: &ParsedQuery, view: HitView) -> Result<Answer, ReadError> {
        let mut echo = QueryInterpretation {
            understood: query.parts.clone(),
            corrections: query.corrections.clone(),
            ..QueryInterpretation::default()
        };
        let filter =
            OperatorFilter::new(&self.directory, &query.operators, &mut echo.understood)?;
        let finder = StructureFinder { directory: &self.directory };
        let found = finder.structure(query, &mut echo)?;
        let Some(mut found) = found else {
            let answer = self.text_answer(query, echo.clone(), view, &filter)?;
            if answer.total.value() > 0 || query.hit_kind == HitKindFilter::Anything {
                return Ok(answer);
            }
            // Nothing of the kind that the words seem to ask for: they are a subject.
            let anything =
                ParsedQuery { hit_kind: HitKindFilter::Anything, ..query.clone() };
            echo.understood.retain(|part| part.role != PartRole::Kind);
            return self.text_answer(&anything, echo, view, &filter);
        };
        let collection = self.collection();
        let named = Page { offset: 0, limit: summary::MAX_NAMED };
        let named = collection.documents(&found.documents.plan, named)?;
        let line = summary::structure_line(query, &named);
        echo.summary = summary::with_operators(line, &query.operators);
        found.narrow(&filter);
        let records = page_of(collection, &found, view)?;
        let marks = Highlighter::new(collection, &found, query, &filter, &records.items)?;
        let hits: Vec<Hit> =
            records.items.iter().filter_map(|record| marks.hit(record)).collect();
        let suggestions = if hits.is_empty() && view.page.offset == 0 {
            suggestion::nearby(collection, query.documents.as_ref(), &echo.understood)?
        } else {
            Vec::new()
        };
        let is_exact = found.documents.is_whole && !filter.is_cut();
        let answer = Answer {
            query: echo,
            total: Total::new(records.total, is_exact),
            hits,
            suggestions,
            is_grouped: view.sort == Sort::Relevance,
            ..Answer::default()
        };
        self.with_facets(answer, view, &found.plan())
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
