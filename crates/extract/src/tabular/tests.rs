use super::find::find_tables;
use super::table::{TextRow, TextTable};
use crate::lines::split;

/// The tables of a text: cells parted by `·`, rows by `/`, wrapped lines by `~`.
fn show(source: &str) -> Vec<String> {
    let lines = split(source);
    let show_row = |row: &TextRow| {
        let cells: Vec<_> = row
            .cells
            .iter()
            .map(|cell| cell.paragraphs.join("¶").replace('\n', "~"))
            .collect();
        cells.join("·")
    };
    let show_table = |table: &TextTable| {
        table.rows.iter().map(show_row).collect::<Vec<_>>().join(" / ")
    };
    find_tables(&lines).iter().map(|(_, table)| show_table(table)).collect()
}

#[test]
fn tabs_make_a_table_and_a_leading_tab_an_empty_cell() {
    assert_eq!(
        show("STT\tNội dung\tChủ trì\n1\tViệc một\tSở A\n\tcòn lại\t\n2\tViệc hai\tSở B"),
        ["STT·Nội dung·Chủ trì / 1·Việc một·Sở A / ·còn lại· / 2·Việc hai·Sở B"]
    );
}

#[test]
fn tabs_alone_make_no_table() {
    for source in [
        "\tCăn cứ Luật số 1;\n\tCăn cứ Luật số 2;",
        "1.\tVề quy hoạch\n2.\tVề tăng trưởng",
        "ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI\nTỈNH X\t\tĐộc lập",
    ] {
        assert!(show(source).is_empty(), "{source}");
    }
}

#[test]
fn an_indented_paragraph_after_a_table_is_outside() {
    assert_eq!(show("1\tA\tB\n2\tC\tD\n\tNơi nhận:"), ["1·A·B / 2·C·D"]);
}

#[test]
fn bars_make_a_table_with_or_without_outer_bars() {
    assert_eq!(
        show("| TT | Việc |\n|:--|---|\n| 1 | a \\| b |\n"),
        ["TT·Việc / 1·a \\| b"]
    );
    assert_eq!(show("1 | a | b\n2 | c | \nI | NHÓM"), ["1·a·b / 2·c· / I·NHÓM"]);
    assert_eq!(
        show("1 | a | b | c\n | x | | \n2 | d | e | f"),
        ["1·a·b·c / ·x·· / 2·d·e·f"]
    );
    assert!(show("Điện thoại: 1 | Fax: 2").is_empty());
}

#[test]
fn a_head_of_its_own_begins_another_table() {
    assert_eq!(
        show("| TT | a |\n|---|---|\n| 1 | b |\n\n| TT | c |\n|---|---|\n| 1 | d |"),
        ["TT·a / 1·b", "TT·c / 1·d"]
    );
}

#[test]
fn a_grid_has_wrapped_cells() {
    assert_eq!(
        show(
            "+---+-----+\n| 1 | Xây |\n|   | dựng|\n+---+-----+\n| 2 | b   |\n+---+-----+"
        ),
        ["1·Xây~dựng / 2·b"]
    );
}

#[test]
fn one_cell_a_line_is_a_table_under_known_heads() {
    let source = "STT\nNội dung\nCơ quan chủ trì\nCơ quan\nphối hợp\nThời hạn\n\
                  I\nNHÓM NHIỆM VỤ CHUNG\n\
                  1\nXây dựng kế hoạch\nSở A\nSở B\nQuý I\n\
                  2\nRà soát các\nquy định\nSở C\nSở D\nQuý II\n\
                  3\nTổng kết\nSở E\nCác sở\nQuý IV\nNơi nhận:";
    assert_eq!(
        show(source),
        [
            "STT·Nội dung·Cơ quan chủ trì·Cơ quan~phối hợp·Thời hạn / I·NHÓM NHIỆM VỤ CHUNG / \
          1·Xây dựng kế hoạch·Sở A·Sở B·Quý I / 2·Rà soát các~quy định·Sở C·Sở D·Quý II / \
          3·Tổng kết·Sở E·Các sở·Quý IV"
        ]
    );
}

#[test]
fn a_group_row_of_a_table_with_one_cell_a_line_spans_the_rest() {
    let lines = split("TT\nNhiệm vụ\nChủ trì\nI\nNHÓM\n1\nViệc\nSở A");
    let (_, table) = find_tables(&lines).remove(0);
    assert_eq!(table.rows[1].cells[1].n_columns, 2);
}

#[test]
fn a_row_of_single_cells_whose_seams_cannot_be_told_is_one_cell() {
    assert_eq!(
        show("TT\nNhiệm vụ\nChủ trì\n1\nViệc một.\nViệc hai.\nSở A\n2\nViệc\nSở B"),
        ["TT·Nhiệm vụ·Chủ trì / 1·Việc một.¶Việc hai.¶Sở A / 2·Việc·Sở B"]
    );
}

#[test]
fn columns_of_spaces_are_a_table_under_known_heads_only() {
    let source = "STT  Nội dung        Cơ quan chủ trì  Thời hạn\n\
                  1    Xây dựng quy    Sở Nội vụ        Quý I\n     \
                  chế                              2024\n\
                  2    Rà soát         Sở Tư pháp       Quý II\n\n\
                  Nơi nhận:";
    assert_eq!(
        show(source),
        ["STT·Nội dung·Cơ quan chủ trì·Thời hạn / \
          1·Xây dựng quy~chế·Sở Nội vụ·Quý I~2024 / 2·Rà soát·Sở Tư pháp·Quý II"]
    );
    assert!(show("A    B    C\n1    2    3").is_empty());
}
