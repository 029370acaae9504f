//! Relations between documents, in both directions: "văn bản nào sửa đổi X", "X thay thế
//! những văn bản nào", "X bị văn bản nào bãi bỏ", "căn cứ pháp lý của X".

use super::super::cue::{Cue, relation_named};
use super::super::role_reader::{RoleReader, Scope};
use super::super::token::TokenKind;
use crate::parsed::part::{PartRole, RelationDirection};
use crate::parsed::query::{Ask, RelationQuery, Standing};
use crate::parsed::value::type_names;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::document::document_type::DocumentType;

/// Most tokens between a passive and its verb: "bị văn bản nào bãi bỏ" has two.
const MAX_BETWEEN: usize = 4;

/// A word of relation in a question.
#[derive(Clone, Copy)]
struct Verb {
    at: usize,
    kind: RelationKind,
    /// "căn cứ pháp lý": the documents named have it.
    is_noun: bool,
}

/// Reads the first word of relation that ties documents to those named.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let asks_for_places = (0..reader.tokens.len()).any(|index| {
        matches!(reader.cue(index), Some(Cue::Measure | Cue::Unit))
            || (matches!(reader.cue(index), Some(Cue::AskedMeasure | Cue::AskedUnit))
                && reader.is_asked(index))
    });
    // The word itself, and two of a subject.
    if asks_for_places || !reader.is_brief(3) {
        return;
    }
    let verbs = (0..reader.tokens.len()).filter_map(|at| verb_at(reader, at));
    let verbs: Vec<Verb> = verbs.collect();
    let found = verbs.into_iter().find_map(|verb| Some((verb, direction(reader, verb)?)));
    match found {
        Some((verb, direction)) => record(reader, verb, direction),
        None => read_ended(reader),
    }
}

/// "văn bản nào đã bị thay thế": documents that are no longer in force.
fn read_ended(reader: &mut RoleReader<'_>) {
    let n_tokens = reader.tokens.len();
    let ends = |kind| matches!(kind, RelationKind::Replaces | RelationKind::Repeals);
    let verb = (0..n_tokens)
        .find(|at| matches!(reader.cue(*at), Some(Cue::Relation(kind)) if ends(kind)));
    let Some(verb) = verb.filter(|_| !reader.names_document()) else { return };
    let typed = (0..verb).find(|at| reader.is_document_word(*at));
    let passive = (0..verb).rev().find(|at| reader.cue(*at) == Some(Cue::Passive));
    if let (Some(_), Some(passive)) = (typed, passive) {
        reader.documents(verb).standing = Some(Standing::Ended);
        reader.give(verb, PartRole::Ask, Standing::Ended.to_string());
        reader.join(passive, verb);
    }
}

fn verb_at(reader: &RoleReader<'_>, at: usize) -> Option<Verb> {
    match reader.kind(at)? {
        TokenKind::Cue(Cue::Relation(kind)) => {
            // "căn cứ của Quy chế …"
            let is_noun = reader.cue(at + 1) == Some(Cue::Of);
            Some(Verb { at, kind: *kind, is_noun })
        }
        TokenKind::Cue(Cue::RelationOf(kind)) => {
            Some(Verb { at, kind: *kind, is_noun: true })
        }
        // "văn bản hướng dẫn Quy định …": a type before a type is what it does.
        TokenKind::Type(_) => {
            let next = reader.after(at)?;
            let leads = matches!(reader.kind(next), Some(TokenKind::Type(_)))
                && reader.after(next).is_some_and(|behind| {
                    reader.is_named_document(behind)
                        || reader.cue(behind) == Some(Cue::Quantity)
                });
            let is_passive = reader.cue(next) == Some(Cue::By)
                || at.checked_sub(1).and_then(|before| reader.cue(before))
                    == Some(Cue::Passive);
            // "Hướng dẫn 12-HD/TU hướng dẫn văn bản nào"
            let acts = (0..at).any(|before| reader.is_named_document(before))
                && reader.is_document_word(next)
                && reader.cue(next + 1) == Some(Cue::Which);
            let is_verb = leads
                || is_passive
                || acts
                || matches!(reader.kind(next), Some(TokenKind::Named(_)));
            let words = reader.token(at)?.span.of(reader.text);
            let kind = relation_named(words).filter(|_| is_verb)?;
            Some(Verb { at, kind, is_noun: false })
        }
        _ => None,
    }
}

