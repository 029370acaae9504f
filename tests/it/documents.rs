//! The sample documents of `tests/documents/`: what the program finds in them against what
//! was read by hand.

use tracuu::extract::read::{read_markdown, read_text};
use tracuu::text::manuscript::{BlockKind, Manuscript};

use crate::expected::{Sample, samples, squeezed};

/// Fails with every difference of every sample, not with the first.
fn check(differences: impl Fn(&Sample, &Manuscript) -> Vec<String>) {
    let mut found = Vec::new();
    for sample in samples() {
        let manuscript = read(&sample);
        let differences = differences(&sample, &manuscript);
        found.extend(differences.iter().map(|line| format!("{}: {line}", sample.name)));
    }
    assert!(
        found.is_empty(),
        "\n{}\nhelp: the text decides; see tests/documents/README.md\n",
        found.join("\n")
    );
}

fn read(sample: &Sample) -> Manuscript {
    let text = std::fs::read_to_string(&sample.path).unwrap();
    match sample.path.extension() {
        Some(end) if end == "md" => read_markdown(&text),
        _ => read_text(&text),
    }
}

/// Whether two texts are the same but for white space.
fn same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String { text.split_whitespace().collect() };
    letters(one) == letters(other)
}

#[test]
fn expectations_quote_their_texts() {
    check(|sample, manuscript| {
        let expected = &sample.expected;
        assert!(!expected.about.is_empty());
        let text: String = squeezed(manuscript.text());
        let bare: String = text.split_whitespace().collect();
        let quotes = expected.citations.iter().map(|citation| &citation.text);
        let quotes = quotes.chain(&expected.near_misses).chain(&expected.not_assignments);
        let quotes = quotes.chain(expected.assignments.iter().filter_map(|assignment| {
            assignment.quote.as_ref().or(assignment.task.as_ref())
        }));
        quotes
            .filter(|quote| !bare.contains(&quote.split_whitespace().collect::<String>()))
            .map(|quote| format!("not in the canonical text: {quote}"))
            .collect()
    });
}

#[test]
fn broken_paragraphs_are_joined() {
    check(|sample, manuscript| {
        let lines: Vec<String> = manuscript.text().lines().map(squeezed).collect();
        let joins = sample.expected.joins.iter();
        let torn = joins.filter(|join| !lines.iter().any(|line| line.contains(*join)));
        let mut differences: Vec<String> =
            torn.map(|join| format!("not on one line: {join}")).collect();
        let is_body = |kind: &BlockKind| !matches!(kind, BlockKind::Furniture);
        let n_blocks =
            manuscript.blocks().iter().filter(|block| is_body(&block.kind)).count();
        if sample.expected.blocks.is_some_and(|expected| expected != n_blocks) {
            differences.push(format!("{n_blocks} blocks"));
        }
        differences
    });
}
