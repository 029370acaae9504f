//! Tests of `provision_mention` and of `amending_clause`, over whole texts.

use super::ProvisionHolder;
use super::find;
use crate::citation::mention::CitationKind;
use crate::reading::Reading;
use tracuu_extract::read_text;

/// Every provision that is named beside those of citations: its words, its places, whose
/// it is, and what is done to it.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let reading = Reading::read(read_text(text), None);
    let text = reading.text();
    let printed: Vec<String> = find(&reading.document, &reading.citations)
        .iter()
        .map(|found| {
            let places = found.places.iter().map(|place| {
                let parts = [&place.article, &place.clause, &place.point];
                let parts = parts.map(|part| part.as_deref().unwrap_or("-"));
                let container = place.container.to_string();
                let container = if container.is_empty() { "-" } else { &container };
                format!("{container} {}", parts.join(" "))
            });
            let places: Vec<_> = places.collect();
            let holder = match found.holder {
                ProvisionHolder::Own => "own".to_owned(),
                ProvisionHolder::Unstated => "?".to_owned(),
                ProvisionHolder::Mention(at) => {
                    let cited = &reading.citations[at];
                    let symbol = cited.symbol.as_ref().map(ToString::to_string);
                    symbol.unwrap_or_else(|| cited.span.of(text).to_owned())
                }
            };
            let action =
                found.action.map(|action| format!(" {action:?}")).unwrap_or_default();
            format!("{} = {} of {holder}{action}", found.span.of(text), places.join("; "))
        })
        .collect();
    assert_eq!(printed, expected, "{text}");
}

const AMENDING: &str = "NGHỊ QUYẾT\nSửa đổi, bổ sung một số điều của Nghị quyết số \
                        14/2019/NQ-HĐND ngày 10/7/2019 của Hội đồng nhân dân tỉnh về phí đò\n\n";

#[test]
fn provisions_with_this_are_those_around_them() {
    check(
        "QUY CHẾ\nlàm việc của tổ đò\n\nĐiều 3. Trực bến\n1. Tổ trực cả ngày.\n2. Người trực đêm \
         theo khoản 1 Điều này được nghỉ bù.\na) Nghỉ một ngày;\nb) Trường hợp tại điểm a \
         khoản này do tổ trưởng quyết định.\nĐiều 4. Thưởng\nThưởng theo Điều 3 của bản Quy \
         chế này và các khoản 1, 2 Điều này.",
        &[
            "khoản 1 Điều này = - 3 1 - of own",
            "điểm a khoản này = - 3 2 a of own",
            "khoản 1, 2 Điều này = - 4 1 -; - 4 2 - of own",
        ],
    );
    check("Tiền không đủ. Điều này khiến xã lo, khoản này phải bù.", &[]);
}

#[test]
fn sections_and_items_of_a_plan_are_its_own() {
    check(
        "KẾ HOẠCH\nmở bến đò\n\nI. VIỆC PHẢI LÀM\n1. Làm kè.\n1.1. Kè đá.\n2. Làm nhà chờ theo điểm \
         1.1 và điểm 4.9.\nII. TỔ CHỨC THỰC HIỆN\n1. Xã thực hiện mục I.\n2. Thôn báo cáo theo \
         khoản 1 Mục này.",
        &[
            "điểm 1.1 và điểm 4.9 = - - - 1.1; - - - 4.9 of ?",
            "mục I = section I - - - of own",
            "khoản 1 Mục này = section II - 1 - of own",
        ],
    );
}

#[test]
fn a_bracket_holds_parts_of_an_own_provision() {
    check(
        "QUY ĐỊNH\nvề bến đò\n\nĐiều 1. Phí\n1. Phí ngày.\n2. Phí đêm.\nĐiều 2. Miễn\nMiễn phí nêu \
         tại Điều 1 (khoản 1, 2) cho người già (từ 70 tuổi).",
        &["Điều 1 (khoản 1, 2) = - 1 1 -; - 1 2 - of own"],
    );
}

