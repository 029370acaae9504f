//! Findings as SARIF 2.1.0, for editors and continuous integration.
//!
//! Lines and columns count the file where it is a text; of an office file they count its
//! canonical text, and the answer says so.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::checked_draft::CheckedDraft;
use super::lines::Lines;
use super::source_places::SourcePlaces;
use tracuu_check::finding::Finding;
use tracuu_check::rule::{Rule, Severity};
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::span::Span;

/// What the path of a URI does not hold as it is (RFC 3986).
const NOT_IN_URI: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The results of one draft.
pub(super) fn results(file: &str, checked: &CheckedDraft) -> Vec<Value> {
    let CheckedDraft { bytes, draft, report } = checked;
    let source = std::str::from_utf8(bytes).ok();
    let places = source.and_then(|source| SourcePlaces::new(draft.text(), source));
    let shown = source.filter(|_| places.is_some()).unwrap_or(draft.text());
    let uri = utf8_percent_encode(file, NOT_IN_URI).to_string();
    let said = VIETNAMESE.cli_sarif_canonical();
    let file = match places {
        Some(_) => json!({"uri": uri}),
        None => json!({"uri": uri, "description": {"text": said}}),
    };
    let lines = Lines::new(shown);
    let result = |finding: &Finding| {
        let place = places.as_ref().map(|places| places.place(finding.span));
        let Span { start, end } = place.unwrap_or(finding.span);
        let region = json!({
            "startLine": lines.number(start), "startColumn": lines.column(start),
            "endLine": lines.number(end), "endColumn": lines.column(end),
        });
        let mut result = json!({
            "ruleId": finding.rule.id(),
            "level": level(finding.severity),
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": {
                "artifactLocation": file, "region": region,
            }}],
        });
        // Marks between the words would be lost with them.
        let is_exact = Span::new(start, end).of(shown) == finding.span.of(draft.text());
        if let (Some(words), true, Value::Object(members)) =
            (finding.replacements.first(), is_exact, &mut result)
        {
            let fix = json!([{"artifactChanges": [{
                "artifactLocation": file,
                "replacements": [
                    {"deletedRegion": region, "insertedContent": {"text": words}}
                ],
            }]}]);
            members.insert("fixes".to_owned(), fix);
        }
        result
    };
    let order = report.by_priority().into_iter();
    order.filter_map(|index| report.findings.get(index)).map(result).collect()
}

/// The log of a run with the results of its drafts.
pub(super) fn log(results: &[Value]) -> Value {
    let rules: Vec<Value> = Rule::ALL
        .into_iter()
        .map(|rule| {
            let row = rule.row();
            json!({
                "id": row.id,
                "shortDescription": {"text": rule.name()},
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
