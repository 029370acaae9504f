//! The report of what is missing: documents that are cited and not held, the most cited
//! first.

use super::answer::SnippetFragment;
use super::citing;
use super::documents::{DocumentFilter, most_cited};
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Listing, Page};
use tracuu_index::record::{DocumentRecord, Unit};

/// Citing places shown of each document.
const MAX_EXAMPLES: usize = 3;

/// A document that is cited and not held.
#[derive(Clone, Debug)]
pub struct MissingDocument {
    /// What is known of it.
    pub document: DocumentRecord,
    /// Number of provisions that cite it.
    pub n_places: usize,
    /// The first of them.
    pub examples: Vec<CitingExample>,
}

/// A place that cites a document.
#[derive(Clone, Debug)]
pub struct CitingExample {
    /// The citing provision.
    pub unit: Unit,
    /// The text around the citation.
    pub snippet: Vec<SnippetFragment>,
}

/// A page of the documents that are cited and not held, by number of mentions.
///
/// # Errors
/// Where the index cannot be read.
pub fn report(
    collection: &Collection,
    page: Page,
) -> Result<Listing<MissingDocument>, ReadError> {
    let filter = DocumentFilter { held: Some(false), ..DocumentFilter::default() };
    let Listing { items, total } = most_cited(collection, &filter, page)?;
    let items = items.into_iter().map(|document| missing(collection, document));
    Ok(Listing { items: items.collect::<Result<_, _>>()?, total })
}

fn missing(
    collection: &Collection,
    document: DocumentRecord,
) -> Result<MissingDocument, ReadError> {
    let page = Page { offset: 0, limit: MAX_EXAMPLES };
    let citing = collection.units_citing(&document.id, page)?;
    let examples = citing.items.into_iter().map(|unit| {
        let snippet = citing::snippets(&unit, &document.id).into_iter().next();
        CitingExample { snippet: snippet.unwrap_or_default(), unit }
    });
    let examples = examples.collect();
    Ok(MissingDocument { n_places: citing.total, document, examples })
}
