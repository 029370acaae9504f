//! Which card a question gets.

use jiff::civil::Date;

use super::{relation, state, who};
use crate::answer::Answer;
use crate::answer_card::{AnswerCard, CardKind};
use crate::directory::Directory;
use crate::parsed::query::{Ask, DocumentQuery, HitKindFilter, ParsedQuery};
use crate::plan::structure::Structure;
use crate::print::summary::{described, named_in};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::Plan;
use tracuu_index::reader::{Listing, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_print::messages::spoken;
use tracuu_text::capitals::capitalised;

/// A question that names something, with what it names.
pub(crate) struct NamingQuestion<'q> {
    pub(crate) query: &'q ParsedQuery,
    pub(crate) found: &'q Structure,
    /// The first of the documents named, and how many they are.
    pub(crate) named: &'q Listing<DocumentRecord>,
    /// The day for which the card is told.
    pub(crate) today: Date,
}

/// The card of a question that names something; `None` where a list says all, and for what
/// is asked of a document where several are named.
pub(crate) fn of_structure(
    directory: &Directory,
    question: &NamingQuestion<'_>,
    answer: &Answer,
) -> Result<Option<AnswerCard>, ReadError> {
    let NamingQuestion { query, found, named, today } = *question;
    let collection = directory.collection();
    let one = named.items.first().filter(|_| named.total == 1);
    if answer.total.value() == 0
        && is_named(query)
        && let Some(wanted) = &query.documents
        && named_in(&answer.query.understood).all(|part| !part.is_resolved())
    {
        let name = capitalised(&described(wanted, named));
        let text = spoken().answer_absent(name);
        return Ok(Some(AnswerCard::new(CardKind::What, text)));
    }
    let asked = match (query.ask, one) {
        // "đã được sửa đổi chưa" of a document of which no more is known.
        (Some(Ask::State), Some(document))
            if query.relation.is_some() && !state::is_known(document, today) =>
        {
            None
        }
        (Some(Ask::State), Some(document)) => {
            Some(state::state(collection, document, today)?)
        }
        (Some(Ask::Entry), Some(document)) => Some(state::entry(document, today)),
        (Some(Ask::Latest), _) if query.asks_newest() => state::newest(answer),
        (Some(Ask::Latest), Some(document)) => {
            Some(state::latest(collection, document, today)?)
        }
        (Some(Ask::Citation), Some(document)) => Some(state::citation(document)),
        (Some(Ask::What), Some(document)) => Some(state::what(document)),
        (Some(Ask::Count), _) => Some(count_asked(directory, query, found, answer)?),
        (Some(Ask::MostCited), _) => who::most_cited(answer),
        (Some(Ask::Who), _) => who::leads(answer, query),
        (Some(Ask::Due), _) => who::due(answer, query),
        (Some(Ask::Partners), _) => who::partners(directory, answer, query),
        _ => None,
    };
    if asked.is_some() {
        return Ok(asked);
    }
    if let (Some(relation), Some(document)) = (&query.relation, one) {
        return Ok(Some(relation::card(collection, document, relation, found)?));
    }
    let does = query.performers.iter().any(|performer| performer.is_explicit);
    if does && answer.total.value() == 0 {
        return Ok(who::other_roles(directory, query));
    }
    Ok(None)
}

/// The card of a question that is answered by its words.
pub(crate) fn of_words(query: &ParsedQuery, answer: &Answer) -> Option<AnswerCard> {
    match query.ask {
        Some(Ask::Who) => who::leads(answer, query),
        Some(Ask::Due) => who::due(answer, query),
        Some(Ask::Count) => Some(count(answer, answer.total.value())),
        _ => None,
    }
}

/// How many there are of what is asked for: of all hits where nothing else is.
fn count_asked(
    directory: &Directory,
    query: &ParsedQuery,
    found: &Structure,
    answer: &Answer,
) -> Result<AnswerCard, ReadError> {
    let collection = directory.collection();
    let counts_tasks = !query.performers.is_empty() || query.deadline.is_some();
    let is_described = query.documents.is_some() && !is_named(query);
    let has_kind = query.hit_kind != HitKindFilter::Anything || query.citers.is_some();
    let first = found.groups.first().filter(|_| has_kind || is_described);
    let n = match first {
        // A task is a row: one measure can have several.
        Some(_) if counts_tasks => {
            let tasks = of_kind(EntryKind::Assignment);
            collection.count(&Plan::all([tasks, found.plan()]))?
        }
        Some(group) => match collection.count(group)? {
            // Tasks that no measure has.
            0 => answer.total.value(),
            n => n,
        },
        None => answer.total.value(),
    };
    Ok(count(answer, n))
}

fn is_named(query: &ParsedQuery) -> bool {
    query.documents.as_ref().is_some_and(DocumentQuery::is_named)
}

/// That there are so many.
fn count(answer: &Answer, n: usize) -> AnswerCard {
    let summary = &answer.query.summary;
    let text = if answer.total.is_exact() {
        spoken().answer_count(n, summary)
    } else {
        spoken().answer_count_at_least(n, summary)
    };
    AnswerCard::new(CardKind::Count, text).with_fact("count", Some(n.to_string()))
}
