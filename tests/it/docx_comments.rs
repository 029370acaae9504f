//! Comments in Word documents: on every citation of the fixtures, as the file has them, and
//! as `LibreOffice` shows them where it is installed.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tracuu_extract::docx::annotate::annotate;
use tracuu_extract::docx::comment::Comment;
use tracuu_extract::docx::revision::RevisionAuthor;
use tracuu_extract::read;
use tracuu_legal::citation::find;
use tracuu_legal::document::document::Document;
use tracuu_text::span::Span;
use zip::ZipArchive;

use crate::shared;

const FIXTURES: [&str; 4] =
    ["plan.docx", "plan_split.docx", "hazards.docx", "quyche.docx"];

/// A fixture with a comment on each citation: the words and the file.
fn annotated(name: &str) -> (Vec<String>, Vec<u8>) {
    let original = fs::read(fixture(name)).unwrap();
    let before = Document::read(read(&original, None).unwrap());
    let found = find::in_document(&before.manuscript, &before.header);
    // What a page layout repeats is no place for a comment.
    let body = before.manuscript.body();
    let spans = found.iter().map(|citation| citation.span);
    // A comment on a note stands at its sign.
    let is_note = |span: &Span| {
        let block = before.manuscript.block_at(span.start).unwrap();
        before.manuscript.slice(before.manuscript.blocks()[block].span).starts_with('[')
    };
    let spans: Vec<Span> =
        spans.filter(|span| body.contains(*span) && !is_note(span)).collect();
    let comment = |(place, span): (usize, &Span)| Comment {
        span: *span,
        text: format!("Nhận xét {place}: cần xem lại <số>."),
    };
    let author = RevisionAuthor { name: "tracuu".to_owned(), date: None };
    let comments: Vec<Comment> = spans.iter().enumerate().map(comment).collect();
    let file = annotate(&original, &comments, &author).unwrap();
    let after = read(&file, None).unwrap();
    assert_eq!(after.text(), before.manuscript.text(), "{name}");
    let words = spans.iter().map(|span| before.manuscript.slice(*span).to_owned());
    (words.collect(), file)
}

fn fixture(name: &str) -> PathBuf {
    shared::path(&format!("fixtures/{name}"))
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// The text between two places of XML, tags left out.
fn words_of(xml: &str) -> String {
    let mut words = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        if !tag.starts_with("w:delText") && !tag.starts_with("w:instrText") {
            words.push_str(text);
        }
    }
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
#[ignore = "needs ../shared"]
fn every_citation_is_marked_in_the_file() {
    for name in FIXTURES {
        let (words, file) = annotated(name);
        let mut archive = ZipArchive::new(Cursor::new(&file)).unwrap();
        let mut document = String::new();
        let mut part = archive.by_name("word/document.xml").unwrap();
        part.read_to_string(&mut document).unwrap();
        // Ids go on behind those of the comments that the fixture has.
        let is_marked = |id: &usize| document.contains(&format!("Start w:id=\"{id}\"/>"));
        let first = (0..9).find(is_marked).unwrap_or_default();
        for (id, words) in (first..).zip(&words) {
            let start = format!("commentRangeStart w:id=\"{id}\"/>");
            let end = format!("<w:commentRangeEnd w:id=\"{id}\"/>");
            let rest = document.split_once(&start).map(|(_, rest)| rest);
            let Some((marked, _)) = rest.and_then(|rest| rest.split_once(&end)) else {
                panic!("{name} {id}: {words}")
            };
            assert_eq!(squeezed(&words_of(marked)), squeezed(words), "{name} {id}");
        }
        assert!(!words.is_empty() || name == "hazards.docx", "{name}");
    }
}

/// Lets `LibreOffice` turn a file into another format.
fn converted(file: &[u8], format: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.docx"), file).unwrap();
    let profile =
        format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let status = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", format, "a.docx"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(
        status.is_ok(),
        "soffice does not start
help: install libreoffice-writer"
    );
    let end = format.split(':').next().unwrap();
    fs::read_to_string(folder.path().join("a").with_extension(end)).unwrap()
}

