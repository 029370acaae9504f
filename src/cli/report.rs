//! A check for people: what was looked at, then the findings, a block each.

use std::io;

use super::lines::Lines;
use super::output::Output;
use tracuu_check::draft::Draft;
use tracuu_check::finding::{Evidence, Finding};
use tracuu_check::report::{CheckReport, DayOrigin};
use tracuu_check::statement;
use tracuu_index::record::Origin;
use tracuu_print::date::shown_date;
use tracuu_print::messages::VIETNAMESE;
use tracuu_print::names::page_numbers;
use tracuu_server::wire::check::{Card, Check, Coverage, Match, SeverityCounts};
use tracuu_text::utf16::Utf16Offsets;

/// Prints the report on one draft.
pub(super) fn print(
    draft: &Draft,
    report: &CheckReport,
    output: &mut Output,
) -> io::Result<()> {
    let check = &Check::new(draft, report, None);
    let text = draft.text();
    let offsets = Utf16Offsets::new(text);
    let lines = Lines::new(text);
    coverage(check, output)?;
    let order = report.by_priority();
    for card in &check.cards {
        if card.matches.len() > 1 {
            output.line("")?;
            output.bold(&card_heading(card))?;
            output.line("")?;
        }
        for place in &card.matches {
            let found = order.get(*place).and_then(|index| report.findings.get(*index));
            let Some((finding, found)) = check.matches.get(*place).zip(found) else {
                continue;
            };
            let line = lines.number(found.span.start);
            print_finding(finding, found, line, output)?;
        }
    }
    let unparsed = &check.coverage.unparsed;
    if !unparsed.is_empty() {
        output.line("")?;
        output.bold(&format!("{}:", VIETNAMESE.draft_unparsed()))?;
        output.line("")?;
        for place in unparsed {
            let line = lines.number(offsets.to_byte(place.offset));
            let unread = VIETNAMESE.cli_check_unparsed(line, &place.text, place.reason);
            output.line(&format!("  {unread}"))?;
        }
        let n_more = check.coverage.n_unparsed - unparsed.len();
        if n_more > 0 {
            output.line(&format!("  {}", VIETNAMESE.cli_and_more_places(n_more)))?;
        }
    }
    Ok(())
}

fn coverage(check: &Check, output: &mut Output) -> io::Result<()> {
    let coverage = &check.coverage;
    if let Some(mark) = &check.secrecy {
        output.bold(&VIETNAMESE.draft_secret(mark))?;
        output.line("")?;
    }
    scanned_pages(check, output)?;
    output.bold(&counts(coverage))?;
    output.line("")?;
    output.line(&VIETNAMESE.cli_check_citations(
        coverage.citations.found,
        coverage.citations.numbered,
        coverage.citations.named,
        coverage.documents,
        coverage.checked,
    ))?;
    let reasons: Vec<String> = coverage
        .not_checkable
        .iter()
        .map(|reason| format!("{} {}", reason.count, reason.meaning))
        .collect();
    if !reasons.is_empty() {
        output.line(&VIETNAMESE.cli_check_not_compared(reasons.join("; ")))?;
    }
    match &coverage.collection {
        Some(collection) => {
            let (n_documents, n_held) = (collection.documents, collection.held);
            output.line(&match &collection.date {
                None => VIETNAMESE.cli_check_collection(n_documents, n_held),
                Some(day) => VIETNAMESE.cli_check_collection_of_day(
                    n_documents,
                    n_held,
                    shown_date(day),
                ),
            })?;
        }
        None => output.line(VIETNAMESE.cli_check_no_collection())?,
    }
    if let Some(day) = &coverage.day {
        let source = match day.source {
            DayOrigin::Head => VIETNAMESE.draft_day_of_draft(),
            DayOrigin::Given => VIETNAMESE.draft_day_given(),
            DayOrigin::Today => VIETNAMESE.draft_day_today(),
        };
        let force = VIETNAMESE.draft_force_on(shown_date(&day.date));
        output.line(&VIETNAMESE.cli_check_force_on(force, source))?;
    }
    if !coverage.own_documents.is_empty() {
        output.line(VIETNAMESE.draft_own_documents())?;
    }
    if !coverage.rules_off.is_empty() {
        let off: Vec<&str> = coverage.rules_off.iter().map(|rule| rule.id()).collect();
        output.line(&VIETNAMESE.cli_check_rules_off(off.join(", ")))?;
    }
    Ok(())
}

