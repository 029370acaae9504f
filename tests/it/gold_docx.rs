//! Word documents: what the program prints of the fixtures, and the real plan as a Word
//! document against the same plan in Markdown, which the other gold tests compare with the
//! truth read by hand.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tracuu_extract::read;
use tracuu_legal::agency::tier::Tier;
use tracuu_legal::assignment::duty::Duty;
use tracuu_legal::assignment::read::{Issue, read as read_assignments};
use tracuu_legal::citation::find;
use tracuu_legal::document::document::Document;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

use crate::shared;

/// What `tracuu text` prints.
fn printed(path: &str) -> String {
    let path = shared::path(path);
    let mut program = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    program.env_clear().arg("text").arg(path);
    let output = program.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '|').collect()
}

fn expected(path: &str) -> Value {
    serde_json::from_str(&shared::text(path)).expect("JSON")
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|member| member.as_str().unwrap()).collect()
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_is_printed_as_expected() {
    for path in ["fixtures/plan.docx", "fixtures/plan_split.docx"] {
        let (text, wanted) = (printed(path), shared::text("fixtures/expected/plan.txt"));
        let n_lines = wanted.lines().count();
        for (found, wanted) in text.lines().zip(wanted.lines()) {
            assert_eq!(squeezed(found), squeezed(wanted), "{path}");
        }
        let rest: Vec<&str> = text.lines().skip(n_lines).collect();
        let is_head =
            |line: &&str| line.starts_with("STT |") || line.starts_with("Số TT |");
        assert!(rest.iter().all(is_head), "{path}: {rest:?}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn hazards_leave_nothing_wrong_in_the_text() {
    let (text, wanted) =
        (printed("fixtures/hazards.docx"), expected("fixtures/expected/hazards.json"));
    for part in strings(&wanted["must_contain"]) {
        assert!(text.contains(part), "missing: {part}\n{text}");
    }
    for part in strings(&wanted["must_not_contain"]) {
        assert!(!text.contains(part), "not wanted: {part}\n{text}");
    }
    for part in strings(&wanted["exactly_once"]) {
        assert_eq!(text.matches(part).count(), 1, "{part}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn a_regulation_keeps_labels_headings_and_notes() {
    let (text, wanted) =
        (printed("fixtures/quyche.docx"), expected("fixtures/expected/quyche.json"));
    let mut lines = text.lines();
    let mut n_notes = 0;
    for block in wanted.as_array().unwrap() {
        let member = |name: &str| block[name].as_str().unwrap();
        let (label, name) = (member("label"), member("text"));
        if matches!(member("kind"), "phan" | "chuong" | "muc") {
            assert_eq!(lines.next(), Some(label));
            assert_eq!(lines.next(), Some(name));
        } else {
            assert_eq!(lines.next(), Some(format!("{label} {name}").trim()));
        }
        for note in strings(&block["footnotes"]) {
            n_notes += 1;
            assert_eq!(lines.next(), Some(format!("[{n_notes}] {note}").as_str()));
        }
    }
    assert_eq!(lines.next(), None);
}

fn document(path: &str) -> Document {
    let bytes = fs::read(shared::path(path)).expect("readable");
    Document::read(read(&bytes, Some(path)).expect("a manuscript"))
}

fn flat(manuscript: &Manuscript, span: Span) -> String {
    manuscript.slice(span).replace('\n', " ")
}

/// Where the plan begins under its letterhead, which the Markdown does not have.
fn title(manuscript: &Manuscript) -> usize {
    manuscript.text().find("KẾ HOẠCH").expect("a title")
}

/// Every citation with all that it states.
fn citations(document: &Document) -> Vec<String> {
    let manuscript = &document.manuscript;
    let found = find::in_document(manuscript, &document.header);
    let text = |span: Option<Span>| span.map(|span| flat(manuscript, span));
    let body = Span::new(title(manuscript), manuscript.body().end);
    let cited = found.iter().filter(|citation| body.contains(citation.span));
    cited
        .map(|one| {
            let parent = one.nested_in.map(|parent| flat(manuscript, found[parent].span));
            format!(
                "{:?} {} type {:?} symbol {:?} date {:?} issuer {:?} title {:?} alias {:?} \
                 pinpoint {:?} in {parent:?}",
                one.kind,
                flat(manuscript, one.span),
                one.document_type.map(|kind| kind.id().to_owned()),
                one.symbol.as_ref().map(ToString::to_string),
                one.date.map(|date| date.to_string()),
                text(one.issuer),
                text(one.title),
                text(one.alias),
                one.pinpoint
                    .iter()
                    .map(|pin| [&pin.article, &pin.clause, &pin.point].map(Clone::clone))
                    .collect::<Vec<_>>(),
            )
        })
        .collect()
}

fn provisions(document: &Document) -> Vec<String> {
    let units = document.outline.provisions.iter().filter(|unit| unit.path != "header");
    units
        .map(|unit| {
            let title = flat(&document.manuscript, unit.title);
            let n_paragraphs = unit.paragraphs.len();
            format!("{} {title} ({n_paragraphs}, measure {})", unit.path, unit.is_measure)
        })
        .collect()
}

fn assignments(document: &Document) -> Vec<String> {
    let manuscript = &document.manuscript;
    let read = read_assignments(
        manuscript,
        &document.outline,
        Issue { home: Some(Tier::Province), year: None },
    );
    read.iter()
        .map(|one| {
            let parties = |duty: Duty| {
                one.with(duty)
                    .map(|party| flat(manuscript, party.span))
                    .collect::<Vec<_>>()
            };
            format!(
                "{:?} {} {:?} lead {:?} coordinating {:?} refines {:?}",
                one.row,
                flat(manuscript, one.task),
                one.measures,
                parties(Duty::Lead),
                parties(Duty::Coordinate),
                one.refines
            )
        })
        .collect()
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_says_the_same_from_every_format_as_from_markdown() {
    let markdown = document("corpus/ke-hoach-165-kh-tu.md");
    for path in [
        "fixtures/plan.docx",
        "fixtures/plan_split.docx",
        "fixtures/plan_tcvn3.docx",
        "fixtures/plan.odt",
        "fixtures/plan.doc",
        "fixtures/plan_vni.doc",
        "fixtures/plan.pdf",
    ] {
        let word = document(path);
        for judge in [citations, provisions, assignments] {
            let (found, wanted) = (judge(&word), judge(&markdown));
            for (found, wanted) in found.iter().zip(&wanted) {
                assert_eq!(found, wanted, "{path}");
            }
            assert_eq!(found.len(), wanted.len(), "{path}");
            assert!(!found.is_empty());
        }
        let symbol = |document: &Document| {
            document.header.symbol.as_ref().map(|fact| fact.value.to_string())
        };
        assert_eq!(symbol(&word), symbol(&markdown));
    }
}

#[test]
#[ignore = "needs ../shared"]
fn tables_keep_their_grid() {
    let word = document("fixtures/hazards.docx");
    let table = word.manuscript.blocks().iter().find_map(|block| match &block.kind {
        BlockKind::Table(table) => Some(table),
        _ => None,
    });
    let rows = &table.expect("a table").rows;
    let grid: Vec<Vec<_>> = rows
        .iter()
        .map(|row| row.cells.iter().map(|c| (c.column, c.n_columns, c.n_rows)).collect())
        .collect();
    assert_eq!(
        grid,
        [
            vec![(0, 2, 1), (2, 1, 1)],
            vec![(0, 1, 1), (1, 1, 1), (2, 1, 2)],
            vec![(0, 1, 1), (1, 1, 1)]
        ]
    );
}
