//! Assignments: of agencies in their roles, due in a time.

use jiff::civil::Date;

use crate::directory::Directory;
use crate::parsed::query::{DeadlineQuery, ParsedQuery, Performer};
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
    let wanted: Vec<&Performer> =
        query.performers.iter().filter(|performer| !performer.is_denied).collect();
    let mut must = vec![of_kind(EntryKind::Assignment)];
    let each = wanted.iter().map(|performer| directory.assignments(performer));
    if query.any_performer && wanted.len() > 1 {
        must.push(Plan::some(each));
    } else {
        must.extend(each);
    }
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
    let ends = |from: Date, until: Date| {
        Plan::Range(Field::Deadline, day_number(from), day_number(until))
    };
    match deadline {
        DeadlineQuery::Days(period) => {
            let begins = Plan::Range(
                Field::DeadlineStart,
                day_number(period.from),
                day_number(Date::MAX),
            );
            Plan::all([ends(period.from, period.until), begins])
        }
        DeadlineQuery::Recurring(every) => {
            Plan::term(Field::Recurrence, every.to_string())
        }
        DeadlineQuery::Overdue => ends(Date::MIN, today.yesterday().unwrap_or(today)),
    }
}
