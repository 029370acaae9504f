use std::io::{Cursor, Read};

use proptest::prelude::*;
use zip::ZipArchive;

use super::annotate::is_signed;
use super::revise::{RevisionObstacle, obstacles, revise};
use super::revision::{Revision, RevisionAuthor};
use super::tests::{body, pack, paragraph, run, with_note};
use crate::package::container::Package;
use crate::read::read;
use tracuu_text::span::Span;

const BODY: &str = "word/document.xml";

/// Told apart from the author of the tracked changes that a document has.
const AUTHOR: &str = "Tra cứu";

fn author() -> RevisionAuthor {
    let date = Some(jiff::civil::date(2026, 3, 2).at(7, 5, 0, 0));
    RevisionAuthor { name: AUTHOR.to_owned(), date }
}

fn document(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(BODY).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The document with our changes rejected, by the tags alone.
fn rejected(bytes: &[u8]) -> Vec<u8> {
    let document = document(bytes);
    let mut kept = String::new();
    let mut rest = document.as_str();
    while let Some(at) = rest.find(&format!("w:author=\"{AUTHOR}\"")) {
        let start = rest.split_at(at).0.rfind('<').unwrap();
        let (before, mark) = rest.split_at(start);
        kept.push_str(before);
        let (tag, inside) = mark.split_once('>').unwrap();
        let name = tag.trim_start_matches('<').split(' ').next().unwrap();
        let (inside, behind) = inside.split_once(&format!("</{name}>")).unwrap();
        if name == "w:del" {
            let text = if document.contains("<w:p>") { "w:t" } else { "t" };
            kept.push_str(&inside.replace("w:delText", text));
        }
        rest = behind;
    }
    kept.push_str(rest);
    let changed = [(BODY.to_owned(), kept)];
    Package::open(bytes).unwrap().rewrite(&changed).unwrap()
}

fn text(bytes: &[u8]) -> String {
    // A document of which all is struck out is empty.
    read(bytes, None).map_or_else(|_| String::new(), |read| read.text().to_owned())
}

/// Writes the revisions of words; accepting gives the corrected text, rejecting the old
/// one.
#[track_caller]
fn check_parts(parts: &[(&str, String)], changes: &[(&str, &str)]) -> String {
    let original = pack(parts);
    let before = text(&original);
    let revisions: Vec<Revision> = changes
        .iter()
        .map(|(old, new)| {
            let start = before.find(old).unwrap_or_else(|| panic!("{old}: {before}"));
            let span = Span::new(start, start + old.len());
            Revision { span, words: (*new).to_owned() }
        })
        .collect();
    let kept = obstacles(&original, &revisions).unwrap();
    assert!(kept.iter().all(Option::is_none), "{kept:?}");
    let revised = revise(&original, &revisions, &author()).unwrap();
    let mut wanted = before.clone();
    for (old, new) in changes {
        wanted = wanted.replacen(old, new, 1);
    }
    let xml = document(&revised);
    assert_eq!(text(&revised), wanted, "{xml}");
    assert_eq!(text(&rejected(&revised)), before, "{xml}");
    xml
}

#[track_caller]
fn check(inside: &str, changes: &[(&str, &str)]) -> String {
    check_parts(&[body(&paragraph(inside))], changes)
}

#[track_caller]
fn obstacle(inside: &str, old: &str, new: &str) -> Option<RevisionObstacle> {
    let original = pack(&[body(inside)]);
    let before = text(&original);
    let start = before.find(old).unwrap_or_else(|| panic!("{old}: {before}"));
    let span = Span::new(start, start + old.len());
    let revisions = [Revision { span, words: new.to_owned() }];
    let found = obstacles(&original, &revisions).unwrap()[0];
    if found.is_some() {
        assert_eq!(revise(&original, &revisions, &author()).unwrap(), original);
    }
    found
}

#[test]
fn only_the_words_that_differ_are_struck_out() {
    let bold = "<w:rPr><w:b/></w:rPr>";
    let inside = format!(
        "<w:r w:rsidR=\"1\">{bold}<w:t xml:space=\"preserve\">theo số 7 của &amp;</w:t></w:r>"
    );
    let xml = check(&inside, &[("số 7 của", "số 8 của")]);
    let run = |name: &str, text: &str| {
        format!(
            "<w:r w:rsidR=\"1\">{bold}<w:{name} xml:space=\"preserve\">{text}</w:{name}></w:r>"
        )
    };
    let mark = |name: &str, id: usize, run: &str| {
        format!(
            "<w:{name} w:id=\"{id}\" w:author=\"{AUTHOR}\" \
             w:date=\"2026-03-02T07:05:00Z\">{run}</w:{name}>"
        )
    };
    let expected = [
        run("t", "theo số "),
        mark("del", 1, &run("delText", "7")),
        mark("ins", 2, &run("t", "8")),
        run("t", " của &amp;"),
    ];
    assert_eq!(xml, body(&paragraph(&expected.concat())).1);
}

#[test]
fn words_are_changed_in_their_runs() {
    let link =
        |text: &str| format!("<w:hyperlink r:id=\"r9\">{}</w:hyperlink>", run(text));
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    for (inside, changes) in [
        (format!("{}{}", run("số 7-"), run("NQ/TU")), &[("7-NQ/TU", "8-NQ/TU")][..]),
        (link("số 7"), &[("7", "8")]),
        (format!("{}{}", run("theo "), link("số 7")), &[("theo số 7", "căn cứ số 8")]),
        (format!("{}{note}{}", run("số 7"), run("-NQ")), &[("số 7-NQ", "số 8-QĐ")]),
        (run("a b c d"), &[("a", "x y"), ("b", ""), ("d", "đ;")]),
        (run("số 7"), &[("số 7", "số 7 ngày 02/3/2020")]),
        (run("7"), &[("7", "số 7")]),
        ("<w:r><w:t> A số 7 B </w:t></w:r>".to_owned(), &[("A", "Á"), ("B", "C")]),
        ("<w:r><w:t>A&amp;B &lt; C</w:t></w:r>".to_owned(), &[("A&B", "X<Y")]),
        (
            "<w:r><w:t>7</w:t><w:noBreakHyphen/><w:t>NQ</w:t></w:r>".to_owned(),
            &[("7-NQ", "8-QĐ")],
        ),
        (
            "<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r>".to_owned(),
            &[("A", "C"), ("B", "D")],
        ),
        (run("te\u{302}\u{301}t nhe\u{301}"), &[("tết", "Tết"), ("nhé", "nhá")]),
        (
            format!("<w:smartTag><w:smartTagPr/>{}</w:smartTag>", run("số 7")),
            &[("7", "8")],
        ),
        (
            format!(
                "{}<w:bookmarkStart w:id=\"7\" w:name=\"x\"/>{}<w:bookmarkEnd w:id=\"7\"/>",
                run("số "),
                run("7 x")
            ),
            &[("số 7", "số 8")],
        ),
        (
            format!(
                "<w:ins w:id=\"3\" w:author=\"A\">{}</w:ins>{}<w:del w:id=\"4\" w:author=\"A\">\
                 <w:r><w:delText>cũ</w:delText></w:r></w:del>",
                run("mới "),
                run("số 7 ")
            ),
            &[("số 7", "số 8")],
        ),
    ] {
        let xml = check(&inside, changes);
        for mark in [
            "w:hyperlink r:id=\"r9\"",
            "w:footnoteReference",
            "w:bookmarkStart",
            "w:author=\"A\"",
        ] {
            assert_eq!(xml.matches(mark).count(), inside.matches(mark).count(), "{xml}");
        }
    }
}

#[test]
fn what_must_stay_whole_is_said() {
    let field = |result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>REF x\
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run(result)
        )
    };
    let link =
        |text: &str| format!("<w:hyperlink r:id=\"r9\">{}</w:hyperlink>", run(text));
    let tracked = |text: &str| format!("<w:ins w:author=\"A\">{}</w:ins>", run(text));
    let control = format!(
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        run("số 7")
    );
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice>\
         </mc:AlternateContent></w:r>",
        paragraph(&run("số 7"))
    );
    for (inside, old, new, expected) in [
        (field("số 7"), "7", "8", RevisionObstacle::Field),
        (format!("{}{}", run("theo "), field("số 7")), "o số 7", "a sự 7", RevisionObstacle::Field),
        (
            format!("<w:fldSimple w:instr=\"REF x\">{}</w:fldSimple>", run("số 7")),
            "7",
            "8",
            RevisionObstacle::Field,
        ),
        (format!("{}{}", run("số 7"), link("-NQ")), "7-NQ", "8-NQ", RevisionObstacle::LinkEnd),
        (tracked("số 7"), "7", "8", RevisionObstacle::TrackedChange),
        (format!("{}{}", run("số 7"), tracked("-NQ")), "7-NQ", "8-NQ", RevisionObstacle::TrackedChange),
        (control, "7", "8", RevisionObstacle::Framed),
        (boxed, "7", "8", RevisionObstacle::Framed),
        ("<w:r><w:t>số</w:t><w:br/><w:t>7</w:t></w:r>".to_owned(), "số\n7", "8", RevisionObstacle::LineEnd),
        (
            "<w:r><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:t>theo NghÞ quyÕt</w:t></w:r>"
                .to_owned(),
            "Nghị quyết",
            "Quyết định",
            RevisionObstacle::OldFont,
        ),
    ] {
        let found = obstacle(&paragraph(&inside), old, new);
        assert_eq!(found, Some(expected), "{inside}");
    }
    let two = [paragraph(&run("số")), paragraph(&run("7"))].concat();
    assert_eq!(obstacle(&two, "số\n7", "8"), Some(RevisionObstacle::LineEnd));
}

