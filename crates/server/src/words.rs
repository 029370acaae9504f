//! Vietnamese words of pages and command line, and how dates and counts are written there.

pub use tracuu_index::words::field_label;

use tracuu_legal::citation::relation::RelationKind;
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::agency_assignments::AssignedRole;

/// The name of a relation between documents, from its name on the wire.
pub fn relation_label(kind: &str) -> &'static str {
    let kind = RelationKind::from_name(kind).unwrap_or(RelationKind::Refers);
    VIETNAMESE.relation(kind)
}

/// The label of a part's role in an understood query.
pub fn role_label(role: &str) -> &str {
    match role {
        "kind" => VIETNAMESE.role_kind(),
        "cites" => VIETNAMESE.role_cites(),
        "document" => VIETNAMESE.role_document(),
        "type" => VIETNAMESE.role_type(),
        "issuer" => VIETNAMESE.role_issuer(),
        "date" => VIETNAMESE.role_date(),
        "agency" => VIETNAMESE.role_agency(),
        "lead" => VIETNAMESE.role_lead(),
        "coordinating" => VIETNAMESE.role_coordinating(),
        "measure" => VIETNAMESE.role_measure(),
        "text" => VIETNAMESE.role_text(),
        "phrase" => VIETNAMESE.role_phrase(),
        "year" => VIETNAMESE.role_year(),
        "number" => VIETNAMESE.role_number(),
        "title" => VIETNAMESE.role_title(),
        "collection" => VIETNAMESE.role_collection(),
        "without_citation" => VIETNAMESE.role_without_citation(),
        "numbered" => VIETNAMESE.role_numbered(),
        "unused" => VIETNAMESE.role_unused(),
        other => other,
    }
}

/// What hits can be narrowed by, from the field of a facet.
pub fn facet_label(field: &str) -> &str {
    match field {
        "kind" => VIETNAMESE.facet_kind(),
        "agency" => VIETNAMESE.facet_agency(),
        other => role_label(other),
    }
}

/// The role of an agency in an assignment.
pub const fn assigned_role_label(role: AssignedRole) -> &'static str {
    match role {
        AssignedRole::Lead => VIETNAMESE.role_lead(),
        AssignedRole::Coordinating => VIETNAMESE.role_coordinating(),
        AssignedRole::Other => VIETNAMESE.role_other(),
    }
}

/// What speaks for a hit, from the name of a feature (`docs/ranking.md`).
pub fn reason_label(feature: &str) -> &str {
    match feature {
        "syllables" => VIETNAMESE.feature_syllables(),
        "other_marks" => VIETNAMESE.feature_other_marks(),
        "words" => VIETNAMESE.feature_words(),
        "pairs" => VIETNAMESE.feature_pairs(),
        "runs" => VIETNAMESE.feature_runs(),
        "window" => VIETNAMESE.feature_window(),
        "heading" => VIETNAMESE.feature_heading(),
        "symbols" => VIETNAMESE.feature_symbols(),
        "definition" => VIETNAMESE.feature_definition(),
        other => other,
    }
}

/// An ISO date as printed in Vietnam: `29/12/2021`; anything else as it is.
pub fn vietnamese_date(iso: &str) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if iso.len() == 10 => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// A number with one decimal: `12,3`.
pub fn decimal(number: &f32) -> String {
    format!("{number:.1}").replace('.', ",")
}

/// The level of a heading in a text: below the page's own two, at most the lowest that
/// HTML knows.
pub fn heading_level(depth: &usize) -> usize {
    (depth + 2).min(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_in_vietnam() {
        assert_eq!(vietnamese_date("2021-12-29"), "29/12/2021");
        assert_eq!(vietnamese_date("2021"), "2021");
        assert_eq!(vietnamese_date("không rõ"), "không rõ");
    }
}
