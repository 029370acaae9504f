//! Pages put together by hand: every letter is half a size wide.

use tracuu_pdf::page::{Font, Glyph, MadeFace, Page, Rule};

use super::document::read_pages;
use super::error::PdfTextError;
use super::layout::PageLayout;
use crate::mend::assemble::build_manuscript;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;

const SIZE: f64 = 10.0;

/// A page of 60 letters a line: from 50 to 350 points.
fn page(number: u32, lines: &[(f64, f64, &str)]) -> Page {
    let fonts = vec![Font { name: "Times".to_owned(), ..Font::default() }];
    let mut page = Page { number, width: 400.0, height: 600.0, fonts, ..Page::default() };
    for (x, y, text) in lines {
        add(&mut page, (*x, *y), SIZE, text);
    }
    page
}

fn add(page: &mut Page, (mut x, y): (f64, f64), size: f64, text: &str) {
    for letter in text.chars() {
        page.glyphs.push(Glyph {
            letter,
            x,
            y,
            width: size / 2.0,
            size,
            font: 0,
            is_upright: true,
            is_invisible: false,
            is_doubtful: false,
            made: MadeFace::default(),
        });
        x += size / 2.0;
    }
}

fn manuscript(pages: &[Page]) -> Manuscript {
    let document =
        read_pages(pages.iter().map(PageLayout::new).collect(), &[]).expect("text");
    build_manuscript(document.raw.blocks, document.raw.furniture)
}

fn check(pages: &[Page], expected: &[&str]) {
    let manuscript = manuscript(pages);
    let found: Vec<&str> = manuscript.slice(manuscript.body()).lines().collect();
    assert_eq!(found, expected);
}

/// Full lines, so that margins are known.
const FULL: [&str; 4] = [
    "Các sở ban ngành và địa phương triển khai thực hiện kế hoạch",
    "phát triển kinh tế xã hội của tỉnh trong giai đoạn năm tới ở",
    "các huyện, bảo đảm tiến độ và chất lượng của từng nhiệm vụ đ",
    "ã giao cho từng đơn vị.",
];

#[test]
fn lines_end_paragraphs_where_the_next_word_had_room() {
    let [one, two, three, four] = FULL;
    let lines = [
        (70.0, 100.0, one.trim_end_matches("hoạch")),
        (50.0, 112.0, two),
        (50.0, 124.0, three),
        (50.0, 136.0, four),
        (70.0, 148.0, "Ngắn."),
        (70.0, 160.0, "- Một việc;"),
        (70.0, 172.0, "- Việc khác."),
    ];
    let first = format!("{} {two} {three} {four}", lines[0].2.trim_end());
    check(&[page(1, &lines)], &[&first, "Ngắn.", "- Một việc;", "- Việc khác."]);
}

