//! Who does a task; what an agency does where it has not the role asked for; what is cited
//! most.

use crate::answer::{Answer, HitKind};
use crate::answer_card::{AnswerCard, CardEvidence, CardKind};
use crate::directory::Directory;
use crate::parsed::query::{ParsedQuery, PerformerRole};
use crate::parsed::value::first_name;
use crate::plan::finder::free_text;
use crate::print::summary::document_name;
use rustc_hash::FxHashSet;
use tracuu_index::record::{AgencyKey, AssignmentRecord};
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::words::words;

/// Who leads the task of the first assignment that says so, and is about what is asked.
pub(super) fn leads(answer: &Answer, query: &ParsedQuery) -> Option<AnswerCard> {
    let assignments = answer.hits.iter().filter_map(|hit| match &hit.kind {
        HitKind::Assignment(record) => Some(record),
        _ => None,
    });
    let coordinates = query.who == Some(PerformerRole::Coordinating);
    let bodies = |record: &AssignmentRecord| -> Vec<AgencyKey> {
        match (coordinates, record.lead.is_empty()) {
            (true, _) => record.coordinating.clone(),
            (false, false) => record.lead.clone(),
            (false, true) => record.others.clone(),
        }
    };
    let asked = free_text(query);
    let found = assignments
        .into_iter()
        .find(|record| !bodies(record).is_empty() && is_about(record, &asked))?;
    let names: Vec<String> = bodies(found).into_iter().map(|body| body.name).collect();
    let names = names.join("; ");
    let text = if coordinates {
        VIETNAMESE.answer_coordinates(&names, &found.task)
    } else {
        VIETNAMESE.answer_leads(&names, &found.task)
    };
    let evidence = CardEvidence {
        document: Some(found.document.id.clone()),
        path: found.path.clone(),
        quote: found.evidence.clone(),
    };
    Some(
        AnswerCard::new(CardKind::Who, text)
            .with_fact("agencies", Some(names))
            .with_fact("task", Some(found.task.clone()))
            .with_fact("deadline", found.deadline.clone())
            .with_evidence(vec![evidence]),
    )
}

/// Whether an assignment says more than half of the syllables asked for: one or two common
/// ones ("xây dựng") are no reason to state a fact. So is a question without any.
fn is_about(record: &AssignmentRecord, asked: &str) -> bool {
    let said = [record.task.as_str(), &record.evidence];
    let said: FxHashSet<String> =
        said.into_iter().flat_map(words).map(|word| word.folded()).collect();
    let asked: Vec<String> = words(asked).map(|word| word.folded()).collect();
    let n_said = asked.iter().filter(|word| said.contains(*word)).count();
    asked.is_empty() || n_said * 2 > asked.len()
}

/// That an agency has no task in the role asked for, and which roles it or its relatives
/// have.
pub(super) fn other_roles(
    directory: &Directory,
    query: &ParsedQuery,
) -> Option<AnswerCard> {
    let performer = query.performers.iter().find(|performer| !performer.is_denied)?;
    let name = first_name(&performer.agency);
    let near = directory.near_roles(performer);
    let role = match performer.role {
        PerformerRole::Lead => VIETNAMESE.answer_role_lead(),
        PerformerRole::Coordinating => VIETNAMESE.answer_role_coordinating(),
        PerformerRole::Any => VIETNAMESE.answer_role_any(),
    };
    let has = |n: usize, role: &str, name: &str| {
        (n > 0).then(|| VIETNAMESE.answer_has_role(name, role, n))
    };
    let others: Vec<String> = near
        .iter()
        .flat_map(|agency| {
            let (lead, coordinating) = (agency.n_lead, agency.n_coordinating);
            [
                has(lead, VIETNAMESE.answer_role_lead(), &agency.name),
                has(coordinating, VIETNAMESE.answer_role_coordinating(), &agency.name),
            ]
        })
        .flatten()
        .collect();
    let text = if others.is_empty() {
        VIETNAMESE.answer_no_role(name, role)
    } else {
        VIETNAMESE.answer_other_roles(name, role, others.join("; "))
    };
    Some(AnswerCard::new(CardKind::Who, text).with_fact("agencies", None))
}

/// The document that is cited most.
pub(super) fn most_cited(answer: &Answer) -> Option<AnswerCard> {
    let first = answer.hits.iter().find_map(|hit| match &hit.kind {
        HitKind::Document(record) => Some(record),
        _ => None,
    })?;
    let name = document_name(first);
    let text = VIETNAMESE.answer_most_cited(&name, first.n_mentions);
    Some(
        AnswerCard::new(CardKind::Count, text)
            .with_fact("document", Some(first.id.clone()))
            .with_fact("count", Some(first.n_mentions.to_string())),
    )
}
