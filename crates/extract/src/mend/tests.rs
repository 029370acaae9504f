use crate::read::{read_markdown, read_text};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// A first sentence, so that what follows is no title.
const OPENING: &str =
    "Ban Thường vụ xây dựng kế hoạch với các nội dung chủ yếu như sau:\n\n";

fn lines(manuscript: &Manuscript) -> Vec<&str> {
    manuscript.slice(manuscript.body()).lines().collect()
}

/// Checks the last lines of the body and the lines of furniture of a plain text.
fn check(source: &str, expected: &[&str], furniture: &[&str]) {
    let manuscript = read_text(source);
    let body = lines(&manuscript);
    let tail = &body[body.len().saturating_sub(expected.len())..];
    assert_eq!(tail, expected);
    let n_body = body.len();
    let found: Vec<&str> = manuscript.text().lines().skip(n_body).collect();
    assert_eq!(found, furniture);
}

#[test]
fn a_paragraph_torn_by_a_page_end_is_one_again() {
    let source = format!(
        "{OPENING}Đẩy nhanh tiến độ thi công các công trình trọng điểm, chủ động thực hiện các \
         biện\n\npháp giải phóng mặt bằng.\n\nRà soát quy hoạch."
    );
    let manuscript = read_text(&source);
    assert!(manuscript.text().contains("các biện pháp giải phóng mặt bằng.\nRà soát"));
    assert_eq!(manuscript.page_breaks().len(), 1);
    let end = manuscript.text().len();
    let after = manuscript.slice(Span::new(manuscript.page_breaks()[0], end));
    assert!(after.starts_with("pháp giải phóng"));
}

#[test]
fn a_page_number_between_the_halves_is_furniture() {
    let source = format!(
        "{OPENING}Tổ chức giao ban hằng quý giữa Ban Thường trực Ủy ban Mặt trận tỉnh với Ban Công \
         tác\n\n- 7 -\n\nMặt trận, các chi hội ở khu dân cư về các nội dung của kế hoạch."
    );
    check(
        &source,
        &[
            "Tổ chức giao ban hằng quý giữa Ban Thường trực Ủy ban Mặt trận tỉnh với Ban Công tác \
           Mặt trận, các chi hội ở khu dân cư về các nội dung của kế hoạch.",
        ],
        &["- 7 -"],
    );
}

#[test]
fn titles_lists_and_headings_are_never_joined() {
    let source = format!(
        "KẾ HOẠCH\n\nThực hiện Nghị quyết về phát triển kinh tế số trên địa bàn tỉnh\n\n\
         và các văn bản có liên quan\n\n{OPENING}1. Về công tác chuyển đổi số trong các cơ \
         quan của tỉnh còn hạn chế\n\nTiếp tục thực hiện đề án.\n\n- Các sở, ban, ngành và \
         Ủy ban nhân dân các huyện, thành phố,\n- Lưu Văn phòng."
    );
    assert_eq!(lines(&read_text(&source)).len(), 8);
}

#[test]
fn wrapped_lines_become_paragraphs_and_symbols_stay_whole() {
    check(
        "Công văn về việc báo cáo\n\n\
         Thực hiện chỉ đạo của cấp trên, các cơ quan rà soát toàn bộ Kế hoạch số 94-\n\
         KH/TU về phát triển kinh tế\n\
         - xã hội của địa phương, báo cáo kết quả về cơ quan thường trực đúng thời gian\n\
         quy định và phối hợp với các đơn vị có liên quan để tổng hợp, trình cấp có thẩm\n\
         quyền xem xét.\n\n\
         Nơi nhận:\n- Như trên;\n- Lưu.",
        &["Nơi nhận:", "- Như trên;", "- Lưu."],
        &[],
    );
    let manuscript = read_text(
        "Cơ quan thường trực tổng hợp kết quả thực hiện Kế hoạch số 94-\n\
         KH/TU của các đơn vị, báo cáo cấp có thẩm quyền xem xét và cho\n\
         ý kiến chỉ đạo để các đơn vị tổ chức triển khai thực hiện trong\n\
         thời gian tới.\n\nTrân trọng./.",
    );
    assert_eq!(lines(&manuscript).len(), 2);
    assert!(manuscript.text().contains("số 94-KH/TU của các đơn vị"));
}

#[test]
fn a_torn_row_and_a_head_typed_again_are_mended() {
    check(
        "STT\tNội dung\tChủ trì\n1\tXây dựng hệ thống y tế ở\tSở A\n\n\
         STT\tNội dung\tChủ trì\n\tcơ sở vững mạnh\t\n2\tTổng kết\tSở B",
        &[
            "STT | Nội dung | Chủ trì",
            "1 | Xây dựng hệ thống y tế ở cơ sở vững mạnh | Sở A",
            "2 | Tổng kết | Sở B",
        ],
        &["STT | Nội dung | Chủ trì"],
    );
}

#[test]
fn rows_under_a_merged_number_stay_rows() {
    check(
        "STT\tNội dung\tChủ trì\n1\tXây dựng đề án\tSở A\n\tTổ chức hội nghị\tSở B",
        &["1 | Xây dựng đề án | Sở A", " | Tổ chức hội nghị | Sở B"],
        &[],
    );
}

