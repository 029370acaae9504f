//! Who does something: "ai chủ trì chuyển đổi số", "mục 3.1 đơn vị nào phụ trách".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::agencies::role_of;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, HitKindFilter, PerformerRole};

/// Reads a word for somebody with the role that is asked for; not beside an agency that is
/// named, whose partners are then asked for.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    if reader.names_agency() || reader.query.relation.is_some() {
        return;
    }
    let Some(who) = reader.find_cue(Cue::Who) else { return };
    let near = [reader.after(who), reader.before(who)];
    let role = near
        .into_iter()
        .flatten()
        .find(|at| reader.is_free(*at) && role_of(reader.cue(*at)).is_some());
    reader.query.ask = Some(Ask::Who);
    let Some(role) = role else { return read_doing(reader, who) };
    let others = other_roles(reader, who, role);
    reader.query.who = who_does(reader, role, &others);
    reader.query.hit_kind = HitKindFilter::Assignments;
    reader.give(who, PartRole::Ask, Ask::Who.to_string());
    // "theo dõi" is what the task says.
    if reader.cue(role) != Some(Cue::Monitoring) {
        reader.join(role, who);
    }
    for at in others {
        if !reader.is_filler(at) {
            reader.join(at, who);
        }
    }
    for index in 0..reader.tokens.len() {
        // "việc chuyển đổi số do ai chủ trì"
        let is_word =
            matches!(reader.cue(index), Some(Cue::By | Cue::AskedMeasure | Cue::Measure));
        if is_word && reader.is_free(index) {
            reader.join(index, who);
        }
    }
}

/// "ai mở kênh góp ý": what is done has no word for a role; tasks stand first.
fn read_doing(reader: &mut RoleReader<'_>, who: usize) {
    /// Words of its own in a question of a task; one of the law in whole sentences has more.
    const MAX_WORDS: usize = 6;
    let is_edge = reader.before(who).is_none() || reader.after(who).is_none();
    if !is_edge || reader.query.has_documents() || !reader.is_brief(MAX_WORDS) {
        reader.query.ask = None;
        return;
    }
    reader.query.prefers_tasks = true;
    reader.give(who, PartRole::Ask, Ask::Who.to_string());
}

/// The role asked for; any where another is asked for, too: "ai chủ trì và ai phối hợp".
fn who_does(
    reader: &RoleReader<'_>,
    role: usize,
    others: &[usize],
) -> Option<PerformerRole> {
    let first = role_of(reader.cue(role));
    let mut others = others.iter().filter_map(|at| role_of(reader.cue(*at)));
    if others.any(|other| Some(other) != first) {
        Some(PerformerRole::Any)
    } else {
        first
    }
}

/// The words behind a role that ask for another: "hoặc phối hợp", "và ai phối hợp".
fn other_roles(reader: &RoleReader<'_>, who: usize, role: usize) -> Vec<usize> {
    let first = who.max(role) + 1;
    let is_part = |at: &usize| {
        reader.is_filler(*at)
            || matches!(reader.cue(*at), Some(Cue::Or | Cue::Who))
            || role_of(reader.cue(*at)).is_some()
    };
    let behind: Vec<usize> = (first..reader.tokens.len()).take_while(is_part).collect();
    let has_role = behind.iter().any(|at| role_of(reader.cue(*at)).is_some());
    if has_role { behind } else { Vec::new() }
}
