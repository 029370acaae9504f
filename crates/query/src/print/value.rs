//! Values of fields in words.

use super::period::period_words;
use crate::parsed::value::FieldValue;
use tracuu_index::entry::EntryKind;
use tracuu_print::messages::spoken;

/// A value as the summary line names it.
pub(crate) fn value_words(value: &FieldValue) -> String {
    match value {
        FieldValue::Types(types) => any_of(types.iter().map(|one| one.name())),
        FieldValue::AgencyId { name, .. } => name.clone(),
        FieldValue::Period(period) => period_words(*period),
        FieldValue::Title { words, is_phrase: true } => spoken().query_quoted(words),
        FieldValue::Kind(kind) => kind_words(*kind).to_owned(),
        FieldValue::Title { is_phrase: false, .. }
        | FieldValue::Agency(_)
        | FieldValue::Symbol(_)
        | FieldValue::Document(_)
        | FieldValue::Collection(_) => value.to_string(),
    }
}

/// Names, any of which fits; empty where there are none.
pub(crate) fn any_of(names: impl Iterator<Item = impl Into<String>>) -> String {
    let either = |one: String, other: String| spoken().query_or(one, other);
    names.map(Into::into).reduce(either).unwrap_or_default()
}

fn kind_words(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Measure => spoken().query_kind_measure(),
        EntryKind::Provision => spoken().query_kind_provision(),
        EntryKind::Assignment => spoken().query_kind_assignment(),
        EntryKind::Document | EntryKind::Named | EntryKind::Agency => {
            spoken().query_any_document()
        }
    }
}
