//! Assignments of a real plan against a reading by hand, where it is at hand.

use std::path::Path;

use serde_json::Value;
use tracuu_extract::read::read_markdown;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::agency::tier::Tier;
use tracuu_legal::assignment::duty::{Assignment, AssignmentSource, Duty};
use tracuu_legal::assignment::read::read;
use tracuu_legal::document::outline;
use tracuu_text::manuscript::Manuscript;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

/// A file of the reading by hand; `None`, said aloud, where it is absent.
#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn shared(path: &str) -> Option<String> {
    let path = Path::new(SHARED).join(path);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("SKIPPED: {} is absent, nothing was compared", path.display());
    }
    text
}

fn records(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a record a line"))
        .collect()
}

fn plan() -> Option<(Manuscript, Vec<Assignment>)> {
    let manuscript = read_markdown(&shared("corpus/ke-hoach-165-kh-tu.md")?);
    let outline = outline::read(&manuscript);
    let read = read(&manuscript, &outline, Some(Tier::Province));
    Some((manuscript, read))
}

fn surfaces<'m>(
    manuscript: &'m Manuscript,
    one: &Assignment,
    duty: Duty,
) -> Vec<&'m str> {
    one.with(duty).map(|party| manuscript.slice(party.span)).collect()
}

fn expected_surfaces(record: &Value, member: &str) -> Vec<String> {
    let agencies = record[member].as_array().into_iter().flatten();
    agencies.filter_map(|agency| agency["surface"].as_str().map(str::to_owned)).collect()
}

#[test]
fn rows_of_the_table_are_read_exactly() {
    let (Some(gold), Some((manuscript, read))) =
        (shared("gold/plan/assignments.jsonl"), plan())
    else {
        return;
    };
    let rows: Vec<&Assignment> =
        read.iter().filter(|one| one.source == AssignmentSource::Table).collect();
    let gold = records(&gold);
    let expected: Vec<&Value> =
        gold.iter().filter(|record| record["type"] == "table_row").collect();
    assert_eq!(rows.len(), expected.len());
    for (row, record) in rows.iter().zip(expected) {
        let label = record["row"].as_str().unwrap();
        assert_eq!(row.row.as_deref(), Some(label));
        let numbers: Vec<u64> =
            row.items.iter().map(|item| u64::from(item.number)).collect();
        let items: Vec<u64> = record["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_u64)
            .collect();
        assert_eq!(numbers, items, "items of row {label}");
        let measures: Vec<String> =
            items.iter().map(|item| format!("II.{item}")).collect();
        assert_eq!(row.measures, measures, "measures of row {label}");
        let text = record["text"].as_str().unwrap();
        assert_eq!(manuscript.slice(row.task), text, "task of row {label}");
        for (duty, member) in [(Duty::Lead, "lead"), (Duty::Coordinate, "coordinating")] {
            let found = surfaces(&manuscript, row, duty);
            assert_eq!(
                found,
                expected_surfaces(record, member),
                "{member} of row {label}"
            );
        }
        let parent = record["refines"]["parent_row"].as_str();
        assert_eq!(row.refines.as_deref(), parent, "parent of row {label}");
    }
}

#[test]
fn leads_named_in_sentences_are_found() {
    let (Some(gold), Some(source), Some((manuscript, read))) = (
        shared("gold/plan/assignments.jsonl"),
        shared("corpus/ke-hoach-165-kh-tu.md"),
        plan(),
    ) else {
        return;
    };
    let lines: Vec<&str> = source.lines().collect();
    for record in records(&gold) {
        let note = record["action"].as_str().unwrap_or_default();
        // A duty that is spoken of is no appointment (gold/plan/STRUCTURE.md §10).
        let is_spoken_of = note.contains("vai trò chủ trì");
        if record["type"] != "in_text" || record["role"] != "chủ trì" || is_spoken_of {
            continue;
        }
        let surface = record["surface"].as_str().unwrap();
        let line = usize::try_from(record["line"].as_u64().unwrap()).unwrap();
        let opening: String = lines[line - 1].chars().skip(3).take(60).collect();
        let place = manuscript.text().find(opening.trim_end()).unwrap();
        let block = &manuscript.blocks()[manuscript.block_at(place).unwrap()];
        let found = read.iter().any(|one| {
            one.span.overlaps(block.span)
                && surfaces(&manuscript, one, Duty::Lead).contains(&surface)
        });
        assert!(found, "line {line}: {surface}");
    }
}

#[test]
fn names_of_the_plan_have_one_id_a_body() {
    let Some(gold) = shared("gold/plan/agencies.jsonl") else { return };
    let registry = Registry::built_in();
    for record in records(&gold) {
        if record["kind"] != "specific" {
            continue;
        }
        let name = record["name"].as_str().unwrap();
        let agency = registry.read(name).unwrap();
        assert!(!agency.is_learnt(), "{name}");
        for form in record["query_forms"].as_array().unwrap() {
            let typed = form.as_str().unwrap();
            let found = registry.recognise_query(typed);
            let matched = found.first().is_some_and(|one| one.query.matches(&agency));
            assert!(matched, "{typed} does not find {name}");
        }
    }
}
