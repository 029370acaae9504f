//! The examples of `docs/analysis.md` run.

use std::fs;

use tracuu_analysis::repair::pipeline::repair_with;
use tracuu_analysis::repair::vocabulary::TextVocabulary;

const BOOK: &str = "docs/analysis.md";

/// What the collection of the examples has.
const TEXTS: [&str; 3] =
    ["nghị quyết của tỉnh ủy", "ủy ban nhân dân tỉnh", "thời gian xử lý vi phạm"];

#[test]
fn the_examples_of_repair_are_true() {
    let book = fs::read_to_string(BOOK).unwrap();
    for text in TEXTS {
        assert!(book.contains(&format!("\"{text}\"")), "{text}");
    }
    let known = TextVocabulary::new(TEXTS.into_iter().cycle().take(12));
    let (_, fence) = book.split_once("```repair\n").unwrap();
    let (examples, _) = fence.split_once("\n```").unwrap();
    for example in examples.lines() {
        let (typed, _) = example.split_once(" → ").unwrap();
        let repaired = repair_with(typed, &known);
        let steps: Vec<&str> = repaired
            .corrections
            .iter()
            .map(|correction| correction.reason.code())
            .collect();
        let mut found = format!("{typed} → {}", repaired.text);
        if !steps.is_empty() {
            found = format!("{found} [{}]", steps.join(", "));
        }
        assert_eq!(example, found);
    }
    assert!(examples.lines().count() > 10);
}
