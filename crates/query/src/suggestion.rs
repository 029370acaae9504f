//! What the collection has near a document that it has not: offered, never answered.

use super::answer::AlternativeQuery;
use super::directory::Directory;
use crate::parsed::part::QueryPart;
use crate::parsed::query::{DocumentQuery, ParsedQuery, PerformerRole};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_kind};
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::one_line::one_line;

/// Most suggestions of one answer: a handful is read, more is not.
const MAX_SUGGESTIONS: usize = 5;

/// Documents with the same number as one that was not found, those that the query was
/// understood to name left aside.
pub(crate) fn nearby(
    collection: &Collection,
    wanted: Option<&DocumentQuery>,
    understood: &[QueryPart],
) -> Result<Vec<AlternativeQuery>, ReadError> {
    let symbols = wanted.map(|wanted| wanted.symbols.as_slice()).unwrap_or_default();
    let numbers = symbols.iter().filter_map(|symbol| symbol.number.clone());
    let plan =
        Plan::all([of_kind(EntryKind::Document), Plan::any_of(Field::Number, numbers)]);
    let found =
        collection.documents(&plan, Page { offset: 0, limit: MAX_SUGGESTIONS })?;
    let is_named = |id: &String| {
        understood.iter().any(|part| {
            part.document.as_ref() == Some(id) || part.candidates.contains(id)
        })
    };
    Ok(found
        .items
        .into_iter()
        .filter(|document| !is_named(&document.id))
        .filter_map(|document| {
            let kind = document.type_name;
            let kind = kind.as_deref().unwrap_or(VIETNAMESE.query_a_document());
            let symbol = document.symbol?;
            Some(AlternativeQuery {
                query: VIETNAMESE.query_with_number(kind, symbol),
                reason: spoken().query_same_number().to_owned(),
            })
        })
        .collect())
}

/// What an agency that was asked for, or a relative of it, does in other roles.
pub(crate) fn other_roles(
    directory: &Directory,
    query: &ParsedQuery,
) -> Vec<AlternativeQuery> {
    let Some(performer) = query.performers.first().filter(|one| !one.is_denied) else {
        return Vec::new();
    };
    let roles = [
        (PerformerRole::Lead, VIETNAMESE.answer_role_lead()),
        (PerformerRole::Coordinating, VIETNAMESE.answer_role_coordinating()),
    ];
    let own = directory.agency_ids(&performer.agency);
    let near = directory.near_roles(performer).into_iter().flat_map(|agency| {
        let is_asked = own.contains(&agency.id);
        roles.into_iter().filter_map(move |(role, words)| {
            let is_other = !(is_asked && role == performer.role);
            (role.n_tasks(agency) > 0 && is_other).then(|| AlternativeQuery {
                query: format!("{} {words}", agency.name),
                reason: spoken().query_other_role().to_owned(),
            })
        })
    });
    near.take(MAX_SUGGESTIONS).collect()
}

/// Words that stand in no place together, each alone; nothing for a single one.
pub(crate) fn apart(words: &[String]) -> impl Iterator<Item = AlternativeQuery> {
    let words = words.iter().filter(|_| words.len() > 1).take(MAX_SUGGESTIONS);
    words.map(|word| AlternativeQuery {
        query: word.clone(),
        reason: spoken().query_word_alone().to_owned(),
    })
}

/// The query with its quotes taken away, where it has any that were asked for.
pub(crate) fn unquoted(query: &ParsedQuery) -> Option<AlternativeQuery> {
    let phrases = query.operators.iter();
    let mut words: Vec<(usize, String)> = phrases
        .filter_map(|one| Some((one.span.start, one.wanted_phrase()?.to_owned())))
        .collect();
    if words.is_empty() {
        return None;
    }
    let free = query.free.iter();
    words.extend(free.map(|span| (span.start, one_line(span.of(&query.text)))));
    words.sort();
    let words: Vec<String> = words.into_iter().map(|(_, words)| words).collect();
    Some(AlternativeQuery {
        query: words.join(" "),
        reason: spoken().query_without_quotes().to_owned(),
    })
}
