//! Answering a query: what it names is looked up, anything else is searched as text.

use std::time::Instant;

use super::answer::{Answer, Hit, Part, QueryEcho, Total};
use super::filter::Filter;
use super::free_text::FreeText;
use super::hit::{Marks, assignment_hit, document_hit, merged, text_hit, unit_hit};
use super::lookup::Directory;
use super::structure::{Finder, Structure, units_asked};
use super::suggestion;
use super::summary;
use super::understand::{spaced, understand};
use super::wanted::{Asked, Understanding};
use crate::index::entry::EntryKind;
use crate::index::plan::{Field, Plan};
use crate::index::reader::{Collection, MAX_DEPTH, MAX_PAGE, Page, ReadError, of_kind};
use crate::index::record::DocumentRecord;
use crate::text::span::Span;

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
        let understanding =
            understand(request.text, &self.directory, self.collection.vocabulary());
        let mut answer = self.answer(&understanding, page)?;
        request.text.clone_into(&mut answer.query.text);
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
        let rooms = (&self.collection, &self.directory);
        let filter = Filter::new(rooms, &asked.operators, &mut echo.understood)?;
        let finder = Finder { collection: &self.collection, directory: &self.directory };
        let found = finder.structure(asked, &mut echo)?;
        let Some(mut found) = found else {
            return self.text_answer(asked, echo, (page, &filter));
        };
        let line = summary::of_structure(asked, &found.documents);
        echo.summary = summary::with_operators(line, &asked.operators);
        finder.narrow(&mut found, &filter)?;
        let marks = Marks::new(&found, asked, &filter);
        let (hits, total) = self.page_of_structure(&found, &marks, page)?;
        let suggestions = if hits.is_empty() && page.offset == 0 {
            suggestion::nearby(&self.collection, asked.documents.as_ref())?
        } else {
            Vec::new()
        };
        let total = Total { value: total, exact: true };
        Ok(Answer { query: echo, total, hits, suggestions, ..Answer::default() })
    }

    /// One page of documents, units and assignments, one group after the other.
    fn page_of_structure(
        &self,
        found: &Structure,
        marks: &Marks<'_>,
        page: Page,
    ) -> Result<(Vec<Hit>, usize), ReadError> {
        let mut hits = Vec::new();
        let mut total = 0;
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
                        let spans = marks.of_assignment(record);
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
        (page, filter): (Page, &Filter),
    ) -> Result<Answer, ReadError> {
        let text = whole_text(asked);
        echo.free_text.clone_from(&text);
        echo.understood.retain(|part| part.role == "kind" || part.is_operator);
        if !(text.is_empty() && echo.understood.iter().any(|part| part.is_operator)) {
            echo.understood.push(Part {
                role: "text",
                value: text.clone(),
                text: text.clone(),
                ..Part::default()
            });
        }
        echo.summary = summary::with_operators(summary::of_text(&text), &asked.operators);
        let words = FreeText::new(&text);
        if words.is_empty() && filter.is_empty() {
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
        let ranked =
            if words.is_empty() { kinds } else { Plan::all([words.plan(), kinds]) };
        let found = self.collection.best(&filter.of(ranked), page)?;
        let marks = |text: &str| {
            let mut spans = words.marks(text);
            spans.extend(filter.marks(text));
            merged(spans)
        };
        let hits: Vec<Hit> = found
            .items
            .iter()
            .filter_map(|(score, record)| text_hit(record, &marks, *score))
            .collect();
        let suggestions = if hits.is_empty() && page.offset == 0 {
            suggestion::unquoted(asked).into_iter().collect()
        } else {
            Vec::new()
        };
        let total = Total { value: found.total, exact: true };
        Ok(Answer { query: echo, total, hits, suggestions, ..Answer::default() })
    }
}

/// The words of a query that is searched as text: from the first word that carries a
/// subject to the last.
fn whole_text(asked: &Understanding) -> String {
    let performers = asked.performers.iter().map(|performer| performer.span);
    let all = asked.free.iter().copied().chain(performers).reduce(Span::cover);
    all.map(|span| spaced(span.of(&asked.text))).unwrap_or_default()
}

/// A group of hits.
#[derive(Clone, Copy)]
enum Group {
    Documents,
    Units,
    Assignments,
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
