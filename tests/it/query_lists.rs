//! Facets, orders and pages of answers, over the collection of `docs/query.md`.

use strum::VariantArray;

use tracuu_index::reader::Collection;
use tracuu_index::total::Total;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::answer::{Answer, Hit};
use tracuu_query::order::Sort;
use tracuu_query::search::{SearchError, SearchRequest, Searcher};

use crate::{passages, query_book};

/// Questions of every kind: words, phrases, fields, documents, agencies, listings.
const QUESTIONS: [&str; 8] = [
    "cán bộ",
    "\"chuyển đổi số\"",
    "-\"luân chuyển\"",
    "loại:nghị quyết",
    "12-NQ/TU",
    "nhiệm vụ nào trích dẫn nghị quyết",
    "Ban Tổ chức Tỉnh ủy",
    "các nhiệm vụ",
];

fn whole(searcher: &Searcher, text: &str, sort: Sort) -> Answer {
    let request = SearchRequest {
        text,
        limit: 1_000,
        sort,
        facets: true,
        ..SearchRequest::default()
    };
    searcher.search(request).unwrap()
}

fn names(hits: &[Hit]) -> Vec<String> {
    hits.iter().map(|hit| format!("{} {}", hit.kind.name(), hit.id)).collect()
}

#[test]
fn every_value_of_a_facet_is_an_operator_that_gives_as_many_hits() {
    let (_dir, searcher) = query_book::collection();
    for question in QUESTIONS {
        let answer = whole(&searcher, question, Sort::Relevance);
        assert!(answer.facets_exact && !answer.facets.is_empty(), "{question}");
        for facet in &answer.facets {
            for value in &facet.values {
                let narrowed = format!("{question} {}:\"{}\"", facet.field, value.value);
                let found = whole(&searcher, &narrowed, Sort::Relevance);
                assert_eq!(found.total.value(), value.count, "{narrowed}");
                assert_eq!(found.hits.len(), value.count, "{narrowed}");
            }
        }
    }
}

#[test]
fn facets_count_types_issuers_years_agencies_folders_and_kinds() {
    let (_dir, searcher) = query_book::collection();
    let answer = whole(&searcher, "cán bộ", Sort::Relevance);
    let fields: Vec<String> =
        answer.facets.iter().map(|facet| facet.field.to_string()).collect();
    let all = ["kind", "type", "issuer", "year", "deadline", "agency", "collection"];
    assert_eq!(fields, all);
    let labels = |field: &str| -> Vec<&str> {
        let facet =
            answer.facets.iter().find(|facet| facet.field.to_string() == field).unwrap();
        facet.values.iter().map(|value| value.label.as_str()).collect()
    };
    assert_eq!(labels("type"), ["Kế hoạch", "Báo cáo", "Nghị quyết"]);
    assert_eq!(labels("year"), ["2023", "2022"]);
    assert_eq!(labels("deadline"), ["Quý II/2023"]);
    assert_eq!(labels("collection"), ["ke-hoach", "nghi-quyet"]);
    let kinds: usize = answer.facets[0].values.iter().map(|value| value.count).sum();
    assert_eq!(kinds, answer.total.value());
}

#[test]
fn hits_stand_in_the_order_that_is_asked_for() {
    let (_dir, searcher) = query_book::collection();
    let symbols = |text: &str, sort| -> Vec<String> {
        let hits = whole(&searcher, text, sort).hits;
        hits.iter().filter_map(|hit| hit.document.symbol.clone()).collect()
    };
    let documents = "kết quả:văn bản";
    for (sort, expected) in [
        (
            Sort::Symbol,
            "04-QĐ/TU 09-QĐ/TU 12-NQ/TU 20-KH/TU 31-BC/TU 35/2018/NĐ-CP 70-QĐ/TW",
        ),
        (
            Sort::Date,
            "04-QĐ/TU 70-QĐ/TW 12-NQ/TU 20-KH/TU 31-BC/TU 09-QĐ/TU 35/2018/NĐ-CP",
        ),
        (
            Sort::NewestFirst,
            "09-QĐ/TU 31-BC/TU 20-KH/TU 12-NQ/TU 70-QĐ/TW 04-QĐ/TU 35/2018/NĐ-CP",
        ),
        // "kết quả …", "thực hiện …", "về …", none.
        (
            Sort::Title,
            "31-BC/TU 20-KH/TU 70-QĐ/TW 09-QĐ/TU 12-NQ/TU 35/2018/NĐ-CP 04-QĐ/TU",
        ),
    ] {
        assert_eq!(symbols(documents, sort).join(" "), expected, "{sort}");
    }
    // Everything in a document stands at its place.
    let mut newest = symbols("cán bộ", Sort::NewestFirst);
    newest.dedup();
    assert_eq!(newest, ["31-BC/TU", "20-KH/TU", "12-NQ/TU"]);
}

