//! What kind of hit is asked for: "nhiệm vụ nào", "các mục", "văn bản …".

use super::super::cue::Cue;
use super::super::role_reader::RoleReader;
use super::super::token::TokenKind;
use crate::parsed::part::PartRole;
use crate::parsed::query::HitKindFilter;

/// Reads a word at an end of the question or with a question word beside it.
pub(super) fn read(reader: &mut RoleReader<'_>) {
    let is_structured = reader.query.has_documents()
        || reader.query.deadline.is_some()
        || !reader.query.performers.is_empty()
        || reader.query.place.is_some();
    for index in 0..reader.tokens.len() {
        let is_asked = reader.is_asked(index);
        let asked = match reader.cue(index) {
            Some(Cue::Measure) => HitKindFilter::Measures,
            Some(Cue::AskedMeasure) if is_asked => HitKindFilter::Measures,
            Some(Cue::Unit) => HitKindFilter::Units,
            Some(Cue::AskedUnit) if is_asked => HitKindFilter::Units,
            Some(Cue::Document) => HitKindFilter::Documents,
            Some(Cue::Assignment) => HitKindFilter::Assignments,
            _ => continue,
        };
        let is_led = [index.checked_sub(1), Some(index + 1)];
        let is_led = is_led.into_iter().flatten().any(|near| reader.is_filler(near));
        let is_first = reader.before(index).is_none();
        let is_edge = is_first || reader.after(index).is_none();
        let is_open = reader.query.hit_kind == HitKindFilter::Anything;
        let is_lead_in = reader.cue(index) == Some(Cue::Measure)
            && is_first
            && reader.is_free(index)
            && matches!(reader.kind(index + 1), Some(TokenKind::Word));
        if is_open && is_lead_in && !(is_asked || is_led || is_structured) {
            reader.query.prefers_tasks = true;
            reader.give(index, PartRole::Kind, "measure".to_owned());
            continue;
        }
        if !is_open || !(is_asked || is_led || (is_structured && is_edge)) {
            continue;
        }
        let name = match asked {
            HitKindFilter::Measures => "measure",
            HitKindFilter::Units => "provision",
            HitKindFilter::Assignments => "assignment",
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