/// What the findings of a card have in common, and how many there are.
fn card_heading(card: &Card) -> String {
    let name = card.work.as_deref().or(card.task).unwrap_or_default();
    let group = card.group.label().to_uppercase();
    VIETNAMESE.cli_check_card(group, name, card.matches.len())
}

/// The pages that were recognised, and those that could not be read.
fn scanned_pages(check: &Check, output: &mut Output) -> io::Result<()> {
    if !check.recognised_pages.is_empty() {
        let pages = page_numbers(&check.recognised_pages);
        output.line(&VIETNAMESE.draft_recognised(pages))?;
    }
    if !check.unread_pages.is_empty() {
        let pages = page_numbers(&check.unread_pages);
        output.line(&VIETNAMESE.draft_unread_pages(pages))?;
    }
    Ok(())
}

/// `found` is what `finding` was made of.
fn print_finding(
    finding: &Match,
    found: &Finding,
    line: usize,
    output: &mut Output,
) -> io::Result<()> {
    output.line("")?;
    let label = finding.severity.label().to_uppercase();
    output.bold(&VIETNAMESE.cli_check_finding(label, line, finding.short_message))?;
    output.line(&format!("  [{}]", finding.rule.id))?;
    output.line(&format!("  {}", finding.message))?;
    let context = &finding.context.text;
    output.line(&format!("  … {} …", context.trim()))?;
    let instead: Vec<String> =
        finding.replacements.iter().map(|one| format!("“{}”", one.value)).collect();
    if !instead.is_empty() {
        let instead = instead.join(VIETNAMESE.cli_check_or());
        output.line(&format!("  → {instead}"))?;
    }
    for Evidence { statement, .. } in &found.evidence {
        let label = statement::label(statement);
        let value = statement::value(statement, str::to_owned);
        let source = match statement.origin() {
            Origin::Own => VIETNAMESE.check_own_text().to_owned(),
            Origin::Catalogue => {
                VIETNAMESE.document_catalogue(statement.catalogue_entries().join("; "))
            }
            Origin::Citation => {
                let places = statement.places().iter().map(ToString::to_string);
                places.collect::<Vec<_>>().join(", ")
            }
        };
        output.line(&format!("    {label}: {value} ({source})"))?;
    }
    Ok(())
}

/// One line on a file of several.
pub(super) fn summary_line(
    file: &str,
    check: &Check,
    output: &mut Output,
) -> io::Result<()> {
    let coverage = &check.coverage;
    output.line(&VIETNAMESE.cli_check_file(
        file,
        counts(coverage),
        coverage.citations.found,
        coverage.checked,
    ))
}

fn counts(coverage: &Coverage) -> String {
    let SeverityCounts { error, warning, info } = coverage.findings;
    VIETNAMESE.cli_check_counts(error, warning, info)
}

/// The sum over all files.
pub(super) fn total<'c>(
    checks: impl Iterator<Item = &'c Check>,
    n_files: usize,
    output: &mut Output,
) -> io::Result<()> {
    let (mut n_read, mut n_errors, mut n_warnings) = (0_usize, 0, 0);
    for check in checks {
        n_read += 1;
        n_errors += check.coverage.findings.error;
        n_warnings += check.coverage.findings.warning;
    }
    output.bold(&VIETNAMESE.cli_check_total(n_files, n_read, n_errors, n_warnings))?;
    output.line("")
}
