//! What is asked beside a list of hits: "còn hiệu lực không", "bản mới nhất", "có bao
//! nhiêu", "được dẫn nhiều nhất".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use crate::parsed::part::PartRole;
use crate::parsed::query::Ask;

/// Reads the first words that ask for it. What is asked of a document needs one that is
/// named.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let is_named = (0..reader.tokens.len()).any(|index| reader.is_named_document(index));
    read_how_to_cite(reader, is_named);
    for index in 0..reader.tokens.len() {
        let Some(Cue::Asks(ask)) = reader.cue(index) else { continue };
        let is_open = match ask {
            // The phrase itself, and a word.
            Ask::State | Ask::Entry | Ask::Latest | Ask::Citation | Ask::What => {
                is_named && reader.is_brief(2)
            }
            Ask::Count | Ask::MostCited => true,
            Ask::Who => false,
        };
        if !is_open {
            continue;
        }
        if reader.query.ask.is_none() {
            reader.query.ask = Some(ask);
            reader.give(index, PartRole::Ask, ask.to_string());
        }
        let end = reader.after(index).filter(|next| reader.after(*next).is_none());
        if let Some(end) = end.filter(|end| reader.cue(*end) == Some(Cue::Not)) {
            reader.join(end, index);
        }
    }
}

/// "trích dẫn Nghị quyết … như thế nào"
fn read_how_to_cite(reader: &mut RoleReader<'_>, is_named: bool) {
    let first = (0..reader.tokens.len()).find(|at| reader.cue(*at) == Some(Cue::Cites));
    let how = (0..reader.tokens.len()).find(|at| reader.cue(*at) == Some(Cue::How));
    let (Some(first), Some(how)) = (first, how) else { return };
    if is_named && first < how && reader.is_brief(1) && reader.before(first).is_none() {
        reader.query.ask = Some(Ask::Citation);
        reader.give(first, PartRole::Ask, Ask::Citation.to_string());
        reader.join(how, first);
    }
}
