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