#[test]
fn of_two_changes_of_the_same_words_the_first_is_written() {
    let original = pack(&[body(&paragraph(&run("số 7 của")))]);
    let change = |start, end, words: &str| Revision {
        span: Span::new(start, end),
        words: words.to_owned(),
    };
    let start = "số ".len();
    let changes = [
        change(start, start + 1, "8"),
        change(0, start + 1, "x"),
        change(start + 1, start + 1, "a"),
    ];
    let found = obstacles(&original, &changes).unwrap();
    assert_eq!(found, [None, Some(RevisionObstacle::Overlap), None]);
    let revised = revise(&original, &changes, &author()).unwrap();
    assert_eq!(text(&revised), "số 8a của");
}

#[test]
fn notes_stay_at_their_place() {
    let parts = with_note();
    let xml = check_parts(&parts, &[("Một hai", "Ba bốn")]);
    assert_eq!(xml.matches("footnoteReference").count(), 1);
    let original = pack(&parts);
    let start = text(&original).find("Điều").unwrap();
    let span = Span::new(start, start + 3);
    let revisions = [Revision { span, words: "x".to_owned() }];
    let found = obstacles(&original, &revisions).unwrap();
    assert_eq!(found, [Some(RevisionObstacle::Elsewhere)]);
}

#[test]
fn other_names_of_the_vocabulary_are_written_as_the_document_has_them() {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let bare = format!(
        "<document xmlns=\"{space}\"><body><p><r><t>số 7</t></r></p></body></document>"
    );
    let strict = bare.replace(space, "http://purl.oclc.org/ooxml/wordprocessingml/main");
    for xml in [bare, strict] {
        let original = pack(&[("document", xml)]);
        let start = "số ".len();
        let revisions =
            [Revision { span: Span::new(start, start + 1), words: "8".to_owned() }];
        let revised = revise(&original, &revisions, &author()).unwrap();
        assert_eq!(text(&revised), "số 8");
        assert_eq!(text(&rejected(&revised)), "số 7", "{}", document(&revised));
    }
}

