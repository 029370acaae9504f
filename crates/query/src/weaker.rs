//! Weaker readings of a question that finds nothing as it was read.

use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, HitKindFilter, ParsedQuery};
use tracuu_legal::document::date::DateText;

/// Whether an answer has too little: nothing, or nothing with the words of a subject that
/// follows a document ("chuyển đổi số theo Kế hoạch …").
pub(crate) fn is_missed(
    query: &ParsedQuery,
    parts: &[QueryPart],
    n_found: usize,
) -> bool {
    n_found == 0 || lacks_words(query, parts)
}

/// Whether words follow a document, and nothing was narrowed by them.
pub(crate) fn lacks_words(query: &ParsedQuery, parts: &[QueryPart]) -> bool {
    query.follows && parts.iter().any(|part| part.role == PartRole::Unused)
}

/// The nearest weaker reading; `None` where there is none.
pub(crate) fn weaker(query: &ParsedQuery) -> Option<ParsedQuery> {
    within_instead(query)
        .or_else(|| either_performer(query))
        .or_else(|| without_deadline(query))
        .or_else(|| of_year(query))
        .or_else(|| of_any_kind(query))
}

/// Units of any kind, where no measure cites the documents: "biện pháp nào theo Luật …".
fn of_any_kind(query: &ParsedQuery) -> Option<ParsedQuery> {
    let is_cited = query.documents.as_ref().is_some_and(DocumentQuery::is_named);
    if !is_cited || query.hit_kind != HitKindFilter::Measures {
        return None;
    }
    let mut of_any = ParsedQuery { hit_kind: HitKindFilter::Units, ..query.clone() };
    let is_kind = |part: &mut QueryPart| part.role == PartRole::Kind;
    of_any.dropped.extend(of_any.parts.extract_if(.., is_kind));
    Some(of_any)
}

/// The number behind a type is a year: "kế hoạch 2026".
fn of_year(query: &ParsedQuery) -> Option<ParsedQuery> {
    let [only] = query.documents.as_ref()?.symbols.as_slice() else { return None };
    let year = only.bare_year()?;
    let mut of_year = query.clone();
    let documents = of_year.documents.as_mut()?;
    documents.symbols.clear();
    documents.period = Some(DateText::Year(year).into());
    read_cited_as(PartRole::Date, &mut of_year.parts);
    Some(of_year)
}

/// The documents named are those in which tasks stand, where they were read as cited: "Sở A
/// chủ trì những việc gì theo Kế hoạch …".
pub(crate) fn within_instead(query: &ParsedQuery) -> Option<ParsedQuery> {
    let named = query.documents.as_ref().filter(|documents| documents.is_named())?;
    let asks_for_tasks = !query.performers.is_empty()
        || query.deadline.is_some()
        || query.who.is_some()
        || (query.follows && !query.free.is_empty());
    if !asks_for_tasks || query.within.is_some() || query.relation.is_some() {
        return None;
    }
    let mut inside = query.clone();
    inside.within = Some(named.clone());
    inside.documents = None;
    read_cited_as(PartRole::Within, &mut inside.parts);
    Some(inside)
}

/// What was read as a document that is cited has another role.
fn read_cited_as(role: PartRole, parts: &mut [QueryPart]) {
    for part in parts.iter_mut().filter(|part| part.role == PartRole::Cites) {
        part.role = role;
    }
}

/// Any of several bodies, where no task has all of them.
fn either_performer(query: &ParsedQuery) -> Option<ParsedQuery> {
    let mut either = query.clone();
    let wanted = either.performers.iter_mut().filter(|one| !one.is_denied).skip(1);
    let mut is_changed = false;
    for performer in wanted {
        is_changed |= !performer.is_alternative;
        performer.is_alternative = true;
    }
    is_changed.then_some(either)
}

/// Without a time that no word says to be a deadline.
fn without_deadline(query: &ParsedQuery) -> Option<ParsedQuery> {
    if !query.is_deadline_guessed {
        return None;
    }
    let mut at_any_time = query.clone();
    at_any_time.deadline = None;
    at_any_time.is_deadline_guessed = false;
    let is_deadline = |part: &mut QueryPart| part.role == PartRole::Deadline;
    at_any_time.dropped.extend(at_any_time.parts.extract_if(.., is_deadline));
    Some(at_any_time)
}
