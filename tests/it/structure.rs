//! The structure of invented documents, case by case: `tests/suite/structure/`.

use std::path::PathBuf;

use tracuu_legal::document::document::Document;
use tracuu_legal::document::header::{Fact, Header};
use tracuu_legal::document::outline::Outline;

const EXPECTED: &str = "=== expected ===\n";

struct Case<'t> {
    name: &'t str,
    text: &'t str,
    expected: &'t str,
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/structure/cases.txt")
}

fn cases(suite: &str) -> Vec<Case<'_>> {
    let parts = suite.split("\n--- ").filter_map(|part| part.split_once(" ---\n"));
    let case = |(name, rest)| {
        let (text, expected) =
            str::split_once(rest, EXPECTED).expect("a case has two parts");
        Case { name, text, expected: expected.trim_end() }
    };
    parts.map(case).collect()
}

fn read(case: &Case<'_>) -> Document {
    Document::read(if case.name.ends_with("(markdown)") {
        tracuu_extract::read_markdown(case.text)
    } else {
        tracuu_extract::read_text(case.text)
    })
}

fn found(document: &Document) -> String {
    let mut found = facts(&document.header);
    found.push('\n');
    for unit in &document.outline.provisions {
        let mark = if unit.is_measure { "*" } else { "" };
        let title = document.manuscript.slice(unit.title).replace('\n', " / ");
        let title = if title.is_empty() { String::new() } else { format!(" {title}") };
        let n = unit.paragraphs.len();
        found += &[&unit.path, mark, &title, " [", &n.to_string(), "]\n"].concat();
    }
    found.trim_end().to_owned()
}

fn facts(header: &Header) -> String {
    let text = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    let facts = [
        ("type", header.document_type.as_ref().map(|fact| fact.value.id().to_owned())),
        ("symbol", header.symbol.as_ref().map(|fact| fact.value.to_string())),
        ("date", header.date.as_ref().map(|fact| fact.value.to_string())),
        ("place", text(&header.place)),
        ("organisation", text(&header.organisation)),
        ("issuer", text(&header.issuer)),
        ("title", text(&header.title)),
        ("signer", text(&header.signer)),
        ("post", text(&header.signer_post)),
        ("secrecy", text(&header.secrecy)),
        ("urgency", text(&header.urgency)),
        ("issued with", header.issued_with.as_ref().map(|fact| fact.value.to_string())),
    ];
    let mut found = String::new();
    for (name, value) in facts {
        if let Some(value) = value {
            found += &[name, ": ", &value, "\n"].concat();
        }
    }
    for recipient in &header.recipients {
        found += &["to: ", &recipient.value, "\n"].concat();
    }
    found
}

#[test]
fn every_case_is_read_as_expected() {
    let suite = std::fs::read_to_string(file()).unwrap();
    let cases = cases(&suite);
    assert!(cases.len() > 12, "{} cases", cases.len());
    let results: Vec<_> = cases.iter().map(|case| (case, found(&read(case)))).collect();
    if std::env::var_os("UPDATE").is_some() {
        let mut written = String::new();
        for (case, found) in &results {
            let (name, text) = (case.name, case.text);
            written += &["\n--- ", name, " ---\n", text, EXPECTED, found, "\n"].concat();
        }
        std::fs::write(file(), written).unwrap();
        return;
    }
    let faults: Vec<String> = results
        .iter()
        .filter(|(case, found)| case.expected != found)
        .map(|(case, found)| differences(case, found))
        .collect();
    assert!(
        faults.is_empty(),
        "\n{}\nhelp: see tests/suite/structure/",
        faults.join("\n")
    );
}

fn differences(case: &Case<'_>, found: &str) -> String {
    let (expected, found): (Vec<_>, Vec<_>) =
        (case.expected.lines().collect(), found.lines().collect());
    let missing = expected.iter().filter(|line| !found.contains(line));
    let surplus = found.iter().filter(|line| !expected.contains(line));
    let lines = missing.map(|line| ["  - ", line].concat());
    let lines: Vec<_> =
        lines.chain(surplus.map(|line| ["  + ", line].concat())).collect();
    format!("{}:\n{}", case.name, lines.join("\n"))
}

#[test]
fn own_spans_tile_every_case() {
    let suite = std::fs::read_to_string(file()).unwrap();
    for case in cases(&suite) {
        let document = read(&case);
        let body_end = document.manuscript.body().end;
        assert_eq!(tiled(&document.outline), Some(body_end), "{}", case.name);
    }
}

/// Where the own spans end, if they follow each other from the start without gaps.
fn tiled(outline: &Outline) -> Option<usize> {
    (0..outline.provisions.len()).try_fold(0, |end, index| {
        let own = outline.own_span(index);
        (own.start == end).then_some(own.end)
    })
}

#[test]
fn places_and_families_of_units_are_found() {
    let text = "KẾ HOẠCH\nvề một việc\nI. NHIỆM VỤ\n1. Một\na) Hai;\nb) Ba.\n2. Bốn\n";
    let document = Document::read(tracuu_extract::read_text(text));
    let outline = &document.outline;
    let canonical = document.manuscript.text();
    let path_at = |words: &str| {
        let index = outline.at(canonical.find(words).unwrap()).unwrap();
        outline.provisions[index].path.as_str()
    };
    assert_eq!(path_at("về một"), "header");
    assert_eq!(path_at("NHIỆM"), "I");
    assert_eq!((path_at("Ba"), path_at("Bốn")), ("I.1.b", "I.2"));
    assert_eq!(outline.at(canonical.len()), None);
    let place = |path: &str| {
        outline.provisions.iter().position(|unit| unit.path == path).unwrap()
    };
    let above: Vec<_> = outline.ancestors(place("I.1.b")).collect();
    assert_eq!(above, [place("I.1"), place("I")]);
    let below: Vec<_> = outline.children(place("I")).collect();
    assert_eq!(below, [place("I.1"), place("I.2")]);
    let unit = outline.find("I.1").unwrap();
    assert_eq!(unit.text(&document.manuscript), "1. Một\na) Hai;\nb) Ba.\n");
    assert_eq!(unit.caption(&document.manuscript), "Một");
    assert_eq!(outline.find("I.1.a").unwrap().caption(&document.manuscript), "Hai;");
}