/// The words between the marks of an annotation in a flat `OpenDocument` text.
fn shown(document: &str, place: usize) -> String {
    let (before, after) = document
        .split_once(&format!("Nhận xét {place}: cần xem lại &lt;số&gt;."))
        .unwrap();
    let (_, opening) = before.rsplit_once("<office:annotation ").unwrap();
    let (_, name) = opening.split_once("office:name=\"").unwrap();
    let name = name.split('"').next().unwrap();
    let (_, after) = after.split_once("</office:annotation>").unwrap();
    let end = format!("<office:annotation-end office:name=\"{name}\"/>");
    let (marked, _) = after.split_once(&end).unwrap();
    let mut words = String::new();
    let mut rest = marked;
    // Comments on words inside these words.
    while let Some((head, tail)) = rest.split_once("<office:annotation ") {
        words.push_str(head);
        rest = tail.split_once("</office:annotation>").map_or("", |(_, rest)| rest);
    }
    words_of(&format!("<>{words}{rest}"))
}

/// Runs the program in a folder without an index.
fn tracuu(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tracuu"));
    program.env_clear().current_dir(folder).args(args).stdin(Stdio::null());
    let output = program.output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
#[ignore = "needs ../shared"]
fn the_check_of_a_draft_gives_a_word_document_with_its_findings() {
    let draft = fixture("plan.docx");
    let original = fs::read(&draft).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    fs::copy(&draft, place("a.docx")).unwrap();
    fs::write(place("a.md"), "Thực hiện Nghị quyết số 7-NQ/TU.").unwrap();
    let check = |args: &[&str]| tracuu(folder.path(), &[&["check"], args].concat());
    let (status, said) = check(&["a.docx", "--format", "docx", "-o", "b.docx"]);
    assert_eq!(status, Some(1), "{said}");
    let annotated = fs::read(place("b.docx")).unwrap();
    let text = |bytes: &[u8]| read(bytes, None).unwrap().text().to_owned();
    assert!(text(&annotated) == text(&original));
    let mut comments = String::new();
    let mut archive = ZipArchive::new(Cursor::new(&annotated)).unwrap();
    archive.by_name("word/comments.xml").unwrap().read_to_string(&mut comments).unwrap();
    let n_comments = comments.matches("<w:comment ").count();
    assert!(
        n_comments > 0 && said.contains(&format!("b.docx: {n_comments} nhận xét")),
        "{said}"
    );
    let (status, said) = check(&["a.docx", "--format", "docx", "--fix", "-o", "f.docx"]);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("chỗ sửa được theo dõi"), "{said}");
    for (args, message) in [
        (&["a.docx", "--fix"][..], "--fix writes a Word document"),
        (&["a.md", "--format", "docx", "-o", "c.docx"], "Word documents (docx) only"),
        (&["a.docx", "--format", "docx", "-o", "a.docx"], "is the draft itself"),
        (&["a.docx", "a.md", "--format", "docx"], "takes one draft"),
        (&["a.docx", "-o", "c.docx"], "for --format docx, sarif, csv and xlsx only"),
        (&["a.docx", "--format", "docx", "-o", "none/c.docx"], "cannot write"),
    ] {
        let (status, said) = check(args);
        assert_eq!(status, Some(2), "{args:?}: {said}");
        assert!(said.contains(message), "{args:?}: {said}");
        assert!(!place("c.docx").try_exists().unwrap());
    }
    assert!(fs::read(place("a.docx")).unwrap() == original);
    assert_eq!(tracuu(folder.path(), &["text", "a.md", "--format", "docx"]).0, Some(2));
}

#[test]
#[ignore = "needs ../shared and LibreOffice"]
fn libreoffice_shows_the_comments_at_their_words_and_the_same_text() {
    for name in FIXTURES {
        let (words, file) = annotated(name);
        let flat = converted(&file, "fodt");
        for (place, words) in words.iter().enumerate() {
            assert_eq!(squeezed(&shown(&flat, place)), squeezed(words), "{name} {place}");
        }
        let original = fs::read(fixture(name)).unwrap();
        // Blank lines around tables come and go with any change.
        let lines = |file: &[u8]| -> Vec<String> {
            let text = converted(file, "txt:Text (encoded):UTF8");
            let lines = text.trim_start_matches('\u{feff}').lines();
            lines.filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
        };
        let (found, wanted) = (lines(&file), lines(&original));
        let differs = found.iter().zip(&wanted).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{name}");
        assert_eq!(found.len(), wanted.len(), "{name}");
    }
}