#[test]
fn bare_provisions_are_own_where_the_text_has_them() {
    check(
        "QUY ĐỊNH\nvề bến đò\n\nĐiều 1. Phí\n1. Phí ngày.\nĐiều 2. Miễn\nMiễn phí tại khoản 1 Điều \
         1 và nêu tại Điều 9.",
        &["khoản 1 Điều 1 = - 1 1 - of own", "Điều 9 = - 9 - - of ?"],
    );
    check("Giá đạt điểm 8, ba phần 4 số xã thí điểm 5 mô hình; tài khoản 3 trống.", &[]);
}

#[test]
fn an_amending_clause_changes_provisions_of_the_other_document() {
    let body = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 14/2019/NQ-HĐND\n\
         1. Sửa đổi, bổ sung điểm b khoản 1; điểm a, c khoản 3 Điều 8 như sau:\n“b) Đò máy;\n\
         a) Đò chèo; c) Phà.”\n2. Bổ sung khoản 2a vào sau khoản 2 Điều 7 như sau:\n“2a. Đò \
         ngang.”\n3. Bổ sung điểm đ vào khoản 4 Điều 10 như sau:\n“đ) Bè.”\n4. Thay thế Phụ lục \
         II bằng Phụ lục II kèm theo.\n5. Bãi bỏ khoản 3 Điều 2 và Điều 12.\n6. Khoản 5 Điều 6 \
         được bãi bỏ.\n7. Bỏ cụm từ “đò dọc” tại Điều 15.\nĐiều 2. Hiệu lực\nNhư Điều 1.";
    check(
        &format!("{AMENDING}{body}"),
        &[
            "điểm b khoản 1 = - 8 1 b of 14/2019/NQ-HĐND Amend",
            "điểm a, c khoản 3 Điều 8 = - 8 3 a; - 8 3 c of 14/2019/NQ-HĐND Amend",
            "khoản 2a = - 7 2a - of 14/2019/NQ-HĐND Add",
            "khoản 2 Điều 7 = - 7 2 - of 14/2019/NQ-HĐND",
            "điểm đ = - 10 4 đ of 14/2019/NQ-HĐND Add",
            "khoản 4 Điều 10 = - 10 4 - of 14/2019/NQ-HĐND Amend",
            "Phụ lục II = annex II - - - of 14/2019/NQ-HĐND Replace",
            "Phụ lục II = annex II - - - of 14/2019/NQ-HĐND Replace",
            "khoản 3 Điều 2 và Điều 12 = - 2 3 -; - 12 - - of 14/2019/NQ-HĐND Repeal",
            "Khoản 5 Điều 6 = - 6 5 - of 14/2019/NQ-HĐND Repeal",
            "Điều 15 = - 15 - - of 14/2019/NQ-HĐND Amend",
            "Điều 1 = - 1 - - of own",
        ],
    );
}

#[test]
fn a_clause_takes_the_article_of_the_one_above_it() {
    let body = "Điều 1. Sửa đổi, bổ sung Điều 9 như sau:\n1. Sửa đổi khoản 2 như sau:\n“2. Thu \
         bằng vé.”\n2. Bãi bỏ điểm c khoản 4.\nĐiều 2. Sửa đổi một số khoản\n1. Sửa đổi, bổ sung \
         một số điểm của khoản 3 Điều 11 như sau:\na) Sửa đổi điểm a như sau:\n“a) Vé tháng.”;\n\
         b) Bãi bỏ điểm d.";
    check(
        &format!("{AMENDING}{body}"),
        &[
            "Điều 9 = - 9 - - of 14/2019/NQ-HĐND Amend",
            "khoản 2 = - 9 2 - of 14/2019/NQ-HĐND Amend",
            "điểm c khoản 4 = - 9 4 c of 14/2019/NQ-HĐND Repeal",
            "khoản 3 Điều 11 = - 11 3 - of 14/2019/NQ-HĐND Amend",
            "điểm a = - 11 3 a of 14/2019/NQ-HĐND Amend",
            "điểm d = - 11 3 d of 14/2019/NQ-HĐND Repeal",
        ],
    );
}

