//! Resolving a text that names documents: by id, by symbol and facts, by name.

use super::directory::Directory;
use super::document_set::DocumentSet;
use super::free_text::FreeText;
use crate::parsed::query::ParsedQuery;
use crate::read::parse::parse_plain;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{of_documents, of_kind};

/// The documents that the value of an operator names: by id, by symbol or facts, by the
/// beginning of their names, else by the words of their names.
pub(crate) fn resolve(
    directory: &Directory,
    text: &str,
) -> Result<DocumentSet, ReadError> {
    let collection = directory.collection();
    let by_id = Plan::all([of_kind(EntryKind::Document), Plan::term(Field::Id, text)]);
    if collection.count(&by_id)? > 0 {
        return Ok(DocumentSet::new(by_id));
    }
    let query = parse_plain(text, directory.registry());
    if let Some(wanted) = &query.documents {
        return directory.documents(wanted);
    }
    if let Some(named) = by_name(directory, &query)? {
        return Ok(named);
    }
    let words = FreeText::new(text);
    if words.is_empty() {
        return Ok(DocumentSet::EMPTY);
    }
    let titled = words.every_word(Field::Heading);
    Ok(DocumentSet::new(Plan::all([of_documents(), titled])))
}

/// Documents whose name begins with the words of the query: "Nghị quyết Đại hội".
pub(crate) fn by_name(
    directory: &Directory,
    query: &ParsedQuery,
) -> Result<Option<DocumentSet>, ReadError> {
    let Some(span) = query.name.filter(|_| query.performers.is_empty()) else {
        return Ok(None);
    };
    let name = span.of(&query.text);
    let Some(phrase) = FreeText::new(name).heading_phrase() else { return Ok(None) };
    let plan = Plan::all([of_documents(), phrase]);
    let collection = directory.collection();
    let found = DocumentSet::from_records(collection, &plan, |document| {
        document.names.iter().any(|known| FreeText::begins(known, name))
    })?;
    Ok(if found.is_empty(collection)? { None } else { Some(found) })
}
