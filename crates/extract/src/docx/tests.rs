use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::error::DocxError;
use crate::error::ExtractError;
use crate::package::error::{PackageError, PackagePart};
use crate::read::read;
use crate::read::tests::line_pages;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;

pub(super) const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

const KINDS: [(&str, &str); 4] = [
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("footnotes", "footnotes"),
    ("header", "header1"),
];

/// A file with the given parts; `document` and the others stand in `word/`.
pub(super) fn pack(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &str| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    };
    let relation = |place: usize, (kind, file): &(&str, &str)| {
        format!("<Relationship Id=\"r{place}\" Type=\"x/{kind}\" Target=\"{file}.xml\"/>")
    };
    let relations: String =
        KINDS.iter().enumerate().map(|(place, kind)| relation(place, kind)).collect();
    put(
        "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" \
         Target=\"word/document.xml\"/></Relationships>",
    );
    put(
        "word/_rels/document.xml.rels",
        &format!("<Relationships>{relations}</Relationships>"),
    );
    put(
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
    );
    for (name, content) in parts {
        put(&format!("word/{name}.xml"), content);
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn body(inside: &str) -> (&'static str, String) {
    let xml = "<?xml version=\"1.0\"?>\n";
    ("document", format!("{xml}<w:document {W}><w:body>{inside}</w:body></w:document>"))
}

pub(super) fn part(root: &str, inside: &str) -> String {
    format!("<w:{root} {W}>{inside}</w:{root}>")
}

pub(super) fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub(super) fn paragraph(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A paragraph with the sign of a note inside it, and the note.
pub(super) fn with_note() -> [(&'static str, String); 2] {
    let notes = part(
        "footnotes",
        &format!("<w:footnote w:id=\"2\">{}</w:footnote>", paragraph(&run("Điều 1."))),
    );
    let inside = paragraph(&format!(
        "{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}",
        run("Một"),
        run(" hai")
    ));
    [body(&inside), ("footnotes", notes)]
}

pub(super) fn listed(level: usize, list: usize, text: &str) -> String {
    paragraph(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>\
         </w:pPr>{}",
        run(text)
    ))
}

pub(super) fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(&run(text)))
}

fn manuscript(parts: &[(&str, String)]) -> Manuscript {
    read(&pack(parts), Some("a.docx")).unwrap()
}

/// The lines of a body.
fn check(inside: &str, expected: &[&str]) {
    let manuscript = manuscript(&[body(inside)]);
    assert_eq!(manuscript.text().lines().collect::<Vec<_>>(), expected, "{inside}");
}

#[test]
fn tracked_changes_hidden_text_and_codes_are_left_out() {
    for (inside, expected) in [
        ("<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del><w:ins/>", "A B"),
        ("<w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom>", "A B"),
        ("<w:moveTo><w:r><w:t>đến</w:t></w:r></w:moveTo>", "A đếnB"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", "A B"),
        ("<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>rõ</w:t></w:r>", "A rõB"),
        (
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF a \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
             <w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            "A 3B",
        ),
        ("<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>7</w:t></w:r></w:fldSimple>", "A B"),
        ("<w:fldSimple w:instr=\"REF x\"><w:r><w:t>7</w:t></w:r></w:fldSimple>", "A 7B"),
        ("<w:r><w:tab/><w:noBreakHyphen/><w:softHyphen/></w:r>", "A -B"),
        (
            "<w:sdt><w:sdtPr><w:r><w:t>x</w:t></w:r></w:sdtPr><w:sdtContent><w:r><w:t>y</w:t>\
          </w:r></w:sdtContent></w:sdt>",
            "A yB",
        ),
        ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>", "A ☑B"),
        ("<w:r><w:t>&lt;&#x1EA1;&amp;</w:t></w:r>", "A <ạ&B"),
    ] {
        check(&paragraph(&format!("{}{inside}{}", run("A "), run("B"))), &[expected]);
    }
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let torn = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
    check(
        &[
            paragraph(&format!("{torn}{}", run("một "))),
            paragraph(&run("hai")),
            paragraph(&format!("{torn}{}", run("ba"))),
        ]
        .concat(),
        &["một hai", "ba"],
    );
}

#[test]
fn a_text_box_is_read_once_and_before_its_paragraph() {
    let inside = format!("<w:txbxContent>{}</w:txbxContent>", paragraph(&run("HỘP")));
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}\
         </mc:Fallback></mc:AlternateContent></w:r>{}",
        run("Đoạn")
    );
    check(&paragraph(&boxed), &["HỘP", "Đoạn"]);
}

