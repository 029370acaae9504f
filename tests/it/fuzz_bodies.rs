//! The bodies of the fuzz targets, on texts made of what citations are made of.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[path = "../../fuzz/bodies.rs"]
mod bodies;

/// Pieces of drafts, put together in any order.
fn draft() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "Nghị quyết",
        "nghị quyết",
        "Nghị định",
        "KẾ HOẠCH",
        "Luật Đất đai",
        "Căn cứ",
        "số",
        " ",
        " ",
        " ",
        "\n",
        ",",
        ";",
        ".",
        "(",
        ")",
        "“",
        "”",
        "/",
        "-",
        "7",
        "12/2020/NĐ-CP",
        "56-NQ/TU",
        "1 40/2025/NĐ-CP",
        "QĐ-TTg",
        "ngày 12/3/2022",
        "ngày 31 tháng 02 năm 2020",
        "của Tỉnh ủy",
        "của Chính phủ",
        "về công tác cán bộ",
        "sau đây viết tắt là",
        "nêu trên",
        "này",
        "điểm b",
        "khoản 2",
        "Điều 5",
        "sửa đổi, bổ sung",
        "thay thế",
        "uỷ ban",
        "ủy ban",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40)
        .prop_map(|pieces| pieces.join(" "))
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![draft(), any::<String>(), "[0-9A-ZĐa-zđ/. -]{0,40}"]
}

/// Pieces of Markdown, put together in any order.
fn markdown() -> impl Strategy<Value = String> {
    const PIECES: [&str; 28] = [
        "Điều 5.",
        "công tác",
        "a",
        "7",
        " ",
        " ",
        "  ",
        "\n",
        "\n",
        "\n\n",
        "\t",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "```",
        "~~~",
        "#",
        "## ",
        "> ",
        "[",
        "](",
        ")",
        "\\",
        "|",
        "---",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24)
        .prop_map(|pieces| pieces.concat())
}

/// A Word document with a paragraph a line, each in runs of any length.
fn word(text: &str, cut: usize) -> Vec<u8> {
    let run = |letters: &[char]| {
        let letters: String = letters.iter().collect();
        let letters =
            letters.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        format!("<w:r><w:t xml:space=\"preserve\">{letters}</w:t></w:r>")
    };
    let line = |line: &str| {
        let letters: Vec<char> = line.chars().filter(|c| !c.is_control()).collect();
        let runs: String = letters.chunks(cut).map(run).collect();
        format!("<w:p>{runs}</w:p>")
    };
    let lines: String = text.lines().map(line).collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{space}\"><w:body>{lines}</w:body></w:document>"
            ),
        ),
    ] {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

proptest! {
    #[test]
    fn finding_holds_its_laws(text in any_text()) {
        bodies::find(&text);
    }

    #[test]
    fn markdown_loses_nothing_that_is_shown(text in prop_oneof![markdown(), any_text()]) {
        bodies::markdown(&text);
    }

    #[test]
    fn symbols_read_as_they_are_printed(text in any_text()) {
        bodies::parse(&text);
    }

    #[test]
    fn resolving_holds_its_laws(text in any_text()) {
        bodies::resolve(&text);
    }

    #[test]
    fn checking_holds_its_laws(text in any_text()) {
        bodies::check(&text);
    }

    #[test]
    fn comments_leave_the_text_as_it_is(text in any_text(), cut in 1_usize..9, flip in any::<(prop::sample::Index, u8)>()) {
        let mut bytes = word(&text, cut);
        bodies::comment(&bytes);
        let at = flip.0.index(bytes.len());
        bytes[at] ^= flip.1;
        bodies::comment(&bytes);
    }
}
