//! Finding the document that a person means by an id or by a symbol.

use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::loose_symbol;

/// Most documents that one symbol is asked for; numbers start again every term.
const MAX_CANDIDATES: usize = 50;

/// A document of any kind by its id: one with a symbol, one held, one known by a name.
///
/// # Errors
/// Where the index cannot be read.
pub fn by_id(
    collection: &Collection,
    id: &str,
) -> Result<Option<DocumentRecord>, ReadError> {
    let plan = Plan::all([of_documents(), Plan::term(Field::Id, id)]);
    let found = collection.documents(&plan, Page { offset: 0, limit: 1 })?;
    Ok(found.items.into_iter().next())
}

/// The documents that an id or a symbol names: at most one for an id; several where a
/// symbol stands for several works. Empty where none fits.
///
/// # Errors
/// Where the index cannot be read.
pub fn named(
    collection: &Collection,
    reference: &str,
) -> Result<Vec<DocumentRecord>, ReadError> {
    if let Some(found) = by_id(collection, reference.trim())? {
        return Ok(vec![found]);
    }
    let symbols = loose_symbol::parse_loose(reference);
    let Some(symbol) = symbols.first().filter(|symbol| symbol.is_full()) else {
        return Ok(Vec::new());
    };
    let Some(number) = symbol.number.clone() else { return Ok(Vec::new()) };
    let plan =
        Plan::all([of_kind(EntryKind::Document), Plan::term(Field::Number, number)]);
    let page = Page::WHOLE;
    let mut found = collection.documents(&plan, page)?.items;
    found.retain(|document| {
        let written = document.symbol.as_deref();
        let read = written.and_then(|written| written.parse().ok());
        read.is_some_and(|read| symbol.fits(&read))
    });
    found.truncate(MAX_CANDIDATES);
    Ok(found)
}
