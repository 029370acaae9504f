//! Cues of citing and of denial, which count where they lead to a document.

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use crate::parsed::part::PartRole;

/// Reads "trích dẫn …", "được dẫn ở đâu", "có số" and "cả … và …".
pub(super) fn read(reader: &mut RoleReader<'_>) {
    for index in 0..reader.tokens.len() {
        match reader.cue(index) {
            Some(Cue::Cites | Cue::Follows | Cue::AnyRole | Cue::Relation(_))
                if reader.is_free(index) =>
            {
                join_citing(reader, index);
            }
            Some(Cue::Numbered) if reader.query.has_documents() => {
                reader.give(index, PartRole::Numbered, String::new());
                reader.documents(index).numbered = true;
            }
            Some(Cue::Each) => {
                let documents = reader.query.documents.as_mut();
                if let Some(documents) = documents.filter(|asked| asked.each().len() > 1)
                {
                    documents.needs_all = true;
                    let next = reader.after(index).unwrap_or(index);
                    reader.join(index, next);
                }
            }
            _ => {}
        }
    }
}

/// Joins a word of citing to the document that it leads to, or to the one named before:
/// "Kết luận … được dẫn ở đâu".
fn join_citing(reader: &mut RoleReader<'_>, index: usize) {
    if let Some(cited) = cited_behind(reader, index) {
        reader.query.follows |= reader.cue(index) == Some(Cue::Follows);
        reader.join(index, cited);
        return;
    }
    let named = (0..index).rev().find(|at| reader.has_role(*at, PartRole::Cites));
    let asks = (index + 1..reader.tokens.len()).all(|at| reader.is_filler(at));
    let is_cites = reader.cue(index) == Some(Cue::Cites);
    if let Some(named) = named.filter(|_| asks && is_cites) {
        reader.join(index, named);
    }
}

fn cited_behind(reader: &RoleReader<'_>, index: usize) -> Option<usize> {
    let next = reader.after(index)?;
    let next = match reader.cue(next) {
        Some(Cue::Each) => reader.after(next)?,
        _ => next,
    };
    let is_cited = reader.has_role(next, PartRole::Type)
        || reader.has_role(next, PartRole::Cites)
        || reader.has_role(next, PartRole::Provision)
        || (reader.cue(next) == Some(Cue::Document)
            && reader.has_role(next, PartRole::Kind));
    is_cited.then_some(next)
}
