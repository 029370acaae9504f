//! Findings of a check as a page shows them.

use strum::VariantArray;

use super::names::DocumentNames;
use crate::problem::Problem;
use crate::wire::check::SeverityCounts;
use tracuu_check::draft::Draft;
use tracuu_check::finding::{Evidence, Finding};
use tracuu_check::report::{CheckReport, NotCheckedReason};
use tracuu_check::rule::Severity;
use tracuu_check::statement;
use tracuu_index::record::Origin;
use tracuu_print::messages::VIETNAMESE;

/// Most findings on a page, the gravest first; the interface and the Word document have
/// all of them.
const MAX_SHOWN: usize = 300;

/// Statements of the collection shown of one finding.
const MAX_EVIDENCE: usize = 3;

/// Places that state one value, shown of one finding.
const MAX_PLACES: usize = 3;

/// One finding.
pub(super) struct FindingView {
    /// Its number on the page, from 1.
    pub(super) number: usize,
    /// `error`, `warning` or `info`.
    pub(super) severity: &'static str,
    /// The severity in Vietnamese.
    pub(super) label: &'static str,
    /// The name of the rule, in Vietnamese.
    pub(super) rule: &'static str,
    /// Id of the rule.
    pub(super) id: &'static str,
    /// What is wrong.
    pub(super) message: String,
    /// What can be written instead.
    pub(super) replacements: Vec<String>,
    /// What the collection says.
    pub(super) evidence: Vec<EvidenceView>,
}

/// A statement of the collection.
pub(super) struct EvidenceView {
    /// What is stated, in Vietnamese.
    pub(super) label: String,
    /// The value.
    pub(super) value: String,
    /// Who states it.
    pub(super) sources: Vec<SourceLink>,
}

/// Who states something.
pub(crate) struct SourceLink {
    /// In words.
    pub(crate) text: String,
    /// Where it can be read.
    pub(crate) url: Option<String>,
}

/// The findings of one severity.
pub(super) struct SeverityGroup {
    /// `error`, `warning` or `info`.
    pub(super) severity: &'static str,
    /// In Vietnamese.
    pub(super) label: &'static str,
    /// All of them, those not on the page included.
    pub(super) count: usize,
    /// Places of those on the page.
    pub(super) findings: Vec<usize>,
}

/// Citations that were not compared, for one reason.
pub(super) struct UncheckedCitations {
    /// The reason, in Vietnamese.
    pub(super) meaning: &'static str,
    /// The words, each once, with the number of places.
    pub(super) citations: Vec<(String, usize)>,
}

/// Leaves the findings that a page can show, in their order; gives the number of others.
pub(super) fn keep_gravest(findings: &mut Vec<Finding>) -> usize {
    let n_hidden = findings.len().saturating_sub(MAX_SHOWN);
    let mut room = MAX_SHOWN;
    for &severity in Severity::VARIANTS {
        findings.retain(|finding| {
            let is_kept = finding.severity != severity || room > 0;
            room -= usize::from(finding.severity == severity && is_kept);
            is_kept
        });
    }
    n_hidden
}

/// The findings of each severity, the gravest first.
pub(super) fn groups(
    findings: &[Finding],
    counts: &SeverityCounts,
) -> Vec<SeverityGroup> {
    let all = [
        (Severity::Error, counts.error),
        (Severity::Warning, counts.warning),
        (Severity::Info, counts.info),
    ];
    let group = |(severity, count): (Severity, usize)| {
        let places = findings.iter().enumerate();
        let findings = places.filter(|(_, one)| one.severity == severity);
        SeverityGroup {
            severity: severity.name(),
            label: severity.label(),
            count,
            findings: findings.map(|(place, _)| place).collect(),
        }
    };
    all.map(group).into_iter().filter(|group| group.count > 0).collect()
}

/// The findings in words.
pub(super) fn views(
    findings: &[Finding],
    names: &mut DocumentNames<'_>,
) -> Result<Vec<FindingView>, Problem> {
    let mut views = Vec::with_capacity(findings.len());
    for (place, finding) in findings.iter().enumerate() {
        let mut evidence = Vec::new();
        for shown in finding.evidence.iter().take(MAX_EVIDENCE) {
            evidence.push(evidence_view(shown, names)?);
        }
        let row = finding.rule.row();
        views.push(FindingView {
            number: place + 1,
            severity: finding.severity.name(),
            label: finding.severity.label(),
            rule: row.name,
            id: row.id,
            message: finding.message.clone(),
            replacements: finding.replacements.clone(),
            evidence,
        });
    }
    Ok(views)
}

fn evidence_view(
    evidence: &Evidence,
    names: &mut DocumentNames<'_>,
) -> Result<EvidenceView, Problem> {
    let page = format!("/documents/{}", evidence.document);
    let statement = &evidence.statement;
    let sources = match statement.origin() {
        Origin::Own => {
            vec![SourceLink { text: names.short(&evidence.document)?, url: Some(page) }]
        }
        Origin::Catalogue => vec![SourceLink {
            text: VIETNAMESE.document_catalogue(statement.catalogue_entries().join("; ")),
            url: Some(page),
        }],
        Origin::Citation => {
            let mut sources = Vec::new();
            for place in statement.places().iter().take(MAX_PLACES) {
                sources.push(place_source(&place.document, &place.path, names)?);
            }
            sources
        }
    };
    let mut failure = None;
    let value = statement::value(statement, |id| {
        names.short(id).unwrap_or_else(|problem| {
            failure = Some(problem);
            id.to_owned()
        })
    });
    match failure {
        Some(problem) => Err(problem),
        None => Ok(EvidenceView { label: statement::label(statement), value, sources }),
    }
}

/// A provision in words; the document where `path` is empty.
pub(super) fn place_source(
    id: &str,
    path: &str,
    names: &mut DocumentNames<'_>,
) -> Result<SourceLink, Problem> {
    let name = names.name(id)?;
    let (text, url) = match path {
        "" => (name.short, format!("/documents/{id}")),
        path => (
            VIETNAMESE.document_place_in(name.short, VIETNAMESE.path_name(path)),
            format!("/documents/{id}#{path}"),
        ),
    };
    Ok(SourceLink { text, url: name.is_known.then_some(url) })
}

/// The citations that were not compared with the collection, by reason.
pub(super) fn unchecked(draft: &Draft, report: &CheckReport) -> Vec<UncheckedCitations> {
    let mut all: Vec<(NotCheckedReason, UncheckedCitations)> = Vec::new();
    for (citation, checked) in draft.citations.iter().zip(&report.citations) {
        let Some(reason) = checked.not_checked else { continue };
        if reason == NotCheckedReason::Itself {
            continue;
        }
        let text = citation.span.of(draft.text()).replace('\n', " ");
        let place = all.iter().position(|(known, _)| *known == reason);
        let place = place.unwrap_or_else(|| {
            let meaning = reason.meaning();
            all.push((reason, UncheckedCitations { meaning, citations: Vec::new() }));
            all.len() - 1
        });
        let Some((_, group)) = all.get_mut(place) else { continue };
        let has_room = group.citations.len() < MAX_SHOWN;
        match group.citations.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None if has_room => group.citations.push((text, 1)),
            None => {}
        }
    }
    all.sort_by_key(|(reason, _)| *reason);
    all.into_iter().map(|(_, group)| group).collect()
}
