//! What the documents of a question are there for: hits cite them, stand in them ("trong Kế
//! hoạch …", "Kế hoạch … giao …"), or must not cite them ("mà không dẫn …").

use super::super::cue::Cue;
use super::super::role_reader::{RoleReader, Scope};
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::value::type_names;

/// Gives every token its scope, which lasts until another word changes it.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    read_citers(reader);
    let is_held = hands_out(reader) || is_counted_in(reader);
    let mut scope = match is_held {
        _ if cites_others(reader) => Scope::Citing,
        true => Scope::Within,
        false => Scope::Wanted,
    };
    for index in 0..reader.tokens.len() {
        match reader.cue(index) {
            Some(Cue::Not) if denies_citation(reader, index) => {
                reader.give(index, PartRole::WithoutCitation, String::new());
                scope = Scope::Denied;
            }
            Some(Cue::Except) if stands_for_document(reader, reader.after(index)) => {
                reader.give(index, PartRole::WithoutCitation, String::new());
                scope = Scope::Denied;
            }
            Some(Cue::Inside) if leads_into(reader, index) => scope = Scope::Within,
            Some(Cue::Of) if owns_tasks(reader, index) => scope = Scope::Within,
            Some(Cue::Gives) => scope = Scope::Wanted,
            Some(cue) if is_citing(cue) && !follows_denial(reader, index) => {
                scope = Scope::Wanted;
            }
            _ => {}
        }
        if let Some(slot) = reader.scopes.get_mut(index) {
            *slot = scope;
        }
    }
}

/// Whether a cue says that something cites what follows.
pub(super) const fn is_citing(cue: Cue) -> bool {
    matches!(cue, Cue::Cites | Cue::Follows)
}

/// The document with which a question begins.
fn opening_document(reader: &RoleReader<'_>) -> Option<usize> {
    let first = reader.first().filter(|first| leads_to_named(reader, *first))?;
    (first..reader.tokens.len()).find(|at| reader.is_named_document(*at))
}

/// "Kế hoạch 12-KH/TU giao Sở A …": what follows stands in the document.
fn hands_out(reader: &RoleReader<'_>) -> bool {
    opening_document(reader).is_some_and(|named| {
        (named..reader.tokens.len()).any(|at| reader.cue(at) == Some(Cue::Gives))
    })
}

/// "Kế hoạch 12-KH/TU có bao nhiêu nhiệm vụ", "… có những nhiệm vụ nào": the tasks stand in
/// the document.
fn is_counted_in(reader: &RoleReader<'_>) -> bool {
    let Some(named) = opening_document(reader) else { return false };
    let acts = |at| {
        let cue = reader.cue(at);
        cue == Some(Cue::Passive) || cue.is_some_and(is_citing)
    };
    let task = reader.after(named);
    task.is_some_and(|task| reader.is_task_word(task) && reader.is_asked(task))
        && !(named..reader.tokens.len()).any(acts)
}

/// "Kế hoạch 12-KH/TU dẫn những nghị quyết nào": the document named cites what is asked for.
fn cites_others(reader: &RoleReader<'_>) -> bool {
    let Some(named) = opening_document(reader) else { return false };
    let Some(cites) = reader.after(named) else { return false };
    let asked = reader.after(cites);
    reader.cue(cites) == Some(Cue::Cites)
        && !(named..cites).any(|at| reader.cue(at) == Some(Cue::Passive))
        && asked.is_some_and(|at| reader.is_document_word(at) && reader.is_asked(at))
}

/// "chương trình nào dẫn Nghị quyết 12-NQ/TU": the documents asked for cite the one named.
fn read_citers(reader: &mut RoleReader<'_>) {
    let Some(cites) = reader.find_cue(Cue::Cites) else { return };
    let asked = reader.before(cites).filter(|asked| {
        let is_passive = (*asked..cites).any(|at| reader.cue(at) == Some(Cue::Passive));
        let is_asked = reader.is_asked(*asked) || reader.before(*asked).is_none();
        reader.is_document_word(*asked) && is_asked && !is_passive
    });
    let cited = reader.after(cites).and_then(|next| {
        let is_each = reader.cue(next) == Some(Cue::Each);
        if is_each { reader.after(next) } else { Some(next) }
    });
    let (Some(asked), Some(cited)) = (asked, cited) else { return };
    if !leads_to_named(reader, cited) {
        return;
    }
    let types = match reader.kind(asked) {
        Some(TokenKind::Type(types)) => types.clone(),
        _ => Vec::new(),
    };
    if types.is_empty() {
        reader.give(asked, PartRole::Kind, "document".to_owned());
    } else {
        reader.give(asked, PartRole::Type, type_names(&types));
    }
    reader.query.citers = Some(types);
}

/// "các nhiệm vụ của Kế hoạch 12-KH/TU"
fn owns_tasks(reader: &RoleReader<'_>, index: usize) -> bool {
    let owned = reader.before(index);
    owned.is_some_and(|owned| reader.is_task_word(owned))
        && reader.after(index).is_some_and(|next| leads_to_named(reader, next))
}

fn denies_citation(reader: &RoleReader<'_>, index: usize) -> bool {
    reader.after(index).is_some_and(|next| {
        reader.cue(next).is_some_and(is_citing)
            && stands_for_document(reader, reader.after(next))
    })
}

fn follows_denial(reader: &RoleReader<'_>, index: usize) -> bool {
    reader.before(index).is_some_and(|before| reader.cue(before) == Some(Cue::Not))
}

fn stands_for_document(reader: &RoleReader<'_>, index: Option<usize>) -> bool {
    let Some(index) = index else { return false };
    let is_counted = matches!(reader.cue(index), Some(Cue::Numbered | Cue::Each));
    let is_place = matches!(reader.kind(index), Some(TokenKind::Place(_)));
    reader.is_document_word(index)
        || reader.is_named_document(index)
        || is_counted
        || is_place
}

/// Whether a document that is named follows a preposition, with a place in it or without.
fn leads_into(reader: &RoleReader<'_>, index: usize) -> bool {
    let Some(next) = reader.after(index) else { return false };
    let is_place = matches!(reader.kind(next), Some(TokenKind::Place(_)));
    if !is_place {
        return leads_to_named(reader, next);
    }
    reader.after(next).is_some_and(|behind| leads_to_named(reader, behind))
}

/// Whether a token is a document that is named, or the type in front of its number.
fn leads_to_named(reader: &RoleReader<'_>, index: usize) -> bool {
    if reader.is_named_document(index) {
        return true;
    }
    let behind = reader.after(index).and_then(|next| {
        let is_quantity = reader.cue(next) == Some(Cue::Quantity);
        if is_quantity { reader.after(next) } else { Some(next) }
    });
    reader.is_document_word(index)
        && behind.is_some_and(|behind| {
            matches!(reader.kind(behind), Some(TokenKind::Symbol(_)))
        })
}
