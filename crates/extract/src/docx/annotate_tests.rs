use std::io::{Cursor, Read};

use proptest::prelude::*;
use zip::ZipArchive;

use super::annotate::AnnotateError;
use super::comment::Comment;
use super::revision::RevisionAuthor;
use super::tests::{
    W, body, cell, elements, listed, pack, paragraph, part, run, with_note,
};
use crate::read::read;
use tracuu_text::span::Span;

fn comment(span: Span) -> Comment {
    Comment { span, text: "Cần xem lại.".to_owned() }
}

fn annotate(original: &[u8], comments: &[Comment]) -> Result<Vec<u8>, AnnotateError> {
    let author = RevisionAuthor { name: "tracuu".to_owned(), date: None };
    super::annotate::annotate(original, comments, &author)
}

fn entry(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words between the marks of a comment, read from the tags alone.
fn marked(document: &str, id: usize) -> String {
    let mut words = String::new();
    let (mut is_open, mut in_text) = (false, false);
    for piece in document.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let local = tag.split([' ', '/']).next().unwrap().rsplit(':').next().unwrap();
        let closes = tag.starts_with('/');
        if tag.contains("commentRange") && tag.contains(&format!("id=\"{id}\"")) {
            is_open = tag.contains("RangeStart");
        }
        match local {
            _ if closes => in_text = false,
            "t" => in_text = !tag.ends_with('/'),
            "tab" | "p" if is_open => words.push(' '),
            _ => {}
        }
        if is_open && in_text {
            words.push_str(&quick_xml::escape::unescape(text).unwrap());
        }
    }
    assert!(!is_open, "{document}");
    words
}

/// Comments on `words` of a document: its text must stay, and `expected` be marked.
#[track_caller]
fn check_parts(parts: &[(&str, String)], words: &str, expected: &str) -> String {
    let original = pack(parts);
    let before = read(&original, None).unwrap();
    let start = before.text().find(words).unwrap_or_else(|| panic!("{}", before.text()));
    let span = Span::new(start, start + words.len());
    let annotated = annotate(&original, &[comment(span)]).unwrap();
    assert_eq!(read(&annotated, None).unwrap().text(), before.text());
    let document = entry(&annotated, "word/document.xml");
    assert_eq!(marked(&document, 0), expected, "{document}");
    assert_eq!(document.matches("commentReference").count(), 1);
    document
}

#[track_caller]
fn check(inside: &str, words: &str, expected: &str) -> String {
    check_parts(&[body(inside)], words, expected)
}

