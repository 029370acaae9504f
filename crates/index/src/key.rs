//! How facts are written as terms: the same for the writer, who puts them in, and for a
//! plan, which asks for them.

use jiff::civil::Date;

use super::record::PinpointRecord;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_text::syllable::lower;

/// The term of [`super::plan::Field::Issuer`] for a document that says no more of its issuer than a
/// code which several bodies share.
pub fn shared_code_term(code: &str) -> String {
    format!("code:{code}")
}

/// A date as the index holds it: `yyyymmdd`.
pub fn day_number(date: Date) -> u64 {
    let number = i64::from(date.year()) * 10_000
        + i64::from(date.month()) * 100
        + i64::from(date.day());
    u64::try_from(number).unwrap_or(0)
}

/// The term of [`super::plan::Field::Relation`] of a document that stands in a relation to
/// another.
pub fn relation_term(kind: RelationKind, document: &str) -> String {
    format!("{kind}:{document}")
}

/// The term of [`super::plan::Field::Relation`] of a document that cites another.
pub fn cites_term(document: &str) -> String {
    format!("cites:{document}")
}

/// The term of [`super::plan::Field::Relation`] of a document that states a relation
/// between this one and a third.
pub fn stated_term(document: &str) -> String {
    format!("stated:{document}")
}

/// The terms of [`super::plan::Field::Place`] of a provision: its path, and every end of the
/// path that tells a place (two steps, or a named one): `ii.16.1` and `16.1`, `dieu-5.2`.
pub fn place_terms(path: &str) -> Vec<String> {
    let path = lower(path);
    let starts = path.match_indices('.').map(|(at, _)| at + 1);
    let ends = starts.filter_map(|at| path.get(at..));
    let ends = ends.filter(|end| end.contains(['.', '-']));
    std::iter::once(path.as_str()).chain(ends).map(str::to_owned).collect()
}

/// The term of [`super::plan::Field::CitesPlace`] of a unit that cites a place of a document.
pub fn cited_place_term(document: &str, place: &str) -> String {
    format!("{document}#{place}")
}

/// The terms of [`super::plan::Field::CitesPlace`] of a citation that names a provision: the
/// provision and those around it. None for what names no article.
pub fn cited_place_terms(document: &str, pin: &PinpointRecord) -> Vec<String> {
    let Some(article) = &pin.article else { return Vec::new() };
    let mut place = format!("dieu-{article}");
    let mut terms = vec![cited_place_term(document, &place)];
    for step in [&pin.clause, &pin.point].into_iter().map_while(Option::as_ref) {
        place.push('.');
        place.push_str(&lower(step));
        terms.push(cited_place_term(document, &place));
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_by_the_ends_of_its_path() {
        assert_eq!(place_terms("II.16.1"), ["ii.16.1", "16.1"]);
        assert_eq!(place_terms("quy-che.dieu-5.2"), ["quy-che.dieu-5.2", "dieu-5.2"]);
        assert_eq!(place_terms("I"), ["i"]);
    }

    #[test]
    fn a_cited_provision_lies_in_those_around_it() {
        let pin = PinpointRecord {
            article: Some("5".to_owned()),
            clause: Some("2".to_owned()),
            point: Some("Đ".to_owned()),
            ..PinpointRecord::default()
        };
        assert_eq!(
            cited_place_terms("a", &pin),
            ["a#dieu-5", "a#dieu-5.2", "a#dieu-5.2.đ"]
        );
    }
}