#[test]
fn a_paragraph_goes_on_behind_page_number_and_running_head() {
    let [one, two, three, four] = FULL;
    let head = "Báo cáo năm của tỉnh";
    let pages: Vec<Page> = (1..=3)
        .map(|number| {
            let [above, below] = match number {
                1 => [one, two],
                2 => [two, one],
                _ => [three, four],
            };
            let lines = [(150.0, 30.0, head), (50.0, 100.0, above), (50.0, 112.0, below)];
            let mut page = page(number, &lines);
            add(&mut page, (200.0, 580.0), SIZE, &number.to_string());
            page
        })
        .collect();
    let expected = format!("{one} {two} {two} {one} {three} {four}");
    let manuscript = manuscript(&pages);
    assert_eq!(manuscript.slice(manuscript.body()), expected);
    assert_eq!(manuscript.page_breaks().len(), 2);
    assert!(manuscript.text().ends_with(head), "once, behind the body");
    assert_eq!(manuscript.layout().page_at(0), Some(1));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let lines = [
        (50.0, 40.0, "ỦY BAN NHÂN DÂN"),
        (200.0, 40.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        (60.0, 52.0, "TỈNH HẢI BÌNH"),
        (210.0, 52.0, "Độc lập - Tự do"),
        (55.0, 64.0, "Số: 12/KH-UBND"),
        (170.0, 100.0, "KẾ HOẠCH"),
    ];
    check(
        &[page(1, &lines)],
        &[
            "ỦY BAN NHÂN DÂN",
            "TỈNH HẢI BÌNH",
            "Số: 12/KH-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
            "Độc lập - Tự do",
            "KẾ HOẠCH",
        ],
    );
}

#[test]
fn spaced_words_stay_words() {
    let mut spaced = page(1, &[]);
    let letters = "KẾ HOẠCH NÀY".chars().filter(|letter| *letter != ' ');
    let mut x = 100.0;
    for (place, letter) in letters.enumerate() {
        // Four points between letters, ten between words.
        x += if matches!(place, 2 | 7) { 10.0 } else { 4.0 };
        add(&mut spaced, (x, 100.0), SIZE, &letter.to_string());
        x += SIZE / 2.0;
    }
    check(&[spaced], &["KẾ HOẠCH NÀY"]);
}

#[test]
fn rules_make_a_table_and_what_they_leave_out_a_span() {
    let lines = [
        (60.0, 112.0, "TT"),
        (100.0, 112.0, "Cơ quan"),
        (100.0, 132.0, "Chủ trì"),
        (200.0, 132.0, "Phối hợp"),
        (60.0, 152.0, "1"),
        (100.0, 152.0, "Sở Y tế"),
        (200.0, 152.0, "Các huyện"),
    ];
    let mut page = page(1, &lines);
    let across = |y, left, right| Rule::Horizontal { y, left, right };
    let down = |x, top, bottom| Rule::Vertical { x, top, bottom };
    page.rules = vec![
        across(100.0, 50.0, 300.0),
        across(120.0, 90.0, 300.0),
        across(140.0, 50.0, 300.0),
        across(160.0, 50.0, 300.0),
        down(50.0, 100.0, 160.0),
        down(90.0, 100.0, 160.0),
        down(190.0, 120.0, 160.0),
        down(300.0, 100.0, 160.0),
    ];
    let manuscript = manuscript(&[page]);
    let expected = "TT | Cơ quan\nChủ trì | Phối hợp\n1 | Sở Y tế | Các huyện";
    assert_eq!(manuscript.text(), expected);
    let BlockKind::Table(table) = &manuscript.blocks()[0].kind else {
        unreachable!("no table")
    };
    let spans = |row: usize, cell: usize| {
        let cell = &table.rows[row].cells[cell];
        (cell.column, cell.n_columns, cell.n_rows)
    };
    assert_eq!(spans(0, 0), (0, 1, 2));
    assert_eq!(spans(0, 1), (1, 2, 1));
    assert_eq!(spans(1, 1), (2, 1, 1));
}

#[test]
fn notes_stand_behind_their_paragraph_and_other_raised_signs_in_it() {
    let mut page = page(1, &[(50.0, 100.0, "Ban hành quy định")]);
    add(&mut page, (135.0, 96.0), 6.0, "1");
    add(&mut page, (143.0, 100.0), SIZE, "về 120 m");
    add(&mut page, (183.0, 96.0), 6.0, "2");
    add(&mut page, (186.0, 100.0), SIZE, ".");
    add(&mut page, (50.0, 500.0), 5.0, "1");
    add(&mut page, (54.0, 503.0), 8.0, "Theo Nghị định số 15/2021/NĐ-CP.");
    page.rules = vec![Rule::Horizontal { y: 490.0, left: 50.0, right: 150.0 }];
    check(
        &[page],
        &["Ban hành quy định về 120 m2.", "[1] Theo Nghị định số 15/2021/NĐ-CP."],
    );
}

#[test]
fn letters_of_old_fonts_and_doubled_letters_are_read() {
    let mut old =
        page(1, &[(50.0, 100.0, "l\u{2219}nh ®¹o tØnh, th−êng trùc ñy ban nh©n d©n")]);
    old.fonts[0].name = "ABCDEF+.VnTime".to_owned();
    check(&[old], &["lãnh đạo tỉnh, thường trực ủy ban nhân dân"]);
    let mut doubled = page(1, &[(50.0, 100.0, "Kế hoạch"), (50.4, 100.0, "Kế hoạch")]);
    doubled.fonts.truncate(1);
    let manuscript = manuscript(&[doubled]);
    assert_eq!(manuscript.text(), "Kế hoạch");
    assert!(manuscript.is_bold(manuscript.body()));
}

#[test]
fn pages_without_a_text_are_told() {
    let scan = |number| Page { picture_share: 1.0, ..page(number, &[]) };
    let refused = read_pages(vec![PageLayout::new(&scan(1))], &[]).err();
    assert_eq!(refused, Some(PdfTextError::NoTextLayer { n_pages: 1 }));
    let pages = [page(1, &[(50.0, 100.0, "Có chữ")]), scan(2)];
    let document =
        read_pages(pages.iter().map(PageLayout::new).collect(), &[]).expect("text");
    assert_eq!(document.unread_pages, [2]);
}
