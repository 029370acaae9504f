//! How facts are written as terms: the same for the writer, who puts them in, and for a
//! plan, which asks for them.

use jiff::civil::Date;

use tracuu_legal::citation::relation::RelationKind;

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
