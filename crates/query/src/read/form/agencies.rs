//! Agencies of a question: those who issue documents, and those who do something.

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::query::{IssuerLevel, Performer, PerformerRole};
use crate::parsed::value::first_name;
use tracuu_legal::agency::body::Agency;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_text::span::Span;

/// Reads the names of agencies, with the words that say what they do.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        if let Some(Cue::Level(level)) = reader.cue(index) {
            read_level(reader, index, level);
            continue;
        }
        let Some(TokenKind::Agency(agency)) = reader.kind(index) else { continue };
        if !is_of_title(reader, index, agency) && is_issuer(reader, index) {
            reader.give(index, PartRole::Issuer, first_name(agency).to_owned());
            reader.documents(index).issuers.push(agency.clone());
            read_area(reader, index);
        } else {
            read_performer(reader, index, agency);
        }
    }
}

/// "nghị quyết 29 của trung ương": the level of whoever issued it.
fn read_level(reader: &mut RoleReader<'_>, index: usize, level: IssuerLevel) {
    let Some(previous) = reader.before(index) else { return };
    // "Nghị quyết Trung ương 8" is one of a plenum.
    let is_counted = reader.token(index + 1).is_some_and(|next| {
        next.span.of(reader.text).starts_with(|letter: char| letter.is_ascii_digit())
    });
    if is_counted {
        return;
    }
    let is_owner = match reader.kind(previous) {
        Some(TokenKind::Cue(Cue::Of)) => owns_document(reader, previous),
        Some(TokenKind::Type(_) | TokenKind::Symbol(_)) => {
            reader.has_role(previous, PartRole::Type)
                || reader.has_role(previous, PartRole::Cites)
        }
        _ => false,
    };
    if is_owner && reader.query.has_documents() {
        reader.give(index, PartRole::Issuer, level.to_string());
        reader.documents(index).level = Some(level);
        reader.join(previous, index);
    }
}

/// The place behind an issuer, "An Sơn" behind "UBND tỉnh": a few words up to the end or to
/// another fact about the documents.
fn read_area(reader: &mut RoleReader<'_>, issuer: usize) {
    /// Words of the longest name of a place: "Bà Rịa - Vũng Tàu".
    const MAX_WORDS: usize = 4;
    let words = issuer + 1..reader.tokens.len();
    let words: Vec<usize> = words
        .take_while(|at| matches!(reader.kind(*at), Some(TokenKind::Word)))
        .collect();
    let behind = reader.kind(issuer + 1 + words.len());
    let is_end = match behind {
        None
        | Some(
            TokenKind::Date(_)
            | TokenKind::Time(_)
            | TokenKind::Cue(
                Cue::Issued
                | Cue::From
                | Cue::Until
                | Cue::Before
                | Cue::After
                | Cue::About,
            ),
        ) => true,
        Some(_) => false,
    };
    if words.is_empty() || words.len() > MAX_WORDS || !is_end {
        return;
    }
    let spans = words.iter().filter_map(|at| Some(reader.token(*at)?.span));
    let Some(span) = spans.reduce(Span::cover) else { return };
    let area = span.of(reader.text).to_owned();
    for at in words {
        reader.join(at, issuer);
    }
    reader.documents(issuer).area = Some(area);
}

fn is_issuer(reader: &mut RoleReader<'_>, index: usize) -> bool {
    let any_document = reader.query.has_documents();
    let next_is_issued =
        reader.after(index).is_some_and(|next| reader.cue(next) == Some(Cue::Issued));
    let Some(previous) = index.checked_sub(1) else { return next_is_issued };
    if reader.cue(previous) != Some(Cue::Of) && role_behind(reader, index).is_some() {
        return false;
    }
    match reader.kind(previous) {
        Some(TokenKind::Cue(Cue::Of | Cue::By)) if any_document => {
            let is_issuer = owns_document(reader, previous) || next_is_issued;
            if is_issuer {
                reader.join(previous, index);
            }
            is_issuer
        }
        Some(
            TokenKind::Type(_)
            | TokenKind::Symbol(_)
            | TokenKind::Date(_)
            | TokenKind::Time(_),
        ) => any_document,
        // "của Bộ Chính trị, Ban Bí thư"
        Some(TokenKind::Agency(_)) => reader.has_role(previous, PartRole::Issuer),
        _ => any_document && next_is_issued,
    }
}

/// Whether a class of bodies stands in the title behind a document: "Quy chế … về làm việc
/// của các chi bộ". A class issues nothing.
fn is_of_title(reader: &RoleReader<'_>, index: usize, agency: &AgencyQuery) -> bool {
    let has_subject = || (0..index).any(|at| reader.cue(at) == Some(Cue::About));
    is_topic(agency) && has_subject()
}

/// The word behind a body, or behind the last of several in a row, that says what they do
/// with a task: "Sở A và Sở B chủ trì". To implement something is what issuers do, too.
fn role_behind(reader: &RoleReader<'_>, index: usize) -> Option<usize> {
    let mut at = reader.after(index)?;
    while matches!(reader.kind(at), Some(TokenKind::Agency(_) | TokenKind::Cue(Cue::Or)))
    {
        at = reader.after(at)?;
    }
    let is_role = matches!(
        reader.cue(at),
        Some(Cue::Lead | Cue::Coordinating | Cue::AnyRole | Cue::Monitoring)
    );
    is_role.then_some(at)
}

