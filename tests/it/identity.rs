//! One document, one record: what heads, letterheads and citers of small collections say of
//! a document, from files to the index.

use tracuu_index::entry::EntryKind;
use tracuu_index::reader::{Collection, Page, of_kind};
use tracuu_index::record::{DocumentRecord, Support};

use super::ingested::ingest_files;

/// The records of a symbol.
fn records(collection: &Collection, symbol: &str) -> Vec<DocumentRecord> {
    let all = collection.documents(&of_kind(EntryKind::Document), Page::WHOLE).unwrap();
    let is_it = |record: &DocumentRecord| record.symbol.as_deref() == Some(symbol);
    all.items.into_iter().filter(is_it).collect()
}

#[track_caller]
fn only(files: &[(&str, &str)], symbol: &str) -> DocumentRecord {
    let (_dir, collection) = ingest_files(files);
    let mut found = records(&collection, symbol);
    let ids: Vec<&str> = found.iter().map(|record| record.id.as_str()).collect();
    assert_eq!(found.len(), 1, "{symbol}: {ids:?}");
    found.remove(0)
}

/// A plan of a provincial committee as it was issued.
const PLAN: &str = "ĐẢNG CỘNG SẢN VIỆT NAM\n\nTỈNH ỦY SÔNG KHÊ\n*\nSố 73-KH/TU\n\n\
    Sông Khê, ngày 14 tháng 5 năm 2024\n\nKẾ HOẠCH\nvề phát triển nghề nuôi cá lồng\n\n\
    Ban Thường vụ Tỉnh ủy ban hành kế hoạch như sau:\n\n1. Khảo sát vùng nuôi.\n\n\
    T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu\n";

/// The same plan without letterhead and place, as a conversion leaves it.
const CONVERTED: &str = "**KẾ HOẠCH**\n**về phát triển nghề nuôi cá lồng**\n\n\
    Số 73-KH/TU ngày 14/5/2024\n\n1. Khảo sát vùng nuôi.\n";

/// A report of a district, which names no province.
const REPORT: &str = "HUYỆN ỦY BẾN ĐÁ\n*\nSố 12-BC/HU\n\nBến Đá, ngày 02 tháng 8 năm 2024\n\n\
    BÁO CÁO\nkết quả nửa năm\n\n1. Thực hiện Kế hoạch số 73-KH/TU ngày 14/5/2024 của Ban \
    Thường vụ Tỉnh ủy về phát triển nghề nuôi cá lồng, các xã đã vào cuộc.\n";

#[test]
fn the_home_province_is_learnt_and_an_unknown_one_fits() {
    let plan = only(&[("a.txt", PLAN), ("b.txt", REPORT)], "73-KH/TU");
    assert!(plan.held && plan.n_mentions == 1, "{plan:?}");
    let record = only(&[("a.txt", PLAN), ("b.md", CONVERTED)], "73-KH/TU");
    assert!(record.held, "{record:?}");
}

#[test]
fn two_provinces_with_one_symbol_are_two_records() {
    let other = PLAN.replace("SÔNG KHÊ", "ĐỒNG VẠN").replace("Sông Khê", "Đồng Vạn");
    let other =
        other.replace("nuôi cá lồng", "trồng mía").replace("14 tháng 5", "20 tháng 6");
    let (_dir, collection) =
        ingest_files(&[("a.txt", PLAN), ("b.txt", &other), ("c.txt", REPORT)]);
    let found = records(&collection, "73-KH/TU");
    assert_eq!(found.len(), 2, "{found:?}");
    let mentions: Vec<(usize, Option<&str>)> =
        found.iter().map(|one| (one.n_mentions, one.date.as_deref())).collect();
    assert_eq!(mentions, [(1, Some("2024-05-14")), (0, Some("2024-06-20"))]);
}

