//! Tables of many shapes, invented.

use super::super::duty::{Assignment, Duty};
use super::super::read::{Issue, read};
use crate::document::outline::Outline;
use tracuu_text::builder::{CellDraft, ManuscriptBuilder, RowDraft};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::styled::StyledText;

/// A table of one row a line, cells parted by `|`; `^` goes on with the cell above, `<`
/// with the cell on the left, `¶` parts paragraphs.
fn manuscript(rows: &[&str]) -> Manuscript {
    let grid: Vec<Vec<&str>> =
        rows.iter().map(|row| row.split('|').map(str::trim).collect()).collect();
    let drafts: Vec<RowDraft> = grid
        .iter()
        .enumerate()
        .map(|(at, row)| RowDraft {
            cells: (0..row.len())
                .filter(|column| !matches!(row[*column], "^" | "<"))
                .map(|column| CellDraft {
                    column,
                    n_columns: 1 + count(row[column + 1..].iter().copied(), "<"),
                    n_rows: 1 + count(grid[at + 1..].iter().map(|row| row[column]), "^"),
                    paragraphs: row[column].split('¶').map(StyledText::plain).collect(),
                })
                .collect(),
        })
        .collect();
    let mut builder = ManuscriptBuilder::default();
    builder.table(&drafts);
    builder.finish()
}

fn count<'a>(cells: impl Iterator<Item = &'a str>, mark: &str) -> usize {
    cells.take_while(|cell| *cell == mark).count()
}

/// `row: task = lead; … + coordinating; … @deadline >product`, a line each.
fn check_table(rows: &[&str], expected: &[&str]) {
    let manuscript = manuscript(rows);
    let read = read(&manuscript, &Outline::default(), Issue::default());
    let shown: Vec<String> = read.iter().map(|one| show(&manuscript, one)).collect();
    assert_eq!(shown, expected, "\nhelp: the table was {rows:#?}");
}

fn show(manuscript: &Manuscript, one: &Assignment) -> String {
    let of = |duty: Duty| {
        let names: Vec<&str> =
            one.with(duty).map(|party| manuscript.slice(party.span)).collect();
        names.join("; ")
    };
    let row = one.row.as_deref().unwrap_or_default();
    let task = manuscript.slice(one.task);
    let mut shown = vec![format!("{row}: {task} = {}", of(Duty::Lead))];
    for (mark, words) in [("+", of(Duty::Coordinate)), ("!", of(Duty::Implement))] {
        if !words.is_empty() {
            shown.push(format!("{mark} {words}"));
        }
    }
    for (mark, span) in [("@", one.deadline), (">", one.product), ("#", one.group)] {
        if let Some(span) = span {
            shown.push(format!("{mark} {}", manuscript.slice(span)));
        }
    }
    shown.join(" ")
}

#[test]
fn columns_are_found_by_their_headings_in_any_order() {
    check_table(
        &[
            "Thời hạn | Cơ quan phối hợp | Nhiệm vụ | STT | Đơn vị chủ trì | Ghi chú",
            "Quý I/2024 | Sở Nội vụ | Rà soát văn bản | 1 | Sở Tư pháp | x",
        ],
        &["1: Rà soát văn bản = Sở Tư pháp + Sở Nội vụ @ Quý I/2024"],
    );
}

#[test]
fn headings_have_many_wordings() {
    check_table(
        &[
            "Số TT | Nội dung công việc | Cơ quan chủ trì lãnh đạo, tham mưu | Cơ quan phối \
             hợp, thực hiện | Thời gian hoàn thành | Dự kiến sản phẩm",
            "1. | Xây dựng đề án | Ban Tổ chức Tỉnh ủy | Các huyện ủy, thành ủy và Tỉnh đoàn \
             | Tháng 6/2024 | Đề án",
        ],
        &[
            "1: Xây dựng đề án = Ban Tổ chức Tỉnh ủy + Các huyện ủy, thành ủy; Tỉnh đoàn @ \
           Tháng 6/2024 > Đề án",
        ],
    );
    check_table(
        &[
            "TT | Hoạt động | Cơ quan, đơn vị được giao chủ trì | Đơn vị liên quan",
            "1 | Tập huấn | Sở Y tế | Sở Nội vụ",
        ],
        &["1: Tập huấn = Sở Y tế + Sở Nội vụ"],
    );
}

