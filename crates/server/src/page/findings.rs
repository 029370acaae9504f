//! Findings of a check as a page shows them.

use std::cmp::Reverse;

use strum::VariantArray;

use super::names::DocumentNames;
use crate::problem::Problem;
use crate::wire::page_facts::PageFacts;
use tracuu_check::card::{CardSubject, FindingCard};
use tracuu_check::draft::Draft;
use tracuu_check::finding::{Evidence, Finding};
use tracuu_check::report::{CheckReport, NotCheckedReason};
use tracuu_check::rule::FindingGroup;
use tracuu_check::statement;
use tracuu_check::table::{self, CitedDocumentRow, CitingPartRow};
use tracuu_index::record::Origin;
use tracuu_print::messages::spoken;
use tracuu_text::capitals::capitalised;
use tracuu_text::layout::Layout;

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
    /// Id of the rule; scripts tell findings by it, people never see it.
    pub(super) id: &'static str,
    /// The document that it is about, as an index; `None` where it is about none.
    pub(super) work: Option<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// The page of the file, in words; `None` where it is not known.
    pub(super) page: Option<String>,
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

/// The cards that are shown together.
pub(super) struct ShownGroup {
    /// `must_fix`, `should_add`, `not_checked` or `form`.
    pub(super) name: &'static str,
    /// Whether its list is open at first: what is about the content of the draft.
    pub(super) is_open: bool,
    /// In Vietnamese.
    pub(super) label: &'static str,
    /// All of them, those not on the page included.
    pub(super) count: usize,
    /// Findings on all of them.
    pub(super) n_findings: usize,
    /// Those on the page, the first to be looked at first.
    pub(super) cards: Vec<ShownCard>,
}

/// Findings that are mended in one go.
pub(super) struct ShownCard {
    /// The document, or what is to be done.
    pub(super) title: String,
    /// Whether its list is open at first: that of one document.
    pub(super) is_open: bool,
    /// Places of its findings, the first to be looked at first.
    pub(super) findings: Vec<usize>,
}

/// Cards and findings of a group.
pub(super) struct GroupCount {
    group: FindingGroup,
    n_cards: usize,
    n_findings: usize,
}

/// A document of the draft with what its citations lack.
pub(super) struct LackingRow {
    /// Type and symbol, or the name.
    pub(super) name: String,
    /// What it lacks, in Vietnamese.
    pub(super) missing: String,
    /// As it should be cited, as far as anybody states it.
    pub(super) full: String,
    /// Where it can be read.
    pub(super) url: Option<String>,
}

/// A part of a draft with the documents that it cites.
pub(super) struct CitingRow {
    /// What the part is called: "Mục II, điểm 3".
    pub(super) part: String,
    /// Its title; may be empty.
    pub(super) title: String,
    /// Names of the documents, in the order of the draft.
    pub(super) documents: Vec<String>,
}

/// Citations that were not compared, for one reason.
pub(super) struct UncheckedCitations {
    /// The reason, in Vietnamese.
    pub(super) meaning: &'static str,
    /// The words, each once, with the number of places.
    pub(super) citations: Vec<(String, usize)>,
}

/// The places of the findings that a page shows, the gravest ones, in their order.
pub(super) fn shown_places(findings: &[Finding]) -> Vec<usize> {
    let mut places: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    places.sort_by_key(|(_, finding)| Reverse(finding.severity));
    places.truncate(MAX_SHOWN);
    let mut places: Vec<usize> = places.into_iter().map(|(place, _)| place).collect();
    places.sort_unstable();
    places
}

/// How many cards there are of each group that has any, with their findings.
pub(super) fn counts(cards: &[FindingCard]) -> Vec<GroupCount> {
    let count = |group: &FindingGroup| {
        let own = || cards.iter().filter(|card| card.group == *group);
        let n_findings = own().map(|card| card.findings.len()).sum();
        GroupCount { group: *group, n_cards: own().count(), n_findings }
    };
    let counts = FindingGroup::VARIANTS.iter().map(count);
    counts.filter(|count| count.n_cards > 0).collect()
}

/// The cards of each group, those of what is on the page.
pub(super) fn groups(report: &CheckReport, counts: &[GroupCount]) -> Vec<ShownGroup> {
    let cards = report.cards();
    let group = |count: &GroupCount| {
        let own = cards.iter().filter(|card| card.group == count.group);
        ShownGroup {
            name: count.group.name(),
            is_open: matches!(
                count.group,
                FindingGroup::MustFix | FindingGroup::ShouldAdd
            ),
            label: count.group.label(),
            count: count.n_cards,
            n_findings: count.n_findings,
            cards: own.map(|card| shown_card(report, card)).collect(),
        }
    };
    counts.iter().map(group).collect()
}

fn shown_card(report: &CheckReport, card: &FindingCard) -> ShownCard {
    let work = match card.subject {
        CardSubject::Document(work) => report.works.get(work),
        _ => None,
    };
    let name = work.map(|work| work.name.clone());
    ShownCard {
        is_open: name.is_some(),
        title: name.unwrap_or_else(|| card.task().unwrap_or_default().to_owned()),
        findings: card.findings.clone(),
    }
}

/// The documents of a draft whose citations lack something.
pub(super) fn lacking(documents: Vec<CitedDocumentRow>) -> Vec<LackingRow> {
    let rows = documents.into_iter().filter_map(|row| {
        let missing: Vec<&str> = row.missing.iter().map(|part| part.label()).collect();
        (row.full != row.name || !missing.is_empty()).then(|| LackingRow {
            name: row.name,
            missing: missing.join(", "),
            full: row.full,
            url: row.document.map(|id| format!("/documents/{id}")),
        })
    });
    rows.take(MAX_SHOWN).collect()
}

/// Which part of the draft cites which documents.
pub(super) fn citing(
    draft: &Draft,
    report: &CheckReport,
    documents: &[CitedDocumentRow],
) -> Vec<CitingRow> {
    let parts = table::parts(draft, report).into_iter().take(MAX_SHOWN);
    let row = |part: CitingPartRow| {
        let cited = documents.iter().zip(part.cites).filter(|(_, cites)| *cites);
        CitingRow {
            part: capitalised(&spoken().path_name(&part.path)),
            title: part.title,
            documents: cited.map(|(document, _)| document.name.clone()).collect(),
        }
    };
    parts.map(row).collect()
}

/// The findings in words.
pub(super) fn views(
    findings: &[Finding],
    layout: &Layout,
    names: &mut DocumentNames<'_>,
) -> Result<Vec<FindingView>, Problem> {
    let mut views = Vec::with_capacity(findings.len());
    for (place, finding) in findings.iter().enumerate() {
        let mut evidence = Vec::new();
        for shown in finding.evidence.iter().take(MAX_EVIDENCE) {
            evidence.push(evidence_view(shown, names)?);
        }
        views.push(FindingView {
            number: place + 1,
            severity: finding.severity.name(),
            label: finding.severity.label(),
            rule: finding.rule.name(),
            id: finding.rule.id(),
            work: finding.work,
            message: finding.message.clone(),
            page: PageFacts::from(layout.source_page(finding.span.start)).in_words(),
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
            text: spoken().catalogue_source(&statement.catalogue_entries().join("; ")),
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
            spoken().document_place_in(name.short, spoken().path_name(path)),
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