#[test]
fn who_signs_is_the_issuer_and_the_letterhead_its_organisation() {
    let plan = only(&[("a.txt", PLAN)], "73-KH/TU");
    assert_eq!(plan.issuer.as_deref(), Some("BAN THƯỜNG VỤ TỈNH ỦY SÔNG KHÊ"));
    assert_eq!(plan.letterhead.as_deref(), Some("TỈNH ỦY SÔNG KHÊ"));
    let organisation = plan.organisation.unwrap();
    assert!(plan.id.starts_with(&format!("{organisation}.")), "{}", plan.id);
}

/// A report that says one sentence.
fn report(number: usize, sentence: &str) -> String {
    format!(
        "ỦY BAN NHÂN DÂN\nTỈNH SÔNG KHÊ\n\nSố: {number}/BC-UBND\n\nSông Khê, ngày 09 tháng \
         10 năm 2025\n\nBÁO CÁO\nvề việc số {number}\n\n1. {sentence}\n"
    )
}

#[test]
fn a_title_on_which_citers_agree_is_shown_and_one_that_runs_on_is_cut() {
    let sentences = [
        "Thực hiện Nghị quyết số 61-NQ/TU ngày 03/4/2025 của Tỉnh ủy về bảo tồn làng dệt \
         chiếu.",
        "Theo Nghị quyết số 61-NQ/TU ngày 03/4/2025 của Tỉnh ủy về bảo tồn làng dệt chiếu.",
        "Triển khai Nghị quyết số 61-NQ/TU ngày 03/4/2025 của Tỉnh ủy về bảo tồn làng dệt \
         chiếu gắn việc làm mùa nước nổi.",
    ];
    let texts: Vec<String> = (1..).zip(sentences).map(|(n, s)| report(n, s)).collect();
    let files = [("a.txt", &*texts[0]), ("b.txt", &*texts[1]), ("c.txt", &*texts[2])];
    let cited = only(&files, "61-NQ/TU");
    assert_eq!(cited.title.as_deref(), Some("về bảo tồn làng dệt chiếu"));
    assert_eq!(cited.title_support, Some(Support::Citers));
    let alone = only(&files[..1], "61-NQ/TU");
    assert_eq!(alone.title_support, Some(Support::OneCiter));
}

#[test]
fn the_term_of_a_congress_tells_two_resolutions_apart() {
    let files = [
        report(1, "Quán triệt Nghị quyết số 19-NQ/TW ngày 16/6/2022 về nông thôn."),
        report(2, "Theo Nghị quyết số 19-NQ/TW ngày 25/10/2017 về đơn vị sự nghiệp."),
        report(
            3,
            "Theo Nghị quyết số 19-NQ/TW của Ban Chấp hành Trung ương Đảng khoá XIII.",
        ),
    ];
    let files: Vec<(&str, &str)> = ["a.txt", "b.txt", "c.txt"]
        .into_iter()
        .zip(files.iter().map(String::as_str))
        .collect();
    let (_dir, collection) = ingest_files(&files);
    let found = records(&collection, "19-NQ/TW");
    let mentions: Vec<(&str, usize)> =
        found.iter().map(|one| (one.id.as_str(), one.n_mentions)).collect();
    assert_eq!(
        mentions,
        [("dang.tw.nghi-quyet.19.2022", 2), ("dang.tw.nghi-quyet.19.2017", 1)]
    );
}

#[test]
fn a_name_that_a_line_end_has_cut_is_no_other_province() {
    let first = report(
        1,
        "Thực hiện Kế hoạch số 204/KH-UBND ngày 11/3/2025 của UBND tỉnh Sông Khê về cầu phao.",
    );
    let second = report(
        2,
        "Kế hoạch số 204/KH-UBND ngày 11/3/2025 của Ủy ban nhân dân tỉnh Sông chưa có vốn.",
    );
    let cited = only(&[("a.txt", &first), ("b.txt", &second)], "204/KH-UBND");
    assert_eq!(cited.n_mentions, 2);
}
