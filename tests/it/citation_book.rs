//! The examples of `docs/citations.md` run, and laws that every text keeps.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use tracuu_legal::citation::find;
use tracuu_legal::citation::mention::{Citation, CitationKind, Pinpoint};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::header::Confidence;
use tracuu_legal::document::symbol::Symbol;

const BOOK: &str = "docs/citations.md";

/// An example is a fence of the language `cite`: a text, a line `=>`, and one line for
/// each citation. `UPDATE=1` writes what is found into the book.
#[test]
fn the_examples_of_the_book_are_true() {
    let book = fs::read_to_string(BOOK).unwrap();
    let mut corrected = String::new();
    let mut examples = 0;
    let mut rest = book.as_str();
    while let Some((before, fence)) = rest.split_once("```cite\n") {
        let (example, behind) = fence.split_once("\n```").unwrap();
        let (text, _) = example.split_once("\n=>").unwrap();
        examples += 1;
        write!(corrected, "{before}```cite\n{text}\n=>{}\n```", print(text)).unwrap();
        rest = behind;
    }
    corrected.push_str(rest);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(BOOK, &corrected).unwrap();
    }
    assert!(examples > 20, "help: examples are fences of the language cite");
    for (stated, found) in book.lines().zip(corrected.lines()) {
        assert_eq!(stated, found, "help: UPDATE=1 writes the findings into {BOOK}");
    }
    assert_eq!(book.lines().count(), corrected.lines().count());
}

/// One line for each citation, each behind a line end.
fn print(text: &str) -> String {
    let mut out = String::new();
    for citation in find::in_text(text) {
        let _ = write!(out, "\n{}", print_one(text, &citation));
    }
    out
}

fn print_one(text: &str, citation: &Citation) -> String {
    let words = |span: tracuu_text::span::Span| span.of(text).replace('\n', "⏎");
    let kind = match citation.kind {
        CitationKind::Numbered => "numbered",
        CitationKind::Named => "named",
        CitationKind::SelfReference => "self",
        CitationKind::BackReference => "back",
    };
    let mut line = format!("{kind} [{}]", words(citation.span));
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = write!(line, " {name}={value}");
        }
    };
    add("type", citation.document_type.map(|found| DocumentType::id(found).to_owned()));
    add("symbol", citation.symbol.as_ref().map(ToString::to_string));
    if citation.symbol.is_none() {
        add("number", citation.number.clone());
        add("year", citation.number_year.map(|year| year.to_string()));
    }
    add("date", citation.date.map(|date| date.to_string()));
    add("issuer", citation.issuer.map(|span| format!("[{}]", words(span))));
    add("title", citation.title.map(|span| format!("[{}]", words(span))));
    let pins: Vec<_> = citation.pinpoint.iter().map(print_pin).collect();
    add("pin", Some(pins.join("; ")));
    add("in", citation.nested_in.map(|index| (index + 1).to_string()));
    add("alias", citation.alias.map(|span| format!("[{}]", words(span))));
    add("takes", citation.antecedent.map(|index| (index + 1).to_string()));
    let deviations: Vec<_> =
        citation.deviations.iter().map(ToString::to_string).collect();
    add("deviations", Some(deviations.join(",")));
    let unsure = citation.confidence() == Confidence::Weak;
    add("confidence", unsure.then(|| "weak".to_owned()));
    line
}