#[test]
fn a_head_of_two_levels_is_one_head() {
    check_table(
        &[
            "TT | Nhiệm vụ | Đơn vị thực hiện | < | Sản phẩm",
            "^ | ^ | Chủ trì | Phối hợp | ^",
            "1 | Lập quy hoạch | Sở Xây dựng | Sở Tài chính | Quy hoạch",
        ],
        &["1: Lập quy hoạch = Sở Xây dựng + Sở Tài chính > Quy hoạch"],
    );
    // The same as tab-separated lines give it: empty cells instead of merged ones.
    check_table(
        &[
            "TT | Nhiệm vụ | Đơn vị thực hiện |  | Sản phẩm",
            " |  | Chủ trì | Phối hợp | ",
            "1 | Lập quy hoạch | Sở Xây dựng | Sở Tài chính | Quy hoạch",
        ],
        &["1: Lập quy hoạch = Sở Xây dựng + Sở Tài chính > Quy hoạch"],
    );
}

#[test]
fn beside_partners_the_doers_lead() {
    check_table(
        &[
            "TT | Công việc | Đơn vị thực hiện | Đơn vị phối hợp | Tiến độ",
            "1 | Gieo hạt | Sở Y tế | Sở Nội vụ | Tháng 3",
            " | Nội dung | Đơn vị thực hiện | Đơn vị phối hợp | Tiến độ",
            "2 | Tưới cây | Sở Du lịch | Công an tỉnh | Quý III",
        ],
        &[
            "1: Gieo hạt = Sở Y tế + Sở Nội vụ @ Tháng 3",
            "2: Tưới cây = Sở Du lịch + Công an tỉnh @ Quý III",
        ],
    );
}

#[test]
fn who_asks_is_no_task_and_a_state_no_deadline() {
    check_table(
        &[
            "TT | Tên đơn vị | Nội dung đề xuất | Tiến độ hiện nay | Sở được phân công xử lý",
            "1 | Suối Cạn | Xây kè | Đã đo đạc | Sở Xây dựng",
        ],
        &["1: Xây kè =  ! Sở Xây dựng"],
    );
    check_table(
        &[
            "TT | Đơn vị | Kiến nghị | Tiến độ | Cơ quan trả lời",
            "1 | Xã Bến Gỗ | Thêm giáo viên | Đang tuyển | Sở Giáo dục và Đào tạo",
        ],
        &["1: Thêm giáo viên =  ! Sở Giáo dục và Đào tạo"],
    );
}

#[test]
fn prose_in_cells_is_no_table_of_tasks() {
    check_table(
        &[
            "Cơ quan chủ trì việc kiểm tra có trách nhiệm lập biên bản và gửi cho cơ quan phối \
             hợp trong thời hạn mười ngày làm việc | Sản phẩm",
            "Cho thuê nhà | Tiêu chuẩn",
        ],
        &[],
    );
}

#[test]
fn a_row_that_counts_the_columns_is_no_task() {
    check_table(
        &[
            "TT | Nội dung | Chủ trì | Phối hợp",
            "(1) | (2) | (3) | (4)",
            "1 | Kiểm tra | Thanh tra tỉnh | Công an tỉnh",
        ],
        &["1: Kiểm tra = Thanh tra tỉnh + Công an tỉnh"],
    );
}

#[test]
fn a_merged_lead_covers_its_rows() {
    check_table(
        &[
            "TT | Nội dung | Chủ trì | Phối hợp | Thời hạn",
            "1 | Việc một | Sở Y tế | Sở Nội vụ | 2024",
            "2 | Việc hai | ^ | Công an tỉnh | ^",
            "3 | Việc ba | Sở Tài chính | ^ | 2025",
        ],
        &[
            "1: Việc một = Sở Y tế + Sở Nội vụ @ 2024",
            "2: Việc hai = Sở Y tế + Công an tỉnh @ 2024",
            "3: Việc ba = Sở Tài chính + Công an tỉnh @ 2025",
        ],
    );
}

