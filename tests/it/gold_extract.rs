//! The canonical text of the real plan, from every layout in which it is at hand.

use std::fs;

use tracuu_extract::error::ExtractError;
use tracuu_extract::read;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::syllable::lower;

use unicode_normalization::UnicodeNormalization;

use crate::shared;

/// Lines of the letterhead, which the plan as received does not have.
const N_HEADER_LINES: usize = 5;

fn expected() -> Vec<String> {
    shared::text("fixtures/expected/plan.txt").lines().map(str::to_owned).collect()
}

fn lines(manuscript: &Manuscript) -> Vec<&str> {
    manuscript.slice(manuscript.body()).lines().map(str::trim_end).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '|').collect()
}

fn manuscript(path: &str) -> Manuscript {
    let bytes = fs::read(shared::path(path)).expect("readable");
    read(&bytes, Some(path)).expect("a manuscript")
}

fn check(path: &str, n_skipped: usize) {
    let (expected, manuscript) = (expected(), manuscript(path));
    let expected: Vec<&str> =
        expected.iter().skip(n_skipped).map(|line| line.trim_end()).collect();
    let found = lines(&manuscript);
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(squeezed(found), squeezed(expected), "{path}");
    }
    assert_eq!(found.len(), expected.len(), "{path}");
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_as_received_is_mended() {
    for path in ["corpus/ke-hoach-165-kh-tu.md", "fixtures/plan_seed_damaged.md"] {
        check(path, N_HEADER_LINES);
        let manuscript = manuscript(path);
        let table = manuscript.blocks().iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some((block.span, table)),
            _ => None,
        });
        let (span, table) = table.expect("a table");
        assert_eq!(table.rows.len(), 10);
        let in_table = |at: &&usize| span.start <= **at && **at < span.end;
        let n_in_table = manuscript.page_breaks().iter().filter(in_table).count();
        assert_eq!(n_in_table, 1);
        assert_eq!(manuscript.page_breaks().len(), 5 + n_in_table);
        let end = manuscript.text().len();
        let furniture = manuscript.slice(Span::new(manuscript.body().end, end));
        assert_eq!(furniture.trim().lines().count(), 2, "the head of the table twice");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_in_other_layouts_gives_the_same_text() {
    for path in [
        "fixtures/plan.md",
        "fixtures/plan_utf8.txt",
        "fixtures/plan_utf16le.txt",
        "fixtures/plan_nfd.txt",
        "fixtures/plan.docx",
        "fixtures/plan_split.docx",
        "fixtures/plan_tcvn3.docx",
        "fixtures/plan_vni.docx",
        "fixtures/plan.odt",
        "fixtures/plan_tcvn3.odt",
        "fixtures/plan.rtf",
        "fixtures/plan_tcvn3.rtf",
        "fixtures/plan.html",
        "fixtures/plan.doc",
        "fixtures/plan_tcvn3.doc",
        "fixtures/plan_vni.doc",
        "fixtures/hostile/docx_named.doc",
    ] {
        check(path, 0);
    }
}