#[test]
fn a_signature_of_the_file_is_seen() {
    let plain = pack(&[body(&paragraph(&run("số 7")))]);
    assert!(!is_signed(&plain) && !is_signed(b"so 7"));
    for (name, content) in [
        ("_xmlsignatures/sig1.xml", "<Signature/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"s\" Target=\"_xmlsignatures/origin.sigs\" \
             Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin\"/>\
             </Relationships>",
        ),
    ] {
        let changed = [(name.to_owned(), content.to_owned())];
        let signed = Package::open(&plain).unwrap().rewrite(&changed).unwrap();
        assert!(is_signed(&signed), "{name}");
    }
}

/// Pieces of a paragraph around words.
fn paragraphs() -> impl Strategy<Value = Vec<Vec<(u8, String)>>> {
    let piece = (0_u8..7, "[a-cđ]( ?[a-cđ]){0,4}");
    prop::collection::vec(prop::collection::vec(piece, 1..6), 1..4)
}

fn wrapped((kind, text): &(u8, String)) -> String {
    let inside = run(text);
    match kind {
        0 => format!("<w:hyperlink>{inside}</w:hyperlink>"),
        1 => format!("<w:ins w:author=\"A\">{inside}</w:ins>"),
        2 => format!("<w:fldSimple w:instr=\"REF x\">{inside}</w:fldSimple>"),
        3 => format!("<w:r><w:tab/><w:t>{text}</w:t></w:r>"),
        4 => format!("{inside}<w:bookmarkStart w:id=\"1\" w:name=\"b\"/>"),
        _ => inside,
    }
}

proptest! {
    #[test]
    fn accepting_gives_the_corrected_text_and_rejecting_the_old_one(
        paragraphs in paragraphs(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[a-eđ]{0,3}( [a-e]{1,2})?"), 1..4),
    ) {
        let inside: String = paragraphs
            .iter()
            .map(|pieces| paragraph(&pieces.iter().map(wrapped).collect::<String>()))
            .collect();
        let original = pack(&[body(&inside)]);
        let before = text(&original);
        let places: Vec<usize> = before.char_indices().map(|(at, _)| at).chain([before.len()]).collect();
        let revisions: Vec<Revision> = changes
            .iter()
            .map(|(start, length, words)| {
                let start = start.index(places.len());
                let end = (start + length.index(8)).min(places.len() - 1);
                Revision { span: Span::new(places[start], places[end]), words: words.clone() }
            })
            .collect();
        let kept = obstacles(&original, &revisions).unwrap();
        let revised = revise(&original, &revisions, &author()).unwrap();
        let mut written: Vec<&Revision> = revisions
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| kept.is_none())
            .map(|(revision, _)| revision)
            .collect();
        written.sort_by_key(|revision| (revision.span.start, revision.span.end));
        let mut wanted = before.clone();
        for revision in written.iter().rev() {
            wanted.replace_range(revision.span.start..revision.span.end, &revision.words);
        }
        // White space at the ends of lines is not told; what a line loses goes with it.
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&text(&rejected(&revised))), words(&before));
        prop_assert_eq!(words(&text(&revised)), words(&wanted), "{}", document(&revised));
    }
}
