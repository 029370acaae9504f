//! The rules of the check: `data/check-rules.tsv`.

use std::str::FromStr;
use std::sync::LazyLock;

/// The table itself.
const TABLE: &str = include_str!("../../../data/check-rules.tsv");

/// A rule, by the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the table says what each rule looks at")]
pub enum Rule {
    Unknown,
    Ambiguous,
    Incomplete,
    Type,
    Number,
    Date,
    Body,
    Title,
    SymbolForm,
    Pin,
    Replaced,
    Amended,
    Expired,
    NotYet,
    RenamedBody,
    FirstShort,
    LaterLong,
    BasisForm,
    Higher,
    TwoDates,
    TwoTitles,
    TwoBodies,
    BodyVariant,
    TwoNames,
    TwoTypes,
    NoDate,
    NoBody,
    NoTitle,
    Unresolvable,
    Vague,
    BackReference,
    OwnTitle,
    NumberOrder,
    ExpiredHorizon,
    AliasThenLong,
    AliasUnused,
    AliasEqualsSymbol,
    DateZero,
    TonePlace,
    HangNam,
    Quotes,
    Abbreviation,
}

/// How grave a finding is, the gravest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; nothing need be changed.
    Info,
    /// Look again before signing.
    Warning,
    /// Wrong, by what the draft or the collection says.
    Error,
}

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
    /// Short Vietnamese message.
    pub name: &'static str,
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
    /// All rules, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.into_iter()
    }

    /// Its row.
    pub fn row(self) -> &'static RuleRow {
        // The test below proves that the table has a row for each.
        ROWS.get(self as usize).unwrap_or(&ROWS[0])
    }

    /// Its id.
    pub fn id(self) -> &'static str {
        self.row().id
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(id: &str) -> Result<Self, UnknownRule> {
        let found = Self::all().find(|rule| rule.id() == id);
        found.ok_or_else(|| UnknownRule(id.to_owned()))
    }
}

impl Severity {
    /// In Vietnamese.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Info => "Lưu ý",
            Self::Warning => "Cảnh báo",
            Self::Error => "Lỗi",
        }
    }

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Info, Self::Warning, Self::Error].into_iter().find(|s| s.name() == name)
    }
}

impl Category {
    const ALL: [Self; 5] =
        [Self::Citation, Self::Consistency, Self::Alias, Self::Form, Self::Style];

    /// The id on the wire.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Citation => "citation",
            Self::Consistency => "consistency",
            Self::Alias => "alias",
            Self::Form => "form",
            Self::Style => "style",
        }
    }

    /// Its Vietnamese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Citation => "Dẫn chiếu văn bản",
            Self::Consistency => "Nhất quán trong dự thảo",
            Self::Alias => "Tên viết tắt",
            Self::Form => "Thể thức",
            Self::Style => "Chính tả, trình bày",
        }
    }

    /// The kind of issue in the words of `LanguageTool`, whose wire shape the check has.
    pub const fn issue_type(self) -> &'static str {
        match self {
            Self::Citation => "misspelling",
            Self::Consistency => "inconsistency",
            Self::Alias | Self::Style => "style",
            Self::Form => "typographical",
        }
    }
}

/// Every rule, in the order of the table.
const ALL: [Rule; 42] = {
    use Rule as R;
    [
        R::Unknown,
        R::Ambiguous,
        R::Incomplete,
        R::Type,
        R::Number,
        R::Date,
        R::Body,
        R::Title,
        R::SymbolForm,
        R::Pin,
        R::Replaced,
        R::Amended,
        R::Expired,
        R::NotYet,
        R::RenamedBody,
        R::FirstShort,
        R::LaterLong,
        R::BasisForm,
        R::Higher,
        R::TwoDates,
        R::TwoTitles,
        R::TwoBodies,
        R::BodyVariant,
        R::TwoNames,
        R::TwoTypes,
        R::NoDate,
        R::NoBody,
        R::NoTitle,
        R::Unresolvable,
        R::Vague,
        R::BackReference,
        R::OwnTitle,
        R::NumberOrder,
        R::ExpiredHorizon,
        R::AliasThenLong,
        R::AliasUnused,
        R::AliasEqualsSymbol,
        R::DateZero,
        R::TonePlace,
        R::HangNam,
        R::Quotes,
        R::Abbreviation,
    ]
};

static ROWS: LazyLock<Vec<RuleRow>> =
    LazyLock::new(|| lines().filter_map(parse_row).collect());

/// The lines of the table that hold data.
fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// One row; `None` for a line that does not have the shape.
fn parse_row(line: &'static str) -> Option<RuleRow> {
    let mut cells = line.split('\t');
    let row = RuleRow {
        id: cells.next()?,
        severity: Severity::from_name(cells.next()?)?,
        is_on: match cells.next()? {
            "on" => true,
            "off" => false,
            _ => return None,
        },
        category: cells
            .next()
            .and_then(|id| Category::ALL.into_iter().find(|c| c.id() == id))?,
        name: cells.next()?,
        description: cells.next()?,
        source: cells.next()?,
    };
    cells.next().is_none().then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_rule_in_its_place() {
        assert_eq!(lines().count(), ROWS.len());
        assert_eq!(ROWS.len(), ALL.len());
        for (index, rule) in Rule::all().enumerate() {
            assert_eq!(rule as usize, index);
            let (_, name) = rule.id().split_once('.').unwrap();
            let name: String = name.split(['.', '-']).collect();
            let own = format!("{rule:?}").to_ascii_lowercase();
            assert!(own.ends_with(&name), "{} is not the row of {rule:?}", rule.id());
            assert_eq!(rule.id().parse(), Ok(rule));
        }
    }

    #[test]
    fn the_documentation_lists_every_rule_as_it_is() {
        let page = include_str!("../../../docs/check.md");
        for row in Rule::all().map(Rule::row) {
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
    }
}
