use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::error::ExtractError;
use crate::odt::error::OdtError;
use crate::package::error::{PackageError, PackagePart};
use crate::read::read;
use crate::read::tests::line_pages;

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"";

/// A file with its own styles and a text.
fn pack(styles: &str, inside: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &str| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    };
    put("mimetype", "application/vnd.oasis.opendocument.text");
    let margins = "<office:master-styles><style:master-page><style:footer>\
        <text:p>Lưu hành nội bộ</text:p></style:footer></style:master-page>\
        </office:master-styles>";
    put(
        "styles.xml",
        &format!(
            "<office:document-styles {NAMES}><office:automatic-styles/>{margins}\
             </office:document-styles>"
        ),
    );
    put(
        "content.xml",
        &format!(
            "<office:document-content {NAMES}><office:automatic-styles>{styles}\
             </office:automatic-styles><office:body><office:text>{inside}</office:text>\
             </office:body></office:document-content>"
        ),
    );
    writer.finish().unwrap().into_inner()
}

fn text(styles: &str, inside: &str) -> String {
    let manuscript = read(&pack(styles, inside), None).expect("a manuscript");
    manuscript.slice(manuscript.body()).to_owned()
}

#[test]
fn white_space_signs_and_hidden_text_are_read_as_they_show() {
    let styles = "<style:style style:name=\"H\" style:family=\"text\">\
        <style:text-properties text:display=\"none\"/></style:style>";
    for (inside, expected) in [
        ("<text:p>  Kế\n hoạch <text:s text:c=\"2\"/>số</text:p>", "Kế hoạch   số"),
        ("<text:p>A<text:tab/>B<text:line-break/> C</text:p>", "A B\nC"),
        ("<text:p>A<text:span text:style-name=\"H\">x</text:span>B</text:p>", "AB"),
        (
            "<text:p>A<office:annotation><text:p>x</text:p></office:annotation></text:p>",
            "A",
        ),
        ("<text:p>94\u{2011}KH/TU</text:p>", "94-KH/TU"),
        (
            "<text:tracked-changes><text:p>x</text:p></text:tracked-changes>\
             <text:p>A</text:p>",
            "A",
        ),
        (
            "<text:p>A<draw:frame><draw:text-box><text:p>hộp</text:p></draw:text-box>\
             </draw:frame></text:p>",
            "hộp\nA",
        ),
    ] {
        assert_eq!(text(styles, inside), expected, "{inside}");
    }
}

#[test]
fn numbers_of_lists_stand_before_the_text() {
    let styles = "<text:list-style style:name=\"L\">\
        <text:list-level-style-number text:level=\"1\" style:num-prefix=\"Điều \" \
         style:num-suffix=\".\" style:num-format=\"1\" text:start-value=\"3\"/>\
        <text:list-level-style-number text:level=\"2\" style:num-suffix=\")\" \
         style:num-format=\"a\"/></text:list-style>";
    let inside = "<text:list text:style-name=\"L\"><text:list-item><text:p>Một</text:p>\
        <text:p>tiếp</text:p><text:list><text:list-item><text:p>ý</text:p></text:list-item>\
        </text:list></text:list-item></text:list><text:p>Giữa.</text:p>\
        <text:list text:style-name=\"L\" text:continue-numbering=\"true\"><text:list-item>\
        <text:p>Hai</text:p></text:list-item></text:list>";
    assert_eq!(text(styles, inside), "Điều 3. Một\ntiếp\na) ý\nGiữa.\nĐiều 4. Hai");
}

#[test]
fn tables_keep_their_spans_and_notes_stand_behind() {
    let cell = |text: &str, spans: &str| {
        format!("<table:table-cell {spans}><text:p>{text}</text:p></table:table-cell>")
    };
    let covered = "<table:covered-table-cell/>";
    let inside = format!(
        "<table:table><table:table-header-rows><table:table-row>{}{}</table:table-row>\
         </table:table-header-rows><table:table-row>{}{covered}</table:table-row>\
         </table:table><text:p>Chữ<text:note><text:note-citation>1</text:note-citation>\
         <text:note-body><text:p>Chú thích</text:p></text:note-body></text:note></text:p>",
        cell("A", ""),
        cell("B", ""),
        cell("C", "table:number-columns-spanned=\"2\""),
    );
    assert_eq!(text("", &inside), "A | B\nC\nChữ\n[1] Chú thích");
    let manuscript = read(&pack("", &inside), None).expect("a manuscript");
    assert!(manuscript.text().ends_with("Lưu hành nội bộ"));
}

#[test]
fn old_fonts_and_emphasis_come_from_styles_and_what_they_are_based_on() {
    let styles = "<style:font-face style:name=\"F1\" svg:font-family=\"'.VnTimeH'\"/>\
        <style:style style:name=\"B\" style:family=\"text\">\
        <style:text-properties style:font-name=\"F1\" fo:font-weight=\"bold\"/></style:style>\
        <style:style style:name=\"C\" style:family=\"text\" style:parent-style-name=\"B\"/>";
    let inside =
        "<text:p><text:span text:style-name=\"C\">nghÞ quyÕt</text:span></text:p>";
    let manuscript = read(&pack(styles, inside), None).expect("a manuscript");
    assert_eq!(manuscript.slice(manuscript.body()), "NGHỊ QUYẾT");
    assert!(manuscript.is_bold(manuscript.body()));
}

#[test]
fn what_cannot_be_read_says_why() {
    let nested = "<text:section>".repeat(300);
    let error = read(&pack("", &nested), None).expect_err("too deep");
    let deep = PackageError::TooDeep { part: PackagePart::Body, limit: 256 };
    assert_eq!(error, ExtractError::Odt(OdtError::Package(deep)));
    assert_eq!(read(&pack("", "<text:p> </text:p>"), None).err(), None);
}

proptest! {
    #[test]
    fn no_text_of_elements_panics(
        names in proptest::collection::vec(
            prop::sample::select(vec![
                "text:p", "text:list", "text:list-item", "table:table", "table:table-row",
                "table:table-cell", "text:note", "text:note-body", "text:span", "text:s",
            ]),
            0..20,
        ),
    ) {
        let mut inside = String::new();
        for name in &names {
            inside = format!("{inside}<{name}>ý");
        }
        for name in names.iter().rev() {
            inside = format!("{inside}</{name}>");
        }
        let _ = read(&pack("", &inside), None);
    }
}

#[test]
fn pages_are_those_that_were_laid_out() {
    let styles = "<style:style style:name=\"N\" style:family=\"paragraph\" \
        style:master-page-name=\"Ngang\"/>";
    let inside = "<text:p text:style-name=\"N\">Một.</text:p>\
        <text:p>Hai <text:soft-page-break/>ba.</text:p>\
        <text:p text:style-name=\"N\">Bốn.</text:p><text:soft-page-break/>\
        <text:p>Năm.</text:p>";
    let bytes = pack(styles, inside);
    let manuscript = read(&bytes, None).expect("a manuscript");
    let found = line_pages(&manuscript);
    assert_eq!(found, [("Một.", 1), ("Hai ba.", 1), ("Bốn.", 3), ("Năm.", 4)]);
    let ba = manuscript.text().find("ba").expect("the word");
    assert_eq!(manuscript.layout().page_at(ba), Some(2));
    let bytes =
        pack(styles, "<text:p>Một.</text:p><text:p text:style-name=\"N\">Hai.</text:p>");
    let manuscript = read(&bytes, None).expect("a manuscript");
    assert_eq!(line_pages(&manuscript), [("Một.", 0), ("Hai.", 0)]);
}
