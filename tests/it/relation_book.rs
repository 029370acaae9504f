//! The examples of relations in `docs/citations.md` run.

use std::fmt::Write as _;
use std::fs;

use tracuu_legal::citation::find;
use tracuu_legal::citation::relate::relate;
use tracuu_legal::citation::relation::{OwnHead, Party};

const BOOK: &str = "docs/citations.md";

/// An example is a fence of the language `relate`: a text, a line `=>`, and one line for
/// each relation. `UPDATE=1` writes what is found into the book.
#[test]
fn the_relations_of_the_book_are_true() {
    let book = fs::read_to_string(BOOK).unwrap();
    let mut corrected = String::new();
    let mut examples = 0;
    let mut rest = book.as_str();
    while let Some((before, fence)) = rest.split_once("```relate\n") {
        let (example, behind) = fence.split_once("\n```").unwrap();
        let (text, _) = example.split_once("\n=>").unwrap();
        examples += 1;
        write!(corrected, "{before}```relate\n{text}\n=>{}\n```", print(text)).unwrap();
        rest = behind;
    }
    corrected.push_str(rest);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(BOOK, &corrected).unwrap();
    }
    assert!(examples > 4, "help: examples are fences of the language relate");
    for (stated, found) in book.lines().zip(corrected.lines()) {
        assert_eq!(stated, found, "help: UPDATE=1 writes the findings into {BOOK}");
    }
    assert_eq!(book.lines().count(), corrected.lines().count());
}

/// One line for each relation, each behind a line end.
fn print(text: &str) -> String {
    let citations = find::in_text(text);
    let party = |party: Party| match party {
        Party::This => "this".to_owned(),
        Party::Unstated => "?".to_owned(),
        Party::Mention(at) => match &citations[at].symbol {
            Some(symbol) => symbol.to_string(),
            None => citations[at].span.of(text).to_owned(),
        },
    };
    let mut out = String::new();
    for relation in relate(text, OwnHead::default(), &citations).iter().flatten() {
        let kind = relation.kind;
        let (source, target) = (party(relation.source), party(relation.target));
        let part = if relation.is_partial { " part" } else { "" };
        let _ = write!(out, "\n{kind}: {source} > {target}{part} {}", relation.rule);
        if let Some(cue) = relation.cue {
            let _ = write!(out, " [{}]", cue.of(text));
        }
    }
    out
}
