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
use super::words::{self, Role};
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
    /// in the head; where there is none by the letterhead.
    pub fn from_draft(draft: &Draft) -> Self {
        let head = &draft.document.header;
        let symbol = head.symbol.as_ref().or(head.blank_symbol.as_ref());
        match symbol.map(|fact| fact.value.family) {
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
        let open = head.lines().find_map(open_code);
        open.and_then(Self::from_code)
            .unwrap_or_else(|| Self::from_letterhead(draft, head))
    }

    /// The kind by the code behind an open number: `/2026/QĐ-UBND`, `-KH/ĐU`.
    fn from_code(code: &str) -> Option<Self> {
        let is_code = |text: &str| {
            text.chars().take(2).filter(|letter| letter.is_uppercase()).count() == 2
        };
        let Some(behind) = code.strip_prefix('/') else {
            return is_code(code.strip_prefix(['-', '–'])?).then_some(Self::Party);
        };
        let year = behind.split('/').next().unwrap_or_default().trim();
        let has_year = year.len() == 4 && year.bytes().all(|one| one.is_ascii_digit());
        Some(if has_year { Self::Normative } else { Self::Administrative })
    }

    fn from_letterhead(draft: &Draft, head: &str) -> Self {
        let facts = &draft.document.header;
        let mut bodies = facts.organisation.iter().chain(&facts.issuer);
        let is_party = bodies.any(|body| words::opens(&body.value, Role::PartyCommittee))
            || head.lines().any(|line| words::is(line, Role::PartyMotto));
        if is_party { Self::Party } else { Self::Administrative }
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

/// What stands behind a number that is still open, behind "Số" or at the beginning of a line:
/// `Số:      /SCT-QLTM`.
fn open_code(line: &str) -> Option<&str> {
    let is_blank = |sign: char| sign.is_whitespace() || ":….._".contains(sign);
    let number = line.find("Số").map(|at| at + "Số".len());
    let behind = line.get(number.unwrap_or(0)..)?.trim_start_matches(is_blank);
    let code = behind.split_whitespace().next()?;
    let is_bullet = number.is_none() && code.len() < MIN_CODE_BYTES;
    (behind.starts_with(['/', '-', '–']) && !is_bullet).then_some(code)
}

/// Shortest code behind an open number, with the mark before it: `-KH`. A line may well begin
/// with a dash.
const MIN_CODE_BYTES: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_behind_an_open_number_tells_the_kind() {
        for (line, kind) in [
            ("Số:      /2026/QĐ-UBND", Some(DraftKind::Normative)),
            ("Số: …/SCT-QLTM", Some(DraftKind::Administrative)),
            ("Số    -KH/ĐU", Some(DraftKind::Party)),
            ("V/v triển khai Quyết định số 41/2025/QĐ-UBND", None),
            ("thực hiện Nghị quyết số 23-NQ/TU ngày 14/6/2024", None),
            ("- Như trên", None),
        ] {
            assert_eq!(open_code(line).and_then(DraftKind::from_code), kind, "{line}");
        }
    }

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
