//! Vietnamese words of pages and command line, and how dates and counts are written there.

use tracuu_print::messages::spoken;
use tracuu_query::agency_assignments::AssignedRole;
use tracuu_query::parsed::field::QueryField;
use tracuu_query::parsed::part::PartRole;
use tracuu_query::ranking::feature::RankingFeature;

/// The label of a part's role in a question.
pub fn role_label(role: PartRole) -> &'static str {
    match role {
        PartRole::Kind => spoken().role_kind(),
        PartRole::Cites => spoken().role_cites(),
        PartRole::Document => spoken().role_document(),
        PartRole::Type => spoken().role_type(),
        PartRole::Issuer => spoken().role_issuer(),
        PartRole::Date => spoken().role_date(),
        PartRole::Agency => spoken().role_agency(),
        PartRole::Lead => spoken().role_lead(),
        PartRole::Coordinating => spoken().role_coordinating(),
        PartRole::Measure => spoken().role_measure(),
        PartRole::Text => spoken().role_text(),
        PartRole::Phrase => spoken().role_phrase(),
        PartRole::Year => spoken().role_year(),
        PartRole::Number => spoken().role_number(),
        PartRole::Title => spoken().role_title(),
        PartRole::Collection => spoken().role_collection(),
        PartRole::WithoutCitation => spoken().role_without_citation(),
        PartRole::Numbered => spoken().role_numbered(),
        PartRole::Unused => spoken().role_unused(),
        PartRole::Provision => spoken().role_provision(),
        PartRole::Within => spoken().role_within(),
        PartRole::Relation => spoken().role_relation(),
        PartRole::Deadline => spoken().role_deadline(),
        PartRole::Ask => spoken().role_ask(),
    }
}

/// What hits can be narrowed by.
pub fn facet_label(field: QueryField) -> &'static str {
    match field {
        QueryField::Kind => spoken().facet_kind(),
        QueryField::Agency => spoken().facet_agency(),
        other => role_label(other.role()),
    }
}

/// The role of an agency in an assignment.
pub fn assigned_role_label(role: AssignedRole) -> &'static str {
    match role {
        AssignedRole::Lead => spoken().role_lead(),
        AssignedRole::Coordinating => spoken().role_coordinating(),
        AssignedRole::Other => spoken().role_other(),
    }
}

/// What speaks for a hit.
pub fn feature_label(feature: RankingFeature) -> &'static str {
    match feature {
        RankingFeature::Syllables => spoken().feature_syllables(),
        RankingFeature::OtherMarks => spoken().feature_other_marks(),
        RankingFeature::Words => spoken().feature_words(),
        RankingFeature::Pairs => spoken().feature_pairs(),
        RankingFeature::Runs => spoken().feature_runs(),
        RankingFeature::Window => spoken().feature_window(),
        RankingFeature::Heading => spoken().feature_heading(),
        RankingFeature::Symbols => spoken().feature_symbols(),
        RankingFeature::Definition => spoken().feature_definition(),
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