#[test]
fn an_order_changes_no_answer_and_pages_join_to_the_whole() {
    let (_dir, searcher) = query_book::collection();
    for text in QUESTIONS {
        let mut expected = names(&whole(&searcher, text, Sort::Relevance).hits);
        expected.sort();
        for sort in Sort::VARIANTS.iter().copied() {
            let all = names(&whole(&searcher, text, sort).hits);
            for limit in [1, 2, 7] {
                let paged = paged(
                    &searcher,
                    SearchRequest { text, limit, sort, ..SearchRequest::default() },
                );
                assert_eq!(paged, all, "{text} by {sort} in {limit}");
            }
            let mut sorted = all;
            sorted.sort();
            assert_eq!(sorted, expected, "{text} by {sort}");
        }
    }
}

#[test]
fn pages_go_on_behind_the_candidates_that_were_looked_at_first() {
    let texts: Vec<String> =
        (0..450).map(|number| format!("chuyển đổi số lần {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let searcher = passages::searcher(&texts);
    for limit in [40, 100, 450] {
        let request =
            SearchRequest {
                text: "chuyển đổi số", limit, ..SearchRequest::default()
            };
        let mut found = paged(&searcher, request);
        found.sort();
        found.dedup();
        assert_eq!(found.len(), texts.len(), "in pages of {limit}");
    }
}

/// All hits, page by page.
fn paged(searcher: &Searcher, request: SearchRequest<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let request = SearchRequest { cursor: cursor.as_deref(), ..request };
        let answer = searcher.search(request).unwrap();
        assert!(answer.hits.len() <= request.limit);
        found.extend(names(&answer.hits));
        cursor = answer.next;
        if cursor.is_none() {
            return found;
        }
    }
}

/// From files to the last page: a list is neither cut nor estimated at its size.
#[test]
fn every_plan_of_a_year_is_listed() {
    const N_PLANS: usize = 1_300;
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    let write = |word: &str, code: &str, number: usize, year: usize| {
        let text = format!(
            "ỦY BAN NHÂN DÂN\nTỈNH LẠC HỒNG\nSố: {number}/{code}-UBND\n\
             Lạc Hồng, ngày 05 tháng 02 năm {year}\n\n{word}\nkiểm tra lần thứ {number}\n\n\
             1. Rà soát hồ sơ.\n"
        );
        std::fs::write(corpus.join(format!("{year}-{code}-{number}.txt")), text).unwrap();
    };
    for number in 1..=N_PLANS {
        write("KẾ HOẠCH", "KH", number, 2024);
    }
    for number in 1..=9 {
        write("KẾ HOẠCH", "KH", number, 2023);
        write("BÁO CÁO", "BC", number, 2024);
    }
    let index_dir = dir.path().join("index");
    let job = IngestJob { roots: vec![corpus], index_dir, ..IngestJob::default() };
    assert_eq!(run(&job, &mut Silent).unwrap().n_held, N_PLANS + 18);
    let searcher = Searcher::new(Collection::open(&job.index_dir).unwrap());
    for text in
        ["các kế hoạch năm 2024", "loại:\"kế hoạch\" năm:2024 kết quả:\"văn bản\""]
    {
        let request = SearchRequest { text, limit: 100, ..SearchRequest::default() };
        let total = searcher.search(request).unwrap().total;
        assert_eq!(total, Total::Exact(N_PLANS), "{text}");
        let mut found = paged(&searcher, request);
        found.sort();
        found.dedup();
        assert_eq!(found.len(), N_PLANS, "{text}");
        assert!(found.iter().all(|name| name.starts_with("document ")), "{text}");
    }
}

#[test]
fn a_cursor_of_another_question_or_order_is_refused() {
    let (_dir, searcher) = query_book::collection();
    let asked = SearchRequest { text: "cán bộ", limit: 2, ..SearchRequest::default() };
    let cursor = searcher.search(asked).unwrap().next.unwrap();
    let next = SearchRequest { cursor: Some(&cursor), ..asked };
    assert!(searcher.search(SearchRequest { limit: 5, ..next }).is_ok());
    for other in [
        SearchRequest { text: "cán bộ ", ..next },
        SearchRequest { sort: Sort::Date, ..next },
        SearchRequest { cursor: Some("p2"), ..next },
        SearchRequest { cursor: Some(""), ..next },
    ] {
        let refused = searcher.search(other);
        assert!(matches!(refused, Err(SearchError::Cursor(_))), "{other:?}");
    }
}