#[test]
fn lists_are_counted_as_word_counts_them() {
    let level = |place: usize, format: &str, pattern: &str, more: &str| {
        format!(
            "<w:lvl w:ilvl=\"{place}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             {more}<w:lvlText w:val=\"{pattern}\"/></w:lvl>"
        )
    };
    let levels = [
        level(0, "upperRoman", "Chương %1", ""),
        level(1, "decimal", "Điều %2.", "<w:lvlRestart w:val=\"0\"/>"),
        level(2, "lowerLetter", "%3)", ""),
        level(3, "decimal", "%1.%2.%4", "<w:isLgl/>"),
    ]
    .concat();
    let numbering = part(
        "numbering",
        &format!(
            "<w:abstractNum w:abstractNumId=\"4\">{levels}</w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"4\"/></w:num>\
             <w:num w:numId=\"2\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride w:ilvl=\"2\">\
             <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>"
        ),
    );
    let inside = [
        listed(0, 1, "MỘT"),
        listed(1, 1, "a"),
        listed(2, 1, "b"),
        listed(2, 1, "c"),
        listed(1, 1, "d"),
        listed(2, 1, "e"),
        listed(0, 1, "HAI"),
        listed(1, 1, "f"),
        listed(3, 1, "g"),
        listed(2, 2, "h"),
        listed(2, 2, "i"),
        listed(2, 0, "k"),
        listed(2, 9, "l"),
    ];
    let manuscript = manuscript(&[body(&inside.concat()), ("numbering", numbering)]);
    assert_eq!(
        manuscript.text().lines().collect::<Vec<_>>(),
        [
            "Chương I MỘT",
            "Điều 1. a",
            "a) b",
            "b) c",
            "Điều 2. d",
            "a) e",
            "Chương II HAI",
            "Điều 3. f",
            "2.3.1 g",
            "e) h",
            "f) i",
            "k",
            "l"
        ]
    );
}

#[test]
fn styles_give_numbers_headings_and_bold_text() {
    let styles = part(
        "styles",
        "<w:style w:type=\"paragraph\" w:styleId=\"u1\"><w:name w:val=\"heading 1\"/>\
         <w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr>\
         </w:style><w:style w:type=\"paragraph\" w:styleId=\"u2\"><w:basedOn w:val=\"u1\"/>\
         </w:style><w:style w:type=\"character\" w:styleId=\"c\"><w:rPr><w:b/></w:rPr>\
         </w:style>",
    );
    let numbering = part(
        "numbering",
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt \
         w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt \
         w:val=\"decimal\"/><w:pStyle w:val=\"u1\"/><w:lvlText w:val=\"%2.\"/></w:lvl>\
         </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    );
    let inside = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"u2\"/></w:pPr>{}<w:r><w:rPr><w:rStyle w:val=\"c\"/>\
         </w:rPr><w:t>nhạt</w:t></w:r></w:p>",
        run("Đậm ")
    );
    let manuscript =
        manuscript(&[body(&inside), ("styles", styles), ("numbering", numbering)]);
    assert_eq!(manuscript.text(), "1. Đậm nhạt");
    assert!(matches!(manuscript.blocks()[0].kind, BlockKind::Heading(1)));
    let bold: Vec<_> =
        manuscript.runs().iter().map(|run| manuscript.slice(run.span)).collect();
    assert_eq!(bold, ["1. Đậm "]);
}

#[test]
fn merged_cells_are_listed_once_and_inner_tables_become_paragraphs() {
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "x"), cell("", "y"));
    let inside = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}<w:tc>{inner}<w:p/></w:tc>{}\
         </w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "Nhiệm vụ"),
        cell("", "Cơ quan"),
        cell("", "1"),
        cell("", "Rà soát"),
        cell("<w:vMerge w:val=\"restart\"/>", "Ban A"),
        cell("", "2"),
        cell("<w:vMerge/>", ""),
    );
    let manuscript = manuscript(&[body(&inside)]);
    assert_eq!(manuscript.text(), "Nhiệm vụ | Cơ quan\n1 | Rà soát | Ban A\n2 | x y");
    let BlockKind::Table(table) = &manuscript.blocks()[0].kind else { panic!() };
    let merged = &table.rows[1].cells[2];
    assert_eq!((merged.column, merged.n_columns, merged.n_rows), (2, 1, 2));
    assert_eq!(table.rows[0].cells[0].n_columns, 2);
    assert_eq!(table.rows[0].cells[1].column, 2);
}

