//! Vietnamese words of pages and command line, and how dates and counts are written there.

use tracuu_print::messages::VIETNAMESE;
use tracuu_query::agency_assignments::AssignedRole;
use tracuu_query::parsed::field::QueryField;
use tracuu_query::parsed::part::PartRole;
use tracuu_query::ranking::feature::RankingFeature;

/// The label of a part's role in a question.
pub const fn role_label(role: PartRole) -> &'static str {
    match role {
        PartRole::Kind => VIETNAMESE.role_kind(),
        PartRole::Cites => VIETNAMESE.role_cites(),
        PartRole::Document => VIETNAMESE.role_document(),
        PartRole::Type => VIETNAMESE.role_type(),
        PartRole::Issuer => VIETNAMESE.role_issuer(),
        PartRole::Date => VIETNAMESE.role_date(),
        PartRole::Agency => VIETNAMESE.role_agency(),
        PartRole::Lead => VIETNAMESE.role_lead(),
        PartRole::Coordinating => VIETNAMESE.role_coordinating(),
        PartRole::Measure => VIETNAMESE.role_measure(),
        PartRole::Text => VIETNAMESE.role_text(),
        PartRole::Phrase => VIETNAMESE.role_phrase(),
        PartRole::Year => VIETNAMESE.role_year(),
        PartRole::Number => VIETNAMESE.role_number(),
        PartRole::Title => VIETNAMESE.role_title(),
        PartRole::Collection => VIETNAMESE.role_collection(),
        PartRole::WithoutCitation => VIETNAMESE.role_without_citation(),
        PartRole::Numbered => VIETNAMESE.role_numbered(),
        PartRole::Unused => VIETNAMESE.role_unused(),
        PartRole::Provision => VIETNAMESE.role_provision(),
        PartRole::Within => VIETNAMESE.role_within(),
        PartRole::Relation => VIETNAMESE.role_relation(),
        PartRole::Deadline => VIETNAMESE.role_deadline(),
        PartRole::Ask => VIETNAMESE.role_ask(),
    }
}

/// What hits can be narrowed by.
pub const fn facet_label(field: QueryField) -> &'static str {
    match field {
        QueryField::Kind => VIETNAMESE.facet_kind(),
        QueryField::Agency => VIETNAMESE.facet_agency(),
        other => role_label(other.role()),
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

/// What speaks for a hit.
pub const fn feature_label(feature: RankingFeature) -> &'static str {
    match feature {
        RankingFeature::Syllables => VIETNAMESE.feature_syllables(),
        RankingFeature::OtherMarks => VIETNAMESE.feature_other_marks(),
        RankingFeature::Words => VIETNAMESE.feature_words(),
        RankingFeature::Pairs => VIETNAMESE.feature_pairs(),
        RankingFeature::Runs => VIETNAMESE.feature_runs(),
        RankingFeature::Window => VIETNAMESE.feature_window(),
        RankingFeature::Heading => VIETNAMESE.feature_heading(),
        RankingFeature::Symbols => VIETNAMESE.feature_symbols(),
        RankingFeature::Definition => VIETNAMESE.feature_definition(),
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
