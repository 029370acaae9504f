//! What kind of hit is asked for: "nhiệm vụ nào", "các mục", "văn bản …".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use crate::parsed::part::PartRole;
use crate::parsed::query::HitKindFilter;

/// Reads a word at an end of the question or with a question word beside it.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let is_structured = reader.query.documents.is_some()
        || !reader.query.performers.is_empty()
        || reader.query.place.is_some();
    for index in 0..reader.tokens.len() {
        let asked = match reader.cue(index) {
            Some(Cue::Measure) => HitKindFilter::Measures,
            Some(Cue::Unit) => HitKindFilter::Units,
            Some(Cue::Document) => HitKindFilter::Documents,
            _ => continue,
        };
        let beside = |near: Option<usize>| near.is_some_and(|at| reader.is_filler(at));
        let is_question = beside(Some(index + 1)) || beside(index.checked_sub(1));
        let is_first = reader.before(index).is_none();
        let is_edge = is_first || reader.after(index).is_none();
        let is_open = reader.query.hit_kind == HitKindFilter::Anything;
        if !is_open || !(is_question || (is_structured && is_edge)) {
            continue;
        }
        let name = match asked {
            HitKindFilter::Measures => "measure",
            HitKindFilter::Units => "provision",
            // The word has its role from the documents that it describes.
            HitKindFilter::Documents | HitKindFilter::Anything => {
                if is_first {
                    reader.query.hit_kind = asked;
                }
                continue;
            }
        };
        if reader.is_free(index) {
            reader.query.hit_kind = asked;
            reader.give(index, PartRole::Kind, name.to_owned());
        }
    }
}
