//! Cues of citing and of denial, which count where they lead to a document.

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use crate::parsed::part::PartRole;

/// Reads "trích dẫn …", "không trích dẫn …" and "có số".
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        match reader.cue(index) {
            Some(Cue::Cites | Cue::AnyRole)
                if leads_to_document(reader, index) && reader.is_free(index) =>
            {
                let cited = reader.after(index).unwrap_or(index);
                reader.join(index, cited);
            }
            Some(Cue::Not) if denies(reader, index) => {
                reader.give(index, PartRole::WithoutCitation, String::new());
                reader.documents().denied = true;
            }
            Some(Cue::Numbered) if reader.query.documents.is_some() => {
                reader.give(index, PartRole::Numbered, String::new());
                reader.documents().numbered = true;
            }
            _ => {}
        }
    }
}

fn denies(reader: &RoleReader<'_>, index: usize) -> bool {
    let cites = reader.after(index).is_some_and(|next| {
        reader.cue(next) == Some(Cue::Cites) && leads_to_document(reader, next)
    });
    cites || leads_to_document(reader, index)
}

fn leads_to_document(reader: &RoleReader<'_>, index: usize) -> bool {
    reader.after(index).is_some_and(|next| {
        reader.has_role(next, PartRole::Type)
            || reader.has_role(next, PartRole::Cites)
            || (reader.cue(next) == Some(Cue::Document)
                && reader.has_role(next, PartRole::Kind))
    })
}
