//! The draft check over a small invented collection that is read from files.

use proptest::prelude::*;
use tracuu_check::comment::comment;
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::finding::Finding;
use tracuu_check::report::{CheckReport, NotCheckedReason};
use tracuu_check::rule::{Rule, Severity};
use tracuu_check::run::{CheckSettings, check};
use tracuu_extract::read::read_text;
use tracuu_index::reader::Collection;

use super::ingested::ingest_files;

const DECREE: &str = "CHÍNH PHỦ\nSố: 45/2020/NĐ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
    Độc lập - Tự do - Hạnh phúc\nHà Nội, ngày 08 tháng 4 năm 2020\n\nNGHỊ ĐỊNH\n\
    Về thực hiện thủ tục hành chính trên môi trường điện tử\n\n\
    Điều 1. Phạm vi điều chỉnh\n1. Nghị định này quy định về thủ tục.\n2. Việc khác.\n\
    Điều 2. Đối tượng áp dụng\nNghị định này áp dụng với cơ quan.\n\
    Điều 3. Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 22 tháng 5 năm 2020.\n";

const FACTS: &str = "format = 1\n\n[[document]]\ntype = \"Quy định\"\nsymbol = \"37-QĐ/TW\"\n\
    date = 2021-10-25\nissuer = \"Ban Chấp hành Trung ương\"\n\
    title = \"về những điều đảng viên không được làm\"\n\
    confidence = { symbol = \"high\", date = \"high\", issuer = \"high\", title = \"high\" }\n\
    sources = [ { states = [\"symbol\", \"date\", \"issuer\", \"title\"], source = \"s\" } ]\n";

const CITING: &str = "Báo cáo việc thực hiện Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp \
    hành Trung ương về những điều đảng viên không được làm.\n";

const PLAN: &str = "TỈNH ỦY AN SƠN\nSố 10-KH/TU\nAn Sơn, ngày 15 tháng 6 năm 2020\n\n\
    KẾ HOẠCH\nthực hiện Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện \
    thủ tục hành chính trên môi trường điện tử\n\nBan Thường vụ Tỉnh ủy yêu cầu như sau.\n";

/// One number in two terms.
const TWO_TERMS: &str = "TỈNH ỦY AN SƠN\nSố 77-BC/TU\nAn Sơn, ngày 10 tháng 02 năm 2023\n\n\
    BÁO CÁO\ncông tác cán bộ\n\nThực hiện Nghị quyết số 01-NQ/TU ngày 05/5/2022 của Tỉnh ủy về \
    quy hoạch cán bộ; Nghị quyết số 01-NQ/TU ngày 12/3/2017 của Tỉnh ủy về công tác cán bộ.\n";

/// The collection of these tests, open.
pub(crate) struct Office {
    _dir: tempfile::TempDir,
    collection: Collection,
    directory: DocumentDirectory,
}

impl Office {
    pub(crate) fn open() -> Self {
        let (dir, collection) = ingest_files(&[
            ("nghi-dinh.txt", DECREE),
            ("catalogue.toml", FACTS),
            ("bao-cao.txt", CITING),
            ("ke-hoach.txt", PLAN),
            ("hai-nhiem-ky.txt", TWO_TERMS),
        ]);
        let directory = DocumentDirectory::read(&collection).unwrap();
        Self { _dir: dir, collection, directory }
    }

    pub(crate) fn check(&self, text: &str) -> (Draft, CheckReport) {
        self.check_with(text, &[])
    }

    /// The check with rules that are off by default.
    fn check_with(&self, text: &str, on: &[Rule]) -> (Draft, CheckReport) {
        let draft = Draft::read(read_text(text), Some("An Sơn"));
        let against = ReferenceCollection {
            directory: &self.directory,
            collection: Some(&self.collection),
        };
        let today = "2026-11-20".parse().ok();
        let options =
            CheckSettings { today, on: on.to_vec(), ..CheckSettings::default() };
        let report = check(&draft, against, &options).unwrap();
        (draft, report)
    }

    /// The findings of a rule.
    fn found(&self, text: &str, rule: Rule) -> Vec<Finding> {
        let (_, report) = self.check(text);
        report.findings.into_iter().filter(|finding| finding.rule == rule).collect()
    }
}

