//! Who does something: "ai chủ trì chuyển đổi số", "mục 3.1 đơn vị nào phụ trách".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use super::agencies::role_of;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, HitKindFilter, PerformerRole};

/// Reads a word for somebody with the role that is asked for; not beside an agency that is
/// named, whose partners are then asked for.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let names_agency = (0..reader.tokens.len())
        .any(|index| matches!(reader.kind(index), Some(TokenKind::Agency(_))));
    if names_agency || reader.query.relation.is_some() {
        return;
    }
    let who = (0..reader.tokens.len()).find(|at| reader.cue(*at) == Some(Cue::Who));
    let Some(who) = who else { return };
    let near = [reader.after(who), reader.before(who)];
    let role = near
        .into_iter()
        .flatten()
        .find(|at| reader.is_free(*at) && role_of(reader.cue(*at)).is_some());
    let Some(role) = role else { return };
    reader.query.ask = Some(Ask::Who);
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