#[test]
fn a_run_is_parted_where_an_anchor_begins_and_ends() {
    let bold = "<w:rPr><w:b/></w:rPr>";
    let inside = format!(
        "<w:p><w:r w:rsidR=\"1\">{bold}<w:t xml:space=\"preserve\">theo số 7 của</w:t></w:r></w:p>"
    );
    let document = check(&inside, "số 7", "số 7");
    let text = |text: &str| {
        format!("<w:r w:rsidR=\"1\">{bold}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let marked = format!(
        "<w:p>{}<w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r>\
         <w:commentReference w:id=\"0\"/></w:r>{}</w:p>",
        text("theo "),
        text("số 7"),
        text(" của")
    );
    assert_eq!(document, body(&marked).1);
}

#[test]
fn whole_runs_are_marked_without_parting_them() {
    let inside = paragraph(&[run("theo "), run("số 7"), run(" của")].concat());
    let document = check(&inside, "số 7", "số 7");
    let unmarked = document.replace("<w:commentRangeStart w:id=\"0\"/>", "").replace(
        "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>",
        "",
    );
    assert_eq!(unmarked, body(&inside).1);
}

#[test]
fn words_are_marked_inside_wrappers_and_over_runs() {
    for (inside, words, expected) in [
        (format!("{}{}", run("số "), run("7-NQ")), "ố 7-N", "ố 7-N"),
        (format!("{}<w:hyperlink>{}</w:hyperlink>", run("a"), run("số 7")), "số", "số"),
        (format!("<w:ins>{}</w:ins>{}", run("số 7"), run("-NQ")), "7-N", "7-N"),
        (
            format!("<w:fldSimple w:instr=\"REF x\">{}</w:fldSimple>", run("số 7")),
            "7",
            "7",
        ),
        (
            format!("<w:smartTag><w:smartTagPr/>{}</w:smartTag>", run("số 7")),
            "ố 7",
            "ố 7",
        ),
        ("<w:r><w:t>A&amp;B &lt; C</w:t></w:r>".to_owned(), "&B <", "&B <"),
        ("<w:r><w:t>A&amp;</w:t></w:r>".to_owned(), "&", "&"),
        ("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r>".to_owned(), "A B", "A B"),
        ("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r>".to_owned(), "B", "B"),
        ("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t></w:r>".to_owned(), "A", "A"),
        ("<w:r><w:t> số 7 của A </w:t></w:r>".to_owned(), "7 ", "7 "),
        ("<w:r><w:t> số 7 của A </w:t></w:r>".to_owned(), " của A", " của A"),
        ("<w:r><w:t> số 7 của A </w:t></w:r>".to_owned(), "số", "số"),
        ("<w:r><w:t>một<!-- x -->hai</w:t></w:r>".to_owned(), "ộth", "ộth"),
        ("<w:r><w:t>một<!-- x -->hai</w:t></w:r>".to_owned(), "một", "một"),
        (
            "<w:r><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:t>theo NghÞ quyÕt</w:t></w:r>"
                .to_owned(),
            "Nghị",
            "NghÞ",
        ),
        (
            "<w:r><w:rPr><w:rFonts w:ascii=\"VNI-Times\"/></w:rPr><w:t>theo quyeát ñònh</w:t></w:r>"
                .to_owned(),
            "ết",
            "eát",
        ),
        (run("te\u{302}\u{301}t nhe\u{301}"), "ết n", "e\u{302}\u{301}t n"),
        (
            format!(
                "{}<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                run("a "),
                run("số 7")
            ),
            "7",
            "7",
        ),
        (
            format!(
                "{}<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                run("a "),
                run("số 7")
            ),
            "7",
            "số 7",
        ),
        ("<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r>\
          <m:t>x+y</m:t></m:r></m:oMath>".to_owned(), "+", "x+y"),
    ] {
        check(&paragraph(&inside), words, expected);
    }
}

#[test]
fn white_space_that_a_text_does_not_keep_stays_unseen() {
    let document = check(&paragraph("<w:r><w:t> A số 7 B </w:t></w:r>"), "số 7", "số 7");
    let text = |text: &str| format!("<w:t xml:space=\"preserve\">{text}</w:t>");
    assert!(document.contains(&format!("<w:t> A</w:t>{}", text(" "))), "{document}");
    assert!(document.contains(&format!("{}<w:t> </w:t>", text(" B"))), "{document}");
}

#[test]
fn labels_notes_and_boxes_are_marked_as_wholes() {
    let numbering = part(
        "numbering",
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1.\"/>\
         </w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    );
    let parts = |inside: &str| [body(inside), ("numbering", numbering.clone())];
    check_parts(&parts(&listed(0, 1, "Về quy hoạch")), "1.", "Về quy hoạch");
    check_parts(&parts(&listed(0, 1, "Về quy hoạch")), "1. Về", "Về");
    check_parts(&parts(&listed(0, 1, "Về quy hoạch")), "Về", "Về");
    let document = check_parts(&with_note(), "Điều 1", "");
    let marked = "<w:commentRangeStart w:id=\"0\"/><w:r><w:footnoteReference w:id=\"2\"/>\
                  </w:r><w:commentRangeEnd w:id=\"0\"/>";
    assert!(document.contains(marked), "{document}");
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run("HỘP thư")));
    let boxed = format!(
        "<w:r><w:t>A</w:t><mc:AlternateContent><mc:Choice>{inner}</mc:Choice></mc:AlternateContent>\
         <w:t>B</w:t></w:r>"
    );
    let document = check(&paragraph(&boxed), "thư", " HỘP thư");
    assert!(document.contains("<w:t>A</w:t></w:r><w:commentRangeStart"), "{document}");
}

