//! Assignments: of agencies in their roles, due in a time.

use jiff::civil::Date;

use crate::directory::Directory;
use crate::parsed::period::Period;
use crate::parsed::query::{DeadlineQuery, ParsedQuery};
use tracuu_index::entry::EntryKind;
use tracuu_index::key::day_number;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::of_kind;

/// The assignments that a question asks for; `None` where it asks for none.
pub(super) fn assignments(
    directory: &Directory,
    query: &ParsedQuery,
    today: Date,
) -> Option<Plan> {
    if query.performers.is_empty() && query.deadline.is_none() {
        return None;
    }
    let mut any_of: Vec<Vec<Plan>> = Vec::new();
    for performer in query.performers.iter().filter(|performer| !performer.is_denied) {
        let plan = directory.assignments(performer);
        match any_of.last_mut().filter(|_| performer.is_alternative) {
            Some(others) => others.push(plan),
            None => any_of.push(vec![plan]),
        }
    }
    let mut must = vec![of_kind(EntryKind::Assignment)];
    must.extend(any_of.into_iter().map(Plan::some));
    must.extend(query.deadline.map(|deadline| due(deadline, today)));
    let plan = Plan::all(must);
    Some(match denied(directory, query) {
        Some(denied) => plan.but_not(denied),
        None => plan,
    })
}

/// The assignments of agencies that must not do it; `None` where no agency is denied.
pub(super) fn denied(directory: &Directory, query: &ParsedQuery) -> Option<Plan> {
    let denied = query.performers.iter().filter(|performer| performer.is_denied);
    let denied: Vec<Plan> =
        denied.map(|performer| directory.assignments(performer)).collect();
    let of_tasks = || of_kind(EntryKind::Assignment);
    (!denied.is_empty()).then(|| Plan::all([of_tasks(), Plan::some(denied)]))
}

/// Assignments that are due in a time, wholly.
fn due(deadline: DeadlineQuery, today: Date) -> Plan {
    match deadline {
        DeadlineQuery::Days(period) => due_within(period),
        DeadlineQuery::Recurring(every) => {
            Plan::term(Field::Recurrence, every.to_string())
        }
        DeadlineQuery::Overdue => due_by(Date::MIN, today.yesterday().unwrap_or(today)),
    }
}

/// Assignments whose own time lies in a period, wholly.
pub(crate) fn due_within(period: Period) -> Plan {
    let (from, last) = (day_number(period.from), day_number(Date::MAX));
    let begins = Plan::Range(Field::DeadlineStart, from, last);
    Plan::all([due_by(period.from, period.until), begins])
}

/// Assignments whose time ends between two days.
fn due_by(from: Date, until: Date) -> Plan {
    Plan::Range(Field::Deadline, day_number(from), day_number(until))
}