#[test]
fn an_empty_cell_inherits_nothing() {
    check_table(
        &[
            "TT | Nội dung | Chủ trì | Phối hợp",
            "1 | Việc một | Sở Y tế | Sở Nội vụ",
            "2 | Việc hai |  | Công an tỉnh",
            "3 | Việc ba |  | ",
        ],
        &["1: Việc một = Sở Y tế + Sở Nội vụ", "2: Việc hai =  + Công an tỉnh"],
    );
}

#[test]
fn group_rows_head_what_follows() {
    check_table(
        &[
            "TT | Nội dung | Chủ trì | Phối hợp",
            "I | NHÓM NHIỆM VỤ VỀ Y TẾ | < | <",
            "1 | Việc một | Sở Y tế | Sở Nội vụ",
            "B | Giáo dục |  | ",
            "2 | Việc hai | Sở Giáo dục và Đào tạo | ",
            "Nhóm cuối | < | < | <",
            "3 | Việc ba | Sở Tài chính | ",
        ],
        &[
            "1: Việc một = Sở Y tế + Sở Nội vụ # NHÓM NHIỆM VỤ VỀ Y TẾ",
            "2: Việc hai = Sở Giáo dục và Đào tạo # Giáo dục",
            "3: Việc ba = Sở Tài chính # Nhóm cuối",
        ],
    );
}

#[test]
fn a_task_parted_into_rows_is_their_group() {
    check_table(
        &[
            "TT | Nội dung | Chủ trì | Phối hợp",
            "1 | Xây dựng nông thôn mới |  | ",
            "1.1 | Đường xá | Sở Xây dựng | Sở Tài chính",
            "1.2 | Nhà ở | Sở Xây dựng | ",
        ],
        &[
            "1.1: Đường xá = Sở Xây dựng + Sở Tài chính # Xây dựng nông thôn mới",
            "1.2: Nhà ở = Sở Xây dựng # Xây dựng nông thôn mới",
        ],
    );
}

#[test]
fn one_column_may_say_who_leads_in_its_words() {
    check_table(
        &[
            "TT | Nhiệm vụ | Cơ quan thực hiện | Thời gian",
            "1 | Việc một | Sở Y tế chủ trì, phối hợp với Sở Nội vụ và Công an tỉnh | 2024",
            "2 | Việc hai | Các sở, ban, ngành; UBND các huyện, thị xã, thành phố | 2025",
            "3 | Việc ba | - Chủ trì: Sở Tài chính¶- Phối hợp: Sở Y tế¶Sở Nội vụ | ",
        ],
        &[
            "1: Việc một = Sở Y tế + Sở Nội vụ; Công an tỉnh @ 2024",
            "2: Việc hai =  ! Các sở, ban, ngành; UBND các huyện, thị xã, thành phố @ 2025",
            "3: Việc ba = Sở Tài chính + Sở Y tế; Sở Nội vụ",
        ],
    );
}

#[test]
fn a_column_for_both_duties_needs_words_to_tell_them_apart() {
    check_table(
        &[
            "TT | Nhiệm vụ | Cơ quan chủ trì, phối hợp",
            "1 | Việc một | Sở Y tế (chủ trì), Sở Nội vụ",
            "2 | Việc hai | Sở Y tế; Sở Nội vụ",
        ],
        &["1: Việc một = Sở Y tế + Sở Nội vụ", "2: Việc hai =  ! Sở Y tế; Sở Nội vụ"],
    );
}

#[test]
fn paragraphs_of_a_cell_are_agencies_of_their_own() {
    check_table(
        &[
            "TT | Nhiệm vụ | Chủ trì | Phối hợp",
            "1 | Việc một | Sở Y tế | Sở Nội vụ¶Công an tỉnh¶- UBND huyện",
        ],
        &["1: Việc một = Sở Y tế + Sở Nội vụ; Công an tỉnh; UBND huyện"],
    );
}