#[test]
fn a_wrong_field_is_never_passed_in_silence() {
    let office = Office::open();
    for (text, rule, instead) in [
        (
            "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 09/4/2020 của Chính phủ.",
            Rule::CiteDate,
            "ngày 08/4/2020",
        ),
        (
            "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2021 của Chính phủ.",
            Rule::CiteDate,
            "ngày 08 tháng 4 năm 2020",
        ),
        (
            "Thực hiện Quy định số 37-QĐ/TW ngày 25/10/2022 của Ban Chấp hành Trung ương \
             về những điều đảng viên không được làm.",
            Rule::CiteDate,
            "ngày 25/10/2021",
        ),
        (
            "Thực hiện Quyết định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương.",
            Rule::CiteType,
            "Quy định",
        ),
        (
            "Căn cứ Nghị quyết số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ.",
            Rule::CiteType,
            "Nghị định",
        ),
        (
            "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Quốc hội.",
            Rule::CiteBody,
            "Chính phủ",
        ),
        (
            "Căn cứ Nghị định số 45/2020/ND-CP ngày 08/4/2020 của Chính phủ.",
            Rule::CiteSymbolForm,
            "45/2020/NĐ-CP",
        ),
        (
            "Thực hiện Quy định số 38-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương về \
             những điều đảng viên không được làm.",
            Rule::CiteNumber,
            "37-QĐ/TW",
        ),
    ] {
        let found = office.found(text, rule);
        let (_, all) = office.check(text);
        assert_eq!(found.len(), 1, "{text}\n{:#?}", all.findings);
        assert_eq!(found[0].replacements.first().map(String::as_str), Some(instead));
        // What is put right is not found again.
        let mut right = text.to_owned();
        right.replace_range(found[0].span.start..found[0].span.end, instead);
        assert!(office.found(&right, rule).is_empty(), "{right}");
    }
}

#[test]
fn what_is_right_gives_no_error_and_no_warning() {
    let office = Office::open();
    let (_, report) = office.check(
        "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện thủ tục \
         hành chính trên môi trường điện tử; Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban \
         Chấp hành Trung ương về những điều đảng viên không được làm.",
    );
    let grave: Vec<_> =
        report.findings.iter().filter(|f| f.severity > Severity::Info).collect();
    assert!(grave.is_empty(), "{grave:#?}");
    assert_eq!(report.coverage.n_checked, 2);
}

#[test]
fn provisions_that_are_not_there_are_told_with_those_that_are() {
    let office = Office::open();
    let name = "Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ";
    let found = office.found(&format!("theo Điều 9 {name}."), Rule::CitePin);
    assert!(found[0].message.contains("Điều 1 đến Điều 3"), "{}", found[0].message);
    let found = office.found(&format!("theo khoản 5 Điều 1 {name}."), Rule::CitePin);
    assert!(found[0].message.contains("khoản 1 đến khoản 2"), "{}", found[0].message);
    assert!(
        office.found(&format!("theo khoản 2 Điều 1 {name}."), Rule::CitePin).is_empty()
    );
}

#[test]
fn what_the_collection_does_not_have_is_information() {
    let office = Office::open();
    let (_, report) = office
        .check("Theo Nghị quyết số 15-NQ/TW ngày 05/5/2022 của Bộ Chính trị về an sinh.");
    let unknown = report.findings.iter().find(|f| f.rule == Rule::CiteUnknown).unwrap();
    assert_eq!(unknown.severity, Severity::Info);
    assert_eq!(report.coverage.not_checkable, [(NotCheckedReason::NotInCollection, 1)]);
    assert!(report.findings.iter().all(|finding| finding.severity < Severity::Error));
}

#[test]
fn a_draft_that_the_collection_holds_is_no_evidence_for_itself() {
    let office = Office::open();
    let (_, report) = office.check(DECREE);
    assert_eq!(report.coverage.own.len(), 1);
    assert!(report.findings.iter().all(|finding| finding.severity < Severity::Error));
}

#[test]
fn a_draft_must_agree_with_itself() {
    let office = Office::open();
    for (text, rule) in [
        (
            "Chỉ thị số 9/CT-TTg ngày 03/3/2021 của Thủ tướng Chính phủ; Chỉ thị số 9/CT-TTg \
             ngày 05/3/2021 của Thủ tướng Chính phủ.",
            Rule::DraftTwoDates,
        ),
        (
            "Chỉ thị số 9/CT-TTg ngày 03/3/2021 của Thủ tướng Chính phủ về phòng cháy; Chỉ thị \
             số 9/CT-TTg về phòng cháy và chữa cháy rừng; xong.",
            Rule::DraftTwoTitles,
        ),
        (
            "Chỉ thị số 19/CT-TTg ngày 03/3/2021 và Chỉ thị số 12/CT-TTg ngày 05/9/2021.",
            Rule::DraftNumberOrder,
        ),
        (
            "Đề án số 5-ĐA/TU ngày 03/3/2021 của Tỉnh ủy (sau đây gọi tắt là Đề án 5). Xong.",
            Rule::AliasUnused,
        ),
        ("Thực hiện các nghị định của Chính phủ.", Rule::DraftVague),
        ("Ủy ban họp; Uỷ ban kết luận.", Rule::StyleTonePlace),
        ("Báo cáo hằng năm; họp hàng quý.", Rule::StyleHangNam),
        ("Gửi ngày 8/03/2021 và ngày 09/3/2021.", Rule::StyleDateZero),
        ("Học \"một\" và “hai”.", Rule::StyleQuotes),
    ] {
        assert!(!office.found(text, rule).is_empty(), "{text}");
    }
}

