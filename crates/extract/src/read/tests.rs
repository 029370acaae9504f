use proptest::prelude::*;

use super::*;
use crate::format::Format;
use tracuu_text::layout::BlockKind;
use tracuu_text::span::Span;

#[test]
fn a_file_is_read_whatever_its_name_says() {
    let manuscript = read("Kế hoạch\r\nsố 1".as_bytes(), Some("a.docx")).expect("text");
    assert_eq!(manuscript.text(), "Kế hoạch\nsố 1");
    let bold = read("**Kế hoạch**".as_bytes(), Some("a.md")).expect("text");
    assert_eq!(bold.text(), "Kế hoạch");
    assert!(bold.is_bold(bold.body()));
}

#[test]
fn composed_and_decomposed_text_give_the_same_manuscript() {
    let source = "**Tỉnh ủy**, về *chuyển đổi số*";
    let decomposed: String = source.nfd().collect();
    let (one, other) = (read_markdown(source), read_markdown(&decomposed));
    assert_eq!(one.text(), other.text());
    assert_eq!(one.runs(), other.runs());
}

#[test]
fn what_cannot_be_read_is_refused_by_its_content() {
    for (bytes, expected) in [
        (&b""[..], ExtractError::Empty),
        (b" \r\n\t", ExtractError::Empty),
        (b"\xef\xbb\xbf", ExtractError::Empty),
        (b"\x89PNG\r\n", ExtractError::NotYetRead { format: Format::Picture }),
    ] {
        assert_eq!(read(bytes, Some("a.txt")).err(), Some(expected));
    }
    let large = vec![b'a'; MAX_SOURCE_BYTES + 1];
    assert!(matches!(read(&large, None), Err(ExtractError::TooLarge { .. })));
    let cells = vec![b'\t'; MAX_PARTS + 1];
    let filled = [&cells[..], b"a"].concat();
    assert!(matches!(read(&filled, None), Err(ExtractError::TooManyParts { .. })));
}

#[test]
fn errors_say_what_and_what_to_do() {
    let error = read(b"\x89PNG\r\n", None).expect_err("refused").to_string();
    let (what, hint) = error.split_once("\nhint: ").expect("a hint");
    assert_eq!(what, "a picture is not yet read");
    assert!(!hint.ends_with('.') && hint.starts_with(char::is_lowercase));
}

/// Blocks tile the text a line each, spans fit, the text is NFC.
pub(crate) fn check_laws(manuscript: &Manuscript) {
    let text = manuscript.text();
    assert!(is_nfc(text));
    let blocks: Vec<&str> =
        manuscript.blocks().iter().map(|block| manuscript.slice(block.span)).collect();
    assert_eq!(blocks.join("\n"), text);
    for block in manuscript.blocks() {
        let slice = manuscript.slice(block.span);
        assert!(!slice.trim().is_empty());
        let BlockKind::Table(table) = &block.kind else {
            assert!(!slice.contains('\n'));
            continue;
        };
        let rows: Vec<&str> =
            table.rows.iter().map(|row| manuscript.slice(row.span)).collect();
        assert_eq!(rows.join("\n"), slice);
        for row in &table.rows {
            let cells: Vec<&str> =
                row.cells.iter().map(|cell| manuscript.slice(cell.span)).collect();
            assert_eq!(cells.join(" | "), manuscript.slice(row.span));
            for cell in &row.cells {
                assert!(cell.n_columns >= 1 && cell.n_rows >= 1);
                assert!(cell.paragraphs.iter().all(|span| cell.span.contains(*span)));
            }
        }
    }
    let mut end = 0;
    for run in manuscript.runs() {
        assert!(
            run.span.start >= end && !run.span.is_empty() && (run.bold || run.italic)
        );
        assert!(text.get(run.span.start..run.span.end).is_some());
        end = run.span.end;
    }
    let breaks = manuscript.page_breaks();
    assert!(breaks.is_sorted() && breaks.iter().all(|at| text.is_char_boundary(*at)));
    assert!(text.get(manuscript.body().start..manuscript.body().end).is_some());
}

