//! Answering a query: what it names is looked up, anything else is searched as text.

use std::time::Instant;

use super::answer::{Answer, QueryEcho, Total};
use super::cursor::{ForeignCursor, ListName};
use super::directory::Directory;
use super::facet::facets;
use super::filter::Filter;
use super::group::listing_of;
use super::hit::Marks;
use super::order::Sort;
use super::structure::Finder;
use super::suggestion;
use crate::parsed::query::{Asked, Understanding};
use crate::print::remove_part;
use crate::print::summary;
use crate::read::parse::understand;
use tracuu_index::error::ReadError;
use tracuu_index::plan::Plan;
use tracuu_index::reader::{Collection, MAX_DEPTH, MAX_PAGE, Page};

/// Longest query that is ever read, in bytes; the settings allow less. A pasted citation
/// with its title has some 500.
pub const MAX_QUERY_BYTES: usize = 65_536;

/// A search to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'q> {
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

impl Default for Request<'_> {
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
    pub(crate) collection: Collection,
    pub(crate) directory: Directory,
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
        checked(request)?;
        let list = self.list_name(request);
        let page = Page { offset: list.offset(request.cursor)?, limit: request.limit };
        let understanding =
            understand(request.text, &self.directory, self.collection.vocabulary());
        let (facets, explain) = (request.facets, request.explain);
        let view = View { page, sort: request.sort, facets, explain };
        let mut answer = self.answer(&understanding, view)?;
        request.text.clone_into(&mut answer.query.text);
        remove_part::tell(&mut answer.query.understood, &understanding.repaired);
        answer.offset = page.offset;
        let end = page.offset + answer.hits.len();
        let goes_on =
            end < answer.total.value && end < MAX_DEPTH && !answer.hits.is_empty();
        answer.next = goes_on.then(|| list.cursor(end));
        answer.took_ms = start.elapsed().as_secs_f64() * 1e3;
        Ok(answer)
    }

    /// What a cursor is bound to.
    fn list_name(&self, request: Request<'_>) -> ListName {
        let about = self.collection.about();
        let index = [about.version.as_str(), about.fingerprint.as_str()];
        ListName::of(index.into_iter().chain([
            "search",
            request.sort.name(),
            request.text,
        ]))
    }

    fn answer(&self, asked: &Understanding, view: View) -> Result<Answer, ReadError> {
        let mut echo = QueryEcho {
            understood: asked.parts.clone(),
            corrections: asked.corrections.clone(),
            ..QueryEcho::default()
        };
        let rooms = (&self.collection, &self.directory);
        let filter = Filter::new(rooms, &asked.operators, &mut echo.understood)?;
        let finder = Finder { collection: &self.collection, directory: &self.directory };
        let found = finder.structure(asked, &mut echo)?;
        let Some(mut found) = found else {
            let answer = self.text_answer(asked, echo.clone(), (view, &filter))?;
            if answer.total.value > 0 || asked.asked == Asked::Anything {
                return Ok(answer);
            }
            // Nothing of the kind that the words seem to ask for: they are a subject.
            let anything = Understanding { asked: Asked::Anything, ..asked.clone() };
            echo.understood.retain(|part| part.role != "kind");
            return self.text_answer(&anything, echo, (view, &filter));
        };
        let line = summary::of_structure(asked, &found.documents);
        echo.summary = summary::with_operators(line, &asked.operators);
        finder.narrow(&mut found, &filter)?;
        let marks = Marks::new(&found, asked, &filter);
        let listing = listing_of(&self.collection, &found, (&marks, view))?;
        let suggestions = if listing.items.is_empty() && view.page.offset == 0 {
            suggestion::nearby(
                &self.collection,
                asked.documents.as_ref(),
                &echo.understood,
            )?
        } else {
            Vec::new()
        };
        let total = Total { value: listing.total, exact: true };
        let hits = listing.items;
        let answer = Answer {
            query: echo,
            total,
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
        view: View,
        plan: &Plan,
    ) -> Result<Answer, ReadError> {
        if view.facets {
            let counts = self.collection.counts(plan)?;
            answer.facets_exact = counts.is_exact;
            answer.facets = facets(counts, &self.directory);
        }
        Ok(answer)
    }
}

/// Which hits are shown, and what beside them.
#[derive(Clone, Copy)]
pub(crate) struct View {
    /// The page.
    pub(crate) page: Page,
    /// The order.
    pub(crate) sort: Sort,
    /// Whether facets are counted.
    facets: bool,
    /// Whether scores are explained.
    pub(crate) explain: bool,
}

fn checked(request: Request<'_>) -> Result<(), SearchError> {
    if request.text.len() > MAX_QUERY_BYTES {
        return Err(SearchError::TooLong { found: request.text.len() });
    }
    if !(1..=MAX_PAGE).contains(&request.limit) {
        return Err(SearchError::Limit { found: request.limit });
    }
    Ok(())
}