#[test]
fn a_paragraph_without_content_is_opened() {
    let styles = part(
        "styles",
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:pPr><w:numPr>\
         <w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>",
    );
    let numbering = part(
        "numbering",
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1.\"/>\
         </w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    );
    let parts = [body("<w:p/>"), ("styles", styles), ("numbering", numbering)];
    let document = check_parts(&parts, "1.", "");
    assert!(document.contains("<w:p><w:commentRangeStart"), "{document}");
}

#[test]
fn words_in_cells_are_marked_in_their_cell() {
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        cell("", "theo số 7"),
        cell("", "của Tỉnh ủy")
    );
    check(&table, "số 7", "số 7");
    check(&table, "Tỉnh", "Tỉnh");
    check(&table, "số 7 | của", "số 7");
}

#[test]
fn halves_of_a_paragraph_are_marked_over_the_page_end() {
    let first =
        paragraph(&run("Ban Thường vụ xây dựng kế hoạch với các nội dung như sau."));
    let half = "Tiếp tục rà soát, điều chuyển kế hoạch vốn giữa các dự án theo Quyết định số 94-";
    let torn = format!(
        "{first}{}<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>{}",
        paragraph(&run(half)),
        paragraph(&run("QĐ/TU của Tỉnh ủy."))
    );
    check(&torn, "số 94-QĐ/TU", "số 94-  QĐ/TU");
}

#[test]
fn comments_that_a_document_has_stay() {
    let old = part(
        "comments",
        &format!("<w:comment w:id=\"4\">{}</w:comment>", paragraph(&run("cũ"))),
    );
    let inside = paragraph(&format!(
        "<w:commentRangeStart w:id=\"4\"/>{}<w:commentRangeEnd w:id=\"4\"/><w:r>\
         <w:commentReference w:id=\"4\"/></w:r>",
        run("theo số 7")
    ));
    let related = "<Relationships><Relationship Id=\"rId1\" Type=\"x/comments\" \
         Target=\"comments.xml\"/></Relationships>"
        .to_owned();
    let original = pack(&[body(&inside), ("comments", old)]);
    // The list of relations that `pack` writes knows no comments.
    let original = crate::package::container::Package::open(&original)
        .unwrap()
        .rewrite(&[("word/_rels/document.xml.rels".to_owned(), related.clone())])
        .unwrap();
    let words = Span::new("theo ".len(), "theo số".len());
    let annotated = annotate(&original, &[comment(words)]).unwrap();
    let document = entry(&annotated, "word/document.xml");
    assert_eq!(
        (marked(&document, 4), marked(&document, 5)),
        ("theo số 7".into(), "số".into())
    );
    let comments = entry(&annotated, "word/comments.xml");
    assert!(comments.contains("cũ") && comments.contains("Cần xem lại."), "{comments}");
    assert_eq!(entry(&annotated, "word/_rels/document.xml.rels"), related);
}

#[test]
fn new_parts_are_named_where_word_looks_for_them() {
    let original = pack(&[body(&paragraph(&run("số 7")))]);
    let annotated = annotate(&original, &[comment(Span::new(0, 3))]).unwrap();
    let relations = entry(&annotated, "word/_rels/document.xml.rels");
    assert!(
        relations.contains(
            "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/\
             officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/>"
        ),
        "{relations}"
    );
    let types = entry(&annotated, "[Content_Types].xml");
    assert!(types.contains("PartName=\"/word/comments.xml\""), "{types}");
    assert!(types.ends_with("</Types>"), "{types}");
}

#[test]
fn names_follow_the_document() {
    let (_, document) = body(&paragraph(&run("số 7 của")));
    let strict = document.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let renamed = document.replace("w:", "x:").replace("xmlns:w", "xmlns:x");
    let bare =
        document.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns=");
    let marked_at = format!("\u{feff}{document}");
    for document in [strict, renamed, bare, marked_at] {
        let original = pack(&[("document", document)]);
        let before = read(&original, None).unwrap();
        let annotated = annotate(&original, &[comment(Span::new(0, 6))]).unwrap();
        assert_eq!(read(&annotated, None).unwrap().text(), before.text());
        let found = entry(&annotated, "word/document.xml");
        assert_eq!(marked(&found, 0), "số 7", "{found}");
        let is_strict = found.contains("purl.oclc.org");
        let comments = entry(&annotated, "word/comments.xml");
        assert_eq!(comments.contains("purl.oclc.org"), is_strict, "{comments}");
    }
}

