//! Who does a task; what an agency does where it has not the role asked for; what is cited
//! most.

use crate::answer::Answer;
use crate::answer_card::{AnswerCard, CardEvidence, CardKind};
use crate::directory::Directory;
use crate::parsed::query::{ParsedQuery, PerformerRole};
use crate::parsed::value::first_name;
use crate::plan::finder::free_text;
use crate::print::summary::document_name;
use crate::ranking::terms::RankingTerms;
use tracuu_analysis::term::{self, Field as Terms};
use tracuu_index::record::{AgencyKey, AssignmentRecord};
use tracuu_print::messages::spoken;

/// Who leads the task of the first assignment that says so, and is about what is asked.
pub(super) fn leads(answer: &Answer, query: &ParsedQuery) -> Option<AnswerCard> {
    let coordinates = query.who == Some(PerformerRole::Coordinating);
    let bodies = |record: &AssignmentRecord| -> Vec<AgencyKey> {
        match (coordinates, record.lead.is_empty()) {
            (true, _) => record.coordinating.clone(),
            (false, false) => record.lead.clone(),
            (false, true) => record.others.clone(),
        }
    };
    let asked = RankingTerms::new(&free_text(query));
    // Of several tasks none is the one asked for where nothing says which.
    let is_told = !asked.is_empty() || query.place.is_some();
    if !is_told && answer.assignments().nth(1).is_some() {
        return None;
    }
    let found = answer
        .assignments()
        .find(|record| !bodies(record).is_empty() && is_about(record, &asked))?;
    let names: Vec<String> = bodies(found).into_iter().map(|body| body.name).collect();
    let names = names.join("; ");
    let others = found.coordinating.iter().map(|body| body.name.as_str());
    let others = others.collect::<Vec<_>>().join("; ");
    let asks_both = query.who == Some(PerformerRole::Any) && !found.lead.is_empty();
    let text = if asks_both && !others.is_empty() {
        spoken().answer_leads_with(&names, &others, &found.task)
    } else if coordinates {
        spoken().answer_coordinates(&names, &found.task)
    } else {
        spoken().answer_leads(&names, &found.task)
    };
    Some(
        AnswerCard::new(CardKind::Who, text)
            .with_fact("agencies", Some(names))
            .with_fact("task", Some(found.task.clone()))
            .with_fact("deadline", found.deadline.clone())
            .with_evidence(vec![evidence(found)]),
    )
}

/// The place of an assignment.
fn evidence(record: &AssignmentRecord) -> CardEvidence {
    CardEvidence {
        document: Some(record.document.id.clone()),
        path: record.path.clone(),
        quote: record.evidence.clone(),
    }
}

/// Whether an assignment says, in its words and not in names of bodies, more than half of
/// what is asked for: one or two common words ("xây dựng") are no reason to state a fact.
fn is_about(record: &AssignmentRecord, terms: &RankingTerms) -> bool {
    let mut said = folded_words(&format!("{} {}", record.task, record.evidence));
    for body in record.lead.iter().chain(&record.coordinating).chain(&record.others) {
        said = said.replace(&folded_words(&body.name), " ");
    }
    let syllables =
        |index: &usize| terms.syllables.get(*index).map_or("", |one| one.folded.as_str());
    let (mut n_asked, mut n_said) = (0, 0);
    for word in &terms.required {
        let folded: Vec<&str> = word.syllables.iter().map(syllables).collect();
        n_asked += folded.len();
        if said.contains(&format!(" {} ", folded.join(" "))) {
            n_said += folded.len();
        }
    }
    n_asked == 0 || n_said * 2 > n_asked
}

/// The syllables of a text without marks, each between blanks.
fn folded_words(text: &str) -> String {
    let terms = term::terms(text, Terms::Folded);
    terms.iter().fold(" ".to_owned(), |all, term| all + &term.text + " ")
}

/// When the task of the first assignment is due that says so, and is about what is asked.
pub(super) fn due(answer: &Answer, query: &ParsedQuery) -> Option<AnswerCard> {
    let asked = RankingTerms::new(&free_text(query));
    let (found, deadline) = answer.assignments().find_map(|record| {
        let deadline = record.deadline.as_deref()?;
        is_about(record, &asked).then_some((record, deadline))
    })?;
    let text = spoken().answer_due(&found.task, deadline);
    Some(
        AnswerCard::new(CardKind::What, text)
            .with_fact("task", Some(found.task.clone()))
            .with_fact("deadline", Some(deadline.to_owned()))
            .with_evidence(vec![evidence(found)]),
    )
}

/// With whom an agency does the tasks that are shown, the most frequent first.
pub(super) fn partners(
    directory: &Directory,
    answer: &Answer,
    query: &ParsedQuery,
) -> Option<AnswerCard> {
    /// Most partners that the sentence names.
    const MAX_PARTNERS: usize = 8;
    let asked = query.performers.iter().find(|performer| !performer.is_denied)?;
    let own = directory.agency_ids(&asked.agency);
    let mut partners: Vec<(&AgencyKey, usize)> = Vec::new();
    for record in answer.assignments() {
        let bodies = record.lead.iter().chain(&record.coordinating);
        for body in bodies.filter(|body| !own.contains(&body.id)) {
            match partners.iter_mut().find(|(known, _)| known.id == body.id) {
                Some((_, n)) => *n += 1,
                None => partners.push((body, 1)),
            }
        }
    }
    partners.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let names = partners.iter().take(MAX_PARTNERS).map(|(body, _)| body.name.as_str());
    let names = names.collect::<Vec<_>>().join("; ");
    let text = spoken().answer_partners(first_name(&asked.agency), &names);
    let card = AnswerCard::new(CardKind::Who, text).with_fact("agencies", Some(names));
    (!partners.is_empty()).then_some(card)
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
        PerformerRole::Lead => spoken().answer_role_lead(),
        PerformerRole::Coordinating => spoken().answer_role_coordinating(),
        PerformerRole::Any => spoken().answer_role_any(),
    };
    let has = |n: usize, role: &str, name: &str| {
        (n > 0).then(|| spoken().answer_has_role(name, role, n))
    };
    // A body that has the role has it elsewhere than the question says.
    let own = directory.agency_ids(&performer.agency);
    let has_it = near
        .iter()
        .any(|agency| performer.role.n_tasks(agency) > 0 && own.contains(&agency.id));
    let others: Vec<String> = near
        .iter()
        .flat_map(|agency| {
            let (lead, coordinating) = (agency.n_lead, agency.n_coordinating);
            [
                has(lead, spoken().answer_role_lead(), &agency.name),
                has(coordinating, spoken().answer_role_coordinating(), &agency.name),
            ]
        })
        .flatten()
        .collect();
    let text = if has_it {
        spoken().answer_role_elsewhere(others.join("; "))
    } else if others.is_empty() {
        spoken().answer_no_role(name, role)
    } else {
        spoken().answer_other_roles(name, role, others.join("; "))
    };
    Some(AnswerCard::new(CardKind::Who, text).with_fact("agencies", None))
}

/// The document that is cited most.
pub(super) fn most_cited(answer: &Answer) -> Option<AnswerCard> {
    let first = answer.documents().next()?;
    let name = document_name(first);
    let text = spoken().answer_most_cited(&name, first.n_mentions);
    Some(
        AnswerCard::new(CardKind::Count, text)
            .with_fact("document", Some(first.id.clone()))
            .with_fact("count", Some(first.n_mentions.to_string())),
    )
}