/// The role that a body shares with the one before or behind it in a row.
fn row_role(reader: &RoleReader<'_>, index: usize) -> Option<usize> {
    let is_in_row = |near: Option<usize>| {
        near.is_some_and(|at| {
            matches!(
                reader.kind(at),
                Some(TokenKind::Agency(_) | TokenKind::Cue(Cue::Or))
            ) && !reader.has_role(at, PartRole::Issuer)
        })
    };
    let before = reader.before(index).filter(|at| is_in_row(Some(*at)));
    let is_row = is_in_row(reader.after(index)) || before.is_some();
    role_behind(reader, index).filter(|_| is_row)
}

/// Whether the nearest thing before that can have an owner is a document.
fn owns_document(reader: &RoleReader<'_>, index: usize) -> bool {
    let owned = (0..index).rev().find_map(|previous| match reader.kind(previous)? {
        TokenKind::Type(_)
        | TokenKind::Symbol(_)
        | TokenKind::Date(_)
        | TokenKind::Time(_)
        | TokenKind::Cue(Cue::Document | Cue::Numbered) => Some(true),
        TokenKind::Cue(
            Cue::Measure
            | Cue::AskedMeasure
            | Cue::Unit
            | Cue::AskedUnit
            | Cue::Assignment,
        )
        | TokenKind::Agency(_) => Some(false),
        _ => None,
    });
    owned.unwrap_or(false)
}

/// What a cue says that somebody does with a task.
pub(super) const fn role_of(cue: Option<Cue>) -> Option<PerformerRole> {
    match cue {
        Some(Cue::Lead) => Some(PerformerRole::Lead),
        Some(Cue::Coordinating) => Some(PerformerRole::Coordinating),
        Some(
            Cue::AnyRole | Cue::Monitoring | Cue::Relation(RelationKind::Implements),
        ) => Some(PerformerRole::Any),
        _ => None,
    }
}

fn read_performer(reader: &mut RoleReader<'_>, index: usize, agency: &AgencyQuery) {
    let Some(span) = reader.token(index).map(|token| token.span) else { return };
    let says_role =
        |at: &usize| reader.is_free(*at) && role_of(reader.cue(*at)).is_some();
    let denial = denial(reader, index);
    // "Sở A không chủ trì"
    let after = reader.after(index).and_then(|next| {
        if Some(next) == denial { reader.after(next) } else { Some(next) }
    });
    let in_row = row_role(reader, index);
    let cue_at = after
        .filter(says_role)
        .or_else(|| reader.before(index).filter(says_role))
        .or(in_row);
    if cue_at.is_none() && denial.is_none() && is_topic(agency) {
        return;
    }
    let role = cue_at.and_then(|at| role_of(reader.cue(at)));
    let role = role.unwrap_or(PerformerRole::Any);
    let mut duty = None;
    if let Some(at) = cue_at {
        if reader.cue(at) == Some(Cue::Monitoring) {
            duty = reader.token(at).map(|token| token.span);
        }
        reader.join(at, index);
        join_partner_question(reader, at, index);
    }
    if let Some(denial) = denial {
        reader.join(denial, index);
    }
    let or = reader.before(index).filter(|at| reader.cue(*at) == Some(Cue::Or));
    if let Some(or) = or {
        reader.join(or, index);
    }
    // A task has one body that leads, as a rule: two that lead have two tasks.
    if or.is_some() || (in_row.is_some() && role == PerformerRole::Lead) {
        reader.query.any_performer = true;
    }
    for near in [index.checked_sub(1), Some(index + 1)].into_iter().flatten() {
        if matches!(reader.cue(near), Some(Cue::By | Cue::Of)) {
            reader.join(near, index);
        }
    }
    let part_role = match role {
        PerformerRole::Lead => PartRole::Lead,
        PerformerRole::Coordinating => PartRole::Coordinating,
        PerformerRole::Any => PartRole::Agency,
    };
    reader.give(index, part_role, first_name(agency).to_owned());
    reader.query.performers.push(Performer {
        agency: agency.clone(),
        role,
        span,
        is_explicit: cue_at.is_some(),
        duty,
        is_denied: denial.is_some(),
    });
    if denial.is_some()
        && let Some(part) = reader.part_of(index)
    {
        part.excluded = true;
    }
}

/// The word that denies that an agency does it: "không do Sở A chủ trì", "Sở A không chủ
/// trì", "trừ Sở A".
fn denial(reader: &RoleReader<'_>, index: usize) -> Option<usize> {
    let denies = |at: &usize| {
        reader.is_free(*at) && matches!(reader.cue(*at), Some(Cue::Not | Cue::Except))
    };
    let before = (0..index).rev().find(|at| {
        let is_between = matches!(reader.cue(*at), Some(Cue::By | Cue::Of));
        !reader.is_filler(*at) && !is_between
    });
    let behind = || {
        let next = reader.after(index)?;
        let does = reader.after(next).is_some_and(|at| role_of(reader.cue(at)).is_some());
        does.then_some(next)
    };
    before.filter(denies).or_else(|| behind().filter(denies))
}

/// Whether a name without a role is a subject rather than somebody: a class of bodies ("chi
/// bộ").
fn is_topic(agency: &AgencyQuery) -> bool {
    agency.readings().iter().all(Agency::is_class)
}

/// "chủ trì phối hợp với ai": the second role asks for partners, and limits nothing.
fn join_partner_question(reader: &mut RoleReader<'_>, role_at: usize, agency: usize) {
    let Some(next) = reader.after(role_at) else { return };
    let is_second_role =
        matches!(reader.cue(next), Some(Cue::Coordinating | Cue::AnyRole | Cue::Lead));
    let names_someone = reader
        .after(next)
        .and_then(|after| reader.kind(after))
        .is_some_and(|kind| matches!(kind, TokenKind::Agency(_)));
    if is_second_role && !names_someone {
        reader.join(next, agency);
    }
}
