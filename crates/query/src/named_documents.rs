//! Documents that words name, for a form that asks for one.

use super::resolver::{by_id, resolve};
use super::search::Searcher;
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Listing, Page};
use tracuu_index::record::DocumentRecord;

/// The first documents that words name: by id, symbol or facts, the beginning of a name, else
/// the words of a name.
///
/// # Errors
/// Where the index cannot be read.
pub fn documents_named(
    searcher: &Searcher,
    text: &str,
    limit: usize,
) -> Result<Listing<DocumentRecord>, ReadError> {
    if let Some(found) = by_id(searcher.collection(), text.trim())? {
        return Ok(Listing { items: vec![found], total: 1 });
    }
    let named = resolve(&searcher.directory, text)?;
    searcher.collection().documents(&named.plan, Page { offset: 0, limit })
}
