//! When tasks are due, from files to the index: the days behind the words of deadlines.

use tracuu_index::entry::EntryKind;
use tracuu_index::key::day_number;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_kind};

use super::ingested::ingest_files;

const PLAN: &str = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG KHÊ\n\nSố: 41/KH-UBND\n\n\
    Sông Khê, ngày 12 tháng 4 năm 2027\n\nKẾ HOẠCH\nphát triển đường thủy nội địa\n\n\
    | TT | Nội dung | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n\
    | 1 | Khảo sát luồng lạch | Sở Xây dựng | Trước 30/6 |\n\
    | 2 | Cắm phao tiêu | Sở Xây dựng | Quý III |\n\
    | 3 | Nạo vét bến Đoan | Sở Tài chính | Giai đoạn 2028-2029 |\n\
    | 4 | Tuần tra | Công an tỉnh | Hằng quý |\n\
    | 5 | Lập tổ giúp việc | Sở Nội vụ | Trong 20 ngày kể từ ngày ký |\n\
    | 6 | Tập huấn | Sở Y tế | Tháng 02 |\n";

/// The rows of the tasks that a plan selects.
fn rows(collection: &Collection, deadline: Plan) -> Vec<String> {
    let plan = Plan::all([of_kind(EntryKind::Assignment), deadline]);
    let found = collection.assignments(&plan, Page::WHOLE).unwrap();
    found.items.into_iter().filter_map(|record| record.row).collect()
}

#[test]
fn the_days_behind_the_words_of_deadlines_are_asked_for() {
    let (_dir, collection) = ingest_files(&[("ke-hoach.md", PLAN)]);
    let number = |iso: &str| day_number(iso.parse().unwrap());
    let due = |first, last| Plan::Range(Field::Deadline, number(first), number(last));
    assert_eq!(rows(&collection, due("2027-04-12", "2027-06-30")), ["1", "5"]);
    assert_eq!(rows(&collection, due("2027-07-01", "2027-09-30")), ["2"]);
    assert_eq!(rows(&collection, due("2028-01-01", "2029-12-31")), ["3", "6"]);
    let begun = Plan::Range(Field::DeadlineStart, 0, number("2027-12-31"));
    assert_eq!(rows(&collection, begun), ["1", "2", "5"]);
    let quarterly = Plan::term(Field::Recurrence, "quarter");
    assert_eq!(rows(&collection, quarterly), ["4"]);
}
