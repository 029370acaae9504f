//! The examples of `docs/query.md` run over a small invented collection.

use std::fmt::Write as _;
use std::fs;

use jiff::civil::date;
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::answer::{Answer, Hit};
use tracuu_query::search::{SearchRequest, Searcher};

const BOOK: &str = "docs/query.md";

/// The documents of the collection: fences of the language `file`, whose first line is
/// the path of the file.
pub(crate) fn collection() -> (tempfile::TempDir, Searcher) {
    let book = fs::read_to_string(BOOK).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let mut rest = book.as_str();
    while let Some((_, fence)) = rest.split_once("```file\n") {
        let (file, behind) = fence.split_once("\n```").unwrap();
        let (path, text) = file.split_once('\n').unwrap();
        let path = corpus.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        rest = behind;
    }
    let index_dir = dir.path().join("index");
    let job = IngestJob { roots: vec![corpus], index_dir, ..IngestJob::default() };
    let report = run(&job, &mut Silent).unwrap();
    assert_eq!(report.n_failed(), 0, "{report:?}");
    let searcher = Searcher::new(Collection::open(&job.index_dir).unwrap());
    (dir, searcher)
}

/// An example is a fence of the language `query`: a question, a line `=>`, and what is
/// answered. `UPDATE=1` writes what is found into the book.
#[test]
fn the_examples_of_the_book_are_true() {
    let book = fs::read_to_string(BOOK).unwrap();
    let (_dir, searcher) = collection();
    let mut corrected = String::new();
    let mut examples = 0;
    let mut rest = book.as_str();
    while let Some((before, fence)) = rest.split_once("```query\n") {
        let (example, behind) = fence.split_once("\n```").unwrap();
        let (text, _) = example.split_once("\n=>").unwrap();
        examples += 1;
        let found = answered(&searcher, text);
        write!(corrected, "{before}```query\n{text}\n=>{found}\n```").unwrap();
        rest = behind;
    }
    corrected.push_str(rest);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(BOOK, &corrected).unwrap();
        return;
    }
    assert!(examples > 20, "help: examples are fences of the language query");
    for (stated, found) in book.lines().zip(corrected.lines()) {
        assert_eq!(stated, found, "help: UPDATE=1 writes the findings into {BOOK}");
    }
    assert_eq!(book.lines().count(), corrected.lines().count());
}

/// The summary, the parts, and one line for each hit.
fn answered(searcher: &Searcher, text: &str) -> String {
    let answer = searcher
        .search(SearchRequest {
            text,
            limit: 100,
            cursor: None,
            today: Some(date(2024, 6, 1)),
            ..SearchRequest::default()
        })
        .unwrap();
    let mut out = String::new();
    let _ = write!(out, "\n{}", answer.query.summary);
    for correction in &answer.query.corrections {
        let _ = write!(out, "\n! {} → {}", correction.from, correction.to);
    }
    if let Some(card) = &answer.card {
        let _ = write!(out, "\n= {}", card.text);
    }
    let _ = write!(out, "\n{}", parts(&answer));
    for hit in &answer.hits {
        let _ = write!(out, "\n{}", print(hit));
    }
    for suggestion in &answer.suggestions {
        let _ = write!(out, "\n? {}", suggestion.query);
    }
    out
}

fn parts(answer: &Answer) -> String {
    let part = |part: &tracuu_query::parsed::part::QueryPart| {
        let not = if part.excluded { "not " } else { "" };
        format!("{not}{}={}", part.role, part.value)
    };
    answer.query.understood.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn print(hit: &Hit) -> String {
    let symbol = hit.document.symbol.as_deref().unwrap_or("?");
    let kind = hit.kind.name();
    let mut line = match kind {
        "document" => format!("- document {symbol}"),
        _ => format!("- {kind} {} of {symbol}", hit.label),
    };
    let marked: Vec<String> = hit
        .snippets
        .iter()
        .flatten()
        .filter(|piece| piece.hit)
        .map(|piece| format!("[{}]", piece.text.replace('\n', "⏎")))
        .collect();
    if !marked.is_empty() {
        let _ = write!(line, " {}", marked.join(" "));
    }
    line
}
