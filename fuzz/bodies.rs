//! What the fuzz targets do with their input: plain functions, so that the tests of the
//! program (`tests/it/fuzz_bodies.rs`) call them on every run, without a fuzzer.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::run::{CheckSettings, check as check_draft};
use tracuu_extract::docx::annotate::annotate;
use tracuu_extract::docx::comment::Comment;
use tracuu_extract::docx::revision::RevisionAuthor;
use tracuu_extract::read;
use tracuu_legal::citation::find as finder;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::record::{CitingDocument, group};
use tracuu_legal::citation::resolve::{Catalogue, Citing, KnownDocument};
use tracuu_legal::citation::symbol_dates::SymbolDates;
use tracuu_legal::document::document::Document;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::span::Span;
use unicode_normalization::UnicodeNormalization;

/// Finding: spans lie on character boundaries, and finding twice is the same.
pub(crate) fn find(text: &str) {
    let found = finder::in_text(text);
    for citation in &found {
        for span in citation.spans() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
        }
    }
    let again = finder::in_text(text);
    assert_eq!(format!("{found:?}"), format!("{again:?}"));
}

/// Parsing: what is printed reads as the same.
pub(crate) fn parse(text: &str) {
    if let Ok(symbol) = text.parse::<Symbol>() {
        let printed = symbol.to_string();
        assert_eq!(printed.parse().ok(), Some(symbol), "{text:?} printed as {printed:?}");
    }
}

/// Reading Markdown: blocks tile the text, spans fit, and every letter and digit that
/// `CommonMark` shows is there, as often at least.
///
/// Our reader is milder (`**Điều 5.**Quy định` is bold) and keeps more, so that the marks and
/// the order are not compared; nor is what `CommonMark` reads in another way for a reason:
/// references to characters, HTML, link definitions, indented code (documents indent their
/// paragraphs).
pub(crate) fn markdown(text: &str) {
    let manuscript = read::read_markdown(text);
    let lines = manuscript.blocks().iter().map(|block| manuscript.slice(block.span));
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), manuscript.text());
    for run in manuscript.runs() {
        assert!(manuscript.text().get(run.span.start..run.span.end).is_some());
    }
    if text.contains(['&', '<', '\0']) || text.contains("]:") {
        return;
    }
    let mut shown = std::collections::BTreeMap::<char, i64>::new();
    let mut count = |text: &str, n: i64| {
        for letter in text.nfc().filter(|letter| letter.is_alphanumeric()) {
            *shown.entry(letter).or_default() += n;
        }
    };
    count(manuscript.text(), 1);
    let mut is_indented = false;
    for event in pulldown_cmark::Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                is_indented = kind == CodeBlockKind::Indented;
            }
            Event::End(TagEnd::CodeBlock) => is_indented = false,
            Event::Text(part) | Event::Code(part) if !is_indented => count(&part, -1),
            _ => {}
        }
    }
    let lost: String =
        shown.iter().filter(|(_, n)| **n < 0).map(|(letter, _)| *letter).collect();
    assert!(lost.is_empty(), "lost {lost:?} of {text:?}: {:?}", manuscript.text());
}

/// Resolving: against the documents that the text itself names.
pub(crate) fn resolve(text: &str) {
    let document = Document::read(read::read_text(text));
    let text = document.manuscript.text();
    let citations = finder::in_document(&document.manuscript, &document.header);
    let home = Locality::default();
    let records =
        group(&[CitingDocument { text, citations: &citations, head: None, home: &home }]);
    let known = records.iter().map(|record| KnownDocument {
        id: record.id.clone(),
        identity: record.identity.clone(),
        dates: record.dates.iter().map(|stated| stated.value).collect(),
        titles: record.titles.iter().map(|stated| stated.value.clone()).collect(),
    });
    let catalogue = Catalogue::new(known.collect());
    let dates = SymbolDates::new(&citations);
    let citing = Citing {
        text,
        citations: &citations,
        home: &home,
        own: None,
        written: None,
        dates: &dates,
    };
    for citation in &citations {
        let first = catalogue.resolve_in(&citing, citation);
        assert_eq!(first, catalogue.resolve_in(&citing, citation));
    }
}

/// Checking without a collection: findings lie inside the draft.
pub(crate) fn check(text: &str) {
    let draft = Draft::read(read::read_text(text), None);
    let directory = DocumentDirectory::default();
    let against = ReferenceCollection { directory: &directory, collection: None };
    let report = check_draft(&draft, against, &CheckSettings::default())
        .expect("nothing is read where there is no collection");
    for finding in &report.findings {
        let span = finding.span;
        assert!(draft.text().get(span.start..span.end).is_some(), "{span:?}");
    }
}

/// Writing comments into a Word document of any bytes: what can be read keeps its text.
pub(crate) fn comment(bytes: &[u8]) {
    let Ok(before) = read::read(bytes, Some("a.docx")) else { return };
    let end = before.text().len();
    let start = before.text().floor_char_boundary(end / 3);
    let author = RevisionAuthor { name: "fuzz".to_owned(), date: None };
    let comment = |span| Comment { span, text: "chữ".to_owned() };
    let comments =
        [Span::new(0, end), Span::new(start, end), Span::default()].map(comment);
    if let Ok(annotated) = annotate(bytes, &comments, &author) {
        let after =
            read::read(&annotated, None).expect("the document could be read before");
        assert_eq!(after.text(), before.text());
    }
}
