//! What the rules ask of a kind of draft: `data/check-rule-sets.tsv`. The kind is told by
//! the head of the draft.

use std::str::FromStr;
use std::sync::LazyLock;

use serde::de::IntoDeserializer as _;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use super::draft::Draft;
use super::rule::Rule;
use tracuu_legal::document::level::ProvisionLevel;
use tracuu_legal::document::symbol::Family;
use tracuu_print::messages::spoken;
use tracuu_text::tsv::{self, Table};

const TABLE: Table = Table::new(
    "data/check-rule-sets.tsv",
    include_str!("../../../data/check-rule-sets.tsv"),
);

/// A kind of draft with a regulation of its own.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
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
pub enum DraftKind {
    /// Văn bản của Đảng.
    Party,
    /// Văn bản hành chính.
    Administrative,
    /// Văn bản quy phạm pháp luật.
    Normative,
}

/// What a rule asks of a kind of draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Demand {
    Asked,
    Off,
    YearIsEnough,
}

/// A row of the table.
struct RuleSetRow {
    kind: DraftKind,
    rule: Rule,
    demand: Demand,
    /// Where the regulation says so.
    article: &'static str,
    /// Whether its words were read.
    is_read: bool,
}

static ROWS: LazyLock<Vec<RuleSetRow>> = LazyLock::new(|| {
    TABLE.load(|[kind, rule, demand, article, seen]| {
        let is_read = match seen {
            "read" => true,
            "unread" => false,
            _ => return None,
        };
        Some(RuleSetRow {
            article,
            is_read,
            kind: tsv::member(kind)?,
            rule: rule.parse().ok()?,
            demand: tsv::member(demand)?,
        })
    })
});

/// A name that is no kind of draft.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0} is no kind of draft\nhint: party, administrative or normative")]
pub struct UnknownKind(pub String);

impl FromStr for DraftKind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::deserialize(name.into_deserializer())
            .map_err(|_: Error| UnknownKind(name.to_owned()))
    }
}

impl DraftKind {
    /// The kind of a draft by its symbol, where its number is still open by the rest of it
    /// in the head.
    pub fn from_draft(draft: &Draft) -> Self {
        let head = &draft.document.header;
        let family = head.symbol.as_ref().map(|fact| fact.value.family);
        match family {
            Some(Family::Party) => Self::Party,
            Some(Family::StateNormative | Family::Assembly) => Self::Normative,
            Some(
                Family::StateAdministrative | Family::OfficialLetter | Family::StateOld,
            ) => Self::Administrative,
            None => Self::from_open_number(draft),
        }
    }

    fn from_open_number(draft: &Draft) -> Self {
        let units = &draft.document.outline.provisions;
        let head = units.first().filter(|unit| unit.level == ProvisionLevel::Header);
        let head = head.map(|head| head.span.of(draft.text())).unwrap_or_default();
        let is_code = |text: &str| {
            text.chars().take(2).filter(|letter| letter.is_uppercase()).count() == 2
        };
        let has_year =
            head.split('/').skip(1).zip(head.split('/').skip(2)).any(|(year, code)| {
                year.len() == 4
                    && year.bytes().all(|byte| byte.is_ascii_digit())
                    && is_code(code)
            });
        let is_party = head.lines().any(|line| {
            let code = line.trim().split_once('/').map(|(code, _)| code);
            let code = code.and_then(|code| code.rsplit_once('-')).map(|(_, code)| code);
            code.is_some_and(is_code)
        });
        match (has_year, is_party) {
            (true, _) => Self::Normative,
            (false, true) => Self::Party,
            (false, false) => Self::Administrative,
        }
    }

    /// Whether a rule is asked of drafts of this kind.
    pub(super) fn asks(self, rule: Rule) -> bool {
        !self.demands(rule, Demand::Off)
    }

    /// Whether a number with a year tells a document without its day.
    pub(super) fn names_by_year(self) -> bool {
        self.demands(Rule::DraftNoDate, Demand::YearIsEnough)
    }

    fn demands(self, rule: Rule, demand: Demand) -> bool {
        ROWS.iter()
            .any(|row| row.kind == self && row.rule == rule && row.demand == demand)
    }

    /// The articles on which its rules rest and whose words nobody has read, each once.
    pub fn unread_articles(self) -> Vec<&'static str> {
        let rows = ROWS.iter().filter(|row| row.kind == self && !row.is_read);
        let mut articles: Vec<&str> = rows.map(|row| row.article).collect();
        articles.dedup();
        articles
    }

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// In Vietnamese.
    pub fn label(self) -> &'static str {
        match self {
            Self::Party => spoken().check_kind_party(),
            Self::Administrative => spoken().check_kind_administrative(),
            Self::Normative => spoken().check_kind_normative(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_and_says_something() {
        for row in ROWS.iter() {
            let says = !row.kind.asks(row.rule) || row.demand != Demand::Off;
            assert!(says, "{:?} {}", row.kind, row.rule);
        }
        assert!(DraftKind::Normative.names_by_year());
        assert!(!DraftKind::Administrative.names_by_year());
        assert_eq!(DraftKind::Party.unread_articles(), ["36-HD/VPTW mục II"]);
    }
}
