//! Resolving a text that names documents: by id, by symbol and facts, by name.

use super::directory::Directory;
use super::free_text::FreeText;
use crate::parsed::query::ParsedQuery;
use crate::read::parse::parse_plain;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Page, of_documents};
use tracuu_index::record::DocumentRecord;

/// The documents that the value of an operator names: by id, by symbol or facts, by the
/// beginning of their names, else by the words of their names.
pub(crate) fn resolve(
    directory: &Directory,
    text: &str,
) -> Result<Vec<DocumentRecord>, ReadError> {
    if let Some(document) = directory.collection().document(text)? {
        return Ok(vec![document]);
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
        return Ok(Vec::new());
    }
    let plan = Plan::all([of_documents(), words.every_word(Field::Heading)]);
    Ok(directory.collection().documents(&plan, Page::WHOLE)?.items)
}

/// Documents whose name begins with the words of the query: "Nghị quyết Đại hội".
pub(crate) fn by_name(
    directory: &Directory,
    query: &ParsedQuery,
) -> Result<Option<Vec<DocumentRecord>>, ReadError> {
    let Some(span) = query.name.filter(|_| query.performers.is_empty()) else {
        return Ok(None);
    };
    let name = span.of(&query.text);
    let Some(phrase) = FreeText::new(name).heading_phrase() else { return Ok(None) };
    let plan = Plan::all([of_documents(), phrase]);
    let found = directory.collection().documents(&plan, Page::WHOLE)?.items;
    let begins = |document: &DocumentRecord| {
        document.names.iter().any(|known| FreeText::begins(known, name))
    };
    let found: Vec<DocumentRecord> = found.into_iter().filter(begins).collect();
    Ok((!found.is_empty()).then_some(found))
}