/// A draft that begins with these lines.
fn with_basis(lines: &str) -> String {
    format!(
        "TỈNH ỦY AN SƠN\n\nSố 20-KH/TU\n\nAn Sơn, ngày 20 tháng 3 năm 2026\n\nKẾ HOẠCH\n\n\
         thực hiện nhiệm vụ\n\n{lines}\n\nI. MỤC ĐÍCH\n\n1. Nâng cao nhận thức.\n\n\
         II. NHIỆM VỤ\n\n1. Rà soát văn bản.\n"
    )
}

#[test]
fn the_lines_of_the_basis_end_as_the_rule_asks() {
    let office = Office::open();
    let decree = "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ";
    let rule = "Căn cứ Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương";
    let task = "Thực hiện Chỉ thị số 5-CT/TW ngày 03/3/2021 của Ban Bí thư";
    for (lines, wrong) in [
        (format!("{decree};\n\n{rule}."), vec![]),
        (format!("{decree};\n\n{rule}, Tỉnh ủy ban hành kế hoạch như sau:"), vec![]),
        (format!("{decree}.\n\n{rule}."), vec![("phủ.", "phủ;")]),
        (format!("{decree}\n\n{rule}"), vec![("phủ", "phủ;"), ("ương", "ương.")]),
        (format!("{decree},\n\n{rule};\n\n{task}."), vec![("phủ,", "phủ;")]),
        // One line is no list.
        (format!("{decree}."), vec![]),
        // The basis has ended with its full stop; an ordinary paragraph follows.
        (format!("{decree};\n\n{rule}.\n\n{task}, các cấp ủy tổ chức học tập."), vec![]),
        (format!("{decree}.\n\n{task}."), vec![]),
    ] {
        let text = with_basis(&lines);
        let (draft, _) = office.check(&text);
        let found = office.found(&text, Rule::CiteBasisForm);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|one| (one.span.of(draft.text()), one.replacements[0].as_str()))
            .collect();
        assert_eq!(found, wrong, "{lines}");
    }
}

#[test]
fn paragraphs_of_the_body_are_no_basis() {
    let office = Office::open();
    let text = with_basis("Tỉnh ủy ban hành kế hoạch.").replace(
        "1. Rà soát văn bản.",
        "Căn cứ Kế hoạch này, các sở xây dựng kế hoạch.\n\nCăn cứ chức năng, nhiệm vụ được \
         giao, các huyện ủy báo cáo.",
    );
    assert_eq!(office.found(&text, Rule::CiteBasisForm), []);
}

#[test]
fn the_higher_document_stands_first_in_the_basis() {
    let office = Office::open();
    let law = "Căn cứ Luật số 31/2024/QH15 ngày 18/01/2024 của Quốc hội";
    let decree = "Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ";
    let circular = "Căn cứ Thông tư số 3/2021/TT-BNV ngày 29/6/2021 của Bộ Nội vụ";
    let party =
        "Căn cứ Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương";
    for (lines, wrong) in [
        ([law, decree, circular], None),
        ([decree, law, circular], Some("Luật")),
        ([law, circular, decree], Some("Nghị định")),
        ([law, party, decree], None),
        ([decree, party, law], Some("Luật")),
    ] {
        let text =
            with_basis(&format!("{};\n\n{};\n\n{}.", lines[0], lines[1], lines[2]));
        let found = office.found(&text, Rule::CiteBasisForm);
        let found = found.first().map(|one| one.message.split(" có cấp").next().unwrap());
        assert_eq!(found, wrong, "{lines:?}");
    }
}

#[test]
fn a_higher_document_that_the_basis_carries_out_is_missed_where_it_is_not_cited() {
    let office = Office::open();
    let plan = "Căn cứ Kế hoạch số 10-KH/TU ngày 15/6/2020 của Tỉnh ủy";
    let decree = "Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ";
    for (text, n_found) in [
        (with_basis(&format!("{plan};")), 1),
        (with_basis(&format!("{plan};\n\n{plan};")), 1),
        (with_basis(&format!("Căn cứ {decree};\n\n{plan};")), 0),
        // A wrong date is a matter of its own rule.
        (
            with_basis(&format!(
                "{plan};\n\nthực hiện {}.",
                decree.replace("08/4", "09/4")
            )),
            0,
        ),
        // What is no basis says nothing of what is above it.
        (with_basis("Tham khảo Kế hoạch số 10-KH/TU ngày 15/6/2020 của Tỉnh ủy."), 0),
    ] {
        assert_eq!(office.found(&text, Rule::CiteHigher), [], "off where nobody asks");
        let (_, report) = office.check_with(&text, &[Rule::CiteHigher]);
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(|finding| finding.rule == Rule::CiteHigher)
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(found.len(), n_found, "{text}\n{found:#?}");
        let name = "triển khai Nghị định số 45/2020/NĐ-CP ngày 08/4/2020, dự thảo không viện dẫn";
        assert!(found.iter().all(|message| message.contains(name)), "{found:?}");
    }
}