#[test]
fn notes_stand_after_their_paragraph_and_page_heads_after_the_body() {
    let notes = part(
        "footnotes",
        &format!(
            "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote \
             w:id=\"2\">{}{}</w:footnote>",
            paragraph(&run("kẻ")),
            paragraph(&run(" Điều 1.")),
            paragraph(&run("Hết"))
        ),
    );
    let inside = format!(
        "{}{}<w:sectPr><w:headerReference r:id=\"r3\"/></w:sectPr>",
        paragraph(&format!(
            "{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
            run("Một.")
        )),
        paragraph(&run("Hai."))
    );
    let head = part("hdr", &paragraph(&run("MẬT")));
    let manuscript =
        manuscript(&[body(&inside), ("footnotes", notes), ("header1", head)]);
    assert_eq!(manuscript.text(), "Một.\n[1] Điều 1. Hết\nHai.\nMẬT");
    assert_eq!(manuscript.slice(manuscript.body()), "Một.\n[1] Điều 1. Hết\nHai.");
    let kinds = manuscript.blocks().iter().map(|block| &block.kind);
    let is_note = kinds.map(|kind| matches!(kind, BlockKind::Note));
    assert_eq!(is_note.collect::<Vec<_>>(), [false, true, false, false]);
}

#[test]
fn line_breaks_part_lines_and_page_breaks_do_not_tear() {
    let half =
        "Tiếp tục rà soát, điều chuyển kế hoạch vốn giữa các dự án chậm giải ngân sang";
    let first =
        paragraph(&run("Ban Thường vụ xây dựng kế hoạch với các nội dung như sau."));
    let torn = format!(
        "{first}{}<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>{}",
        paragraph(&run(half)),
        paragraph(&run("các dự án có tiến độ."))
    );
    let manuscript = manuscript(&[body(&torn)]);
    assert_eq!(manuscript.text().lines().count(), 2);
    assert_eq!(manuscript.page_breaks().len(), 1);
    check(
        &paragraph(&format!("{}<w:r><w:br/></w:r>{}", run("TỈNH X"), run("HUYỆN Y"))),
        &["TỈNH X", "HUYỆN Y"],
    );
}

#[test]
fn texts_of_old_fonts_become_unicode_unless_they_are() {
    let set = |font: &str, text: &str| {
        paragraph(&format!(
            "<w:r><w:rPr><w:rFonts w:ascii=\"{font}\"/></w:rPr><w:t>{text}</w:t></w:r>"
        ))
    };
    check(&set(".VnTimeH", "nghÞ quyÕt"), &["NGHỊ QUYẾT"]);
    check(&set("VNI-Times", "Nghò quyeát"), &["Nghị quyết"]);
    check(&set(".VnTime", "Nghị quyết là"), &["Nghị quyết là"]);
}

#[test]
fn hostile_files_are_refused_with_a_reason() {
    let deep = "<w:sdt>".repeat(300) + &"</w:sdt>".repeat(300);
    let (_, plain) = body("");
    let declared =
        plain.replace("<w:document", "<!DOCTYPE a [<!ENTITY x \"y\">]><w:document");
    let long = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(5 << 20));
    let part = PackagePart::Body;
    for (document, expected) in [
        (body(&deep).1, PackageError::TooDeep { part, limit: 256 }.into()),
        (declared, PackageError::Entities { part }.into()),
        (
            body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>").1,
            PackageError::Entities { part }.into(),
        ),
        (body(&long).1, PackageError::TooMuch { part }.into()),
        ("<a/>".to_owned(), DocxError::NoDocument),
    ] {
        let found = read(&pack(&[("document", document)]), None).err();
        assert_eq!(found, Some(ExtractError::Docx(expected)));
    }
    let bytes = pack(&[body(&paragraph(&run("chữ")))]);
    let cut = read(&bytes[..bytes.len() * 6 / 10], None).err();
    assert_eq!(cut, Some(ExtractError::Docx(PackageError::Container.into())));
    let none = read(&pack(&[]), None).err();
    assert_eq!(none, Some(ExtractError::Docx(DocxError::NoDocument)));
    assert_eq!(read(&pack(&[body("")]), None).err(), Some(ExtractError::Empty));
}

/// A document with something of everything.
fn rich() -> Vec<u8> {
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "a"), cell("", "b"));
    let numbering = part(
        "numbering",
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1.\"/>\
         </w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
    );
    let inside = [listed(0, 1, "một"), table, listed(0, 1, "hai")].concat();
    pack(&[body(&inside), ("numbering", numbering)])
}

