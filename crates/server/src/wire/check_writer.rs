//! Writes the report on a draft in the shape of the wire.

use super::check::{
    Card, CategoryFacts, Check, CheckedCitation, CheckedField, CitationCounts,
    CollectionFacts, Context, Coverage, CoverageDay, Evidence, Match, MoreFindings,
    NotCheckable, Related, Replacement, RuleFacts, SeverityCounts, StateCounts, Unparsed,
    Work, WorkCorrection,
};
use super::citation::CitationSpan;
use super::offset_unit::{OffsetBase, OffsetUnit};
use tracuu_check::card::{CardSubject, FindingCard};
use tracuu_check::draft::Draft;
use tracuu_check::field::FieldCheck;
use tracuu_check::finding::{Evidence as Shown, Finding, Statement};
use tracuu_check::report::{
    CheckCoverage, CheckReport, CitationCheck, Work as CheckedWork,
};
use tracuu_check::rule::{Rule, Severity};
use tracuu_index::record::FactSource;
use tracuu_legal::citation::resolve::Resolution;
use tracuu_text::layout::Layout;
use tracuu_text::span::Span;
use tracuu_text::utf16::Utf16Offsets;

/// Characters of context on either side of the words at fault.
const CONTEXT_CHARS: usize = 40;

/// Most citations that an answer lists: a draft of a thousand pages has some, and each takes
/// a kilobyte and a half.
const MAX_CITATIONS: usize = 5_000;

impl Check {
    /// The report on a draft, which may have been sent as text.
    pub fn new(draft: &Draft, report: &CheckReport, sent: Option<&str>) -> Self {
        let text = draft.text();
        let writer = ReportWriter::new(draft);
        let resolutions: Vec<Resolution> =
            report.citations.iter().map(|checked| checked.resolution.clone()).collect();
        let placed = CitationSpan::placed(draft, &resolutions, &writer.offsets);
        let order = report.by_priority();
        let matches = order.iter().filter_map(|index| {
            let finding = report.findings.get(*index)?;
            let work = finding.work.and_then(|work| report.works.get(work));
            let citation = finding.citation.and_then(|index| placed.get(index));
            Some(writer.finding(finding, work, citation))
        });
        let matches = matches.collect();
        let listed = placed.into_iter().zip(&report.citations).take(MAX_CITATIONS);
        let is_sent = sent == Some(text);
        let offset_in = if is_sent { OffsetBase::Sent } else { OffsetBase::Canonical };
        let works = report.works.iter().filter(|work| !work.name.is_empty());
        let secrecy = draft.document.header.secrecy.as_ref();
        Self {
            secrecy: secrecy.map(|mark| mark.value.clone()),
            recognised_pages: writer.layout.recognised_pages.clone(),
            unread_pages: writer.layout.unread_pages.clone(),
            offset_unit: OffsetUnit::Utf16,
            offset_in,
            text: (offset_in == OffsetBase::Canonical).then(|| text.to_owned()),
            coverage: writer.coverage(report),
            matches,
            cards: cards(report, &order),
            works: works.map(|work| writer.work(work)).collect(),
            citations: listed.map(|(at, it)| CheckedCitation::new(at, it)).collect(),
        }
    }
}

/// The cards, with the places of their findings in the order in which these are listed.
fn cards(report: &CheckReport, order: &[usize]) -> Vec<Card> {
    let mut listed = vec![0; order.len()];
    for (place, index) in order.iter().enumerate() {
        if let Some(slot) = listed.get_mut(*index) {
            *slot = place;
        }
    }
    let card = |card: FindingCard| {
        let work = match card.subject {
            CardSubject::Document(work) => report.works.get(work),
            _ => None,
        };
        let places = card.findings.iter().filter_map(|index| listed.get(*index));
        Card {
            group: card.group,
            severity: card.severity(&report.findings),
            task: card.task(),
            work: work.map(|work| work.name.clone()),
            matches: places.copied().collect(),
        }
    };
    report.cards().into_iter().map(card).collect()
}

impl Coverage {
    /// What was looked at of a draft.
    pub fn new(draft: &Draft, report: &CheckReport) -> Self {
        ReportWriter::new(draft).coverage(report)
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
    layout: &'t Layout,
    offsets: Utf16Offsets<'t>,
}

impl<'t> ReportWriter<'t> {
    fn new(draft: &'t Draft) -> Self {
        let (text, layout) = (draft.text(), draft.document.manuscript.layout());
        Self { text, layout, offsets: Utf16Offsets::new(text) }
    }

    fn place(&self, span: Span) -> (usize, usize) {
        let offset = self.offsets.of_byte(span.start);
        (offset, self.offsets.of_byte(span.end).saturating_sub(offset))
    }

    fn work(&self, work: &CheckedWork) -> Work {
        let correction = work.correction.as_ref().map(|correction| {
            let (offset, length) = self.place(correction.span);
            WorkCorrection { offset, length, value: correction.words.clone() }
        });
        Work { name: work.name.clone(), correction }
    }

    fn finding(
        &self,
        finding: &Finding,
        work: Option<&CheckedWork>,
        citation: Option<&CitationSpan>,
    ) -> Match {
        let (offset, length) = self.place(finding.span);
        let related = finding.others.iter().map(|span| {
            let (offset, length) = self.place(*span);
            Related { offset, length, text: span.of(self.text).to_owned() }
        });
        let replacement = |value: &String| Replacement { value: value.clone() };
        Match {
            message: finding.message.clone(),
            short_message: finding.rule.name(),
            offset,
            length,
            page: self.layout.source_page(finding.span.start).into(),
            severity: finding.severity,
            group: finding.group(),
            work: work.map(|work| work.name.clone()),
            priority: finding.priority(),
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
            let (kind, reason) = (unparsed.why, unparsed.why.meaning());
            Unparsed { offset, length, text, kind, reason }
        });
        Coverage {
            citations: CitationCounts {
                found: looked.n_found,
                numbered: looked.n_numbered,
                named: looked.n_named,
                own: looked.n_self,
                back_references: looked.n_back,
                left_out: report.citations.len().saturating_sub(MAX_CITATIONS),
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
            rule_set: looked.rules,
            rules_off: looked.off.clone(),
            more: looked
                .more
                .iter()
                .map(|(rule, count)| MoreFindings { rule: *rule, count: *count })
                .collect(),
            unparsed: unparsed.collect(),
            n_unparsed: looked.unparsed.n_found,
        }
    }
}
