//! Sample questions taken from the collection itself, so that the first question of a new
//! user has an answer.

use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Page};
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::documents::{DocumentFilter, documents};
use tracuu_query::order::Sort;

/// Documents looked at for the most cited one: the first page of the collection.
const LOOKED_AT: usize = 1_000;

/// Up to three questions that the collection answers, the best first.
///
/// # Errors
/// Where the index cannot be read.
pub fn questions(collection: &Collection) -> Result<Vec<String>, ReadError> {
    let page = Page { offset: 0, limit: LOOKED_AT };
    let listing = documents(collection, &DocumentFilter::default(), Sort::Order, page)?;
    let most_cited = listing
        .items
        .iter()
        .filter(|record| !record.held && record.symbol.is_some())
        // The first of several that are cited alike: `max_by_key` would take the last.
        .rev()
        .max_by_key(|record| record.n_mentions);
    let mut questions = Vec::new();
    if let Some(record) = most_cited {
        let symbol = record.symbol.as_deref().unwrap_or_default();
        let name =
            record.type_name.as_deref().unwrap_or(VIETNAMESE.sample_any_document());
        questions.push(VIETNAMESE.sample_citing(name, symbol));
        questions.push(symbol.to_owned());
    }
    let busiest = collection.agencies().iter().rev().max_by_key(|agency| agency.n_lead);
    if let Some(agency) = busiest.filter(|agency| agency.n_lead > 0) {
        questions.push(VIETNAMESE.sample_led_by(&agency.name));
    }
    Ok(questions)
}