fn print_pin(pin: &Pinpoint) -> String {
    let named = |name: &str, part: &Option<String>| {
        part.as_ref().map(|part| format!("{name} {part}"))
    };
    let container = &pin.container;
    let parts = [
        named("tiểu mục", &container.subsection),
        named("mục", &container.section),
        named("chương", &container.chapter),
        named("phần", &container.part),
        named("phụ lục", &container.annex),
        named("điều", &pin.article),
        named("khoản", &pin.clause),
        named("điểm", &pin.point),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Pieces that citations are made of, so that random texts come near them.
const PIECES: [&str; 52] = [
    "Nghị quyết",
    "nghị quyết",
    "NGHỊ QUYẾT",
    "Kế hoạch",
    "Luật",
    "Đề án",
    " số ",
    "số:",
    " ",
    "\n",
    "1",
    "56",
    "15a",
    "-",
    "/",
    "–",
    "NQ",
    "QĐ",
    "TU",
    "TW",
    "QH15",
    "2020",
    "CP",
    " ngày ",
    "05/3/2020",
    " của ",
    "Bộ Chính trị",
    "Tỉnh uỷ",
    " về ",
    ", ",
    "; ",
    ". ",
    "(",
    ")",
    "“",
    "”",
    "khoản 2 ",
    "Điều 5 ",
    "sau đây gọi tắt là",
    "khóa XII",
    " nêu trên",
    " trên",
    " này",
    "văn bản",
    "Công văn s ",
    "I ",
    "4O",
    "ĐẢNG CỘNG",
    "03-HD",
    "VBHB",
    "từ Điều 1 đến ",
    "điểm đ ",
];

proptest! {
    #[test]
    fn laws_hold_on_texts_made_of_citation_pieces(
        picks in proptest::collection::vec(0..PIECES.len(), 0..60),
    ) {
        let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        check_laws(&text)?;
    }

    #[test]
    fn laws_hold_on_any_text(text in "\\PC{0,80}") {
        check_laws(&text)?;
    }
}

/// Spans stand on character boundaries and inside their parents' titles, symbols read
/// back, and a second search finds the same.
fn check_laws(text: &str) -> Result<(), TestCaseError> {
    let found = find::in_text(text);
    prop_assert_eq!(print(text), print(text));
    for (index, citation) in found.iter().enumerate() {
        for span in citation.spans() {
            prop_assert!(text.get(span.start..span.end).is_some(), "{citation:?}");
        }
        if let Some(parent) = citation.nested_in {
            prop_assert!(parent < index);
            let title = found[parent].title.unwrap_or_default();
            prop_assert!(title.contains(citation.span), "{citation:?} outside {title:?}");
        }
        if let Some(antecedent) = citation.antecedent {
            prop_assert!(found[antecedent].span.start <= citation.span.start);
            prop_assert!(antecedent < index && found[antecedent].antecedent.is_none());
        }
        if let Some(symbol) = &citation.symbol {
            prop_assert_eq!(&symbol.to_string().parse::<Symbol>().unwrap(), symbol);
        }
    }
    Ok(())
}

#[test]
fn long_repetitions_are_read_in_linear_time() {
    for piece in [
        "số 1-NQ/",
        "Nghị quyết số 1-NQ/TU về ",
        "Nghị quyết ",
        "của ",
        "((((",
        "“",
        "1/",
        "-/",
        "Luật A, ",
        "khoản 1, ",
        "Điều 1 ",
        "Kế hoạch thực hiện ",
        "(sau đây gọi là ",
        "NQ-",
        "  ",
        "Nghị quyết Trung ương ",
        "Nghị quyết của Bộ A ",
        "Đề án a, ",
        "Luật sửa đổi, bổ sung Luật ",
        "Nghị quyết 5 và ",
        "ngày 1/1/2020 ",
        "số I 4O-NQ/TU, ",
        "03-HD ",
        "-A",
        "Nghị quyết nêu trên, ",
        "văn bản trên\n",
        "từ Điều 1 đến Điều 99999 Luật A ",
        "1 1 1/",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        // A quadratic step would not end within the time of the test run.
        let found = find::in_text(&text);
        assert!(found.len() <= text.len());
    }
}

/// A test vector of the reference grammar (5.11): the same sentence in NFD and NFC.
#[test]
fn decomposed_letters_give_the_same_citations() {
    use unicode_normalization::UnicodeNormalization;
    let text = "Thực hiện Nghị quyết số 5-NQ/TU ngày 02/3/2021 của Ban Thường vụ Tỉnh ủy về chỉnh đốn";
    let decomposed: String = text.nfd().collect();
    assert_ne!(text, decomposed);
    let read = |text: &str| print(tracuu_extract::read::read_text(text).text());
    assert_eq!(read(text), read(&decomposed));
}