#[test]
fn running_heads_at_page_ends_are_furniture() {
    let page = "Nội dung của trang văn bản kết thúc bằng một câu trọn vẹn.\n\u{c}CÔNG BÁO SỐ 3\n";
    let source = page.repeat(4);
    let manuscript = read_text(&source);
    assert_eq!(lines(&manuscript).len(), 4);
    assert!(!manuscript.slice(manuscript.body()).contains("CÔNG BÁO"));
}

#[test]
fn letterheads_set_as_tables_become_lines() {
    let manuscript = read_markdown(
        "| CHÍNH PHỦ<br>----- | **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**<br>Độc lập |\n|---|---|\n\
         | Số: 1/2024/NĐ-CP | Hà Nội |",
    );
    assert_eq!(
        lines(&manuscript),
        [
            "CHÍNH PHỦ",
            "Số: 1/2024/NĐ-CP",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập",
            "Hà Nội"
        ]
    );
}

#[test]
fn a_line_that_ends_inside_a_name_goes_on() {
    for (source, expected) in [
        (
            "Căn cứ Nghị định số 811/2024/NĐ-CP ngày 5 tháng 5 năm 2024 của Bộ\nCông Thương về \
             chợ;",
            &[
                "Căn cứ Nghị định số 811/2024/NĐ-CP ngày 5 tháng 5 năm 2024 của Bộ Công Thương \
               về chợ;",
            ][..],
        ),
        (
            "Theo báo cáo ngày 07/7/2024 của Hội đồng nhân dân huyện\nTân Hòa, chợ đã mở.",
            &[
                "Theo báo cáo ngày 07/7/2024 của Hội đồng nhân dân huyện Tân Hòa, chợ đã mở.",
            ],
        ),
        (
            "Các xã trong toàn huyện đã làm đường liên thôn chưa đồng bộ\nTiếp tục làm đường.",
            &[
                "Các xã trong toàn huyện đã làm đường liên thôn chưa đồng bộ",
                "Tiếp tục làm đường.",
            ],
        ),
        (
            "Đề nghị Thường trực Hội đồng nhân dân, Ủy ban nhân dân xã\nCác thôn báo cáo.",
            &[
                "Đề nghị Thường trực Hội đồng nhân dân, Ủy ban nhân dân xã",
                "Các thôn báo cáo.",
            ],
        ),
        (
            "Quyết định số 12/QĐ-SYT ngày 05/5/2024 của Giám đốc Sở\n\
             Thông báo số 15/TB-SYT ngày 06/6/2024",
            &[
                "Quyết định số 12/QĐ-SYT ngày 05/5/2024 của Giám đốc Sở",
                "Thông báo số 15/TB-SYT ngày 06/6/2024",
            ],
        ),
    ] {
        check(source, expected, &[]);
    }
}

#[test]
fn a_line_end_inside_a_paragraph_of_markdown_is_a_space() {
    let lines_of = |source: &str| {
        let manuscript = read_markdown(source);
        lines(&manuscript).iter().map(|line| (*line).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        lines_of("Xã mở\nba lớp, mỗi lớp\n20 người. Học hai\nngày."),
        ["Xã mở ba lớp, mỗi lớp 20 người. Học hai ngày."]
    );
    assert_eq!(
        lines_of(
            "**THÔNG BÁO**\n**về chợ**\nSố 5/TB-UBND\nAn Hòa, ngày 3 tháng 3 năm 2025"
        ),
        ["THÔNG BÁO", "về chợ", "Số 5/TB-UBND", "An Hòa, ngày 3 tháng 3 năm 2025"]
    );
    assert_eq!(
        lines_of("**II. NHIỆM VỤ\nTRỌNG TÂM**\n1. Đo đất  \nhằng năm\n- Vẽ\nbản đồ"),
        ["II. NHIỆM VỤ TRỌNG TÂM", "1. Đo đất", "hằng năm", "- Vẽ bản đồ"]
    );
    assert_eq!(
        lines_of(
            "Quyết định số 5/QĐ-SYT ngày 03/3/2024 của Sở Y tế\nCông văn số 6/SYT-VP"
        ),
        ["Quyết định số 5/QĐ-SYT ngày 03/3/2024 của Sở Y tế", "Công văn số 6/SYT-VP"]
    );
}

#[test]
fn a_line_that_ends_with_a_joint_goes_on_at_any_width() {
    check(
        "2. Giao Sở Văn hóa và\nThể thao mở hội\ncho các xã.\n3. Kính gửi Chi cục Thủy\n",
        &[
            "2. Giao Sở Văn hóa và Thể thao mở hội cho các xã.",
            "3. Kính gửi Chi cục Thủy",
        ],
        &[],
    );
    check(
        "Thực hiện theo đề án của Ủy ban nhân dân xã Lũng\nCao và các quy định khác.",
        &["Thực hiện theo đề án của Ủy ban nhân dân xã Lũng Cao và các quy định khác."],
        &[],
    );
}
