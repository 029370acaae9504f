//! Findings as comments of a Word document, one each, for whoever edits the draft there.

use super::finding::{Evidence, Finding};
use super::report::Report;
use super::rule::Severity;
use crate::extract::docx::comment::Comment;

/// Who says it, as Word shows it.
const AUTHOR: &str = "Tra cứu";

/// Most statements of the collection in one comment; the report has them all.
const MAX_EVIDENCE: usize = 3;

/// A comment for each finding, in the order of the report.
pub fn comments(report: &Report) -> Vec<Comment> {
    let comment = |finding: &Finding| Comment {
        span: finding.span,
        author: AUTHOR.to_owned(),
        // The same draft and collection give the same file.
        date: None,
        text: text(finding),
    };
    report.findings.iter().map(comment).collect()
}

fn text(finding: &Finding) -> String {
    let label = match finding.severity {
        Severity::Error => "LỖI",
        Severity::Warning => "CẢNH BÁO",
        Severity::Info => "LƯU Ý",
    };
    let mut lines = vec![format!("{label}: {}", finding.message)];
    let instead: Vec<String> =
        finding.replacements.iter().map(|words| format!("“{words}”")).collect();
    if !instead.is_empty() {
        lines.push(format!("Có thể viết: {}", instead.join(" hoặc ")));
    }
    lines.extend(finding.evidence.iter().take(MAX_EVIDENCE).map(shown));
    lines.push(format!("[{}]", finding.rule.id()));
    lines.join("\n")
}

fn shown(evidence: &Evidence) -> String {
    let Evidence { value, source, places, .. } = evidence;
    let from = if source.is_empty() { places.join(", ") } else { source.clone() };
    match from.as_str() {
        "" => format!("Kho: {value}"),
        from => format!("Kho: {value} ({from})"),
    }
}
