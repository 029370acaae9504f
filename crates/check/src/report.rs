//! What a check gives: findings, every citation field by field, and what was looked at.

use jiff::civil::Date;
use serde::Serialize;

use super::card::{FindingCard, by_priority, cards};
use super::field::FieldCheck;
use super::finding::Finding;
use super::rule::{Rule, Severity};
use super::rule_set::DraftKind;
use tracuu_legal::citation::resolve::Resolution;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;

/// The outcome of a check.
#[derive(Clone, Debug)]
pub struct CheckReport {
    /// What was found, in the order of the text; of one place the gravest first.
    pub findings: Vec<Finding>,
    /// The documents that findings are about, in the order of their first mentions.
    pub works: Vec<Work>,
    /// Every citation of the draft, in its order.
    pub citations: Vec<CitationCheck>,
    /// What was looked at and what was not.
    pub coverage: CheckCoverage,
}

/// A document of the draft that findings are about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// What the draft calls it: type and symbol, else its name.
    pub name: String,
    /// The mention that should be the full one, as it should be written, where the
    /// collection tells it.
    pub correction: Option<Correction>,
}

/// All corrections of one document in one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    /// The words that it takes the place of.
    pub span: Span,
    /// What to write.
    pub words: String,
}

/// One citation, compared.
#[derive(Clone, Debug)]
pub struct CitationCheck {
    /// What it names, the draft's own statements aside.
    pub resolution: Resolution,
    /// What decided it.
    pub decision: Decision,
    /// Its parts.
    pub fields: Vec<FieldCheck>,
    /// Why nothing of it could be compared with the collection.
    pub not_checked: Option<NotCheckedReason>,
}

/// What decided which document is meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Nothing did.
    #[serde(rename = "none")]
    Nothing,
    /// Symbol, body and type, and the date as far as stated.
    Symbol,
    /// Of several, the others are later than the draft.
    #[serde(rename = "not_later_than_draft")]
    NotLater,
    /// The symbol, although the date differs.
    #[serde(rename = "symbol_despite_date")]
    SymbolNotDate,
    /// The symbol, although the type word differs.
    #[serde(rename = "symbol_despite_type")]
    SymbolNotType,
    /// A name that is listed.
    Name,
    /// The title.
    Title,
    /// The mention before that it takes up.
    Antecedent,
    /// It is the draft itself.
    #[serde(rename = "self")]
    Own,
}

/// Why a citation cannot be compared with the collection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotCheckedReason {
    /// There is no collection to compare with.
    NoCollection,
    /// The collection does not have the document.
    NotInCollection,
    /// Several documents fit.
    Ambiguous,
    /// A part is missing without which no document can be told.
    Incomplete,
    /// It is a name without number and date.
    NoNumber,
    /// It refers back, and nothing can be told of what.
    BackReference,
    /// It is the draft itself.
    #[serde(rename = "self")]
    Itself,
}

/// What was looked at.
#[derive(Clone, Debug, Default)]
pub struct CheckCoverage {
    /// Citations found.
    pub n_found: usize,
    /// Of these by symbol.
    pub n_numbered: usize,
    /// By name.
    pub n_named: usize,
    /// Of the draft itself.
    pub n_self: usize,
    /// Back-references.
    pub n_back: usize,
    /// Citations of which something was compared with the collection.
    pub n_checked: usize,
    /// The others by reason, in the order of the reasons.
    pub not_checkable: Vec<(NotCheckedReason, usize)>,
    /// Numbered documents, each counted once.
    pub n_documents: usize,
    /// Citations by state.
    pub states: ResolutionCounts,
    /// The day that counted as today, and who gave it.
    pub day: Option<(Date, DayOrigin)>,
    /// What the collection is.
    pub collection: Option<CollectionFacts>,
    /// Ids under which the collection holds the draft itself; what only these state was
    /// left aside.
    pub own: Vec<String>,
    /// The kind of draft whose rules were asked.
    pub rules: Option<DraftKind>,
    /// Rules that were not asked.
    pub off: Vec<Rule>,
    /// What looks like a citation and could not be read.
    pub unparsed: UnreadCitations,
    /// Findings that are not listed, of each rule that has very many.
    pub more: Vec<(Rule, usize)>,
}

/// Citations by state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ResolutionCounts {
    /// One document of the collection.
    pub resolved: usize,
    /// Several.
    pub ambiguous: usize,
    /// None.
    pub absent: usize,
    /// Not enough to tell.
    pub malformed: usize,
}

/// Who gave the day.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayOrigin {
    /// The caller.
    Given,
    /// The head of the draft.
    #[serde(rename = "draft")]
    Head,
    /// The clock of the program.
    Today,
}

/// The collection that was compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CollectionFacts {
    /// Documents held in full.
    pub n_held: usize,
    /// Documents in all.
    pub n_documents: usize,
    /// The day up to which it was filled.
    pub collected: Option<Date>,
}

/// The words of a draft that look like a citation and could not be read; of very many the
/// first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct UnreadCitations {
    /// The first of them, in order.
    pub listed: Vec<UnreadCitation>,
    /// How many there are in all.
    pub n_found: usize,
}

/// Words that look like a citation and could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnreadCitation {
    /// Where.
    pub span: Span,
    /// What keeps it from being read.
    pub why: UnreadReason,
}

/// Why words that look like a citation could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnreadReason {
    /// The shape of a symbol, with a code or an order that is none.
    UnreadableSymbol,
    /// The number is left blank: `…/QĐ-UBND`.
    BlankNumber,
    /// A number of something that was not read as a document.
    UnreadNumber,
    /// A date with a letter in it.
    UnreadableDate,
    /// A provision of which no document can be told, or that the held text does not tell.
    UncheckedProvision,
    /// Words in quotation marks whose source is not held, or not named.
    UncheckedQuotation,
}

impl UnreadReason {
    /// In Vietnamese.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::UnreadableSymbol => spoken().check_unread_symbol(),
            Self::BlankNumber => spoken().check_unread_blank(),
            Self::UnreadNumber => spoken().check_unread_number(),
            Self::UnreadableDate => spoken().check_unread_date(),
            Self::UncheckedProvision => spoken().check_unread_provision(),
            Self::UncheckedQuotation => spoken().check_unread_quotation(),
        }
    }
}

impl CheckReport {
    /// The indexes of the findings in the order in which they are to be looked at.
    pub fn by_priority(&self) -> Vec<usize> {
        by_priority(&self.findings)
    }

    /// The findings put together to what is mended in one go.
    pub fn cards(&self) -> Vec<FindingCard> {
        cards(&self.findings)
    }

    /// Number of findings of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

impl NotCheckedReason {
    /// In Vietnamese.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::NoCollection => spoken().check_no_collection(),
            Self::NotInCollection => spoken().check_not_in_collection(),
            Self::Ambiguous => spoken().check_ambiguous_reason(),
            Self::Incomplete => spoken().check_incomplete_reason(),
            Self::NoNumber => spoken().check_no_number(),
            Self::BackReference => spoken().check_back_reference_reason(),
            Self::Itself => spoken().check_itself(),
        }
    }
}