#[test]
fn quoted_new_text_speaks_of_the_document_that_is_changed() {
    let body = "Điều 1. Sửa đổi Nghị quyết số 14/2019/NQ-HĐND\n1. Sửa đổi khoản 4 Điều 6 như \
         sau:\n“4. Chủ đò quy định tại khoản 1 Điều này nộp phí theo Điều 8 Nghị quyết này.”\n\
         2. Sửa đổi Điều 17 như sau: “Điều 17. Kiểm tra\n1. Xã kiểm tra.\n2. Kết quả nêu ở khoản 1 \
         Điều này gửi huyện theo điểm c khoản 2 Điều 3.”\n3. Bổ sung Điều 5a vào sau Điều 5 như \
         sau:\n\"Điều 5a. Neo đò\nNeo đò theo Điều này.\".\nĐiều 2. Nghị quyết này có hiệu lực \
         ngay.";
    let text = format!("{AMENDING}{body}");
    check(
        &text,
        &[
            "khoản 4 Điều 6 = - 6 4 - of 14/2019/NQ-HĐND Amend",
            "khoản 1 Điều này = - 6 1 - of 14/2019/NQ-HĐND",
            "Điều 17 = - 17 - - of 14/2019/NQ-HĐND Amend",
            "khoản 1 Điều này = - 17 1 - of 14/2019/NQ-HĐND",
            "điểm c khoản 2 Điều 3 = - 3 2 c of 14/2019/NQ-HĐND",
            "Điều 5a = - 5a - - of 14/2019/NQ-HĐND Add",
            "Điều 5 = - 5 - - of 14/2019/NQ-HĐND",
            "Điều này = - 5a - - of 14/2019/NQ-HĐND",
        ],
    );
    let reading = Reading::read(read_text(&text), None);
    let this = |kind| {
        let mut this = reading.citations.iter().filter(|it| {
            it.kind == kind && it.span.of(reading.text()) == "Nghị quyết này"
        });
        this.next().expect("help: a mention is missing")
    };
    let quoted = this(CitationKind::BackReference);
    let changed = quoted.antecedent.map(|at| &reading.citations[at]);
    assert_eq!(changed.unwrap().symbol.as_ref().unwrap().to_string(), "14/2019/NQ-HĐND");
    assert_eq!(quoted.pinpoint[0].article.as_deref(), Some("8"));
    this(CitationKind::SelfReference);
}

#[test]
fn a_line_names_the_document_that_it_changes() {
    check(
        "QUYẾT ĐỊNH\nvề việc sắp xếp bến\n\nĐiều 1. Sắp xếp\nGiao xã.\nĐiều 2. Sửa đổi khoản 1 Điều 4 \
         Quyết định số 30/QĐ-UBND ngày 02/3/2020 như sau:\n“1. Bến theo khoản 2 Điều này do xã \
         quản lý.”",
        &["khoản 2 Điều này = - 4 2 - of 30/QĐ-UBND"],
    );
    check(
        "BÁO CÁO\nkết quả\n\n1. Sửa đổi lịch trực theo khoản 3 Điều 14 đã nêu.\n2. Bổ sung 5 người.",
        &["khoản 3 Điều 14 = - 14 3 - of ?"],
    );
}

#[test]
fn provisions_of_citations_and_labels_are_not_listed_again() {
    check(
        "Theo khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP và Quy định số 5-QĐ/TU (Điều 3, 4).\n\n\
         Chương II\nĐIỀU KHOẢN CHUNG\n\nMục 1. Thu\n\nĐiều 7: Chi",
        &[],
    );
}

#[test]
fn a_bracket_behind_a_document_speaks_of_it() {
    check(
        "theo Điều 15 Nghị định số 45/2039/NĐ-CP (khoản 3 Điều 12 được sửa đổi tại khoản 7 Điều \
         1 Nghị định số 12/2042/NĐ-CP) và Quy định 205 (Điều 5, khoản 2 Điều 9)",
        &["khoản 3 Điều 12 = - 12 3 - of 45/2039/NĐ-CP"],
    );
}