/// On which side the documents named stand; `None` where the word ties nothing to them.
fn direction(reader: &RoleReader<'_>, verb: Verb) -> Option<RelationDirection> {
    let named = |index: &usize| {
        reader.is_named_document(*index) && reader.scope(*index) == Scope::Wanted
    };
    let before = (0..verb.at).rev().find(named);
    let behind = (verb.at + 1..reader.tokens.len()).find(named);
    let passive = is_passive(reader, verb.at, before);
    let is_asked = (0..reader.tokens.len()).any(|index| {
        matches!(reader.cue(index), Some(Cue::Which | Cue::Asking | Cue::Document))
    });
    // "căn cứ Nghị quyết …" and "thực hiện Nghị quyết …" alone are words of a text.
    let is_common = matches!(verb.kind, RelationKind::Basis | RelationKind::Implements);
    let has_subject = is_asked || asked_types(reader, verb).next().is_some();
    match (before, behind) {
        _ if verb.is_noun => before.or(behind).map(|_| RelationDirection::Out),
        (Some(_), None) if passive => Some(RelationDirection::In),
        (Some(_), None) => (!is_common || is_asked).then_some(RelationDirection::Out),
        (None, Some(_)) if passive => Some(RelationDirection::Out),
        (None, Some(_)) => (!is_common || has_subject).then_some(RelationDirection::In),
        // "X sửa điều nào của Y"
        (Some(_), Some(_)) if is_telling(verb.kind) => Some(RelationDirection::Out),
        _ => None,
    }
}

/// Whether a relation between two documents named is what is asked for, and no word of a
/// text.
const fn is_telling(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Amends | RelationKind::Replaces | RelationKind::Repeals)
}

/// Whether what stands before the word is acted on: "bị bãi bỏ", "bị văn bản nào bãi bỏ",
/// "được sửa đổi bởi".
fn is_passive(reader: &RoleReader<'_>, verb: usize, after: Option<usize>) -> bool {
    let first = after.map_or(0, |at| at + 1).max(verb.saturating_sub(MAX_BETWEEN));
    let passive = (first..verb).rev().find(|at| reader.cue(*at) == Some(Cue::Passive));
    let is_bound = passive.is_some_and(|passive| {
        (passive + 1..verb).all(|at| reader.is_filler(at) || reader.is_document_word(at))
    });
    let by = reader.after(verb).is_some_and(|next| reader.cue(next) == Some(Cue::By));
    is_bound || by
}

/// The types of the documents asked for: "quyết định nào", "kế hoạch thực hiện …".
fn asked_types<'r>(
    reader: &'r RoleReader<'_>,
    verb: Verb,
) -> impl Iterator<Item = (usize, &'r [DocumentType])> {
    (0..reader.tokens.len()).filter_map(move |index| {
        let TokenKind::Type(types) = reader.kind(index)? else { return None };
        let next = reader.after(index);
        let is_of_symbol = reader.token(index + 1).is_some_and(|next| {
            matches!(next.kind, TokenKind::Symbol(_)) || next.cue() == Some(Cue::Quantity)
        });
        let is_asked = reader.cue(index + 1) == Some(Cue::Which);
        let is_before = next == Some(verb.at);
        (index != verb.at && !is_of_symbol && (is_asked || is_before))
            .then_some((index, types.as_slice()))
    })
}

fn record(reader: &mut RoleReader<'_>, verb: Verb, direction: RelationDirection) {
    let asked: Vec<(usize, Vec<DocumentType>)> =
        asked_types(reader, verb).map(|(at, types)| (at, types.to_vec())).collect();
    reader.give(verb.at, PartRole::Relation, verb.kind.to_string());
    if let Some(part) = reader.part_of(verb.at) {
        part.direction = Some(direction);
    }
    let mut types = Vec::new();
    for (index, asked) in asked {
        reader.give(index, PartRole::Type, type_names(&asked));
        types.extend(asked);
    }
    for index in 0..reader.tokens.len() {
        let cue = reader.cue(index);
        let is_open = reader.is_free(index) && reader.scope(index) == Scope::Wanted;
        // "đã bị thay thế chưa" asks how the document stands.
        let is_end = cue == Some(Cue::Not) && reader.after(index).is_none();
        if is_open && is_end {
            reader.query.ask = Some(Ask::State);
        }
        let is_named = reader.after(index).is_some_and(|next| {
            matches!(reader.kind(next), Some(TokenKind::Symbol(_) | TokenKind::Named(_)))
        });
        let is_subject = cue == Some(Cue::Document) && !is_named;
        if is_open && (is_end || is_subject) {
            reader.join(index, verb.at);
        }
    }
    reader.query.relation = Some(RelationQuery { kind: verb.kind, direction, types });
}
