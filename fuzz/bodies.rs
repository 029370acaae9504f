//! What the fuzz targets do with their input: plain functions, so that the tests of the
//! program (`tests/it/fuzz_bodies.rs`) call them on every run, without a fuzzer.

use tracuu_check::document_directory::DocumentDirectory;
use tracuu_check::draft::Draft;
use tracuu_check::run::{CheckSettings, ReferenceCollection, check as check_draft};
use tracuu_extract::docx::annotate::annotate;
use tracuu_extract::docx::comment::Comment;
use tracuu_extract::read;
use tracuu_legal::citation::find as finder;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::record::{CitingDocument, group};
use tracuu_legal::citation::resolve::{Catalogue, Citing, KnownDocument};
use tracuu_legal::document::document::Document;
use tracuu_legal::document::symbol::Symbol;
use tracuu_text::span::Span;

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

/// Resolving: against the documents that the text itself names.
pub(crate) fn resolve(text: &str) {
    let document = Document::read(read::read_text(text));
    let text = document.manuscript.text();
    let citations = finder::in_document(&document.manuscript, &document.header);
    let home = Locality::default();
    let records = group(&[CitingDocument { text, citations: &citations, home: &home }]);
    let known = records.iter().map(|record| KnownDocument {
        id: record.id.clone(),
        identity: record.identity.clone(),
        dates: record.dates.iter().map(|stated| stated.value).collect(),
    });
    let catalogue = Catalogue::new(known.collect());
    let citing =
        Citing { text, citations: &citations, home: &home, own: None, written: None };
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
    let comment = |span| Comment {
        span,
        author: "fuzz".to_owned(),
        date: None,
        text: "chữ".to_owned(),
    };
    let comments =
        [Span::new(0, end), Span::new(start, end), Span::default()].map(comment);
    if let Ok(annotated) = annotate(bytes, &comments) {
        let after =
            read::read(&annotated, None).expect("the document could be read before");
        assert_eq!(after.text(), before.text());
    }
}
