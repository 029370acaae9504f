//! Resolving what names documents: an id, a symbol, a name, a text with any of them.

use super::directory::Directory;
use super::document_set::{DocumentSet, fitting};
use super::free_text::FreeText;
use super::symbol_lookup::{loose_symbol_plan, symbol_of};
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::ParsedQuery;
use crate::read::parse::parse_plain;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::document::loose_symbol;
use tracuu_text::span::Span;

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
pub fn by_reference(
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
    let plan = Plan::all([of_kind(EntryKind::Document), loose_symbol_plan(symbol)]);
    let fits = |own: &DocumentRecord| symbol_of(own).is_some_and(|one| symbol.fits(&one));
    Ok(fitting(collection, &plan, fits)?.records)
}

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

/// A question that reads as much else, as the name of a document that it is from beginning to
/// end: "Kết luận về tiếp tục thực hiện Chỉ thị số 13-CT/TW". `None` where it is none.
pub(crate) fn whole_name(
    directory: &Directory,
    query: &ParsedQuery,
) -> Result<Option<ParsedQuery>, ReadError> {
    /// Syllables from which a beginning is meant as the name: "Nghị quyết của Tỉnh ủy" is not.
    const MIN_BEGINNING: usize = 8;
    let is_read = query.has_documents() || !query.performers.is_empty();
    let has_type = query.parts.iter().any(|part| {
        part.at == Some(0) && matches!(part.role, PartRole::Type | PartRole::Text)
    });
    let name = query.text.trim_end();
    let words = FreeText::new(name);
    let Some(phrase) = words.heading_phrase().filter(|_| is_read && has_type) else {
        return Ok(None);
    };
    let plan = Plan::all([of_documents(), phrase]);
    let found = DocumentSet::from_records(directory.collection(), &plan, |document| {
        document.names.iter().any(|known| {
            let is_long = words.n_syllables() >= MIN_BEGINNING;
            FreeText::begins(known, name)
                && (is_long || FreeText::new(known).n_syllables() == words.n_syllables())
        })
    })?;
    if found.is_empty(directory.collection())? {
        return Ok(None);
    }
    let whole = Span::new(0, name.len());
    let text = QueryPart {
        at: Some(0),
        text: name.to_owned(),
        ..QueryPart::new(PartRole::Text, name)
    };
    let operators = query.parts.iter().filter(|part| part.is_operator).cloned();
    Ok(Some(ParsedQuery {
        repaired: query.repaired.clone(),
        text: query.text.clone(),
        with_phrases: query.with_phrases.clone(),
        corrections: query.corrections.clone(),
        operators: query.operators.clone(),
        name: Some(whole),
        free: vec![whole],
        parts: std::iter::once(QueryPart { places: vec![whole], ..text })
            .chain(operators)
            .collect(),
        ..ParsedQuery::default()
    }))
}