#[test]
fn everything_else_keeps_its_bytes() {
    let styles = part("styles", "<w:style/>");
    let original = pack(&[body(&paragraph(&run("số 7"))), ("styles", styles)]);
    let annotated = annotate(&original, &[comment(Span::new(0, 3))]).unwrap();
    assert_eq!(annotated, annotate(&original, &[comment(Span::new(0, 3))]).unwrap());
    assert_eq!(annotate(&original, &[]).unwrap(), original);
    let packed = |bytes: &[u8]| -> Vec<(String, Vec<u8>)> {
        let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        (0..archive.len())
            .map(|place| {
                let mut entry = archive.by_index_raw(place).unwrap();
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).unwrap();
                (entry.name().unwrap().into_owned(), bytes)
            })
            .collect()
    };
    let (before, after) = (packed(&original), packed(&annotated));
    let changed: Vec<&str> = after
        .iter()
        .filter(|entry| !before.contains(entry))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        changed,
        [
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
            "word/document.xml",
            "word/comments.xml"
        ]
    );
}

#[test]
fn what_cannot_be_annotated_says_why() {
    let span = comment(Span::default());
    let refused =
        |bytes: &[u8]| annotate(bytes, std::slice::from_ref(&span)).unwrap_err();
    assert!(matches!(refused(b"chu"), AnnotateError::NoDocx));
    let empty = format!("<w:document {W}><w:body/></w:document>");
    let empty = refused(&pack(&[("document", empty)]));
    assert!(matches!(empty, AnnotateError::NoParagraph), "{empty}");
    let one = pack(&[body(&paragraph(&run("a")))]);
    let many = vec![span.clone(); super::annotate::MAX_COMMENTS + 1];
    assert!(matches!(annotate(&one, &many), Err(AnnotateError::TooMany { .. })));
}

/// Paragraphs of runs; a bar parts the runs.
fn runs() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[aệ &<|]{1,12}", 1..4)
}

fn set(paragraphs: &[String]) -> String {
    let escaped = |text: &str| quick_xml::escape::escape(text).into_owned();
    let line = |line: &String| -> String {
        paragraph(&line.split('|').map(|text| run(&escaped(text))).collect::<String>())
    };
    paragraphs.iter().map(line).collect()
}

proptest! {
    #[test]
    fn any_words_are_marked_and_nothing_else_changes(
        paragraphs in runs(),
        places in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..5),
    ) {
        let original = pack(&[body(&set(&paragraphs))]);
        let Ok(before) = read(&original, None) else { return Ok(()) };
        let text = before.text();
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let spans: Vec<Span> = places
            .iter()
            .map(|(one, other)| (cuts[one.index(cuts.len())], cuts[other.index(cuts.len())]))
            .map(|(one, other)| Span::new(one.min(other), one.max(other)))
            .filter(|span| !span.of(text).trim().is_empty())
            .collect();
        let comments: Vec<Comment> = spans.iter().map(|span| comment(*span)).collect();
        let annotated = annotate(&original, &comments).unwrap();
        let after = read(&annotated, None).unwrap();
        prop_assert_eq!(after.text(), text);
        prop_assert_eq!(after.runs(), before.runs());
        let document = entry(&annotated, "word/document.xml");
        for (id, span) in spans.iter().enumerate().filter(|_| !comments.is_empty()) {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&marked(&document, id)), words(span.of(text)));
        }
    }

    #[test]
    fn documents_of_any_nesting_keep_their_text(inside in elements(), at in any::<prop::sample::Index>()) {
        let original = pack(&[body(&inside)]);
        let Ok(before) = read(&original, None) else { return Ok(()) };
        let cuts: Vec<usize> = before.text().char_indices().map(|(at, _)| at).collect();
        let start = cuts[at.index(cuts.len())];
        let span = Span::new(start, before.text().len());
        if let Ok(annotated) = annotate(&original, &[comment(span)]) {
            let after = read(&annotated, None).unwrap();
            prop_assert_eq!(after.text(), before.text());
        }
    }
}
