//! Values of fields in Vietnamese.

use super::period::period_words;
use crate::parsed::value::FieldValue;
use tracuu_index::entry::EntryKind;

/// A value as the summary line names it.
pub(crate) fn value_words(value: &FieldValue) -> String {
    match value {
        FieldValue::Types(types) => {
            types.iter().map(|one| one.name()).collect::<Vec<_>>().join(" hoặc ")
        }
        FieldValue::AgencyId { name, .. } => name.clone(),
        FieldValue::Period(period) => period_words(*period),
        FieldValue::Title { words, is_phrase: true } => format!("“{words}”"),
        FieldValue::Kind(kind) => kind_words(*kind).to_owned(),
        FieldValue::Title { is_phrase: false, .. }
        | FieldValue::Agency(_)
        | FieldValue::Symbol(_)
        | FieldValue::Document(_)
        | FieldValue::Collection(_) => value.to_string(),
    }
}

const fn kind_words(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Measure => "nhiệm vụ, giải pháp",
        EntryKind::Provision => "mục",
        EntryKind::Assignment => "phân công",
        EntryKind::Document | EntryKind::Named | EntryKind::Agency => "văn bản",
    }
}
