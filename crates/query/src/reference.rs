//! Finding the document that a person means by an id or by a symbol.

use super::directory::symbol_plan;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::loose_symbol;
use tracuu_legal::document::symbol::Symbol;

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
    let plan = Plan::all([of_kind(EntryKind::Document), symbol_plan(symbol)]);
    let mut found = collection.documents(&plan, Page::WHOLE)?.items;
    found.retain(|document| symbol_of(document).is_some_and(|one| symbol.fits(&one)));
    found.truncate(MAX_CANDIDATES);
    Ok(found)
}

/// The symbol of a document; `None` where it has none that can be read.
pub(crate) fn symbol_of(document: &DocumentRecord) -> Option<Symbol> {
    document.symbol.as_deref()?.parse().ok()
}
