//! The outline of the real plan against its hand-made truth.

use serde_json::Value;
use tracuu_legal::document::document::Document;
use tracuu_legal::document::outline::Provision;

use crate::shared;

fn plan() -> Document {
    let text = shared::text("corpus/ke-hoach-165-kh-tu.md");
    Document::read(tracuu_extract::read_markdown(&text))
}

fn title<'d>(document: &'d Document, unit: &Provision) -> &'d str {
    document.manuscript.slice(unit.title)
}

#[test]
#[ignore = "needs ../shared"]
fn measures_have_the_ids_titles_and_paragraphs_of_the_gold() {
    let document = plan();
    let found: Vec<_> = document
        .outline
        .provisions
        .iter()
        .filter(|unit| unit.is_measure)
        .map(|unit| {
            let title = title(&document, unit).to_owned();
            (unit.path.clone(), title, unit.paragraphs.len() as u64)
        })
        .collect();
    let text = |row: &Value, member: &str| row[member].as_str().unwrap().to_owned();
    let expected: Vec<_> = shared::records("gold/plan/measures.jsonl")
        .iter()
        .map(|row| {
            (text(row, "id"), text(row, "title"), row["paragraphs"].as_u64().unwrap())
        })
        .collect();
    assert_eq!(found.len(), expected.len(), "measures");
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected, "help: see STRUCTURE.md §1-3 beside the gold");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_other_units_of_the_plan_stand_in_order() {
    let document = plan();
    let units = document.outline.provisions.iter().filter(|unit| !unit.is_measure);
    let paths: Vec<_> = units.map(|unit| unit.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "header",
            "preamble",
            "I",
            "I.1",
            "I.2",
            "II",
            "III",
            "III.1",
            "III.2",
            "III.3",
            "III.4",
            "recipients",
            "signature",
            "table",
        ]
    );
    let paragraphs = |path: &str| document.outline.find(path).unwrap().paragraphs.len();
    assert_eq!((paragraphs("I.1"), paragraphs("I.2")), (1, 2));
    assert_eq!(paragraphs("recipients"), 11, "the heading and ten recipients");
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_is_named_by_the_caption_of_its_annex() {
    let document = plan();
    let header = &document.header;
    assert_eq!(header.symbol.as_ref().unwrap().value.to_string(), "165-KH/TU");
    assert_eq!(header.date.as_ref().unwrap().value.to_string(), "2022-03-08");
    assert_eq!(header.document_type.as_ref().unwrap().value.id(), "ke-hoach");
    assert_eq!(header.issuer.as_ref().unwrap().value, "BAN THƯỜNG VỤ TỈNH ỦY");
    let title = &header.title.as_ref().unwrap().value;
    assert!(title.starts_with("Sửa chữa, khắc phục hạn chế"), "{title}");
    assert!(title.ends_with("của Ban Chấp hành Trung ương Đảng khóa XIII"), "{title}");
    assert_eq!(header.recipients.len(), 10);
    assert!(header.signer.is_some());
    assert_eq!((&header.secrecy, &header.urgency), (&None, &None));
}

#[test]
#[ignore = "needs ../shared"]
fn own_spans_tile_real_texts() {
    let mut n_texts = 0;
    let entries = std::fs::read_dir(shared::path("fixtures/real"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    for path in entries.filter(|path| path.extension().is_some_and(|end| end == "txt")) {
        let text = std::fs::read_to_string(&path).unwrap();
        check_tiles(&Document::read(tracuu_extract::read_text(&text)), &path.display());
        n_texts += 1;
    }
    for set in ["alqac", "alqac22", "drill"] {
        for row in shared::records(&format!("eval/{set}/corpus.jsonl")) {
            let text = row["text"].as_str().unwrap();
            check_tiles(&Document::read(tracuu_extract::read_text(text)), &row["_id"]);
            n_texts += 1;
        }
    }
    assert!(n_texts > 1000, "{n_texts} texts");
}

fn check_tiles(document: &Document, name: &dyn std::fmt::Display) {
    let outline = &document.outline;
    let mut end = 0;
    for index in 0..outline.provisions.len() {
        let own = outline.own_span(index);
        assert_eq!(own.start, end, "{name}: {}", outline.provisions[index].path);
        end = own.end;
    }
    assert_eq!(end, document.manuscript.body().end, "{name}");
    let mut paths: Vec<_> = outline.provisions.iter().map(|unit| &unit.path).collect();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), outline.provisions.len(), "{name}: paths are unique");
}
