//! Findings as SARIF 2.1.0, for editors and continuous integration.
//!
//! Lines and columns count the text as it was read; of a Word document that is its
//! canonical text.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::lines::Lines;
use tracuu_check::draft::Draft;
use tracuu_check::finding::Finding;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::{Rule, Severity};
use tracuu_text::span::Span;

/// What the path of a URI does not hold as it is (RFC 3986).
const NOT_IN_URI: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The results of one draft.
pub(super) fn results(file: &str, draft: &Draft, report: &CheckReport) -> Vec<Value> {
    let file = utf8_percent_encode(file, NOT_IN_URI).to_string();
    let lines = Lines::new(draft.text());
    let result = |finding: &Finding| {
        let Span { start, end } = finding.span;
        let region = json!({
            "startLine": lines.number(start), "startColumn": lines.column(start),
            "endLine": lines.number(end), "endColumn": lines.column(end),
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
