//! Which card a question gets.

use jiff::civil::Date;

use super::{relation, state, who};
use crate::answer::Answer;
use crate::answer_card::{AnswerCard, CardKind};
use crate::directory::Directory;
use crate::parsed::query::{Ask, HitKindFilter, ParsedQuery};
use crate::plan::structure::Structure;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Listing;
use tracuu_index::record::DocumentRecord;
use tracuu_print::messages::VIETNAMESE;

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
    let asked = match (query.ask, one) {
        (Some(Ask::State), Some(document)) => {
            Some(state::state(collection, document, today)?)
        }
        (Some(Ask::Entry), Some(document)) => Some(state::entry(document, today)),
        (Some(Ask::Latest), Some(document)) => {
            Some(state::latest(collection, document, today)?)
        }
        (Some(Ask::Citation), Some(document)) => Some(state::citation(document)),
        (Some(Ask::What), Some(document)) => Some(state::what(document)),
        (Some(Ask::Count), _) => Some(count_asked(directory, query, found, answer)?),
        (Some(Ask::MostCited), _) => who::most_cited(answer),
        (Some(Ask::Who), _) => who::leads(answer, query),
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
    let is_any = query.hit_kind == HitKindFilter::Anything;
    let first = found.groups.first().filter(|_| !is_any);
    let n = match first {
        Some(group) => directory.collection().count(group)?,
        None => answer.total.value(),
    };
    Ok(count(answer, n))
}

/// That there are so many.
fn count(answer: &Answer, n: usize) -> AnswerCard {
    let summary = &answer.query.summary;
    let text = if answer.total.is_exact() {
        VIETNAMESE.answer_count(n, summary)
    } else {
        VIETNAMESE.answer_count_at_least(n, summary)
    };
    AnswerCard::new(CardKind::Count, text).with_fact("count", Some(n.to_string()))
}
