//! The answer of a draft check: `LanguageTool`'s shape, with coverage and the fields of
//! every citation.

use serde::Serialize;
use utoipa::ToSchema;

use super::citation::CitationSpan;
use super::offset_unit::OffsetUnit;
use tracuu_check::draft::Draft;
use tracuu_check::field::{Field, FieldCheck, Verdict};
use tracuu_check::finding::{Evidence as Shown, Finding, Statement, StatementKind};
use tracuu_check::report::{
    CheckCoverage, CheckReport, CitationCheck, DayOrigin, Decision, NotCheckedReason,
};
use tracuu_check::rule::{Category, IssueType, Rule, Severity};
use tracuu_index::record::{FactSource, Origin};
use tracuu_legal::citation::resolve::Resolution;
use tracuu_text::span::Span;
use tracuu_text::utf16::Utf16Offsets;

/// Characters of context on either side of the words at fault.
const CONTEXT_CHARS: usize = 40;

/// The answer of a check. Offsets count UTF-16 code units of the canonical text.
#[derive(Debug, Serialize, ToSchema)]
pub struct Check {
    /// Always `utf16`.
    pub offset_unit: OffsetUnit,
    /// What was looked at and what was not.
    pub coverage: Coverage,
    /// What was found, in the order of the text.
    pub matches: Vec<Match>,
    /// Every citation of the draft, field by field.
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
    /// How grave it is.
    pub severity: Severity,
    /// What can be written in the place of exactly these words, the best first.
    pub replacements: Vec<Replacement>,
    /// The words with some text around them.
    pub context: Context,
    /// The rule.
    pub rule: RuleFacts,
    /// The citation at fault.
    pub citation: Option<CheckedCitation>,
    /// Other places of the draft that belong to the finding.
    pub related: Vec<Related>,
    /// What the collection says, and where.
    pub evidence: Vec<Evidence>,
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
#[derive(Clone, Debug, Serialize, ToSchema)]
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
#[derive(Clone, Debug, Serialize, ToSchema)]
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
#[derive(Clone, Debug, Serialize, ToSchema)]
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
    /// Ids of the rules that were not asked.
    pub rules_off: Vec<Rule>,
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
    /// Why, in Vietnamese.
    pub reason: &'static str,
}

impl Check {
    /// The report on a draft.
    pub fn new(draft: &Draft, report: &CheckReport) -> Self {
        let text = draft.text();
        let writer = ReportWriter { text, offsets: Utf16Offsets::new(text) };
        let resolutions: Vec<Resolution> =
            report.citations.iter().map(|checked| checked.resolution.clone()).collect();
        let placed = CitationSpan::all(draft, &resolutions);
        let citations: Vec<CheckedCitation> = placed
            .into_iter()
            .zip(&report.citations)
            .map(|(placed, checked)| CheckedCitation::new(placed, checked))
            .collect();
        let matches =
            report.findings.iter().map(|finding| writer.finding(finding, &citations));
        Self {
            offset_unit: OffsetUnit::Utf16,
            coverage: writer.coverage(report),
            matches: matches.collect(),
            citations,
        }
    }
}

impl Coverage {
    /// What was looked at of a draft.
    pub fn new(draft: &Draft, report: &CheckReport) -> Self {
        let text = draft.text();
        ReportWriter { text, offsets: Utf16Offsets::new(text) }.coverage(report)
    }
}

impl CheckedCitation {
    fn new(citation: CitationSpan, checked: &CitationCheck) -> Self {
        Self {
            citation,
            decided_by: checked.decision,
            not_checked: checked.not_checked,
            fields: checked.fields.iter().map(CheckedField::from).collect(),
        }
    }
}

impl From<&FieldCheck> for CheckedField {
    fn from(field: &FieldCheck) -> Self {
        Self {
            field: field.field,
            verdict: field.verdict,
            stated: field.stated.clone(),
            known: field.known.clone(),
            note: field.note.clone(),
            evidence: field.evidence.iter().map(Evidence::from).collect(),
        }
    }
}

