use proptest::prelude::*;

use crate::error::ExtractError;
use crate::read::read;
use crate::read::tests::line_pages;
use crate::rtf::error::RtfError;
use tracuu_text::manuscript::Manuscript;

fn manuscript(inside: &str) -> Manuscript {
    let fonts = "{\\fonttbl{\\f0\\fcharset0 Times New Roman;}{\\f1\\fcharset0 .VnTime;}\
        {\\f2\\fcharset163 Arial{\\*\\falt Helvetica};}{\\f3 .VnTimeH;}}";
    let source = format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0{fonts}{inside}}}");
    read(source.as_bytes(), None).expect("a manuscript")
}

fn text(inside: &str) -> String {
    let manuscript = manuscript(inside);
    manuscript.slice(manuscript.body()).to_owned()
}

#[test]
fn letters_are_read_as_their_font_stores_them() {
    for (inside, expected) in [
        ("K\\u7871? ho\\u7841?ch", "Kế hoạch"),
        ("K\\u7871\\'1e ho\\u7841\\'3fch", "Kế hoạch"),
        ("{\\uc0 K\\u7871  ho\\u7841 ch}", "Kế hoạch"),
        ("\\f1 Ngh\\'de quy\\'d5t", "Nghị quyết"),
        ("\\f1 ch\\-\\'acng", "chương"),
        ("\\f3 ngh\\'de quy\\'d5t", "NGHỊ QUYẾT"),
        ("\\f2 Nghi\\'f2 quy\\'ea\\'ect", "Nghị quyết"),
        ("\\u-10179?\\u-8704?", "😀"),
        ("a\\emdash\\~b\\_c\\{d\\}", "a—\u{a0}b-c{d}"),
    ] {
        assert_eq!(text(inside), expected, "{inside}");
    }
}

#[test]
fn what_is_no_text_is_left_out() {
    for inside in [
        "{\\info{\\title x}}A\\par",
        "A{\\v x}{\\deleted x}\\par",
        "{\\*\\unknown x}A{\\pict\\bin3 {}}}\\par",
        "A{\\field{\\*\\fldinst PAGE}{\\fldrslt 5}}\\par",
        "{\\stylesheet{\\s1 x;}}A{\\xe x}\\par",
    ] {
        assert_eq!(text(inside), "A", "{inside}");
    }
    assert_eq!(text("{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt A}}"), "A");
}

#[test]
fn paragraphs_lists_notes_and_boxes_keep_their_order() {
    let inside = "{\\listtext 1.\\tab}M\\'f4t{\\*\\footnote Ghi ch\\'fa\\par}\\par\
        {\\listtext \\'b7\\tab}Hai\\line ba\\par{\\shp{\\*\\shpinst{\\sp{\\sn x}}\
        {\\shptxt h\\'f4p\\par}}}B\\'f4n\\par{\\footer ch\\'e2n\\par}";
    assert_eq!(text(inside), "1. Môt\n[1] Ghi chú\n• Hai\nba\nhôp\nBôn");
    assert!(manuscript(inside).text().ends_with("chân"));
    assert!(manuscript("\\b A\\b0\\par").is_bold(manuscript("\\b A").body()));
}

#[test]
fn cells_find_their_columns_and_join() {
    let row =
        |ends: &str, cells: &str| format!("\\trowd{ends}\\pard\\intbl {cells}\\row");
    let inside = format!(
        "{}{}{}\\pard Sau.\\par",
        row("\\trhdr\\cellx1000\\cellx2000\\cellx3000", "A\\cell B\\cell C\\cell"),
        row("\\clvmgf\\cellx1010\\cellx3000", "D\\cell E\\par F\\cell"),
        row("\\clvmrg\\cellx1000\\cellx2000\\cellx3000", "\\cell G\\cell H\\cell"),
    );
    assert_eq!(text(&inside), "A | B | C\nD | E F\nG | H\nSau.");
}

#[test]
fn what_cannot_be_read_says_why() {
    let deep = format!("{{\\rtf1 {}", "{".repeat(300));
    let error = read(deep.as_bytes(), None).expect_err("too deep");
    assert_eq!(error, ExtractError::Rtf(RtfError::TooDeep { limit: 200 }));
    let error = read(b"{\\rtf1 A\\par", None).expect_err("cut");
    assert_eq!(error, ExtractError::Rtf(RtfError::Cut { offset_bytes: 12 }));
    assert_eq!(read(b"{\\rtf1 }", None).err(), Some(ExtractError::Empty));
}

proptest! {
    #[test]
    fn no_bytes_panic(
        words in proptest::collection::vec(
            prop::sample::select(vec![
                "{", "}", "\\par", "\\cell", "\\row", "\\trowd", "\\cellx9", "\\intbl",
                "\\footnote", "\\shptxt", "\\field", "\\fldinst", "\\fldrslt", "\\listtext",
                "\\u-1?", "\\'e9", "\\*", "\\bin9", "\\clvmrg", "\\clmrg", "a", "\\",
            ]),
            0..60,
        ),
    ) {
        let _ = read(format!("{{\\rtf1{}}}", words.concat()).as_bytes(), None);
    }
}

#[test]
fn pages_are_told_where_breaks_make_all_of_them() {
    let inside = "{\\header P.}M\\u7897?t.\\par Hai.\\page Ba.{\\footnote N.}\\par\\sect B\\u7889?n.\\par";
    let stated = manuscript(&format!("{{\\info{{\\nofpages3}}}}{inside}"));
    let found = line_pages(&stated);
    assert_eq!(found, [("Một.", 1), ("Hai.", 1), ("Ba.", 2), ("[1] N.", 2), ("Bốn.", 3)]);
    for info in ["", "{\\info{\\nofpages9}}"] {
        let manuscript = manuscript(&format!("{info}{inside}"));
        assert!(line_pages(&manuscript).iter().all(|(_, page)| *page == 0), "{info}");
    }
}