fn refusal(path: &str) -> ExtractError {
    let bytes = fs::read(shared::path(path)).expect("readable");
    read(&bytes, Some(path)).expect_err("refused")
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_in_old_encodings_gives_the_text_that_they_hold() {
    for (path, expected) in [
        ("fixtures/plan_tcvn3.txt", "fixtures/expected/plan.tcvn3-lossy.txt"),
        ("fixtures/plan_vni.txt", "fixtures/expected/plan.txt"),
        ("fixtures/plan_viscii.txt", "fixtures/expected/plan.viscii.txt"),
        ("fixtures/plan_cp1258.txt", "fixtures/expected/plan.txt"),
    ] {
        let manuscript = manuscript(path);
        let found = squeezed(manuscript.slice(manuscript.body()));
        assert_eq!(found, squeezed(&shared::text(expected)), "{path}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn workbooks_give_the_rows_of_their_visible_sheets() {
    let expected: serde_json::Value =
        serde_json::from_str(&shared::text("fixtures/expected/bieu.json")).expect("JSON");
    let rows = expected["rows"].as_array().expect("rows");
    for name in ["bieu.xlsx", "bieu.xls", "bieu.ods"] {
        let manuscript = manuscript(&format!("fixtures/{name}"));
        let table = manuscript.blocks().iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        let table = table.expect("a table");
        assert_eq!(table.rows.len(), rows.len(), "{name}");
        for (row, expected) in table.rows.iter().zip(rows) {
            let cells = expected.as_array().expect("cells").iter();
            let cells = cells.filter_map(|cell| cell.as_str());
            let expected: Vec<String> =
                cells.filter(|cell| !cell.is_empty()).map(squeezed).collect();
            let found: Vec<String> = row
                .cells
                .iter()
                .map(|cell| squeezed(manuscript.slice(cell.span)))
                .collect();
            assert_eq!(found, expected, "{name}");
        }
        let hidden = expected["hidden_sheets"][0].as_str().expect("a name");
        assert!(manuscript.text().lines().all(|line| line != hidden), "{name}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_plan_as_pdf_gives_the_same_text_and_rows() {
    let expected = squeezed(&shared::text("fixtures/expected/plan.txt"));
    for name in ["plan.pdf", "plan_mixedfont.pdf", "plan_ownerpw.pdf", "plan_tcvn3.pdf"] {
        let manuscript = manuscript(&format!("fixtures/{name}"));
        assert_eq!(squeezed(manuscript.slice(manuscript.body())), expected, "{name}");
        let rows = manuscript.blocks().iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table.rows.len()),
            _ => None,
        });
        assert_eq!(rows, Some(10), "{name}");
        let pages = manuscript.layout().page_starts.iter().map(|start| start.number);
        assert!(pages.clone().max() > Some(15) && pages.min() == Some(1), "{name}");
    }
}

/// Words with a mark, in small letters: the transcripts of the real files leave capitals of old
/// fonts as they are stored.
fn marked_words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let marked = words.filter(|word| !word.is_ascii());
    let mut words: Vec<String> = marked.map(lower).collect();
    words.sort_unstable();
    words
}

/// Share of the expected words that were found, each as often as it stands there.
fn recall(expected: &[String], found: &[String]) -> f64 {
    let mut rest = found.iter().peekable();
    let mut n_found = 0_u32;
    for word in expected {
        while rest.next_if(|other| *other < word).is_some() {}
        n_found += u32::from(rest.next_if(|other| *other == word).is_some());
    }
    f64::from(n_found) / f64::from(u32::try_from(expected.len()).expect("words"))
}

#[test]
#[ignore = "needs ../shared"]
fn real_files_of_older_years_give_their_words() {
    for name in [
        "2003-02144qd.doc",
        "2003-A-15.rtf",
        "2003-A04.rtf",
        "2004-0328NDCP.doc",
        "2004-NghiDinh29_1998.doc",
        "2005-QDSUA522.doc",
        "2006-16EZE_TT01.06GopvonDNNVV.pdf",
        "2006-19412_QD115.04TTg_BLTch_DNNVV.pdf",
        "2006-quydinhkiemtra02.doc",
        "2008-23.QD-991-UBND.doc",
        "2009-Channuoi_2007.xls",
    ] {
        let (stem, _) = name.rsplit_once('.').expect("an extension");
        let expected = shared::text(&format!("fixtures/real/{stem}.txt"));
        let manuscript = manuscript(&format!("fixtures/real/{name}"));
        let expected: String = expected.nfc().collect();
        let share = recall(&marked_words(&expected), &marked_words(manuscript.text()));
        assert!(share >= 0.98, "{name}: {share:.4}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn damaged_files_of_office_97_never_panic() {
    for path in ["fixtures/plan_tcvn3.doc", "fixtures/bieu.xls"] {
        read_damaged(&fs::read(shared::path(path)).expect("readable"));
    }
}

fn read_damaged(bytes: &[u8]) {
    // Every 509th byte, a prime, so that all structures are hit at changing places.
    for start in 0..24_u8 {
        let mut damaged = bytes.to_vec();
        for byte in damaged.iter_mut().skip(512 + usize::from(start)).step_by(509) {
            *byte = byte.wrapping_add(start + 1).rotate_left(3);
        }
        let _ = read(&damaged, None);
        let _ = read(
            bytes.get(..bytes.len() * usize::from(start) / 24).expect("a part"),
            None,
        );
    }
}

#[test]
#[ignore = "needs ../shared"]
fn other_formats_and_hostile_files_are_refused_by_their_content() {
    for (path, what) in [
        ("fixtures/plan_userpw.pdf", "a password is needed to open the PDF file"),
        ("fixtures/plan_scan_p1_p22.pdf", "the 2 pages of the PDF file are pictures"),
        ("fixtures/plan_userpw.docx", "an Office file under a password"),
        ("fixtures/hostile/rtf_named.doc", "the Rich Text file (rtf) is cut"),
        ("fixtures/hostile/truncated.docx", "the Word document (docx) is damaged"),
        ("fixtures/hostile/deepnest.docx", "the Word document (docx) is nested"),
        ("fixtures/hostile/entitybomb.docx", "the Word document (docx) declares"),
        ("fixtures/hostile/xxe.docx", "the Word document (docx) declares"),
        ("fixtures/hostile/manyfiles.docx", "the Word document (docx) holds 5003 files"),
        ("fixtures/hostile/pathtraversal.docx", "the Word document (docx) holds a name"),
        ("fixtures/hostile/truncated.pdf", "the PDF file is damaged"),
        ("fixtures/hostile/deepnest.html", "the HTML page is nested"),
        ("fixtures/hostile/deepnest.rtf", "the Rich Text file (rtf) is nested"),
        ("fixtures/hostile/zipbomb.docx", "the Word document (docx) unpacks to more"),
        ("fixtures/hostile/empty.docx", "the file is empty"),
        ("fixtures/hostile/mixed_bytes.txt", "the file is binary"),
    ] {
        let error = refusal(path);
        let message = error.to_string();
        assert!(
            message.starts_with(what) && message.contains("\nhint: "),
            "{path}: {message}"
        );
    }
}
