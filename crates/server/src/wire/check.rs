//! The answer of a draft check: `LanguageTool`'s shape, with coverage and the fields of
//! every citation.

use serde::Serialize;
use utoipa::ToSchema;

use super::citation::CitationSpan;
use super::offset_unit::{OffsetBase, OffsetUnit};
use super::page_facts::PageFacts;
use tracuu_check::field::{Field, Verdict};
use tracuu_check::finding::StatementKind;
use tracuu_check::report::{DayOrigin, Decision, NotCheckedReason, UnreadReason};
use tracuu_check::rule::{Category, FindingGroup, IssueType, Rule, Severity};
use tracuu_check::rule_set::DraftKind;
use tracuu_index::record::Origin;

/// The answer of a check.
#[derive(Debug, Serialize, ToSchema)]
pub struct Check {
    /// The secrecy mark that the draft carries (`Tối mật`); null without one. Nothing of a
    /// draft is kept, with or without it.
    pub secrecy: Option<String>,
    /// Pages whose text was recognised from pictures (OCR), so that letters and digits may be
    /// wrong; from 1.
    pub recognised_pages: Vec<u32>,
    /// Pages whose text could not be read, which are not checked; from 1.
    pub unread_pages: Vec<u32>,
    /// Always `utf16`.
    pub offset_unit: OffsetUnit,
    /// Whose code units the offsets count.
    pub offset_in: OffsetBase,
    /// The canonical text, where the offsets count it and it is not what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What was looked at and what was not.
    pub coverage: Coverage,
    /// What was found, the first to be looked at first.
    pub matches: Vec<Match>,
    /// The findings put together to what is mended in one go, the first to be looked at
    /// first; each finding is on one card.
    pub cards: Vec<Card>,
    /// The documents that findings are about, each with one correction of all its parts.
    pub works: Vec<Work>,
    /// The citations of the draft, field by field; of very many the first 5,000.
    pub citations: Vec<CheckedCitation>,
}

/// One finding.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Match {
    /// What is wrong, in Vietnamese.
    pub message: String,
    /// The name of the rule, in Vietnamese.
    pub short_message: &'static str,
    /// First code unit of the words at fault.
    pub offset: usize,
    /// Their length.
    pub length: usize,
    /// Where they stand in the file.
    #[serde(flatten)]
    pub page: PageFacts,
    /// How grave it is.
    pub severity: Severity,
    /// With which findings it is shown.
    pub group: FindingGroup,
    /// The document that it is about, as the draft calls it; null where it is about none.
    pub work: Option<String>,
    /// Its place among all kinds of findings, 1 the first to be looked at.
    pub priority: usize,
    /// What can be written in the place of exactly these words, the best first.
    pub replacements: Vec<Replacement>,
    /// The words with some text around them.
    pub context: Context,
    /// The rule.
    pub rule: RuleFacts,
    /// The citation at fault; how it was compared stands in [`Check::citations`].
    pub citation: Option<CitationSpan>,
    /// Other places of the draft that belong to the finding.
    pub related: Vec<Related>,
    /// What the collection says, and where.
    pub evidence: Vec<Evidence>,
}

/// Findings that are mended in one go: all of a document that must be put right, else those
/// that ask for the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct Card {
    /// With which cards it is shown.
    pub group: FindingGroup,
    /// How grave its gravest finding is.
    pub severity: Severity,
    /// What is to be done, in Vietnamese; null on the card of a document.
    pub task: Option<&'static str>,
    /// The document, as the draft calls it; null on the card of a task.
    pub work: Option<String>,
    /// Its findings, as indexes of [`Check::matches`].
    pub matches: Vec<usize>,
}

/// A document that findings are about.
#[derive(Debug, Serialize, ToSchema)]
pub struct Work {
    /// What the draft calls it, as the findings name it.
    pub name: String,
    /// All its corrections in one; null where there is none.
    pub correction: Option<WorkCorrection>,
}

/// All corrections of one document in one.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkCorrection {
    /// First code unit of the words that it takes the place of.
    pub offset: usize,
    /// Their length.
    pub length: usize,
    /// What to write.
    pub value: String,
}

/// Findings of a rule that are not listed.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoreFindings {
    /// The rule.
    pub rule: Rule,
    /// How many more there are.
    pub count: usize,
}

/// A text to be written instead.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replacement {
    /// The text.
    pub value: String,
}

/// Words in their context.
#[derive(Debug, Serialize, ToSchema)]
pub struct Context {
    /// The words with some text around them, on one line.
    pub text: String,
    /// First code unit of the words in it.
    pub offset: usize,
    /// Their length.
    pub length: usize,
}

/// A rule of the check.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleFacts {
    /// Stable id, such as `cite.date`.
    pub id: Rule,
    /// What it looks at, in Vietnamese.
    pub description: &'static str,
    /// Kind of issue in `LanguageTool`'s words.
    pub issue_type: IssueType,
    /// What it is about.
    pub category: CategoryFacts,
}

