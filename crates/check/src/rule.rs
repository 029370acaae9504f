//! The rules of the check. The enum and its rows are compiled from `data/check-rules.tsv` by
//! `build.rs`: the table is the one list.

use std::fmt;
use std::str::FromStr;

use serde::de::IntoDeserializer as _;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use tracuu_print::messages::{Language, spoken};

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// How grave a finding is, the gravest last.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    VariantArray,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing need be changed.
    Info,
    /// Look again before signing.
    Warning,
    /// Wrong, by what the draft or the collection says.
    Error,
}

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// One citation against the collection.
    Citation,
    /// The draft against itself.
    Consistency,
    /// Short forms.
    Alias,
    /// Form (thể thức).
    Form,
    /// Spelling and typography.
    Style,
}

/// How findings are shown together, the first to be looked at first.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    VariantArray,
    IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FindingGroup {
    /// Wrong, dead or contradictory.
    MustFix,
    /// Something is missing.
    ShouldAdd,
    /// Nothing could be compared.
    NotChecked,
    /// Form and spelling.
    Form,
}

/// Kinds of issues in the words of `LanguageTool`, whose wire shape the check has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum IssueType {
    /// A citation that is wrong.
    Misspelling,
    /// The draft contradicts itself.
    Inconsistency,
    /// Wording and spelling.
    Style,
    /// Form.
    Typographical,
}

/// A row of the table.
#[derive(Debug)]
pub struct RuleRow {
    /// Stable id: `cite.date`.
    pub id: &'static str,
    /// Severity where nothing makes it milder or graver.
    pub severity: Severity,
    /// Whether it is asked where nobody says otherwise.
    pub is_on: bool,
    /// What it is about.
    pub category: Category,
    /// With which findings it is shown.
    pub group: FindingGroup,
    /// Short message in Vietnamese.
    name: &'static str,
    /// The same in English.
    english: &'static str,
    /// One Vietnamese sentence.
    pub description: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
}

/// A name that is no rule.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0} is not a rule of the check\nhint: docs/check.md lists the rules")]
pub struct UnknownRule(pub String);

impl Rule {
    /// Its id.
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// Its short message, in the language of the answer.
    pub fn name(self) -> &'static str {
        match spoken().language() {
            Language::Vi => self.row().name,
            Language::En => self.row().english,
        }
    }

    /// Whether it asks for a day, a body or a title that the draft never states.
    pub(super) const fn is_missing_part(self) -> bool {
        matches!(self, Self::DraftNoDate | Self::DraftNoBody | Self::DraftNoTitle)
    }
}

/// Its id.
impl fmt::Display for Rule {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(id: &str) -> Result<Self, UnknownRule> {
        let found = Self::ALL.into_iter().find(|rule| rule.id() == id);
        found.ok_or_else(|| UnknownRule(id.to_owned()))
    }
}

/// A name that is no group of findings.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0} is no group of findings\nhint: must_fix, should_add, not_checked or form")]
pub struct UnknownGroup(pub String);

impl FromStr for FindingGroup {
    type Err = UnknownGroup;

    fn from_str(name: &str) -> Result<Self, UnknownGroup> {
        Self::deserialize(name.into_deserializer())
            .map_err(|_: Error| UnknownGroup(name.to_owned()))
    }
}

impl FindingGroup {
    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// In Vietnamese.
    pub fn label(self) -> &'static str {
        match self {
            Self::MustFix => spoken().check_group_must_fix(),
            Self::ShouldAdd => spoken().check_group_should_add(),
            Self::NotChecked => spoken().check_group_not_checked(),
            Self::Form => spoken().check_group_form(),
        }
    }
}

impl Severity {
    /// In Vietnamese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Info => spoken().check_severity_info(),
            Self::Warning => spoken().check_severity_warning(),
            Self::Error => spoken().check_severity_error(),
        }
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl Category {
    /// Its Vietnamese name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citation => spoken().check_category_citation(),
            Self::Consistency => spoken().check_category_consistency(),
            Self::Alias => spoken().check_category_alias(),
            Self::Form => spoken().check_category_form(),
            Self::Style => spoken().check_category_style(),
        }
    }

    /// The kind of issue in the words of `LanguageTool`.
    pub const fn issue_type(self) -> IssueType {
        match self {
            Self::Citation => IssueType::Misspelling,
            Self::Consistency => IssueType::Inconsistency,
            Self::Alias | Self::Style => IssueType::Style,
            Self::Form => IssueType::Typographical,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_print::messages::speaking;

    #[test]
    fn the_documentation_lists_every_rule_as_it_is() {
        let page = include_str!("../../../docs/check.md");
        for row in Rule::ALL.map(Rule::row) {
            let off = if row.is_on { "" } else { ", off" };
            let line = format!(
                "| `{}` | {}{off} | {} | {} | {} |",
                row.id,
                row.severity.name(),
                row.name,
                row.description,
                row.source
            );
            assert!(page.contains(&line), "docs/check.md lacks the line\n{line}");
        }
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        assert!("cite.dates".parse::<Rule>().is_err());
        assert_eq!("cite.date".parse(), Ok(Rule::CiteDate));
    }

    #[test]
    fn every_rule_has_a_name_of_its_own_in_each_language() {
        for language in [Language::Vi, Language::En] {
            let mut names = Rule::ALL.map(|rule| speaking(language, || rule.name()));
            names.sort_unstable();
            let twice: Vec<_> = names.windows(2).filter(|two| two[0] == two[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
        let name = |language| speaking(language, || Rule::CiteDate.name());
        assert_eq!(name(Language::En), "Wrong date of issue");
        assert_ne!(name(Language::Vi), name(Language::En));
    }
}
