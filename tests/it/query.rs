//! Questions over a small invented plan: what is understood, found, and not found.

use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::answer::{Answer, HitKind};
use tracuu_query::parsed::part::PartRole;
use tracuu_query::search::{SearchRequest, Searcher};

const PLAN: &str = "\
**KẾ HOẠCH**  
**CỦA BAN THƯỜNG VỤ TỈNH ỦY**  
**Thực hiện công tác cán bộ và chuyển đổi số năm 2023**

Thực hiện Nghị quyết số 12-NQ/TW ngày 16/3/2022 của Bộ Chính trị về công tác cán bộ, Ban Thường vụ Tỉnh ủy ban hành kế hoạch như sau:

**I- MỤC TIÊU**

1. Nâng cao chất lượng cán bộ các cấp.

2. Hoàn thành chuyển đổi số trong các cơ quan đảng.

**II- NHIỆM VỤ, GIẢI PHÁP**

**1. Về công tác quy hoạch cán bộ**

Triển khai Nghị quyết số 12-NQ/TU ngày 05/5/2022 của Ban Chấp hành Đảng bộ tỉnh về quy hoạch cán bộ; Đề án số 07-ĐA/TU ngày 02/8/2022 của Ban Thường vụ Tỉnh ủy về luân chuyển cán bộ.

**2. Về chuyển đổi số**

Thực hiện Nghị định số 35/2018/NĐ-CP của Chính phủ; Dự án số 07-DA/TU ngày 03/9/2022 của Ban Thường vụ Tỉnh ủy về hạ tầng số. Xây dựng nền tảng số dùng chung, bảo đảm an toàn thông tin mạng.

**3. Về kiểm tra, giám sát**

Tăng cường kiểm tra việc thực hiện chế độ sinh hoạt chi bộ. Ủy ban Kiểm tra Tỉnh ủy chủ trì, phối hợp với Ban Nội chính Tỉnh ủy giám sát chuyên đề việc thực hiện Đề án bảo tồn tiếng nói các dân tộc giai đoạn 2022-2025.

**III- TỔ CHỨC THỰC HIỆN**

1. Văn phòng Tỉnh uỷ theo dõi, tổng hợp kết quả thực hiện Kế hoạch này.

| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |
|---|---|---|---|---|
| 1 | (1) Công tác quy hoạch cán bộ | Ban Tổ chức Tỉnh ủy | Các huyện ủy, thành ủy | Quý II |
| 2 | (2) Chuyển đổi số | Ban cán sự đảng Ủy ban nhân dân tỉnh | Văn phòng Tỉnh ủy; Công an tỉnh | 30/9/2023 |
| 3 | (3) Kiểm tra, giám sát | Ủy ban Kiểm tra Tỉnh ủy | Ban Nội chính Tỉnh ủy | Cả năm |
";

/// A collection of the plan above, opened once for all questions of a test.
fn searcher() -> Searcher {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    std::fs::write(corpus.join("ke-hoach.md"), PLAN).unwrap();
    let index_dir = dir.path().join("index");
    let job = IngestJob { roots: vec![corpus], index_dir, ..IngestJob::default() };
    let report = run(&job, &mut Silent).unwrap();
    assert_eq!(report.n_failed(), 0, "{report:?}");
    let collection = Collection::open(&job.index_dir).unwrap();
    Searcher::new(collection)
}

fn ask(searcher: &Searcher, text: &str) -> Answer {
    searcher
        .search(SearchRequest {
            text,
            limit: 100,
            cursor: None,
            ..SearchRequest::default()
        })
        .unwrap()
}

/// The hits of an answer as `kind label`, in order.
fn labels(answer: &Answer) -> Vec<String> {
    let label = |hit: &tracuu_query::answer::Hit| match &hit.kind {
        HitKind::Document(_) => format!("document {}", hit.label),
        HitKind::Measure => format!("measure {}", hit.label),
        HitKind::Provision => format!("provision {}", hit.label),
        HitKind::Assignment(_) => format!("assignment {}", hit.label),
    };
    answer.hits.iter().map(label).collect()
}

#[track_caller]
fn check(searcher: &Searcher, text: &str, expected: &[&str]) {
    let found = labels(&ask(searcher, text));
    assert_eq!(found, expected, "help: the question was {text:?}");
}

#[test]
fn a_symbol_in_any_spelling_finds_its_document_and_its_citers() {
    let searcher = searcher();
    for text in [
        "Nghị quyết số 12-NQ/TU",
        "12-NQ/TU",
        "12/NQ-TU",
        "12 NQ TU",
        "nghi quyet 12-nq/tu",
        "nghij quyeets 12-NQ/TU",
        "Nghị quyết 12 của Ban Chấp hành Đảng bộ tỉnh",
        "nghị quyết 12 ngày 05/5/2022",
    ] {
        check(&searcher, text, &["document 12-NQ/TU", "measure II.1"]);
    }
    check(
        &searcher,
        "biện pháp nào trích dẫn nghị định 35/2018?",
        &["measure II.2", "document 35/2018/NĐ-CP"],
    );
}

