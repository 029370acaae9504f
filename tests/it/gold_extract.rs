//! The canonical text of the real plan, from every layout in which it is at hand.

use std::fs;
use std::path::{Path, PathBuf};

use tracuu::extract::read::read_text;
use tracuu::extract::read_markdown;
use tracuu::text::manuscript::{BlockKind, Manuscript};

/// Lines of the letterhead, which the plan as received does not have.
const N_HEADER_LINES: usize = 5;

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    let is_there = path.try_exists().unwrap_or(false);
    if !is_there {
        eprintln!("SKIPPED: {} is not here", path.display());
    }
    is_there.then_some(path)
}

fn expected() -> Option<Vec<String>> {
    let text =
        fs::read_to_string(shared("fixtures/expected/plan.txt")?).expect("readable");
    Some(text.lines().map(str::to_owned).collect())
}

fn lines(manuscript: &Manuscript) -> Vec<&str> {
    manuscript.slice(manuscript.body()).lines().map(str::trim_end).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '|').collect()
}

fn read(path: &str) -> Option<Manuscript> {
    let text = fs::read_to_string(shared(path)?).expect("readable");
    Some(if path.ends_with(".md") { read_markdown(&text) } else { read_text(&text) })
}

fn check(path: &str, n_skipped: usize) {
    let (Some(expected), Some(manuscript)) = (expected(), read(path)) else { return };
    let expected: Vec<&str> =
        expected.iter().skip(n_skipped).map(|line| line.trim_end()).collect();
    let found = lines(&manuscript);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(squeezed(found), squeezed(expected), "{path}");
    }
    assert_eq!(found.len(), expected.len(), "{path}");
}

#[test]
fn the_plan_as_received_is_mended() {
    for path in ["corpus/ke-hoach-165-kh-tu.md", "fixtures/plan_seed_damaged.md"] {
        check(path, N_HEADER_LINES);
        let Some(manuscript) = read(path) else { return };
        let table = manuscript.blocks().iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some((block.span, table)),
            _ => None,
        });
        let (span, table) = table.expect("a table");
        assert_eq!(table.rows.len(), 10);
        let in_table = |at: &&usize| span.start <= **at && **at < span.end;
        let n_in_table = manuscript.page_breaks().iter().filter(in_table).count();
        assert_eq!(n_in_table, 1);
        assert_eq!(manuscript.page_breaks().len(), 5 + n_in_table);
        let furniture = &manuscript.text()[manuscript.body().end..];
        assert_eq!(furniture.trim().lines().count(), 2, "the head of the table twice");
    }
}

#[test]
fn the_plan_in_other_layouts_gives_the_same_text() {
    for path in ["fixtures/plan.md", "fixtures/plan_utf8.txt", "fixtures/plan_nfd.txt"] {
        check(path, 0);
    }
}
