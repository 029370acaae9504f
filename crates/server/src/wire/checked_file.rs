//! How a draft stands among several, in a row: the table of a batch.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use tracuu_check::report::CheckReport;
use tracuu_check::rule::FindingGroup;
use tracuu_check::rule_set::DraftKind;

/// A checked file of several.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckedFile {
    /// Its name, as it was sent.
    pub name: String,
    /// The kind of draft whose rules were asked; null where it could not be checked.
    #[serde(default)]
    pub kind: Option<DraftKind>,
    /// How many cards of each group it has; null where it could not be checked.
    #[serde(default)]
    pub cards: Option<CardCounts>,
    /// Why it could not be checked, in Vietnamese; null where it was.
    #[serde(default)]
    pub error: Option<String>,
}

/// How many cards of each group a draft has.
#[derive(
    Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct CardCounts {
    /// Wrong, dead or contradictory.
    pub must_fix: usize,
    /// Something is missing.
    pub should_add: usize,
    /// Nothing could be compared.
    pub not_checked: usize,
    /// Form and spelling.
    pub form: usize,
}

impl CheckedFile {
    /// A file with what was found in it.
    pub(crate) fn checked(name: String, report: &CheckReport) -> Self {
        let cards = report.cards();
        let count = |group| cards.iter().filter(|card| card.group == group).count();
        let cards = CardCounts {
            must_fix: count(FindingGroup::MustFix),
            should_add: count(FindingGroup::ShouldAdd),
            not_checked: count(FindingGroup::NotChecked),
            form: count(FindingGroup::Form),
        };
        Self { name, kind: report.coverage.rules, cards: Some(cards), error: None }
    }

    /// A file that could not be checked.
    pub(crate) fn failed(name: String, error: String) -> Self {
        Self { name, kind: None, cards: None, error: Some(error) }
    }
}

impl CardCounts {
    /// In the order of the groups.
    pub(crate) fn all(self) -> [usize; 4] {
        [self.must_fix, self.should_add, self.not_checked, self.form]
    }
}
