//! What the collection states, in the words of staff: "Ngày ban hành 05/3/2020", "Được thay
//! thế Quyết định số 9-QĐ/TU (30/8/2019)".

use super::document_directory::DocumentDirectory;
use super::finding::{Evidence, Statement};
use tracuu_index::record::Origin;
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_print::messages::spoken;

/// Statements and places of one statement in words; the report has them all.
const MAX_SHOWN: usize = 3;

/// What a statement is about: "Ngày ban hành", "Được thay thế".
pub fn label(statement: &Statement) -> String {
    match statement {
        Statement::Fact(fact) => spoken().fact_field(fact.field).to_owned(),
        Statement::Event(event) => spoken().change(event.change),
    }
}

/// The value of a statement: a date as staff write it, words as they are, and of what
/// happened to a document the one that it is due to, called by `name`, and its day.
pub fn value(statement: &Statement, name: impl FnOnce(&str) -> String) -> String {
    match statement {
        Statement::Fact(fact) => spoken().fact_value(fact.field, &fact.value),
        Statement::Event(event) => match (event.from, event.by.as_deref().map(name)) {
            (None, by) => by.unwrap_or_default(),
            (Some(day), None) => day.vietnamese(),
            (Some(day), Some(by)) => format!("{by} ({})", day.vietnamese()),
        },
    }
}

/// The statements behind a finding, a line each.
pub(super) fn lines(evidence: &[Evidence], known: &DocumentDirectory) -> Vec<String> {
    evidence.iter().take(MAX_SHOWN).map(|one| line(&one.statement, known)).collect()
}

fn line(statement: &Statement, known: &DocumentDirectory) -> String {
    let label = label(statement);
    let value = value(statement, |id| known.name(id).to_owned());
    let from = match statement.origin() {
        Origin::Own => spoken().check_own_text().to_owned(),
        Origin::Catalogue => {
            spoken().catalogue_source(&statement.catalogue_entries().join("; "))
        }
        Origin::Citation => {
            let places = statement.places().iter().take(MAX_SHOWN);
            places.map(|one| place(one, known)).collect::<Vec<_>>().join("; ")
        }
    };
    spoken().check_states(match (value.as_str(), from.as_str()) {
        ("", "") => label,
        (_, "") => format!("{label} {value}"),
        _ => format!("{label} {value} ({from})"),
    })
}

/// A place in words.
fn place(place: &ProvisionKey, known: &DocumentDirectory) -> String {
    let name = known.name(&place.document);
    match place.path.as_str() {
        "" => name.to_owned(),
        path => spoken().document_place_in(name, spoken().path_name(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_index::record::{CitingPlaces, FactRecord, FactSource};
    use tracuu_legal::citation::legal_status::{EventOrigin, LegalStatus, StatusChange};
    use tracuu_legal::citation::validity::{EventSource, StatusEvent};
    use tracuu_legal::document::fact_field::FactField;

    fn fact(field: FactField, value: &str) -> Statement {
        let source = FactSource::Citations(CitingPlaces::default());
        Statement::Fact(FactRecord { field, value: value.to_owned().into(), source })
    }

    fn event(change: StatusChange, from: Option<&str>, by: Option<&str>) -> Statement {
        Statement::Event(StatusEvent {
            change,
            from: from.map(|date| date.parse().unwrap()),
            by: by.map(str::to_owned),
            is_plausible: true,
            origin: EventOrigin::Actor,
            source: EventSource::Citers,
            words: String::new(),
        })
    }

    #[test]
    fn a_statement_is_told_in_words() {
        let name =
            |id: &str| if id == "x.9.2019" { "9-QĐ/TU".into() } else { id.into() };
        let found = StatusChange::Found(LegalStatus::InForce);
        for (statement, shown) in [
            (fact(FactField::Date, "2019-08-30"), "Ngày ban hành: 30/8/2019"),
            (fact(FactField::Date, "2019-02"), "Ngày ban hành: tháng 02/2019"),
            (fact(FactField::Date, "không rõ"), "Ngày ban hành: không rõ"),
            (fact(FactField::Title, "2019-08-30"), "Trích yếu: 2019-08-30"),
            (fact(FactField::Title, "về cán bộ"), "Trích yếu: về cán bộ"),
            (
                event(StatusChange::Amended, Some("2019-08-30"), Some("72/2019/NĐ-CP")),
                "Được sửa đổi, bổ sung: 72/2019/NĐ-CP (30/8/2019)",
            ),
            (
                event(StatusChange::Replaced, None, Some("x.9.2019")),
                "Được thay thế: 9-QĐ/TU",
            ),
            (
                event(StatusChange::Replaced, Some("2019"), Some("x.9.2019")),
                "Được thay thế: 9-QĐ/TU (năm 2019)",
            ),
            (
                event(StatusChange::Repealed, None, Some("12/2019/NQ-HĐND 5")),
                "Bị bãi bỏ: 12/2019/NQ-HĐND 5",
            ),
            (
                event(StatusChange::Entered, Some("2020-01-01"), None),
                "Có hiệu lực: 01/01/2020",
            ),
            (event(found, Some("2026-11-20"), None), "Tra cứu: còn hiệu lực: 20/11/2026"),
        ] {
            assert_eq!(
                format!("{}: {}", label(&statement), value(&statement, name)),
                shown
            );
        }
    }
}
