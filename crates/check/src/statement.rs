//! What the collection states, in the words of staff: "Ngày ban hành 05/3/2020", "Được thay
//! thế Quyết định số 9-QĐ/TU (30/8/2019)".

use super::document_directory::DocumentDirectory;
use super::finding::Evidence;
use tracuu_index::record::Origin;
use tracuu_index::words::field_label;
use tracuu_legal::citation::legal_status::StatusChange;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::VIETNAMESE;

/// Statements and places of one statement in words; the report has them all.
const MAX_SHOWN: usize = 3;

/// The label of a statement: a fact, or what happened to the document.
pub fn label(field: &str) -> String {
    match StatusChange::from_name(field) {
        Some(change) => VIETNAMESE.change(change),
        None => FactField::from_name(field)
            .map_or_else(|| field.to_owned(), |known| field_label(known).to_owned()),
    }
}

/// The value of a statement: a date as staff write it, words as they are, and of what
/// happened to a document the one that it is due to, called by `name`, and its day.
pub fn value(field: &str, value: &str, name: impl FnOnce(&str) -> String) -> String {
    if StatusChange::from_name(field).is_none() {
        let is_date = ["date", "effective"].contains(&field);
        let day = is_date.then(|| value.parse().ok()).flatten();
        return day.map_or_else(|| value.to_owned(), DateText::vietnamese);
    }
    let (day, by) = value.split_once(' ').unwrap_or((value, ""));
    match day.parse::<DateText>().ok() {
        None => name(value),
        Some(day) if by.is_empty() => day.vietnamese(),
        Some(day) => format!("{} ({})", name(by), day.vietnamese()),
    }
}

/// The statements behind a finding, a line each.
pub(super) fn lines(evidence: &[Evidence], known: &DocumentDirectory) -> Vec<String> {
    evidence.iter().take(MAX_SHOWN).map(|one| line(one, known)).collect()
}

fn line(evidence: &Evidence, known: &DocumentDirectory) -> String {
    let label = label(&evidence.field);
    let value = value(&evidence.field, &evidence.value, |id| known.name(id).to_owned());
    let from = match evidence.origin {
        Origin::Own => "chính văn bản đó".to_owned(),
        Origin::Catalogue => format!("danh mục: {}", evidence.source),
        Origin::Citation => {
            let places = evidence.places.iter().take(MAX_SHOWN);
            let places: Vec<String> = places.map(|one| place(one, known)).collect();
            places.join("; ")
        }
    };
    match (value.as_str(), from.as_str()) {
        ("", "") => format!("Kho ghi: {label}"),
        (_, "") => format!("Kho ghi: {label} {value}"),
        _ => format!("Kho ghi: {label} {value} ({from})"),
    }
}

/// A place (document id, `#`, path) in words.
fn place(place: &str, known: &DocumentDirectory) -> String {
    let (id, path) = place.split_once('#').unwrap_or((place, ""));
    match path {
        "" => known.name(id).to_owned(),
        path => format!("{}, {}", known.name(id), VIETNAMESE.path_name(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_told_in_words() {
        let name =
            |id: &str| if id == "x.9.2019" { "9-QĐ/TU".into() } else { id.into() };
        for (field, stored, shown) in [
            ("date", "2019-08-30", "Ngày ban hành: 30/8/2019"),
            ("date", "2019-02", "Ngày ban hành: tháng 02/2019"),
            ("date", "không rõ", "Ngày ban hành: không rõ"),
            ("title", "2019-08-30", "Trích yếu: 2019-08-30"),
            ("title", "về công tác cán bộ", "Trích yếu: về công tác cán bộ"),
            (
                "amended",
                "2019-08-30 72/2019/NĐ-CP",
                "Được sửa đổi, bổ sung: 72/2019/NĐ-CP (30/8/2019)",
            ),
            ("replaced", "x.9.2019", "Được thay thế: 9-QĐ/TU"),
            ("replaced", "2019 x.9.2019", "Được thay thế: 9-QĐ/TU (năm 2019)"),
            ("repealed", "12/2019/NQ-HĐND 5", "Bị bãi bỏ: 12/2019/NQ-HĐND 5"),
            ("entered", "2020-01-01", "Có hiệu lực: 01/01/2020"),
            ("found_in_force", "2026-11-20", "Tra cứu thấy: còn hiệu lực: 20/11/2026"),
        ] {
            let told = format!("{}: {}", label(field), value(field, stored, name));
            assert_eq!(told, shown);
        }
    }
}