#[test]
fn what_differs_by_a_letter_is_another_document() {
    let searcher = searcher();
    check(&searcher, "12-NQ/TW", &["document 12-NQ/TW", "provision preamble"]);
    check(&searcher, "Đề án 07-ĐA/TU", &["document 07-ĐA/TU", "measure II.1"]);
    check(&searcher, "07-DA/TU dự án", &["document 07-DA/TU", "measure II.2"]);
    let both = ask(&searcher, "07-da/tu");
    let documents: Vec<_> =
        labels(&both).into_iter().filter(|label| label.starts_with("document")).collect();
    assert_eq!(documents, ["document 07-ĐA/TU", "document 07-DA/TU"]);
    let both = ask(&searcher, "Nghị quyết 12");
    let part =
        both.query.understood.iter().find(|part| part.role == PartRole::Cites).unwrap();
    assert_eq!(part.candidates.len(), 2, "{part:?}");
    assert_eq!(part.document, None);
}

#[test]
fn what_is_not_there_gives_no_hits_but_suggestions() {
    let searcher = searcher();
    for text in [
        "13-NQ/TU",
        "Chỉ thị 12-CT/TU",
        "Nghị định 35/2019/NĐ-CP",
        "12-NQ/TU ngày 01/01/2001",
        "Sở Y tế chủ trì mục nào",
        "Ban Nội chính chủ trì",
    ] {
        check(&searcher, text, &[]);
    }
    let near = ask(&searcher, "Chỉ thị 12-CT/TU");
    assert!(near.suggestions.iter().any(|near| near.query.contains("12-NQ/TU")));
    // What was understood is no other document to try.
    let same = ask(&searcher, "12-NQ/TU năm:1999");
    assert!(same.hits.is_empty(), "{:?}", same.query);
    assert!(same.suggestions.iter().all(|near| !near.query.contains("12-NQ/TU")));
}

#[test]
fn a_type_of_which_there_is_no_document_is_a_subject() {
    let searcher = searcher();
    for text in ["quy hoạch", "quy hoach"] {
        let answer = ask(&searcher, text);
        assert!(labels(&answer).contains(&"measure II.1".to_owned()), "{text}");
        assert!(answer.query.understood.iter().all(|part| part.role == PartRole::Text));
    }
}

#[test]
fn agencies_are_found_in_their_roles() {
    let searcher = searcher();
    for text in
        ["Ban Tổ chức Tỉnh ủy chủ trì mục nào", "btc tinh uy chu tri", "BTCTU chủ trì"]
    {
        let found = labels(&ask(&searcher, text));
        assert!(found.contains(&"measure II.1".to_owned()), "{text}: {found:?}");
        assert!(found.contains(&"assignment 1".to_owned()), "{text}: {found:?}");
        assert!(!found.contains(&"measure II.2".to_owned()), "{text}: {found:?}");
    }
    let found = labels(&ask(&searcher, "Ban Nội chính phối hợp"));
    assert!(found.contains(&"measure II.3".to_owned()), "{found:?}");
    let found = labels(&ask(&searcher, "Văn phòng Tỉnh ủy làm gì"));
    assert!(found.contains(&"provision III.1".to_owned()), "{found:?}");
    assert!(found.contains(&"assignment 2".to_owned()), "{found:?}");
}

#[test]
fn filters_combine() {
    let searcher = searcher();
    check(
        &searcher,
        "nghị định của Chính phủ",
        &["document 35/2018/NĐ-CP", "measure II.2"],
    );
    check(
        &searcher,
        "văn bản của Bộ Chính trị",
        &["document 12-NQ/TW", "provision preamble"],
    );
    check(
        &searcher,
        "văn bản ban hành tháng 8 năm 2022",
        &["document 07-ĐA/TU", "measure II.1"],
    );
    let found =
        labels(&ask(&searcher, "mục do Ban Tổ chức Tỉnh ủy chủ trì có trích dẫn đề án"));
    assert!(
        found.starts_with(&["measure II.1".to_owned(), "document 07-ĐA/TU".to_owned()])
    );
    check(&searcher, "nhiệm vụ nào không dẫn văn bản có số", &["measure II.3"]);
}

#[test]
fn a_document_without_number_is_found_by_words_of_its_name() {
    let searcher = searcher();
    for text in
        ["trích dẫn:\"bảo tồn tiếng nói các dân tộc\"", "trích dẫn:\"dân tộc bảo tồn\""]
    {
        check(&searcher, text, &["measure II.3"]);
    }
}

