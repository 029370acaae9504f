//! What is asked beside a list of hits: "còn hiệu lực không", "bản mới nhất", "có bao
//! nhiêu", "được dẫn nhiều nhất".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use super::dates::period_of;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, HitKindFilter, Standing};

/// Reads the first words that ask for it. What is asked of a document needs one that is
/// named.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let is_named = reader.names_document();
    read_how_to_cite(reader, is_named);
    if !is_named {
        read_standing(reader);
    }
    let when = reader.find_cue(Cue::When);
    for index in 0..reader.tokens.len() {
        let ask = match reader.cue(index) {
            // "khi nào Quy định … có hiệu lực"
            Some(Cue::Asks(Ask::State)) if when.is_some() => Ask::Entry,
            Some(Cue::Asks(ask)) => ask,
            Some(Cue::Ended) => Ask::State,
            // "khi nào việc … phải xong"; "hạn chót nộp báo cáo", without a time.
            Some(Cue::Due) if when.is_some() => Ask::Due,
            Some(Cue::Due) if index == 0 && asks_when(reader) => Ask::Due,
            _ => continue,
        };
        let is_open = match ask {
            // The phrase itself, and a word.
            Ask::State | Ask::Entry | Ask::Citation => is_named && reader.is_brief(2),
            Ask::Latest => {
                let is_described = is_named || describes_documents(reader, index);
                is_described && reader.is_brief(2)
            }
            // "căn cứ của X là gì" asks for what it rests on.
            Ask::What => {
                is_named && reader.is_brief(2) && reader.query.relation.is_none()
            }
            Ask::Count | Ask::MostCited => true,
            Ask::Due => {
                !is_named || (0..reader.tokens.len()).any(|at| is_place(reader, at))
            }
            Ask::Who | Ask::Partners => false,
        };
        if !is_open {
            continue;
        }
        if reader.query.ask.is_none() {
            reader.query.ask = Some(ask);
            if ask == Ask::Due {
                read_task(reader, index);
            }
            reader.give(index, PartRole::Ask, ask.to_string());
            if let Some(when) = when.filter(|_| matches!(ask, Ask::Entry | Ask::Due)) {
                reader.join(when, index);
            }
        }
        let end = reader.after(index).filter(|next| reader.after(*next).is_none());
        if let Some(end) = end.filter(|end| reader.cue(*end) == Some(Cue::Not)) {
            reader.join(end, index);
        }
    }
    if let Some(when) = when {
        read_when(reader, when);
    }
}

/// "khi nào làm cầu qua suối": when a task is due, where nothing else is asked; tasks stand
/// first.
fn read_when(reader: &mut RoleReader<'_>, when: usize) {
    /// Words of its own in a question of a task; one of the law in whole sentences has more.
    const MAX_WORDS: usize = 8;
    let is_edge = reader.before(when).is_none() || reader.after(when).is_none();
    let names = |at: usize| reader.is_named_document(at) || reader.is_document_word(at);
    let is_named = (0..reader.tokens.len()).any(names);
    if is_edge && !is_named && reader.query.ask.is_none() && reader.is_brief(MAX_WORDS) {
        reader.query.ask = Some(Ask::Due);
        reader.query.prefers_tasks = true;
        reader.give(when, PartRole::Ask, Ask::Due.to_string());
    }
}

/// Whether a question that begins with a word for a deadline names no time.
fn asks_when(reader: &RoleReader<'_>) -> bool {
    let has_time = reader.tokens.iter().any(|token| period_of(&token.kind).is_some());
    !has_time && reader.after(0).is_some()
}

/// "hạn của nhiệm vụ …": tasks, by the other words.
fn read_task(reader: &mut RoleReader<'_>, ask: usize) {
    reader.query.hit_kind = HitKindFilter::Assignments;
    for index in 0..reader.tokens.len() {
        if reader.is_task_word(index) {
            reader.join(index, ask);
        }
    }
}

fn is_place(reader: &RoleReader<'_>, index: usize) -> bool {
    matches!(reader.kind(index), Some(TokenKind::Place(_)))
}

/// "các quyết định hết hiệu lực": how the documents of a type stand.
fn read_standing(reader: &mut RoleReader<'_>) {
    let typed = (0..reader.tokens.len()).find(|at| reader.is_document_word(*at));
    let Some(typed) = typed else { return };
    for index in typed + 1..reader.tokens.len() {
        let standing = match reader.cue(index) {
            Some(Cue::Ended) => Standing::Ended,
            Some(Cue::Asks(Ask::State)) => Standing::InForce,
            _ => continue,
        };
        reader.documents(index).standing = Some(standing);
        reader.give(index, PartRole::Ask, standing.to_string());
        return;
    }
}

/// Whether a type stands before "mới nhất", or whose document it is behind: "văn bản mới
/// nhất của Tỉnh ủy".
fn describes_documents(reader: &mut RoleReader<'_>, latest: usize) -> bool {
    let is_typed =
        reader.before(latest).is_some_and(|before| reader.is_document_word(before));
    let is_owned = reader
        .after(latest)
        .is_some_and(|next| matches!(reader.cue(next), Some(Cue::Of | Cue::About)));
    if is_owned && !is_typed {
        reader.documents(latest);
    }
    is_typed || is_owned
}

/// "trích dẫn Nghị quyết … như thế nào"
fn read_how_to_cite(reader: &mut RoleReader<'_>, is_named: bool) {
    let found = (reader.find_cue(Cue::Cites), reader.find_cue(Cue::How));
    let (Some(first), Some(how)) = found else { return };
    if is_named && first < how && reader.is_brief(1) && reader.before(first).is_none() {
        reader.query.ask = Some(Ask::Citation);
        reader.give(first, PartRole::Ask, Ask::Citation.to_string());
        reader.join(how, first);
    }
}
