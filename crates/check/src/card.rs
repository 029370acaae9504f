//! What a drafter mends in one go: findings put together to cards.
//!
//! A document that must be put right, or looked at because it was amended, is one card with
//! all that is wrong and missing in its citations. What many documents have in common (no
//! number, no day, not in the collection) is one card of its rule, with a place for each;
//! so is each rule of form. Every finding is on exactly one card.

use rustc_hash::FxHashSet;

use super::finding::Finding;
use super::group::grouped;
use super::rule::{FindingGroup, Rule, Severity};
use tracuu_print::messages::spoken;

/// Findings that are mended in one go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingCard {
    /// With which cards it is shown: the first group of its findings.
    pub group: FindingGroup,
    /// What it is about.
    pub subject: CardSubject,
    /// Indexes of its findings in the report, the first to be looked at first; never empty.
    pub findings: Vec<usize>,
}

/// What a card is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CardSubject {
    /// A document of the draft, as an index among the works of the report.
    Document(usize),
    /// Days, bodies and titles that the draft never states, of many documents.
    MissingParts,
    /// One rule, in one group.
    Rule(Rule, FindingGroup),
    /// What is wrong at one place and about no document: the rule and the index of its
    /// finding.
    Place(Rule, usize),
}

/// The indexes of findings, which stand by their places, in the order in which they are to be
/// looked at.
pub(super) fn by_priority(findings: &[Finding]) -> Vec<usize> {
    let mut order: Vec<(usize, usize)> =
        findings.iter().map(Finding::priority).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// The cards of the findings of a report, in the order in which they are to be looked at.
pub fn cards(findings: &[Finding]) -> Vec<FindingCard> {
    let judged = findings.iter().filter(|finding| needs_own_card(finding));
    let documents: FxHashSet<usize> = judged.filter_map(|finding| finding.work).collect();
    let places = by_priority(findings).into_iter().filter_map(|index| {
        let finding = findings.get(index)?;
        let subject = subject(finding, index, &documents);
        Some((subject, (subject, index, finding.group())))
    });
    let cards = grouped(places).into_iter().filter_map(|places| {
        let (subject, _, group) = *places.first()?;
        let findings = places.into_iter().map(|(_, index, _)| index).collect();
        Some(FindingCard { group, subject, findings })
    });
    cards.collect()
}

/// Whether a finding makes its document a card: it is wrong, or somebody has to decide what
/// its amendment means for the draft.
fn needs_own_card(finding: &Finding) -> bool {
    finding.group() == FindingGroup::MustFix
        || matches!(finding.rule, Rule::CiteAmended | Rule::CiteHigher)
}

fn subject(finding: &Finding, index: usize, documents: &FxHashSet<usize>) -> CardSubject {
    let group = finding.group();
    let own = finding.work.filter(|work| documents.contains(work));
    match (group, own) {
        (FindingGroup::MustFix | FindingGroup::ShouldAdd, Some(work)) => {
            CardSubject::Document(work)
        }
        (FindingGroup::MustFix, None) => CardSubject::Place(finding.rule, index),
        _ if finding.rule.is_missing_part() => CardSubject::MissingParts,
        _ => CardSubject::Rule(finding.rule, group),
    }
}

impl FindingCard {
    /// Its name in the language of the answer, where it is not that of a document: what is to be done.
    pub fn task(&self) -> Option<&'static str> {
        match self.subject {
            CardSubject::Document(_) => None,
            CardSubject::MissingParts => Some(spoken().check_card_missing_parts()),
            CardSubject::Rule(rule, _) | CardSubject::Place(rule, _) => Some(rule.name()),
        }
    }

    /// How grave its gravest finding is.
    pub fn severity(&self, findings: &[Finding]) -> Severity {
        let own = self.findings.iter().filter_map(|index| findings.get(*index));
        own.map(|finding| finding.severity).max().unwrap_or(Severity::Info)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::span::Span;

    fn finding(rule: Rule, work: Option<usize>) -> Finding {
        Finding { work, ..Finding::new(rule, Span::new(0, 1), "") }
    }

    #[test]
    fn a_document_that_must_be_put_right_is_one_card_with_what_it_lacks() {
        let found = [
            finding(Rule::DraftNoDate, Some(3)),
            finding(Rule::DraftNoBody, Some(4)),
            finding(Rule::CiteTitle, Some(3)).with_severity(Severity::Warning),
            finding(Rule::DraftNoDate, Some(5)),
        ];
        let cards = cards(&found);
        assert_eq!(cards.len(), 2);
        assert_eq!(cards[0].subject, CardSubject::Document(3));
        assert_eq!(cards[0].group, FindingGroup::MustFix);
        assert_eq!(cards[0].findings, [2, 0]);
        assert_eq!(cards[1].subject, CardSubject::MissingParts);
        assert_eq!(cards[1].findings, [3, 1]);
    }

    #[test]
    fn what_is_wrong_and_about_no_document_is_a_card_of_its_own() {
        let found = [finding(Rule::CiteDate, None), finding(Rule::CiteDate, None)];
        assert_eq!(cards(&found).len(), 2);
        let found = [finding(Rule::DraftVague, None), finding(Rule::DraftVague, None)];
        assert_eq!(cards(&found).len(), 1);
    }
}
