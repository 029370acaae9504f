//! A check for people: what was looked at, then the findings, a block each.

use std::io;

use super::output::Output;
use tracuu_check::draft::Draft;
use tracuu_check::finding::{Evidence, Finding};
use tracuu_check::report::{CheckReport, DayOrigin};
use tracuu_check::statement;
use tracuu_index::record::Origin;
use tracuu_print::date::shown_date;
use tracuu_server::wire::check::{Check, Match};
use tracuu_text::utf16::Utf16Offsets;

/// Prints the report on one draft.
pub(super) fn print(
    draft: &Draft,
    report: &CheckReport,
    output: &mut Output,
) -> io::Result<()> {
    let check = &Check::new(draft, report);
    let text = draft.text();
    let offsets = Utf16Offsets::new(text);
    let mut lines = Lines { text, at: 0, line: 1 };
    coverage(check, output)?;
    for (finding, found) in check.matches.iter().zip(&report.findings) {
        let line = lines.number(found.span.start);
        print_finding(finding, found, line, output)?;
    }
    let unparsed = &check.coverage.unparsed;
    if !unparsed.is_empty() {
        output.line("")?;
        output.bold("Giống dẫn chiếu nhưng không đọc được:")?;
        output.line("")?;
        let mut lines = Lines { text, at: 0, line: 1 };
        for place in unparsed {
            let line = lines.number(offsets.to_byte(place.offset));
            output.line(&format!("  dòng {line}: {} ({})", place.text, place.reason))?;
        }
        let n_more = check.coverage.n_unparsed - unparsed.len();
        if n_more > 0 {
            output.line(&format!("  và {n_more} chỗ khác"))?;
        }
    }
    Ok(())
}

fn coverage(check: &Check, output: &mut Output) -> io::Result<()> {
    let coverage = &check.coverage;
    let counts = &coverage.findings;
    output.bold(&format!(
        "{} lỗi, {} cảnh báo, {} lưu ý",
        counts.error, counts.warning, counts.info
    ))?;
    output.line("")?;
    output.line(&format!(
        "Dẫn chiếu: {} ({} có số, {} chỉ có tên); {} văn bản; đối chiếu được {}.",
        coverage.citations.found,
        coverage.citations.numbered,
        coverage.citations.named,
        coverage.documents,
        coverage.checked
    ))?;
    let reasons: Vec<String> = coverage
        .not_checkable
        .iter()
        .map(|reason| format!("{} {}", reason.count, reason.meaning))
        .collect();
    if !reasons.is_empty() {
        output.line(&format!("Không đối chiếu được: {}.", reasons.join("; ")))?;
    }
    match &coverage.collection {
        Some(collection) => {
            let date = collection.date.as_deref().map(shown_date);
            let date = date.map(|date| format!(", tính đến ngày {date}"));
            output.line(&format!(
                "Kho: {} văn bản, {} có toàn văn{}.",
                collection.documents,
                collection.held,
                date.unwrap_or_default()
            ))?;
        }
        None => output.line("Không có kho để đối chiếu: chỉ kiểm tra nội bộ dự thảo.")?,
    }
    if let Some(day) = &coverage.day {
        let source = match day.source {
            DayOrigin::Head => "ngày của dự thảo",
            DayOrigin::Given => "ngày được yêu cầu",
            DayOrigin::Today => "ngày kiểm tra, dự thảo không ghi ngày",
        };
        let date = shown_date(&day.date);
        output.line(&format!("Hiệu lực xét vào ngày {date} ({source})."))?;
    }
    if !coverage.own_documents.is_empty() {
        output.line(
            "Kho có chính văn bản này: những gì chỉ mình nó nói không tính là căn cứ.",
        )?;
    }
    if !coverage.rules_off.is_empty() {
        let off: Vec<&str> = coverage.rules_off.iter().map(|rule| rule.id()).collect();
        output.line(&format!("Quy tắc không xét: {}.", off.join(", ")))?;
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
    output.bold(&format!("{label} · dòng {line} · {}", finding.short_message))?;
    output.line(&format!("  [{}]", finding.rule.id))?;
    output.line(&format!("  {}", finding.message))?;
    let context = &finding.context.text;
    output.line(&format!("  … {} …", context.trim()))?;
    let instead: Vec<String> =
        finding.replacements.iter().map(|one| format!("“{}”", one.value)).collect();
    if !instead.is_empty() {
        output.line(&format!("  → {}", instead.join(" hoặc ")))?;
    }
    for Evidence { statement, .. } in &found.evidence {
        let label = statement::label(statement);
        let value = statement::value(statement, str::to_owned);
        let source = match statement.origin() {
            Origin::Own => "chính văn bản đó".to_owned(),
            Origin::Catalogue => {
                format!("danh mục: {}", statement.catalogue_entries().join("; "))
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
    let counts = &check.coverage.findings;
    output.line(&format!(
        "{file}: {} lỗi, {} cảnh báo, {} lưu ý; {} dẫn chiếu, đối chiếu được {}",
        counts.error,
        counts.warning,
        counts.info,
        check.coverage.citations.found,
        check.coverage.checked
    ))
}

/// The sum over all files.
pub(super) fn total<'c>(
    checks: impl Iterator<Item = &'c Check>,
    n_files: usize,
    output: &mut Output,
) -> io::Result<()> {
    let (mut n_read, mut n_errors, mut n_warnings) = (0, 0, 0);
    for check in checks {
        n_read += 1;
        n_errors += check.coverage.findings.error;
        n_warnings += check.coverage.findings.warning;
    }
    output.bold(&format!(
        "{n_files} tệp, đọc được {n_read}: {n_errors} lỗi, {n_warnings} cảnh báo"
    ))?;
    output.line("")
}

/// Line numbers of ascending places.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn number(&mut self, byte: usize) -> usize {
        let passed = self.text.as_bytes().get(self.at..byte).unwrap_or_default();
        self.line += passed.split(|byte| *byte == b'\n').count() - 1;
        self.at = self.at.max(byte);
        self.line
    }
}