#[test]
fn rows_without_numbers_are_rows() {
    check_table(
        &["Nhiệm vụ | Đơn vị chủ trì", "Việc một | Sở Y tế", "Việc hai | Sở Nội vụ"],
        &[": Việc một = Sở Y tế", ": Việc hai = Sở Nội vụ"],
    );
}

#[test]
fn a_number_column_needs_no_heading() {
    check_table(
        &[" | Nhiệm vụ | Chủ trì", "1 | Việc một | Sở Y tế", "a) | Việc hai | Sở Nội vụ"],
        &["1: Việc một = Sở Y tế", "a: Việc hai = Sở Nội vụ"],
    );
}

#[test]
fn the_same_as_above_is_the_row_before() {
    check_table(
        &[
            "TT | Nhiệm vụ | Chủ trì | Phối hợp",
            "1 | Việc một | Sở Y tế | Sở Nội vụ",
            "2 | Việc hai | Như trên | nt",
        ],
        &["1: Việc một = Sở Y tế + Sở Nội vụ", "2: Việc hai = Sở Y tế + Sở Nội vụ"],
    );
}

#[test]
fn the_most_exact_task_column_is_the_task() {
    check_table(
        &[
            "TT | Nội dung | Nhiệm vụ cụ thể | Chủ trì",
            "1 | Y tế | Tiêm chủng | Sở Y tế",
            "^ | ^ | Khám bệnh | ^",
        ],
        &["1: Tiêm chủng = Sở Y tế", "1: Khám bệnh = Sở Y tế"],
    );
}

#[test]
fn other_tables_give_nothing() {
    check_table(&["Họ tên | Chức vụ | Đơn vị", "A | B | Sở Y tế"], &[]);
    check_table(&["Nhiệm vụ | Kinh phí", "Việc một | 100"], &[]);
    check_table(&["TM. ỦY BAN | Nơi nhận: - Sở Y tế"], &[]);
}

#[test]
fn rows_that_refine_a_row_are_about_the_items_they_repeat() {
    let manuscript = manuscript(&[
        "Số TT | Nội dung hạn chế | Cơ quan chủ trì | Cơ quan phối hợp",
        "1 | (1) Thu ngân sách còn thấp; (2) chi đầu tư còn chậm so với kế hoạch. | Sở Tài \
         chính | ",
        "2 | (3) Công tác lưu trữ chưa gọn. (4) Hồ sơ giải quyết còn chậm. | Sở Nội vụ | ",
        "2.1 | Hồ sơ giải quyết còn chậm; có nơi thất lạc. | Công an tỉnh | Sở Nội vụ",
    ]);
    let read = read(&manuscript, &Outline::default(), Issue::default());
    let found: Vec<(Option<&str>, Option<&str>, Vec<u32>)> = read
        .iter()
        .map(|one| {
            let numbers = one.items.iter().map(|item| item.number).collect();
            (one.row.as_deref(), one.refines.as_deref(), numbers)
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some("1"), None, vec![1, 2]),
            (Some("2"), None, vec![3, 4]),
            (Some("2.1"), Some("2"), vec![4]),
        ]
    );
    assert_eq!(manuscript.slice(read[0].items[0].span), "Thu ngân sách còn thấp;");
}

#[test]
fn the_rest_of_a_row_torn_by_a_page_goes_on_with_its_items() {
    let manuscript = manuscript(&[
        "TT | Nội dung | Cơ quan chủ trì",
        "1 | (1) Việc một còn | Sở Y tế",
        " | chậm. (2) Việc hai. | ",
        "2 | (3) Việc ba. | Sở Nội vụ",
    ]);
    let read = read(&manuscript, &Outline::default(), Issue::default());
    let numbers: Vec<Vec<u32>> = read
        .iter()
        .map(|one| one.items.iter().map(|item| item.number).collect())
        .collect();
    assert_eq!(numbers, [vec![1, 2], vec![3]]);
}