impl From<&Shown> for Evidence {
    fn from(shown: &Shown) -> Self {
        let statement = &shown.statement;
        let mut source = statement.catalogue_entries().join("; ");
        let mut places = to_strings(statement.places());
        let value = match statement {
            Statement::Fact(fact) => {
                match &fact.source {
                    FactSource::Own { document } => source.clone_from(document),
                    FactSource::Catalogue { confidence, .. } => {
                        places.push(confidence.to_string());
                    }
                    FactSource::Citations(_) => {}
                }
                fact.value.to_string()
            }
            Statement::Event(event) => {
                let day = event.from.map(|day| day.to_string());
                let parts = [day, event.by.clone()].into_iter().flatten();
                parts.collect::<Vec<_>>().join(" ")
            }
        };
        Self {
            origin: statement.origin(),
            document: shown.document.clone(),
            field: statement.kind(),
            value,
            source,
            places,
        }
    }
}

fn to_strings(values: &[impl ToString]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

impl From<Rule> for RuleFacts {
    fn from(rule: Rule) -> Self {
        let row = rule.row();
        let category = CategoryFacts { id: row.category, name: row.category.name() };
        Self {
            id: rule,
            description: row.description,
            issue_type: row.category.issue_type(),
            category,
        }
    }
}

/// Writes the places of one text.
struct ReportWriter<'t> {
    text: &'t str,
    offsets: Utf16Offsets<'t>,
}

impl ReportWriter<'_> {
    fn place(&self, span: Span) -> (usize, usize) {
        let offset = self.offsets.of_byte(span.start);
        (offset, self.offsets.of_byte(span.end).saturating_sub(offset))
    }

    fn finding(&self, finding: &Finding, citations: &[CheckedCitation]) -> Match {
        let (offset, length) = self.place(finding.span);
        let related = finding.others.iter().map(|span| {
            let (offset, length) = self.place(*span);
            Related { offset, length, text: span.of(self.text).to_owned() }
        });
        let replacement = |value: &String| Replacement { value: value.clone() };
        let citation = finding.citation.and_then(|index| citations.get(index));
        Match {
            message: finding.message.clone(),
            short_message: finding.rule.row().name,
            offset,
            length,
            severity: finding.severity,
            replacements: finding.replacements.iter().map(replacement).collect(),
            context: self.context(finding.span),
            rule: finding.rule.into(),
            citation: citation.cloned(),
            related: related.collect(),
            evidence: finding.evidence.iter().map(Evidence::from).collect(),
        }
    }

    /// The words with some text of their lines around them.
    fn context(&self, span: Span) -> Context {
        let head = self.text.get(..span.start).unwrap_or_default();
        let before: Vec<char> = head.chars().rev().take(CONTEXT_CHARS).collect();
        let before: String = before.into_iter().rev().collect();
        let tail = self.text.get(span.end..).unwrap_or_default();
        let after: String = tail.chars().take(CONTEXT_CHARS).collect();
        let n_units = |text: &str| text.encode_utf16().count();
        let words = span.of(self.text);
        Context {
            offset: n_units(&before),
            length: n_units(words),
            text: format!("{before}{words}{after}").replace(['\n', '\t'], " "),
        }
    }

    fn coverage(&self, report: &CheckReport) -> Coverage {
        let looked: &CheckCoverage = &report.coverage;
        let states = looked.states;
        let not_checkable = looked.not_checkable.iter().map(|(reason, count)| {
            NotCheckable { reason: *reason, meaning: reason.meaning(), count: *count }
        });
        let unparsed = looked.unparsed.listed.iter().map(|unparsed| {
            let (offset, length) = self.place(unparsed.span);
            let text = unparsed.span.of(self.text).to_owned();
            Unparsed { offset, length, text, reason: unparsed.why.meaning() }
        });
        Coverage {
            citations: CitationCounts {
                found: looked.n_found,
                numbered: looked.n_numbered,
                named: looked.n_named,
                own: looked.n_self,
                back_references: looked.n_back,
            },
            documents: looked.n_documents,
            checked: looked.n_checked,
            not_checkable: not_checkable.collect(),
            states: StateCounts {
                resolved: states.resolved,
                ambiguous: states.ambiguous,
                absent: states.absent,
                malformed: states.malformed,
            },
            day: looked
                .day
                .map(|(day, by)| CoverageDay { date: day.to_string(), source: by }),
            collection: looked.collection.map(|collection| CollectionFacts {
                held: collection.n_held,
                documents: collection.n_documents,
                date: collection.collected.map(|day| day.to_string()),
            }),
            own_documents: looked.own.clone(),
            findings: SeverityCounts {
                error: report.count(Severity::Error),
                warning: report.count(Severity::Warning),
                info: report.count(Severity::Info),
            },
            rules_off: looked.off.clone(),
            unparsed: unparsed.collect(),
            n_unparsed: looked.unparsed.n_found,
        }
    }
}
