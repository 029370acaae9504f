//! Facets: how many hits have which type, issuer, year, agency, folder and kind. Every
//! value can be asked for in the query (`loại:nghi-quyet`).

use super::directory::Directory;
use crate::parsed::field::QueryField;
use crate::parsed::value::FieldValue;
use crate::read::field_name::longest_name;
use crate::read::value::ValueReader;
use tracuu_index::entry::EntryKind;
use tracuu_index::facet::{COUNTED, Counts};
use tracuu_index::plan::Field;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::collate::compare;

/// Most values of one facet: more is no choice but a list.
const MAX_VALUES: usize = 20;

/// The values of one field over all hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The field, as a query asks for it.
    pub field: QueryField,
    /// The values, most frequent first, at most 20; years newest first.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as the query takes it.
    pub value: String,
    /// The value as staff read it.
    pub label: String,
    /// Number of hits that have it.
    pub count: usize,
    /// The operator that asks for it, in Vietnamese: `loại văn bản:"Nghị quyết"`.
    pub asks: String,
}

/// The facets of some counts, those without values left out.
pub(crate) fn facets(counts: Counts, directory: &Directory) -> Vec<Facet> {
    COUNTED
        .into_iter()
        .zip(counts.by_field)
        .filter_map(|(field, counts)| {
            let name = query_field(field)?;
            let values = counts.into_iter().filter_map(|(value, count)| {
                let label = label(field, &value, directory)?;
                Some(FacetValue { value, label, count, asks: String::new() })
            });
            let mut values = ordered(field, values.collect());
            for one in &mut values {
                one.asks = asks(name, one, directory);
            }
            (!values.is_empty()).then_some(Facet { field: name, values })
        })
        .collect()
}

/// The most frequent values; years by time.
fn ordered(field: Field, mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    let by_label = |one: &FacetValue, other: &FacetValue| {
        compare(&one.label, &other.label).then_with(|| one.value.cmp(&other.value))
    };
    values.sort_by(|one, other| {
        other.count.cmp(&one.count).then_with(|| by_label(one, other))
    });
    values.truncate(MAX_VALUES);
    if field == Field::Year {
        values.sort_by(|one, other| by_label(other, one));
    }
    values
}

const fn query_field(field: Field) -> Option<QueryField> {
    match field {
        Field::Kind => Some(QueryField::Kind),
        Field::Type => Some(QueryField::Type),
        Field::Issuer => Some(QueryField::Issuer),
        Field::Year => Some(QueryField::Year),
        Field::Agency => Some(QueryField::Agency),
        Field::Collection => Some(QueryField::Collection),
        _ => None,
    }
}

/// The operator that asks for a value: by its name where that means nothing else, else as
/// the query takes it.
fn asks(asked: QueryField, found: &FacetValue, directory: &Directory) -> String {
    let name = longest_name(asked);
    let value = found.value.as_str();
    let label = found.label.split(',').next().unwrap_or_default();
    let is_same = match (ValueReader { directory }).whole(asked, label) {
        Some(FieldValue::Types(types)) => {
            matches!(types.as_slice(), [only] if only.id() == value)
        }
        Some(FieldValue::Agency(agency)) if asked == QueryField::Issuer => {
            directory.issuer_terms(&agency) == [value]
        }
        Some(FieldValue::Agency(agency)) => directory.agency_ids(&agency) == [value],
        Some(FieldValue::Period(_)) => true,
        Some(other) => other.to_string() == value,
        None => false,
    };
    let is_quotable = !label.contains(['"', '”']);
    let written = if is_same && is_quotable { label } else { value };
    format!("{name}:\"{written}\"")
}

/// What staff read for a value; `None` for a value that cannot be asked for, such as a
/// code that several bodies share.
fn label(field: Field, value: &str, directory: &Directory) -> Option<String> {
    match field {
        Field::Kind => kind_label(value.parse().ok()?).map(str::to_owned),
        Field::Type => Some(DocumentType::from_id(value)?.name().to_owned()),
        Field::Issuer | Field::Agency => directory.name_of(value).map(str::to_owned),
        _ => Some(value.to_owned()),
    }
}

const fn kind_label(kind: EntryKind) -> Option<&'static str> {
    match kind {
        EntryKind::Document => Some(VIETNAMESE.query_hits_document()),
        EntryKind::Measure => Some(VIETNAMESE.query_measures()),
        EntryKind::Provision => Some(VIETNAMESE.query_units()),
        EntryKind::Assignment => Some(VIETNAMESE.query_hits_assignment()),
        EntryKind::Named | EntryKind::Agency => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(label: &str, count: usize) -> FacetValue {
        let (value, label) = (label.to_owned(), label.to_owned());
        FacetValue { value, label, count, asks: String::new() }
    }

    #[test]
    fn values_stand_by_count_then_by_name_and_years_by_time() {
        let labels = |field, values: Vec<FacetValue>| -> Vec<String> {
            ordered(field, values).into_iter().map(|value| value.label).collect()
        };
        let types = vec![value("Đề án", 1), value("Chỉ thị", 1), value("Quyết định", 3)];
        assert_eq!(labels(Field::Type, types), ["Quyết định", "Chỉ thị", "Đề án"]);
        let years = vec![value("2021", 9), value("2023", 1), value("2022", 1)];
        assert_eq!(labels(Field::Year, years), ["2023", "2022", "2021"]);
    }
}
