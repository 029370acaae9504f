//! Listing documents by their facts, without a question.

use super::order::Sort;
use tracuu_index::entry::Record;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Direction, Field, Plan};
use tracuu_index::reader::{Collection, Listing, Page, of_documents, of_units};
use tracuu_index::record::DocumentRecord;

/// Which documents to list; a member that is `None` asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentFilter {
    /// Id of the type, such as `nghi-quyet`.
    pub document_type: Option<String>,
    /// Id of an issuing body.
    pub issuer: Option<String>,
    /// Year of issue; of a document with several stated dates, any of them.
    pub year: Option<i16>,
    /// Whether the full text is in the collection.
    pub held: Option<bool>,
}

/// The documents that a filter lets through, in an order. That of the collection (and of
/// relevance, which a list without a question has not) has first those with a symbol or
/// held in full, then those known by a name only.
///
/// # Errors
/// Where the index cannot be read.
pub fn documents(
    collection: &Collection,
    filter: &DocumentFilter,
    sort: Sort,
    page: Page,
) -> Result<Listing<DocumentRecord>, ReadError> {
    match sort.key() {
        Some(order) => listed_by(collection, filter, order, page),
        None => collection.documents(&plan(filter), page),
    }
}

/// The documents that a filter lets through, the most cited first.
///
/// # Errors
/// Where the index cannot be read.
pub fn most_cited(
    collection: &Collection,
    filter: &DocumentFilter,
    page: Page,
) -> Result<Listing<DocumentRecord>, ReadError> {
    listed_by(collection, filter, (Field::Mentions, Direction::Descending), page)
}

/// The documents of a plan, the most cited first.
pub(crate) fn most_cited_of(
    collection: &Collection,
    plan: &Plan,
    page: Page,
) -> Result<Listing<DocumentRecord>, ReadError> {
    listed(collection, plan, (Field::Mentions, Direction::Descending), page)
}

fn listed_by(
    collection: &Collection,
    filter: &DocumentFilter,
    order: (Field, Direction),
    page: Page,
) -> Result<Listing<DocumentRecord>, ReadError> {
    listed(collection, &plan(filter), order, page)
}

fn listed(
    collection: &Collection,
    plan: &Plan,
    order: (Field, Direction),
    page: Page,
) -> Result<Listing<DocumentRecord>, ReadError> {
    let found = collection.listed_by(plan, order, page)?;
    let items = found.items.into_iter().filter_map(|record| match record {
        Record::Document(document) => Some(*document),
        _ => None,
    });
    Ok(Listing { items: items.collect(), total: found.total })
}

/// Number of measures and other provisions whose own text cites a document.
///
/// # Errors
/// Where the index cannot be read.
pub fn n_citing(collection: &Collection, id: &str) -> Result<usize, ReadError> {
    collection.count(&Plan::all([of_units(), Plan::term(Field::Cites, id)]))
}

fn plan(filter: &DocumentFilter) -> Plan {
    let mut parts = vec![of_documents()];
    if let Some(document_type) = &filter.document_type {
        parts.push(Plan::term(Field::Type, document_type.as_str()));
    }
    if let Some(issuer) = &filter.issuer {
        parts.push(Plan::term(Field::Issuer, issuer.as_str()));
    }
    if let Some(year) = filter.year {
        let year = u64::try_from(year).unwrap_or(0);
        parts.push(Plan::Range(Field::Year, year, year));
    }
    let is_held = Plan::term(Field::Held, "yes");
    match filter.held {
        Some(true) => Plan::all(parts.into_iter().chain([is_held])),
        Some(false) => Plan::all(parts).but_not(is_held),
        None => Plan::all(parts),
    }
}