/// Elements in any order and nesting that XML allows.
pub(super) fn elements() -> impl Strategy<Value = String> {
    const NAMES: [&str; 22] = [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "tcPr",
        "trPr",
        "pPr",
        "rPr",
        "numPr",
        "sectPr",
        "del",
        "ins",
        "fldChar",
        "instrText",
        "txbxContent",
        "br",
        "vMerge",
        "gridSpan",
        "footnoteReference",
        "fldSimple",
    ];
    let leaf = prop_oneof![Just("chữ ".to_owned()), Just("<w:br/>".to_owned())];
    leaf.prop_recursive(6, 64, 6, |inner| {
        let name = prop::sample::select(&NAMES[..]);
        let value =
            prop::sample::select(&["", " w:val=\"9999999999\"", " w:val=\"2\""][..]);
        (name, value, prop::collection::vec(inner, 0..6)).prop_map(
            |(name, value, inside)| {
                format!("<w:{name}{value}>{}</w:{name}>", inside.concat())
            },
        )
    })
}

proptest! {
    #[test]
    fn cut_files_do_no_harm(at in any::<prop::sample::Index>()) {
        let bytes = rich();
        let _ = read(&bytes[..at.index(bytes.len())], None);
    }

    #[test]
    fn flipped_bits_do_no_harm(flips in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..6)) {
        let mut bytes = rich();
        for (at, mask) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= mask;
        }
        let _ = read(&bytes, None);
    }

    #[test]
    fn elements_of_any_nesting_do_no_harm(inside in elements()) {
        if let Ok(manuscript) = read(&pack(&[body(&inside)]), None) {
            crate::read::tests::check_laws(&manuscript);
        }
    }

    #[test]
    fn bytes_behind_a_signature_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = super::document::read(&bytes);
        let _ = super::document::read(&[b"PK\x03\x04word/", &bytes[..]].concat());
    }
}

#[test]
fn pages_are_those_that_word_laid_out() {
    let run = |inside: &str| format!("<w:r>{inside}</w:r>");
    let text = |text: &str| run(&format!("<w:t>{text}</w:t>"));
    let seen = run("<w:lastRenderedPageBreak/>");
    let cell = |inside: &str| format!("<w:tc><w:p>{inside}</w:p></w:tc>");
    let inside = format!(
        "<w:p>{}</w:p><w:p>{}{seen}{}</w:p><w:p>{}</w:p>\
         <w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>\
         <w:p><w:pPr><w:pageBreakBefore/></w:pPr>{seen}{}</w:p>",
        text("Một."),
        text("Hai "),
        text("ba."),
        run("<w:br w:type=\"page\"/>"),
        cell(&format!("{seen}{}", text("a"))),
        cell(&format!("{}{seen}{}", text("b"), text("c"))),
        cell(&text("d")),
        cell(&text("e")),
        text("Bốn."),
    );
    let bytes = pack(&[body(&inside)]);
    let manuscript = read(&bytes, None).unwrap();
    let page = |word: &str| {
        manuscript.layout().page_at(manuscript.text().find(word).expect(word)).unwrap()
    };
    let pages = ["Một", "Hai", "ba", "a |", "bc", "c\n", "d", "e", "Bốn"].map(page);
    assert_eq!(pages, [1, 1, 2, 3, 3, 4, 4, 4, 5]);
}

#[test]
fn notes_count_no_pages_of_the_body() {
    let seen = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let note = paragraph(&format!("{}{seen}{}", run("Chú "), run("thích.")));
    let notes = part("footnotes", &format!("<w:footnote w:id=\"2\">{note}</w:footnote>"));
    let first = paragraph(&format!("<w:pPr><w:pageBreakBefore/></w:pPr>{}", run("Một.")));
    let second = paragraph(&format!("{seen}{}", run("Hai.")));
    let bytes = pack(&[body(&format!("{first}{second}")), ("footnotes", notes)]);
    let manuscript = read(&bytes, None).unwrap();
    assert_eq!(line_pages(&manuscript), [("Một.", 1), ("Hai.", 2)]);
}

#[test]
fn breaks_of_the_writer_alone_tell_no_pages() {
    let inside =
        "<w:p><w:r><w:t>Một.</w:t><w:br w:type=\"page\"/><w:t>Hai.</w:t></w:r></w:p>";
    let manuscript = read(&pack(&[body(inside)]), None).unwrap();
    assert_eq!(line_pages(&manuscript), [("Một.", 0), ("Hai.", 0)]);
}
