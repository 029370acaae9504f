//! Times of issue: "năm 2022", "ban hành từ tháng 5/2022", "trước ngày …".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::period::Period;

/// Reads dates that say when a document was issued.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        let period = reader.kind(index).and_then(period_of);
        if let Some(period) = period.filter(|_| reader.is_free(index)) {
            read_date(reader, index, period);
        }
    }
}

/// The days of a time.
pub(super) fn period_of(kind: &TokenKind) -> Option<Period> {
    match kind {
        TokenKind::Date(date) => Some((*date).into()),
        TokenKind::Time(period) => Some(*period),
        _ => None,
    }
}

fn read_date(reader: &mut RoleReader<'_>, index: usize, period: Period) {
    let before = reader.before(index);
    let cue_before = before.and_then(|previous| reader.cue(previous));
    let is_all = || reader.tokens.iter().all(|token| period_of(&token.kind).is_some());
    let has_documents = reader.query.has_documents();
    let is_behind_issuer =
        before.is_some_and(|previous| reader.belongs_to(previous, PartRole::Issuer));
    let describes = is_behind_issuer
        || match before.and_then(|previous| reader.kind(previous)) {
            None => is_all(),
            Some(
                TokenKind::Type(_)
                | TokenKind::Symbol(_)
                | TokenKind::Date(_)
                | TokenKind::Time(_)
                | TokenKind::Cue(
                    Cue::Document
                    | Cue::Issued
                    | Cue::From
                    | Cue::Until
                    | Cue::Before
                    | Cue::After
                    | Cue::Numbered,
                ),
            ) => true,
            Some(TokenKind::Agency(_)) => {
                before.is_some_and(|previous| reader.has_role(previous, PartRole::Issuer))
            }
            Some(_) => period.from == period.until && has_documents,
        };
    let is_of_issue = has_documents || cue_before == Some(Cue::Issued) || is_all();
    if !describes || !is_of_issue {
        return;
    }
    let value = match reader.kind(index) {
        Some(TokenKind::Date(date)) => date.to_string(),
        _ => period.to_string(),
    };
    let documents = reader.documents(index);
    let known = documents.period.unwrap_or(Period::ALWAYS);
    documents.period = Some(known.intersect(limits(period, cue_before)));
    reader.give(index, PartRole::Date, value);
    if let Some(previous) = before.filter(|_| cue_before.is_some()) {
        reader.join(previous, index);
        // "ban hành từ …"
        let issued = reader.before(previous);
        if let Some(issued) = issued.filter(|at| reader.cue(*at) == Some(Cue::Issued)) {
            reader.join(issued, index);
        }
    }
}

/// The period that a date and the cue before it stand for.
pub(super) fn limits(date: Period, cue: Option<Cue>) -> Period {
    let Period { from, until } = date;
    match cue {
        Some(Cue::Before) => {
            Period { until: from.yesterday().unwrap_or(from), ..Period::ALWAYS }
        }
        Some(Cue::After) => {
            Period { from: until.tomorrow().unwrap_or(until), ..Period::ALWAYS }
        }
        Some(Cue::From) => Period { from, ..Period::ALWAYS },
        Some(Cue::Until) => Period { until, ..Period::ALWAYS },
        _ => date,
    }
}
