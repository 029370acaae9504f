//! Agencies of a question: those who issue documents, and those who do something.

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, IssuerLevel, Performer, PerformerRole};
use crate::parsed::value::first_name;
use tracuu_legal::agency::body::Agency;
use tracuu_legal::agency::query::AgencyQuery;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_text::span::Span;

/// Words of the longest name of a place: "Bà Rịa - Vũng Tàu".
const MAX_AREA_WORDS: usize = 4;

/// Reads the names of agencies, with the words that say what they do.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        if let Some(Cue::Level(level)) = reader.cue(index) {
            read_level(reader, index, level);
            continue;
        }
        let Some(TokenKind::Agency(agency)) = reader.kind(index) else { continue };
        let is_of_title = is_of_title(reader, index, agency);
        if is_of_title && role_behind(reader, index).is_none() {
            continue;
        }
        if !is_of_title && is_issuer(reader, index) {
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
        read_area(reader, index);
    }
}

/// The place behind an issuer, "An Sơn" behind "UBND tỉnh": a few words up to the end or to
/// another fact about the documents.
fn read_area(reader: &mut RoleReader<'_>, issuer: usize) {
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
    if words.is_empty() || words.len() > MAX_AREA_WORDS || !is_end {
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
    let next_is_issued = is_issued_behind(reader, index);
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

/// Whether "ban hành" stands behind a body, the name of its place between them.
fn is_issued_behind(reader: &RoleReader<'_>, index: usize) -> bool {
    let is_area = |at: &usize| matches!(reader.kind(*at), Some(TokenKind::Word));
    let n_area = (index + 1..reader.tokens.len()).take_while(is_area).count();
    let behind = reader.after(index + n_area.min(MAX_AREA_WORDS));
    behind.is_some_and(|next| reader.cue(next) == Some(Cue::Issued))
}

/// Whether a body stands in the title behind a document: "Quy chế 12-QC/TU về làm việc của
/// các chi bộ". A class issues nothing, and a symbol with the code of its issuer needs none.
fn is_of_title(reader: &RoleReader<'_>, index: usize, agency: &AgencyQuery) -> bool {
    let about = (0..index).rev().find(|at| reader.cue(*at) == Some(Cue::About));
    let has_issuer = |at: usize| matches!(reader.kind(at), Some(TokenKind::Symbol(symbol)) if !symbol.issuers.is_empty());
    about.is_some_and(|about| is_topic(agency) || (0..about).any(has_issuer))
}

/// The word behind a body, or behind the last of several in a row, that says what they do
/// with a task: "Sở A và Sở B chủ trì". To implement something is what issuers do, too.
fn role_behind(reader: &RoleReader<'_>, index: usize) -> Option<usize> {
    let mut at = reader.after(index)?;
    while is_row_word(reader, at) {
        at = reader.after(at)?;
    }
    let is_role = matches!(
        reader.cue(at),
        Some(
            Cue::Lead
                | Cue::Coordinating
                | Cue::CoordinatingWith
                | Cue::AnyRole
                | Cue::Monitoring
        )
    );
    is_role.then_some(at)
}

/// Whether a token is a body of a row, or the "hoặc" between two.
fn is_row_word(reader: &RoleReader<'_>, index: usize) -> bool {
    matches!(reader.kind(index), Some(TokenKind::Agency(_) | TokenKind::Cue(Cue::Or)))
}

/// The role that a body shares with the one before or behind it in a row.
fn row_role(reader: &RoleReader<'_>, index: usize) -> Option<usize> {
    let is_in_row = |near: Option<usize>| {
        near.is_some_and(|at| {
            is_row_word(reader, at) && !reader.has_role(at, PartRole::Issuer)
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
        | TokenKind::Cue(Cue::Document | Cue::Numbered | Cue::Asks(Ask::Latest)) => {
            Some(true)
        }
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
        Some(Cue::Coordinating | Cue::CoordinatingWith) => {
            Some(PerformerRole::Coordinating)
        }
        Some(
            Cue::AnyRole | Cue::Monitoring | Cue::Relation(RelationKind::Implements),
        ) => Some(PerformerRole::Any),
        _ => None,
    }
}

fn read_performer(reader: &mut RoleReader<'_>, index: usize, agency: &AgencyQuery) {
    let Some(span) = reader.token(index).map(|token| token.span) else { return };
    let in_row = row_role(reader, index);
    let before = reader.before(index);
    // "không do Sở A và Sở B chủ trì"
    let is_row_denied = in_row.is_some()
        && before.and_then(|at| reader.part_of(at)).is_some_and(|part| part.excluded);
    let denial = denial(reader, index);
    let is_denied = denial.is_some() || is_row_denied;
    let cue_at = role_word(reader, index, denial).or(in_row);
    if cue_at.is_none() && !is_denied && is_topic(agency) {
        return;
    }
    let mut role = PerformerRole::Any;
    let mut duty = None;
    if let Some(at) = cue_at {
        role = role_at(reader, at, index);
        if reader.cue(at) == Some(Cue::Monitoring) {
            duty = reader.token(at).map(|token| token.span);
        }
        reader.join(at, index);
        join_second_role(reader, at, index);
    }
    let or = before.filter(|at| reader.cue(*at) == Some(Cue::Or));
    for with in [denial, or].into_iter().flatten() {
        reader.join(with, index);
    }
    // A task has one body that leads, as a rule: two that lead have two tasks.
    let leads_too = role == PerformerRole::Lead
        && before.is_some_and(|before| reader.has_role(before, PartRole::Lead));
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
    if let Some(part) = reader.part_of(index) {
        part.excluded = is_denied;
    }
    reader.query.performers.push(Performer {
        agency: agency.clone(),
        role,
        span,
        is_explicit: cue_at.is_some(),
        duty,
        is_denied,
        is_alternative: or.is_some() || leads_too,
    });
}

/// The word beside a body that says what it does: "Sở A chủ trì", "Sở A không chủ trì",
/// "chủ trì: Sở A".
fn role_word(
    reader: &RoleReader<'_>,
    index: usize,
    denial: Option<usize>,
) -> Option<usize> {
    let says_role =
        |at: &usize| reader.is_free(*at) && role_of(reader.cue(*at)).is_some();
    let after = reader.after(index).and_then(|next| {
        if Some(next) == denial { reader.after(next) } else { Some(next) }
    });
    after.filter(says_role).or_else(|| reader.before(index).filter(says_role))
}

/// The role that a word gives a body. "Sở A phối hợp với Sở B" says of neither which role it
/// has; nor does "chủ trì hoặc phối hợp".
fn role_at(reader: &RoleReader<'_>, at: usize, index: usize) -> PerformerRole {
    let cue = reader.cue(at);
    if cue == Some(Cue::CoordinatingWith) {
        // One of two bodies with nothing else between, or of one and whoever is asked for.
        let other = if at < index { reader.before(at) } else { reader.after(at) };
        let is_pair = other.is_some_and(|other| {
            matches!(
                reader.kind(other),
                Some(TokenKind::Agency(_) | TokenKind::Cue(Cue::Who))
            )
        });
        return if is_pair { PerformerRole::Any } else { PerformerRole::Coordinating };
    }
    let second = second_role(reader, at).and_then(|second| reader.cue(second));
    if matches!(second, Some(Cue::Lead | Cue::Coordinating)) {
        return PerformerRole::Any;
    }
    role_of(cue).unwrap_or(PerformerRole::Any)
}

/// A role behind a role, that has no body of its own: "chủ trì hoặc phối hợp".
fn second_role(reader: &RoleReader<'_>, role: usize) -> Option<usize> {
    let next = reader.after(role)?;
    let is_or = reader.cue(next) == Some(Cue::Or);
    let second = if is_or { reader.after(next)? } else { next };
    let is_role = matches!(
        reader.cue(second),
        Some(Cue::Lead | Cue::Coordinating | Cue::CoordinatingWith | Cue::AnyRole)
    );
    let behind = reader.after(second).and_then(|behind| reader.kind(behind));
    let has_body = matches!(behind, Some(TokenKind::Agency(_)));
    (is_role && !has_body).then_some(second)
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

/// Joins a second role. Behind "phối hợp với" partners are asked for: "chủ trì phối hợp với
/// ai".
fn join_second_role(reader: &mut RoleReader<'_>, role: usize, agency: usize) {
    let second = second_role(reader, role);
    for at in role + 1..=second.unwrap_or(role) {
        if !reader.is_filler(at) {
            reader.join(at, agency);
        }
    }
    let last = second.unwrap_or(role);
    let who = reader.after(last).filter(|next| reader.cue(*next) == Some(Cue::Who));
    if let Some(who) = who.filter(|_| reader.cue(last) == Some(Cue::CoordinatingWith)) {
        reader.query.ask = Some(Ask::Partners);
        reader.give(who, PartRole::Ask, Ask::Partners.to_string());
    }
}
