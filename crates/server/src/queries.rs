//! What both the API and the pages ask of the collection, with problems in place of the
//! errors of lower floors.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::clock;
use super::limits::Limits;
use super::params::Params;
use super::problem::{Problem, ProblemKind};
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Listing, MAX_DEPTH, MAX_PAGE, Page};
use tracuu_index::record::{AgencyRecord, DocumentRecord, Unit};
use tracuu_print::messages::spoken;
use tracuu_query::answer::Answer;
use tracuu_query::cursor::ListName;
use tracuu_query::resolver;
use tracuu_query::search::{MAX_QUERY_BYTES, SearchError, SearchRequest, Searcher};
use tracuu_query::suggest::{self, SuggestAnswer, SuggestOptions};
use tracuu_store::store::Store;

/// Answers a search inside the limits of the service.
pub(super) fn search(
    searcher: &Searcher,
    limits: &Limits,
    request: SearchRequest<'_>,
) -> Result<Answer, Problem> {
    readable(request.text, limits)?;
    searcher.search(request).map_err(|error| match &error {
        SearchError::TooLong { .. } => too_long(MAX_QUERY_BYTES),
        SearchError::Limit { .. } => {
            Problem::plain(ProblemKind::LimitOutOfRange).about("limit")
        }
        SearchError::Cursor(_) => foreign_cursor(),
        SearchError::Read(cause) => Problem::index(cause),
    })
}

/// Suggests how a typed text may go on, inside the limits of the service.
pub(super) fn suggest(
    searcher: &Searcher,
    limits: &Limits,
    text: &str,
    options: &SuggestOptions<'_>,
    limit: usize,
) -> Result<SuggestAnswer, Problem> {
    readable(text, limits)?;
    Ok(suggest::suggest_with(searcher.collection().suggestions(), text, options, limit))
}

/// Err for a text that is too long for a question or cannot be one.
fn readable(text: &str, limits: &Limits) -> Result<(), Problem> {
    if text.len() > limits.query_bytes {
        return Err(too_long(limits.query_bytes));
    }
    if is_unreadable(text) {
        return Err(Problem::plain(ProblemKind::QueryUnreadable).about("q"));
    }
    Ok(())
}

fn too_long(max_bytes: usize) -> Problem {
    let detail = spoken().refusal_question_too_long(max_bytes);
    Problem::new(ProblemKind::QueryTooLong, detail).about("q")
}

/// Whether a text is nothing but control characters: no spelling of any question, so that
/// it can only be a fault of the caller. Empty and blank texts are questions without words.
pub fn is_unreadable(text: &str) -> bool {
    let mut has_control = false;
    for letter in text.chars() {
        if !letter.is_whitespace() && !letter.is_control() {
            return false;
        }
        has_control |= letter.is_control() && !letter.is_whitespace();
    }
    has_control
}

/// The document with an id.
pub(super) fn document(
    collection: &Collection,
    id: &str,
) -> Result<DocumentRecord, Problem> {
    collection.document(id)?.ok_or_else(no_document)
}

/// The document with an id, also one known by a name only.
pub(super) fn any_document(
    collection: &Collection,
    id: &str,
) -> Result<DocumentRecord, Problem> {
    resolver::by_id(collection, id)?.ok_or_else(no_document)
}

/// The problem of an id that no document has.
pub(super) fn no_document() -> Problem {
    let detail = spoken().refusal_no_document();
    Problem::new(ProblemKind::DocumentNotFound, detail)
}

/// All units of a held document, in its order. A document has as many as its author
/// wrote, so that they are read page by page.
pub(super) fn all_units(
    collection: &Collection,
    document: &str,
) -> Result<Vec<Unit>, ReadError> {
    let mut units = all_pages(|page| collection.units_of(document, page))?;
    units.sort_by_key(|unit| unit.start);
    Ok(units)
}

/// The items of all pages of a list.
pub(super) fn all_pages<T>(
    mut read: impl FnMut(Page) -> Result<Listing<T>, ReadError>,
) -> Result<Vec<T>, ReadError> {
    let mut items = Vec::new();
    loop {
        let listing = read(Page { offset: items.len(), limit: MAX_PAGE })?;
        let is_last = listing.items.is_empty();
        items.extend(listing.items);
        if is_last || items.len() >= listing.total.min(MAX_DEPTH) {
            return Ok(items);
        }
    }
}

/// The agency with an id.
pub(super) fn agency<'a>(
    collection: &'a Collection,
    id: &str,
) -> Result<&'a AgencyRecord, Problem> {
    collection.agencies().iter().find(|agency| agency.id == id).ok_or_else(|| {
        let detail = spoken().refusal_no_agency();
        Problem::new(ProblemKind::AgencyNotFound, detail)
    })
}

/// The part of a list that a request asks for with `limit` and `cursor`.
pub(super) struct Paging {
    /// The part.
    pub(super) page: Page,
    list: ListName,
}

impl Paging {
    /// Reads `limit` and `cursor`; all other parameters and `path`, the ids in the address,
    /// tell which list it is.
    pub(super) fn from_params(
        path: &[&str],
        params: &Params,
        limits: &Limits,
        collection: &Collection,
    ) -> Result<Self, Problem> {
        let about = collection.about();
        let index = [about.version.as_str(), about.fingerprint.as_str()];
        let filters = params.filters().flat_map(|(name, value)| [name, value]);
        let list =
            ListName::new(index.into_iter().chain(path.iter().copied()).chain(filters));
        let limit = params.limit(limits)?;
        let offset =
            list.offset(params.filter("cursor")).map_err(|_| foreign_cursor())?;
        Ok(Self { page: Page { offset, limit }, list })
    }

    /// The cursor of the page after this one, where there is one.
    pub(super) fn next<T>(&self, listing: &Listing<T>) -> Option<String> {
        let end = self.page.offset + listing.items.len();
        let has_more = !listing.items.is_empty() && end < listing.total;
        has_more.then(|| self.list.cursor(end))
    }
}

fn foreign_cursor() -> Problem {
    Problem::plain(ProblemKind::InvalidCursor).about("cursor")
}

/// The days on which provisions of a document got another text, by path.
pub(super) fn changed_provisions(
    store: Option<&Store>,
    id: &str,
) -> BTreeMap<String, Date> {
    // A store that cannot be read is no reason to show no document; doctor names it.
    let known = store.and_then(|store| store.provisions(id).ok().flatten());
    let all = known.into_iter().flat_map(|known| known.by_path);
    let changed = all.filter_map(|(path, known)| {
        let at = Timestamp::from_second(known.changed_s?).ok()?;
        Some((path, clock::day_at(at)))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nothing_but_control_characters_is_unreadable() {
        for text in ["", " \t\n", "56\u{b}NQ", "a\u{0}"] {
            assert!(!is_unreadable(text), "{text:?}");
        }
        for text in ["\u{0}", "\u{1}\u{2} \u{7f}", "\u{1b}\u{9b}"] {
            assert!(is_unreadable(text), "{text:?}");
        }
    }
}
