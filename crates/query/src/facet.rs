//! Facets: how many hits have which type, issuer, year, agency, folder and kind. Every
//! value can be asked for in the query (`loại:nghi-quyet`).

use jiff::ToSpan as _;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::directory::Directory;
use crate::parsed::field::QueryField;
use crate::parsed::period::Period;
use crate::parsed::value::FieldValue;
use crate::read::field_name::longest_name;
use crate::read::value::ValueReader;
use tracuu_index::counted::COUNTED;
use tracuu_index::entry::EntryKind;
use tracuu_index::facet::Counts;
use tracuu_index::plan::Field;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::messages::spoken;
use tracuu_text::collate::compare;
use tracuu_text::numeral::to_roman;

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
            let counts =
                if field == Field::Deadline { by_quarter(counts) } else { counts };
            let values = counts.into_iter().filter_map(|(value, count)| {
                let label = label(field, &value, directory)?;
                Some(FacetValue { value, label, count, asks: String::new() })
            });
            let mut values = ordered(field, values.collect());
            for one in &mut values {
                one.asks =
                    directory.operator(name, &one.value, || asks(name, one, directory));
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
    match field {
        Field::Year => values.sort_by(|one, other| by_label(other, one)),
        Field::Deadline => values.sort_by(|one, other| one.value.cmp(&other.value)),
        _ => {}
    }
    values
}

const fn query_field(field: Field) -> Option<QueryField> {
    match field {
        Field::Kind => Some(QueryField::Kind),
        Field::Type => Some(QueryField::Type),
        Field::Issuer => Some(QueryField::Issuer),
        Field::Year => Some(QueryField::Year),
        Field::Deadline => Some(QueryField::Deadline),
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

/// Days counted by the quarters in which they lie, as the query takes these:
/// `2026-04-01..2026-06-30`.
fn by_quarter(days: FxHashMap<String, usize>) -> FxHashMap<String, usize> {
    let mut quarters = FxHashMap::default();
    for (day, count) in days {
        let Some(first) = day.parse().ok().and_then(first_of_quarter) else { continue };
        let last = first.saturating_add(3.months()).yesterday().unwrap_or(first);
        let quarter = Period { from: first, until: last };
        *quarters.entry(quarter.to_string()).or_default() += count;
    }
    quarters
}

/// The first day of the quarter of a day, given as `yyyymmdd`.
fn first_of_quarter(day: u64) -> Option<Date> {
    let year = i16::try_from(day / 10_000).ok()?;
    let month = i8::try_from(day / 100 % 100).ok()?;
    Date::new(year, (month - 1) / 3 * 3 + 1, 1).ok()
}

/// What staff read for a quarter.
fn quarter_label(value: &str) -> Option<String> {
    let first: Date = value.split("..").next()?.parse().ok()?;
    let quarter = u32::try_from((first.month() - 1) / 3 + 1).ok()?;
    Some(spoken().query_quarter(to_roman(quarter), first.year()))
}

/// What staff read for a value; `None` for a value that cannot be asked for, such as a
/// code that several bodies share.
fn label(field: Field, value: &str, directory: &Directory) -> Option<String> {
    match field {
        Field::Kind => kind_label(value.parse().ok()?).map(str::to_owned),
        Field::Type => Some(DocumentType::from_id(value)?.name().to_owned()),
        Field::Deadline => quarter_label(value),
        Field::Issuer | Field::Agency => directory.name_of(value).map(str::to_owned),
        _ => Some(value.to_owned()),
    }
}

fn kind_label(kind: EntryKind) -> Option<&'static str> {
    match kind {
        EntryKind::Document => Some(spoken().query_hits_document()),
        EntryKind::Measure => Some(spoken().query_measures()),
        EntryKind::Provision => Some(spoken().query_units()),
        EntryKind::Assignment => Some(spoken().query_hits_assignment()),
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
