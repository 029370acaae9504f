//! Who does something: "ai chủ trì chuyển đổi số", "mục 3.1 đơn vị nào phụ trách".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use super::agencies::role_of;
use crate::parsed::part::PartRole;
use crate::parsed::query::{Ask, HitKindFilter};

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
    reader.query.who = role_of(reader.cue(role));
    reader.query.hit_kind = HitKindFilter::Assignments;
    reader.give(who, PartRole::Ask, Ask::Who.to_string());
    reader.join(role, who);
    for index in 0..reader.tokens.len() {
        // "việc chuyển đổi số do ai chủ trì"
        let is_word =
            matches!(reader.cue(index), Some(Cue::By | Cue::AskedMeasure | Cue::Measure));
        if is_word && reader.is_free(index) {
            reader.join(index, who);
        }
    }
}
