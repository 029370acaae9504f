//! Deadlines of tasks: "hoàn thành trước 30/6/2026", "thời hạn quý III", "nhiệm vụ nào
//! thường xuyên", "đã quá hạn".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use super::dates::{limits, period_of};
use crate::parsed::part::PartRole;
use crate::parsed::period::Period;
use crate::parsed::query::DeadlineQuery;

/// Reads the time behind or before a word for a deadline; a recurrence beside a task that is
/// asked for; "quá hạn".
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        match reader.kind(index) {
            Some(TokenKind::Cue(Cue::Due | Cue::DueBy)) => read_due(reader, index),
            Some(TokenKind::Cue(Cue::Overdue)) => {
                reader.query.deadline = Some(DeadlineQuery::Overdue);
                reader.give(index, PartRole::Deadline, "overdue".to_owned());
            }
            Some(TokenKind::Recurrence(every)) if asks_for_tasks(reader) => {
                reader.query.deadline = Some(DeadlineQuery::Recurring(*every));
                reader.give(index, PartRole::Deadline, every.to_string());
            }
            _ => {}
        }
    }
    let is_open = reader.query.deadline.is_none()
        && !reader.query.has_documents()
        && (0..reader.tokens.len()).any(|at| is_task_or_role(reader, at));
    for index in (0..reader.tokens.len()).filter(|_| is_open) {
        // "nhiệm vụ của Sở A trong quý I"
        let is_body = matches!(reader.kind(index), Some(TokenKind::Agency(_)));
        let is_anchor = is_body || is_task_or_role(reader, index);
        if is_anchor && reader.query.deadline.is_none() {
            read_due(reader, index);
            reader.query.is_deadline_guessed |= reader.query.deadline.is_some();
        }
    }
}

/// A word for tasks, or for what somebody does, behind which a time is theirs: "nhiệm vụ
/// trong tháng 8/2026", "Sở A phải làm gì trong quý I".
fn is_task_or_role(reader: &RoleReader<'_>, index: usize) -> bool {
    reader.is_task_word(index)
        || matches!(reader.cue(index), Some(Cue::AnyRole | Cue::Lead))
}

/// "trước", "trong" and the times themselves between a word for a deadline and a time.
fn read_due(reader: &mut RoleReader<'_>, due: usize) {
    let mut found: Option<Period> = None;
    let mut owner = None;
    let mut cue = (reader.cue(due) == Some(Cue::DueBy)).then_some(Cue::Until);
    let is_due = matches!(reader.cue(due), Some(Cue::Due | Cue::DueBy));
    let mut joined: Vec<usize> = is_due.then_some(due).into_iter().collect();
    for index in due + 1..reader.tokens.len() {
        if let Some(period) = reader.kind(index).and_then(period_of) {
            // "trước ngày 30/6" is by that day.
            let is_day = period.from == period.until;
            let limit = match cue.take() {
                Some(Cue::Before) if is_day => Some(Cue::Until),
                limit => limit,
            };
            let period = limits(period, limit);
            found = Some(found.unwrap_or(Period::ALWAYS).intersect(period));
            owner = owner.or(Some(index));
            joined.push(index);
        } else if let Some(limit @ (Cue::From | Cue::Until | Cue::Before | Cue::After)) =
            reader.cue(index)
        {
            cue = Some(limit);
            joined.push(index);
        } else if reader.cue(index) == Some(Cue::DueBy) {
            cue = Some(Cue::Until);
            joined.push(index);
        } else if !reader.is_filler(index) && reader.cue(index) != Some(Cue::Due) {
            break;
        }
    }
    let (Some(period), Some(owner)) = (found, owner) else { return };
    reader.query.deadline = Some(DeadlineQuery::Days(period));
    reader.give(owner, PartRole::Deadline, period.to_string());
    for index in joined {
        reader.join(index, owner);
    }
}

/// Whether tasks are asked for: a word for them, or an agency.
fn asks_for_tasks(reader: &RoleReader<'_>) -> bool {
    (0..reader.tokens.len()).any(|index| {
        reader.is_task_word(index)
            || matches!(reader.kind(index), Some(TokenKind::Agency(_)))
    })
}
