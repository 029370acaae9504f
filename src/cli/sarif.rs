//! Findings as SARIF 2.1.0, for editors and continuous integration.
//!
//! Lines and columns count the text as it was read; of a Word document that is its
//! canonical text.

use serde_json::{Value, json};

use tracuu_check::draft::Draft;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::{Rule, Severity};
use tracuu_text::span::Span;

/// The results of one draft.
pub(super) fn results(file: &str, draft: &Draft, report: &CheckReport) -> Vec<Value> {
    let text = draft.text();
    let line_starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    let place = |at: usize| {
        let line = line_starts.partition_point(|start| *start <= at).max(1);
        let start = line_starts.get(line - 1).copied().unwrap_or_default();
        let column = Span::new(start, at).of(text).encode_utf16().count() + 1;
        (line, column)
    };
    let result = |finding: &tracuu_check::finding::Finding| {
        let (start_line, start_column) = place(finding.span.start);
        let (end_line, end_column) = place(finding.span.end);
        let region = json!({
            "startLine": start_line, "startColumn": start_column,
            "endLine": end_line, "endColumn": end_column,
        });
        let mut result = json!({
            "ruleId": finding.rule.id(),
            "level": level(finding.severity),
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": file}, "region": region,
            }}],
        });
        if let (Some(words), Value::Object(members)) =
            (finding.replacements.first(), &mut result)
        {
            let fix = json!([{"artifactChanges": [{
                "artifactLocation": {"uri": file},
                "replacements": [
                    {"deletedRegion": region, "insertedContent": {"text": words}}
                ],
            }]}]);
            members.insert("fixes".to_owned(), fix);
        }
        result
    };
    report.by_priority().into_iter().map(result).collect()
}

/// The log of a run with the results of its drafts.
pub(super) fn log(results: &[Value]) -> Value {
    let rules: Vec<Value> = Rule::ALL
        .into_iter()
        .map(|rule| {
            let row = rule.row();
            json!({
                "id": row.id,
                "shortDescription": {"text": row.name},
                "fullDescription": {"text": row.description},
                "defaultConfiguration": {"level": level(row.severity)},
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "tracuu", "version": env!("CARGO_PKG_VERSION"), "rules": rules,
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