#[test]
fn a_mention_that_fits_several_documents_is_told_by_their_days() {
    let office = Office::open();
    let text = with_basis("Thực hiện Nghị quyết số 01-NQ/TU của Tỉnh ủy về cán bộ.");
    let (draft, _) = office.check(&text);
    let found = office.found(&text, Rule::CiteAmbiguous);
    assert_eq!(found.len(), 1, "{found:#?}");
    let message = &found[0].message;
    for name in
        ["Nghị quyết số 01-NQ/TU ngày 05/5/2022", "Nghị quyết số 01-NQ/TU ngày 12/3/2017"]
    {
        assert!(message.contains(name), "{message}");
        let instead = format!("{name} của Tỉnh ủy");
        assert!(found[0].replacements.contains(&instead), "{:?}", found[0].replacements);
        let mut right = draft.text().to_owned();
        right.replace_range(found[0].span.start..found[0].span.end, &instead);
        assert_eq!(office.found(&right, Rule::CiteAmbiguous), [], "{right}");
    }
    assert_eq!(found[0].replacements.len(), 2);
}

#[test]
fn documents_are_called_by_their_names_and_not_by_their_ids() {
    let office = Office::open();
    let (_, report) = office.check(
        "Thực hiện Nghị định số 45/2020/NĐ-CP ngày 09/4/2020 của Chính phủ, Quy định số \
         37-QĐ/TW ngày 25/10/2022 của Ban Chấp hành Trung ương.",
    );
    let text = |finding| comment(finding, &office.directory, None).text;
    let told: Vec<String> = report.findings.iter().map(text).collect();
    let told = told.join("\n");
    assert!(
        told.contains("Kho ghi: Ngày ban hành 08/4/2020 (chính văn bản đó)"),
        "{told}"
    );
    assert!(
        told.contains("Kho ghi: Ngày ban hành 25/10/2021 (nguồn: danh mục của kho)"),
        "{told}"
    );
    for raw in ["nghi-dinh.", "quy-dinh.", "2020-04-08", "2021-10-25"] {
        assert!(!told.contains(raw), "{raw} in {told}");
    }
}

#[test]
fn what_looks_like_a_citation_and_is_not_read_is_listed() {
    let office = Office::open();
    let (draft, report) =
        office.check("Căn cứ Quyết định số …/QĐ-UBND và việc 12-ABC/XYZ.");
    let listed: Vec<&str> = report
        .coverage
        .unparsed
        .listed
        .iter()
        .map(|unparsed| unparsed.span.of(draft.text()))
        .collect();
    assert_eq!(listed.len() + draft.citations.len(), 2, "{listed:?}");
}

/// Words of which drafts are made, so that random texts hold citations.
const PIECES: &str = "(Nghị định|Quyết định|số 45/2020/NĐ-CP|37-QĐ/TW|số …/QĐ-UBND|ngày 8/04/2020|\
    của Chính phủ|về việc|các thông tư hướng dẫn của|\\(sau đây gọi tắt là|\\)|;|\\.|,| |\n|“|\"|Điều 5|\
    Đề án X|giai đoạn 2016-2020|đến năm 2020|Uỷ|ủy|hằng năm|hàng năm|😀|\\PC)";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_checked_the_same_twice_on_whole_characters(
        pieces in proptest::collection::vec(PIECES, 0..60),
    ) {
        let text: String = pieces.concat();
        let draft = Draft::read(read_text(&text), None);
        let directory = DocumentDirectory::default();
        let against = ReferenceCollection { directory: &directory, collection: None };
        let report = check(&draft, against, &CheckSettings::default()).unwrap();
        let again = check(&draft, against, &CheckSettings::default()).unwrap();
        prop_assert_eq!(&report.findings, &again.findings);
        let text = draft.text();
        for finding in &report.findings {
            for span in std::iter::once(&finding.span).chain(&finding.others) {
                prop_assert!(text.get(span.start..span.end).is_some());
            }
        }
        prop_assert_eq!(report.citations.len(), draft.citations.len());
    }
}
