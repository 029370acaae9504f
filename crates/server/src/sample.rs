//! Sample questions taken from the collection itself, so that the first question of a new
//! user has an answer.

use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Page};
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::documents::{DocumentFilter, documents};
use tracuu_query::order::Sort;

/// Documents looked at for the most cited one: the first page of the collection.
const LOOKED_AT: usize = 1_000;

/// What a new user can ask of a collection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// Up to three questions, the best first.
    pub questions: Vec<String>,
    /// What the most cited document is called: type and symbol.
    pub document: Option<String>,
    /// The agency that leads most tasks.
    pub agency: Option<String>,
}

/// Samples that the collection answers.
///
/// # Errors
/// Where the index cannot be read.
pub fn samples(collection: &Collection) -> Result<Samples, ReadError> {
    let page = Page { offset: 0, limit: LOOKED_AT };
    let listing = documents(collection, &DocumentFilter::default(), Sort::Order, page)?;
    let most_cited = listing
        .items
        .iter()
        .filter(|record| !record.held && record.symbol.is_some())
        // The first of several that are cited alike: `max_by_key` would take the last.
        .rev()
        .max_by_key(|record| record.n_mentions);
    let mut samples = Samples::default();
    if let Some(record) = most_cited {
        let symbol = record.symbol.as_deref().unwrap_or_default();
        let name =
            record.type_name.as_deref().unwrap_or(VIETNAMESE.sample_any_document());
        samples.questions.push(VIETNAMESE.sample_citing(name, symbol));
        samples.questions.push(symbol.to_owned());
        samples.document = Some(format!("{name} {symbol}"));
    }
    let busiest = collection.agencies().iter().rev().max_by_key(|agency| agency.n_lead);
    if let Some(agency) = busiest.filter(|agency| agency.n_lead > 0) {
        samples.questions.push(VIETNAMESE.sample_led_by(&agency.name));
        samples.agency = Some(agency.name.clone());
    }
    Ok(samples)
}
