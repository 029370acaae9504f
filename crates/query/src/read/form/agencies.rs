//! Agencies of a question: those who issue documents, and those who do something.

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Performer, PerformerRole};
use crate::parsed::value::first_name;
use tracuu_legal::agency::query::AgencyQuery;

/// Reads the names of agencies, with the words that say what they do.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        let Some(TokenKind::Agency(agency)) = reader.kind(index) else { continue };
        if is_issuer(reader, index) {
            reader.give(index, PartRole::Issuer, first_name(agency).to_owned());
            reader.documents().issuers.push(agency.clone());
        } else {
            read_performer(reader, index, agency);
        }
    }
}

fn is_issuer(reader: &mut RoleReader<'_>, index: usize) -> bool {
    let any_document = reader.query.documents.is_some();
    let next_is_issued =
        reader.after(index).is_some_and(|next| reader.cue(next) == Some(Cue::Issued));
    let Some(previous) = index.checked_sub(1) else { return next_is_issued };
    match reader.kind(previous) {
        Some(TokenKind::Cue(Cue::Of | Cue::By)) if any_document => {
            let is_issuer = owns_document(reader, previous) || next_is_issued;
            if is_issuer {
                reader.join(previous, index);
            }
            is_issuer
        }
        Some(TokenKind::Type(_) | TokenKind::Symbol(_) | TokenKind::Date(_)) => {
            any_document
        }
        // "của Bộ Chính trị, Ban Bí thư"
        Some(TokenKind::Agency(_)) => reader.has_role(previous, PartRole::Issuer),
        _ => any_document && next_is_issued,
    }
}

/// Whether the nearest thing before that can have an owner is a document.
fn owns_document(reader: &RoleReader<'_>, index: usize) -> bool {
    let owned = (0..index).rev().find_map(|previous| match reader.kind(previous)? {
        TokenKind::Type(_)
        | TokenKind::Symbol(_)
        | TokenKind::Date(_)
        | TokenKind::Cue(Cue::Document | Cue::Numbered) => Some(true),
        TokenKind::Cue(Cue::Measure | Cue::Unit | Cue::Assignment)
        | TokenKind::Agency(_) => Some(false),
        _ => None,
    });
    owned.unwrap_or(false)
}

fn role_of(cue: Option<Cue>) -> Option<PerformerRole> {
    match cue {
        Some(Cue::Lead) => Some(PerformerRole::Lead),
        Some(Cue::Coordinating) => Some(PerformerRole::Coordinating),
        Some(Cue::AnyRole | Cue::Monitoring) => Some(PerformerRole::Any),
        _ => None,
    }
}

fn read_performer(reader: &mut RoleReader<'_>, index: usize, agency: &AgencyQuery) {
    let Some(span) = reader.token(index).map(|token| token.span) else { return };
    let says_role =
        |at: &usize| reader.is_free(*at) && role_of(reader.cue(*at)).is_some();
    let cue_at = reader
        .after(index)
        .filter(says_role)
        .or_else(|| reader.before(index).filter(says_role));
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
    });
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
