use proptest::prelude::*;

use crate::error::ExtractError;
use crate::html::error::HtmlError;
use crate::read::read;
use tracuu_text::manuscript::Manuscript;

fn manuscript(inside: &str) -> Manuscript {
    let source = format!("<!DOCTYPE html><html><body>{inside}</body></html>");
    read(source.as_bytes(), None).expect("a manuscript")
}

fn text(inside: &str) -> String {
    let manuscript = manuscript(inside);
    manuscript.slice(manuscript.body()).to_owned()
}

#[test]
fn paragraphs_lists_and_lines_are_read_as_they_show() {
    for (inside, expected) in [
        ("<p>Kế\n  hoạch<p>số <b>5</b>&nbsp;", "Kế hoạch\nsố 5"),
        ("A<br>B<div>C</div>D", "A\nB\nC\nD"),
        ("<ol start=3><li>Một<li>Hai<ul><li>ý</ul></ol>", "3. Một\n4. Hai\n- ý"),
        ("<ol type=I><li value=4>Bốn</ol>", "IV. Bốn"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("&Acirc;u &#7841; &amp;lt;", "Âu ạ &lt;"),
    ] {
        assert_eq!(text(inside), expected, "{inside}");
    }
}

#[test]
fn what_is_no_text_is_left_out() {
    for inside in [
        "<script>x</script><style>x{}</style>A<!-- x -->",
        "A<span style='display: none'>x</span><del>x</del>",
        "A<select><option>x</select><textarea>x</textarea>",
        "A<a href='#_ftn1'>1</a>",
        "A<sdfield type=PAGE>6</sdfield>",
    ] {
        assert_eq!(text(inside), "A", "{inside}");
    }
    let noted =
        "A<a href='#_ftn1'>[1]</a><div id='ftn1'><p><a href='#_ftnref1'>[1]</a>Ghi</div>";
    assert_eq!(text(noted), "A\n[1] Ghi");
    let page = manuscript("<div title='header'><p>Mẫu</div>A");
    assert!(page.text().starts_with('A') && page.text().ends_with("Mẫu"));
}

#[test]
fn tables_keep_their_spans_even_where_ends_are_missing() {
    let inside = "<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td colspan=2>x\
        <tr><td>y<td>z<p>w</table>sau";
    assert_eq!(text(inside), "A | B | C\n1 | x\ny | z w\nsau");
    let inner = "<table><tr><td>a<table><tr><td>b</table></td><td>c</table>";
    assert_eq!(text(inner), "a b | c");
    assert_eq!(text("<table><tr><td>a</b></p></td><td>b</table>"), "a | b");
}

#[test]
fn fonts_and_encodings_from_before_unicode_are_read() {
    assert_eq!(text("<font face='.VnTime'>NghÞ quyÕt</font>"), "Nghị quyết");
    assert!(manuscript("<b>A</b>").is_bold(manuscript("A").body()));
    let page = b"<html><meta charset=windows-1258><p>Nghi\xf2 quy\xea\xect";
    let page = read(page, None).expect("a manuscript");
    assert_eq!(page.text(), "Nghị quyết");
}

#[test]
fn what_cannot_be_read_says_why() {
    let deep = format!("<html>{}", "<div>".repeat(2_000));
    let error = read(deep.as_bytes(), None).expect_err("too deep");
    assert_eq!(error, ExtractError::Html(HtmlError::TooDeep { limit: 1_000 }));
    assert_eq!(read(b"<html></html>", None).err(), Some(ExtractError::Empty));
}

proptest! {
    #[test]
    fn no_tags_panic(
        tags in proptest::collection::vec(
            prop::sample::select(vec![
                "<p>", "</p>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<ol>",
                "<li>", "</ol>", "<b>", "</b>", "<div id=ftn1>", "</div>", "<br/>", "<hr>",
                "<div title=header>", "<h2>", "<pre>", "a", "<td rowspan=99999 colspan=9999>",
            ]),
            0..60,
        ),
    ) {
        let _ = read(format!("<html>{}", tags.concat()).as_bytes(), None);
    }
}
