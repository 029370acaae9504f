//! What the closed sets of the domain are called: one exhaustive match per set, so that a
//! new member does not compile before it has a name.

use tracuu_index::entry::EntryKind;
use tracuu_index::record::FactValue;
use tracuu_index::suggest::record::SuggestionKind;
use tracuu_legal::assignment::duty::Duty;
use tracuu_legal::citation::legal_status::{LegalStatus, StatusChange};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::citation::style::CitationStyle;
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::fact_field::FactField;

use crate::date::shown_date;
use crate::messages::Messages;

impl Messages {
    /// What a document does with another: "sửa đổi, bổ sung".
    pub const fn relation(self, kind: RelationKind) -> &'static str {
        match kind {
            RelationKind::Basis => self.relation_basis(),
            RelationKind::Implements => self.relation_implements(),
            RelationKind::Continues => self.relation_continues(),
            RelationKind::Guides => self.relation_guides(),
            RelationKind::Amends => self.relation_amends(),
            RelationKind::Replaces => self.relation_replaces(),
            RelationKind::Repeals => self.relation_repeals(),
            RelationKind::Corrects => self.relation_corrects(),
            RelationKind::Suspends => self.relation_suspends(),
            RelationKind::Consolidates => self.relation_consolidates(),
            RelationKind::Refers => self.relation_refers(),
            RelationKind::Reviews => self.relation_reviews(),
            RelationKind::Encloses => self.relation_encloses(),
            RelationKind::Explains => self.relation_explains(),
            RelationKind::Announces => self.relation_announces(),
        }
    }

    /// The same from the side of the document acted on: "Được sửa đổi, bổ sung bởi".
    pub const fn passive_relation(self, kind: RelationKind) -> &'static str {
        match kind {
            RelationKind::Basis => self.passive_basis(),
            RelationKind::Implements => self.passive_implements(),
            RelationKind::Continues => self.passive_continues(),
            RelationKind::Guides => self.passive_guides(),
            RelationKind::Amends => self.passive_amends(),
            RelationKind::Replaces => self.passive_replaces(),
            RelationKind::Repeals => self.passive_repeals(),
            RelationKind::Corrects => self.passive_corrects(),
            RelationKind::Suspends => self.passive_suspends(),
            RelationKind::Consolidates => self.passive_consolidates(),
            RelationKind::Refers => self.passive_refers(),
            RelationKind::Reviews => self.passive_reviews(),
            RelationKind::Encloses => self.passive_encloses(),
            RelationKind::Explains => self.passive_explains(),
            RelationKind::Announces => self.passive_announces(),
        }
    }

    /// When a document is cited so.
    pub const fn citation_style(self, style: CitationStyle) -> &'static str {
        match style {
            CitationStyle::Full => self.citation_style_full(),
            CitationStyle::Short => self.citation_style_short(),
            CitationStyle::Basis => self.citation_style_basis(),
        }
    }

    /// How a document stands, inside a sentence: "còn hiệu lực".
    pub const fn legal_status(self, state: LegalStatus) -> &'static str {
        match state {
            LegalStatus::InForce => self.legal_status_in_force(),
            LegalStatus::Amended => self.legal_status_amended(),
            LegalStatus::Replaced => self.legal_status_replaced(),
            LegalStatus::Repealed => self.legal_status_repealed(),
            LegalStatus::Expired => self.legal_status_expired(),
            LegalStatus::Suspended => self.legal_status_suspended(),
            LegalStatus::NotYet => self.legal_status_not_yet(),
            LegalStatus::Unknown => self.legal_status_unknown(),
        }
    }

    /// What an agency has to do: "chủ trì".
    pub const fn duty(self, duty: Duty) -> &'static str {
        match duty {
            Duty::Lead => self.duty_lead(),
            Duty::Coordinate => self.duty_coordinate(),
            Duty::Implement => self.duty_implement(),
            Duty::Monitor => self.duty_monitor(),
            Duty::Advise => self.duty_advise(),
            Duty::Answer => self.duty_answer(),
            Duty::Advised => self.duty_advised(),
        }
    }

    /// What is stated of a document.
    pub const fn fact_field(self, field: FactField) -> &'static str {
        match field {
            FactField::Type => self.fact_type(),
            FactField::Date => self.fact_date(),
            FactField::Issuer => self.fact_issuer(),
            FactField::Title => self.fact_title(),
            FactField::Effective => self.fact_effective(),
            FactField::Validity => self.fact_validity(),
            FactField::AmendedBy => self.fact_amended_by(),
            FactField::ReplacedBy => self.fact_replaced_by(),
        }
    }

    /// The value stated of `field`: a date as people write it, a status in words, other
    /// words as they are.
    pub fn fact_value(self, field: FactField, value: &FactValue) -> String {
        let is_date = matches!(field, FactField::Date | FactField::Effective);
        match value {
            FactValue::Status(found) => self
                .legal_status_in_year(found.year, self.legal_status(found.status.into())),
            FactValue::Text(date) if is_date => shown_date(date),
            FactValue::Text(words) => words.clone(),
        }
    }

    /// What a statement about a document's force says happened.
    pub fn change(self, change: StatusChange) -> String {
        let name = match change {
            StatusChange::Issued => self.change_issued(),
            StatusChange::Entered => self.change_entered(),
            StatusChange::Amended => self.change_amended(),
            StatusChange::Corrected => self.change_corrected(),
            StatusChange::Replaced => self.change_replaced(),
            StatusChange::Repealed => self.change_repealed(),
            StatusChange::Expired => self.change_expired(),
            StatusChange::Suspended => self.change_suspended(),
            StatusChange::Found(state) => {
                return self.change_found(self.legal_status(state));
            }
        };
        name.to_owned()
    }

    /// How a written symbol departs from its canonical form.
    pub const fn deviation(self, deviation: Deviation) -> &'static str {
        match deviation {
            Deviation::Space => self.deviation_space(),
            Deviation::Order => self.deviation_order(),
            Deviation::HyphenMissing => self.deviation_hyphen_missing(),
            Deviation::DateImpossible => self.deviation_date_impossible(),
            Deviation::Invisible => self.deviation_invisible(),
            Deviation::IssuerMissing => self.deviation_issuer_missing(),
            Deviation::SymbolMissing => self.deviation_symbol_missing(),
            Deviation::Separator => self.deviation_separator(),
            Deviation::CodeTypo => self.deviation_code_typo(),
            Deviation::Case => self.deviation_case(),
            Deviation::Folded => self.deviation_folded(),
            Deviation::Lookalike => self.deviation_lookalike(),
            Deviation::RunOn => self.deviation_run_on(),
            Deviation::Ocr => self.deviation_ocr(),
            Deviation::Doubtful => self.deviation_doubtful(),
            Deviation::LineBreak => self.deviation_line_break(),
            Deviation::Dash => self.deviation_dash(),
        }
    }

    /// What a hit is.
    pub const fn hit_kind(self, kind: EntryKind) -> &'static str {
        match kind {
            EntryKind::Document | EntryKind::Named => self.hit_document(),
            EntryKind::Measure => self.hit_measure(),
            EntryKind::Provision => self.hit_provision(),
            EntryKind::Assignment => self.hit_assignment(),
            EntryKind::Agency => self.hit_agency(),
        }
    }

    /// The heading above suggestions of one kind.
    pub const fn suggestion_kind(self, kind: SuggestionKind) -> &'static str {
        match kind {
            SuggestionKind::Symbol => self.suggestion_symbol(),
            SuggestionKind::Document => self.suggestion_document(),
            SuggestionKind::Agency => self.suggestion_agency(),
            SuggestionKind::Measure => self.suggestion_measure(),
            SuggestionKind::Phrase => self.suggestion_phrase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::VIETNAMESE;
    use tracuu_legal::citation::legal_status::{CatalogueStatus, StatusInYear};

    #[test]
    fn no_value_of_a_fact_is_shown_by_its_name_on_the_wire() {
        let status = CatalogueStatus::InForceAmended;
        let status = FactValue::Status(StatusInYear { year: 2022, status });
        assert_eq!(
            VIETNAMESE.fact_value(FactField::Validity, &status),
            "năm 2022: còn hiệu lực, đã được sửa đổi, bổ sung"
        );
        let date = FactValue::Text("2020-03-05".to_owned());
        assert_eq!(VIETNAMESE.fact_value(FactField::Effective, &date), "05/3/2020");
        assert_eq!(VIETNAMESE.fact_value(FactField::Title, &date), "2020-03-05");
    }
}
