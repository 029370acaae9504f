//! Assignments of a real plan against a reading by hand.

use serde_json::Value;
use tracuu_extract::read::read_markdown;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::agency::tier::Tier;
use tracuu_legal::assignment::duty::{Assignment, AssignmentSource, Duty};
use tracuu_legal::assignment::read::{Issue, read};
use tracuu_legal::document::structure::read_outline;
use tracuu_text::manuscript::Manuscript;

use crate::shared;

const PLAN: &str = "corpus/ke-hoach-165-kh-tu.md";
const GOLD: &str = "gold/plan/assignments.jsonl";

fn plan() -> (Manuscript, Vec<Assignment>) {
    let manuscript = read_markdown(&shared::text(PLAN));
    let outline = read_outline(&manuscript);
    let read =
        read(&manuscript, &outline, Issue { home: Some(Tier::Province), year: None });
    (manuscript, read)
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
#[ignore = "needs ../shared"]
fn rows_of_the_table_are_read_exactly() {
    let (manuscript, read) = plan();
    let rows: Vec<&Assignment> =
        read.iter().filter(|one| one.source == AssignmentSource::Table).collect();
    let gold = shared::records(GOLD);
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
#[ignore = "needs ../shared"]
fn leads_named_in_sentences_are_found() {
    let (source, (manuscript, read)) = (shared::text(PLAN), plan());
    let lines: Vec<&str> = source.lines().collect();
    for record in shared::records(GOLD) {
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
#[ignore = "needs ../shared"]
fn names_of_the_plan_have_one_id_a_body() {
    let registry = Registry::built_in();
    for record in shared::records("gold/plan/agencies.jsonl") {
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
