//! Times of issue: "năm 2022", "ban hành từ tháng 5/2022", "trước ngày …".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::period::Period;
use tracuu_legal::document::date::DateText;

/// Reads dates that say when a document was issued.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        if let Some(TokenKind::Date(date)) = reader.kind(index) {
            read_date(reader, index, *date);
        }
    }
}

fn read_date(reader: &mut RoleReader<'_>, index: usize, date: DateText) {
    let before = reader.before(index);
    let cue_before = before.and_then(|previous| reader.cue(previous));
    let is_all =
        || reader.tokens.iter().all(|token| matches!(token.kind, TokenKind::Date(_)));
    let has_documents = reader.query.documents.is_some();
    let describes = match before.and_then(|previous| reader.kind(previous)) {
        None => is_all(),
        Some(
            TokenKind::Type(_)
            | TokenKind::Symbol(_)
            | TokenKind::Date(_)
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
        Some(_) => date.day().is_some() && has_documents,
    };
    let is_of_issue = has_documents || cue_before == Some(Cue::Issued) || is_all();
    if !describes || !is_of_issue {
        return;
    }
    let documents = reader.documents();
    let known = documents.period.unwrap_or(Period::ALWAYS);
    documents.period = Some(known.intersect(limits(date.into(), cue_before)));
    reader.give(index, PartRole::Date, date.to_string());
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
fn limits(date: Period, cue: Option<Cue>) -> Period {
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