#[test]
fn words_are_searched_in_every_spelling() {
    let searcher = searcher();
    for text in ["nền tảng số dùng chung", "nen tang so dung chung", "neenf tangr soos"]
    {
        let found = labels(&ask(&searcher, text));
        assert_eq!(found.first().map(String::as_str), Some("measure II.2"), "{text}");
    }
    check(&searcher, "thiên văn học", &[]);
}

#[test]
fn telex_is_told_and_snippets_are_pieces_of_the_text() {
    let searcher = searcher();
    let answer = ask(&searcher, "nghij quyeets 12-NQ/TU");
    let told = &answer.query.corrections;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].to.as_str(), told[0].reason.code()), ("nghị quyết", "telex"));
    let unit = answer.hits.iter().find(|hit| hit.label == "II.1").unwrap();
    let snippet = unit.snippets.first().unwrap();
    let whole: String = snippet.iter().map(|piece| piece.text.as_str()).collect();
    assert!(PLAN.contains(&whole), "{whole}");
    let hits: Vec<_> = snippet.iter().filter(|piece| piece.hit).collect();
    assert_eq!(hits.len(), 1);
    assert!(hits[0].text.contains("12-NQ/TU"));
}

#[test]
fn pages_of_an_answer_join_to_the_whole() {
    let searcher = searcher();
    let whole = labels(&ask(&searcher, "văn bản của Ban Thường vụ Tỉnh ủy"));
    let mut paged = Vec::new();
    let mut cursor = None;
    loop {
        let request = SearchRequest {
            text: "văn bản của Ban Thường vụ Tỉnh ủy",
            limit: 1,
            cursor: cursor.as_deref(),
            ..SearchRequest::default()
        };
        let answer = searcher.search(request).unwrap();
        paged.extend(labels(&answer));
        cursor = answer.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(paged, whole);
    assert!(whole.len() > 2);
}

#[test]
fn no_text_is_an_error() {
    let searcher = searcher();
    for text in
        ["", " ", "\u{0}\u{7}", "((((", "số", "AND OR NOT", "\"", "của", "-", "🙂"]
    {
        ask(&searcher, text);
    }
    let long = "kiểm tra ".repeat(8_000);
    let refused = searcher.search(SearchRequest {
        text: &long,
        limit: 10,
        cursor: None,
        ..SearchRequest::default()
    });
    assert!(refused.is_err());
}

/// The roles and values of what was understood, but for the part at `but`. Which document a
/// number means may depend on the others.
fn understood(answer: &Answer, but: Option<usize>) -> Vec<(PartRole, String)> {
    let parts = answer.query.understood.iter().enumerate();
    let kept = parts.filter(|(place, _)| Some(*place) != but);
    let told = kept.map(|(_, part)| match part.role {
        PartRole::Cites => (part.role, String::new()),
        role => (role, part.value.clone()),
    });
    told.collect()
}

#[test]
fn a_part_that_is_taken_back_leaves_the_others_as_they_were() {
    let searcher = searcher();
    for text in [
        "nhiệm vụ do Ban Tổ chức Tỉnh ủy chủ trì có trích dẫn nghị quyết",
        "mục nào do Ủy ban Kiểm tra Tỉnh ủy chủ trì, phối hợp với Ban Nội chính Tỉnh ủy",
        "biện pháp nào trích dẫn nghị định số 35/2018/NĐ-CP",
        "nghị quyết của Ban Chấp hành Đảng bộ tỉnh ban hành trước năm 2023",
        "các nhiệm vụ không trích dẫn nghị quyết",
        "nghị quyết 12 của Bộ Chính trị",
        "mục nào trích dẫn văn bản của Bộ Chính trị",
        "nghij quyeets 12-NQ/TU năm:2022 -\"quy hoạch\"",
        "chuyển đổi số loại:\"kế hoạch\" kết quả:nhiệm vụ",
        "công tác cán bộ \"quy hoạch cán bộ\" chủ trì:\"Ban Tổ chức Tỉnh ủy\"",
    ] {
        let answer = ask(&searcher, text);
        for (place, part) in answer.query.understood.iter().enumerate() {
            if part.without == text {
                assert_eq!(part.value, "document", "{text}");
                continue;
            }
            let is_stand_in = |part: &(PartRole, String)| {
                *part == (PartRole::Kind, "document".to_owned())
            };
            let without = ask(&searcher, &part.without);
            let left = understood(&without, None);
            let expected = understood(&answer, Some(place));
            let expected: Vec<_> =
                expected.into_iter().filter(|part| !is_stand_in(part)).collect();
            let left: Vec<_> =
                left.into_iter().filter(|part| !is_stand_in(part)).collect();
            assert_eq!(left, expected, "{text}: {part:?}");
        }
    }
}