/// What a source says, in no order: its characters less white space, bars and the signs
/// of rules.
fn characters(text: &str) -> Vec<char> {
    let is_sign = |letter: &char| {
        letter.is_whitespace()
            || matches!(letter, '|' | '-' | '_' | '=' | '*' | '~' | '+')
            || matches!(letter, '–' | '—' | '─' | '\\' | ':' | '\u{feff}')
    };
    let mut letters: Vec<char> = text.nfc().filter(|letter| !is_sign(letter)).collect();
    letters.sort_unstable();
    letters
}

/// Lines of the kinds that documents have, in any order.
fn documents() -> impl Strategy<Value = String> {
    const LINES: [&str; 36] = [
        "",
        "",
        "",
        "-----",
        "12",
        "13",
        "Trang 3",
        "\u{c}",
        "STT",
        "Nội dung",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "1",
        "2",
        "I",
        "Xây dựng kế hoạch",
        "STT\tNội dung\tChủ trì",
        "1\tViệc một\tSở A",
        "\tcòn lại\t",
        "| TT | Việc |",
        "|---|---|",
        "| 1 | a |",
        "1 | a | b",
        "STT  Nội dung   Cơ quan chủ trì   Thời hạn",
        "1    a          b       c",
        "ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH X                        Độc lập - Tự do - Hạnh phúc",
        "Nơi nhận:",
        "- Như trên;",
        "Tiếp tục thực hiện có hiệu quả các nhiệm vụ được giao, phối hợp với các",
        "ngành, địa phương trong tỉnh rà soát, bổ sung quy hoạch theo Quyết định số 94-",
        "KH/TU về phát triển kinh tế - xã hội.",
        "**đậm *nghiêng** lẻ*",
        "<b>1</b> <i>a",
        "<table><tr><td rowspan=2>a<td>b</table>",
        "Điều 1. Phạm vi",
    ];
    prop::collection::vec(prop::sample::select(&LINES[..]), 0..40)
        .prop_map(|l| l.join("\n"))
}

proptest! {
    #[test]
    fn reading_never_fails_and_keeps_the_laws(text in "\\PC{0,80}|[\\s\\S]{0,80}") {
        check_laws(&read_text(&text));
        check_laws(&read_markdown(&text));
        let _ = read(text.as_bytes(), None);
    }

    #[test]
    fn documents_of_every_shape_keep_the_laws(text in documents()) {
        check_laws(&read_text(&text));
        check_laws(&read_markdown(&text));
    }

    #[test]
    fn plain_text_keeps_every_character_once(text in documents()) {
        prop_assert_eq!(characters(read_text(&text).text()), characters(&text));
    }

    #[test]
    fn any_plain_text_keeps_every_character_once(text in "[\\s\\S]{0,80}") {
        prop_assert_eq!(characters(read_text(&text).text()), characters(&text));
    }

    #[test]
    fn bytes_of_any_kind_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(manuscript) = read(&bytes, None) {
            check_laws(&manuscript);
        }
    }

    #[test]
    fn spans_of_blocks_are_found_again(text in documents()) {
        let manuscript = read_text(&text);
        for (place, block) in manuscript.blocks().iter().enumerate() {
            prop_assert_eq!(manuscript.block_at(block.span.start), Some(place));
        }
        prop_assert_eq!(manuscript.slice(Span::new(0, manuscript.text().len())), manuscript.text());
    }
}

/// The lines of the body with the pages on which they begin; 0 for none.
pub(crate) fn line_pages(manuscript: &Manuscript) -> Vec<(&str, u32)> {
    let layout = manuscript.layout();
    let page = |at: usize| layout.page_at(at).unwrap_or_default();
    let blocks = layout.blocks.iter().filter(|block| block.span.end <= layout.body_end);
    blocks.map(|block| (manuscript.slice(block.span), page(block.span.start))).collect()
}