/// What a rule is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct CategoryFacts {
    /// Stable id.
    pub id: Category,
    /// In Vietnamese.
    pub name: &'static str,
}

/// Another place of the draft.
#[derive(Debug, Serialize, ToSchema)]
pub struct Related {
    /// First code unit.
    pub offset: usize,
    /// Length.
    pub length: usize,
    /// The words.
    pub text: String,
}

/// A statement of the collection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evidence {
    /// Who states it.
    pub origin: Origin,
    /// Id of the document that it is about.
    pub document: String,
    /// What is stated: a fact, or something that happened to the document.
    pub field: StatementKind,
    /// The words; dates in ISO.
    pub value: String,
    /// The catalogue's source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Where citing documents state it (document id, `#`, path), or the catalogue's
    /// confidence.
    pub places: Vec<String>,
}

/// A citation of the draft, compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedCitation {
    /// Where it stands, what it states and names.
    #[serde(flatten)]
    pub citation: CitationSpan,
    /// What decided which document is meant.
    pub decided_by: Decision,
    /// Why nothing could be compared with the collection; null where something was.
    pub not_checked: Option<NotCheckedReason>,
    /// Its parts, one by one.
    pub fields: Vec<CheckedField>,
}

/// One part of a citation, compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckedField {
    /// Which part.
    pub field: Field,
    /// What comparing gave.
    pub verdict: Verdict,
    /// What the draft states.
    pub stated: Option<String>,
    /// What the collection states.
    pub known: Option<String>,
    /// Why, in Vietnamese; empty where there is nothing to add.
    pub note: String,
    /// Where the collection says so.
    pub evidence: Vec<Evidence>,
}

/// What was looked at and what was not.
#[derive(Debug, Serialize, ToSchema)]
pub struct Coverage {
    /// Citations by kind.
    pub citations: CitationCounts,
    /// Numbered documents, each counted once.
    pub documents: usize,
    /// Citations of which something was compared with the collection.
    pub checked: usize,
    /// The others, by reason.
    pub not_checkable: Vec<NotCheckable>,
    /// Citations by state.
    pub states: StateCounts,
    /// The day on which documents must be in force; null where none is known.
    pub day: Option<CoverageDay>,
    /// The collection compared with; null where there is none.
    pub collection: Option<CollectionFacts>,
    /// Ids under which the collection holds the draft itself: what only these state was
    /// left aside.
    pub own_documents: Vec<String>,
    /// Findings by severity.
    pub findings: SeverityCounts,
    /// The kind of draft whose rules were asked.
    pub rule_set: Option<DraftKind>,
    /// Ids of the rules that were not asked.
    pub rules_off: Vec<Rule>,
    /// Of rules that find very much, what is not listed.
    pub more: Vec<MoreFindings>,
    /// What looks like a citation and could not be read; of very many the first 200.
    pub unparsed: Vec<Unparsed>,
    /// How many of these there are in all.
    pub n_unparsed: usize,
}

/// Citations by kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct CitationCounts {
    /// All.
    pub found: usize,
    /// By symbol.
    pub numbered: usize,
    /// By name.
    pub named: usize,
    /// Of the draft itself.
    pub own: usize,
    /// Back-references.
    pub back_references: usize,
    /// Those that the answer does not list: of very many it has the first 5,000.
    pub left_out: usize,
}

/// Citations that could not be compared.
#[derive(Debug, Serialize, ToSchema)]
pub struct NotCheckable {
    /// Why.
    pub reason: NotCheckedReason,
    /// In Vietnamese.
    pub meaning: &'static str,
    /// How many.
    pub count: usize,
}

/// Citations by state.
#[derive(Debug, Serialize, ToSchema)]
pub struct StateCounts {
    /// One document.
    pub resolved: usize,
    /// Several.
    pub ambiguous: usize,
    /// None.
    pub absent: usize,
    /// Not enough to tell.
    pub malformed: usize,
}

/// The day that counted as today.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageDay {
    /// ISO.
    pub date: String,
    /// Who gave it.
    pub source: DayOrigin,
}

/// The collection compared with.
#[derive(Debug, Serialize, ToSchema)]
pub struct CollectionFacts {
    /// Documents held in full.
    pub held: usize,
    /// Documents in all, those known only by citation included.
    pub documents: usize,
    /// The day up to which it was filled, ISO.
    pub date: Option<String>,
}

/// Findings by severity.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeverityCounts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Information.
    pub info: usize,
}

/// Words that look like a citation and could not be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct Unparsed {
    /// First code unit.
    pub offset: usize,
    /// Length.
    pub length: usize,
    /// The words.
    pub text: String,
    /// Why.
    pub kind: UnreadReason,
    /// Why, in Vietnamese.
    pub reason: &'static str,
}
