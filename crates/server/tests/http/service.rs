//! The service as its clients see it: the router by function, one request each.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use strum::VariantArray;
use tempfile::TempDir;
use tower::ServiceExt as _;
use tracuu_index::reader::Collection;
use tracuu_server::host::Hosts;
use tracuu_server::limits::Limits;
use tracuu_server::origin::Origins;
use tracuu_server::problem::ProblemKind;
use tracuu_server::router::router;
use tracuu_server::state::Service;

use crate::collection::{self, AGENCY, PLAN, RESOLUTION};

/// What came back: status, headers, body.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    headers: axum::http::HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// Whether there is a script beside the files of the service itself.
    pub(crate) fn has_foreign_script(&self) -> bool {
        let own = ["<script src=\"/", "<script type=\"module\" src=\"/"];
        self.body
            .match_indices("<script")
            .any(|(at, _)| !own.iter().any(|tag| self.body[at..].starts_with(tag)))
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// The index of all tests here; they only read.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    collection::open(folder.path());
    folder
});

fn app(limits: Limits) -> Router {
    router(service(limits))
}

/// The service over the collection of all tests here.
pub(crate) fn service(limits: Limits) -> Service {
    let opened = Collection::open(&FOLDER.path().join("index")).unwrap();
    Service::new(opened, limits).unwrap()
}

pub(crate) async fn send(request: Request<Body>) -> Reply {
    send_to(app(Limits::default()), request).await
}

/// Sends a request, for this machine unless it says for whom.
pub(crate) async fn send_to(app: Router, mut request: Request<Body>) -> Reply {
    let host = HeaderValue::from_static("localhost");
    request.headers_mut().entry(header::HOST).or_insert(host);
    reply(app, request).await
}

/// Sends a request as it is.
pub(crate) async fn reply(app: Router, request: Request<Body>) -> Reply {
    let (parts, body) = app.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Reply { status: parts.status, headers: parts.headers, body }
}

async fn get(path: &str) -> Reply {
    send(Request::get(path).body(Body::empty()).unwrap()).await
}

/// A page as a browser asks for it.
pub(crate) async fn page(path: &str) -> Reply {
    let accept = "text/html,application/xhtml+xml,*/*;q=0.8";
    send(Request::get(path).header("accept", accept).body(Body::empty()).unwrap()).await
}

/// Asks for a path that must fail, and checks the form of every problem.
async fn problem(path: &str) -> Value {
    let reply = get(path).await;
    let body = reply.json();
    assert_eq!(reply.header(header::CONTENT_TYPE), "application/problem+json", "{path}");
    assert_eq!(body["status"], reply.status.as_u16(), "{path}");
    assert_eq!(body["request_id"], reply.headers["x-request-id"].to_str().unwrap());
    for member in ["type", "title", "detail", "code"] {
        assert!(
            body[member].as_str().is_some_and(|text| !text.is_empty()),
            "{path}: {body}"
        );
    }
    body
}

#[tokio::test]
async fn a_search_answers_with_every_member_of_the_contract() {
    let reply = get("/api/v1/search?q=Ngh%E1%BB%8B+quy%E1%BA%BFt+07-NQ%2FTU").await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let answer = reply.json();
    let members: Vec<_> = answer.as_object().unwrap().keys().cloned().collect();
    let expected = [
        "answer",
        "facets",
        "facets_exact",
        "hits",
        "next",
        "query",
        "suggestions",
        "took_ms",
        "total",
    ];
    assert_eq!(members, expected);
    assert_eq!(answer["facets_exact"], true);
    assert_eq!(
        answer["facets"]["kind"],
        json!([
            {"value": "provision", "label": "Mục", "count": 1},
            {"value": "measure", "label": "Nhiệm vụ, giải pháp", "count": 1},
            {"value": "document", "label": "Văn bản", "count": 1},
        ])
    );
    let kinds: Vec<_> = answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["kind"].clone())
        .collect();
    assert!(kinds.contains(&json!("document")) && kinds.contains(&json!("measure")));
    let document = &answer["hits"][0];
    assert_eq!(document["symbol"], "07-NQ/TU");
    assert_eq!(document["held"], false);
    assert_eq!(document["date"], Value::Null);
    assert_eq!(document["url"], format!("/documents/{RESOLUTION}"));
}

#[tokio::test]
async fn suggestions_come_by_kind_with_everything_a_list_shows() {
    let reply = get("/api/v1/suggest?q=nghij+quy&limit=5").await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(reply.header(header::CACHE_CONTROL), "no-cache");
    let mut answer = reply.json();
    assert!(answer["took_ms"].take().is_number());
    let pieces = json!([
        {"text": "Nghị", "hit": true},
        {"text": " ", "hit": false},
        {"text": "quy", "hit": true},
        {"text": "ết số 07-NQ/TU", "hit": false}
    ]);
    let symbol = json!({
        "kind": "symbol", "text": "Nghị quyết số 07-NQ/TU",
        "label": "Tỉnh ủy · về công tác cán bộ · chưa có toàn văn · đã được thay thế từ ngày 05/01/2026",
        "details": [
            {"text": "Tỉnh ủy", "is_quoted": true},
            {"text": "về công tác cán bộ", "is_quoted": true},
            {"text": "chưa có toàn văn", "is_quoted": false},
            {"text": "đã được thay thế từ ngày 05/01/2026", "is_quoted": false}
        ],
        "url": format!("/documents/{RESOLUTION}"),
        "query": "Nghị quyết số 07-NQ/TU", "pieces": pieces
    });
    let groups = json!([
        {"kind": "symbol", "label": "Số, ký hiệu", "suggestions": [symbol]}
    ]);
    assert_eq!(answer, json!({"text": "nghij quy", "took_ms": null, "groups": groups}));
    for nothing in ["", "%20", "zzzz+q", "%F0%9F%98%80", &"a".repeat(2_000)] {
        let reply = get(&format!("/api/v1/suggest?q={nothing}")).await;
        assert_eq!(reply.status, 200, "{nothing}: {}", reply.body);
        assert_eq!(reply.json()["groups"], json!([]), "{nothing}");
    }
}

#[tokio::test]
async fn no_question_is_an_error_and_nothing_found_is_an_empty_list() {
    for question in ["", "%20", "%22%28%29AND+NOT+%3A*", "zzzz+qqqq", "%F0%9F%98%80"] {
        let reply = get(&format!("/api/v1/search?q={question}")).await;
        assert_eq!(reply.status, 200, "{question}: {}", reply.body);
        assert_eq!(reply.json()["hits"], json!([]), "{question}");
    }
}

#[tokio::test]
async fn faults_of_a_request_are_named() {
    let long = format!("/api/v1/search?q={}", "a".repeat(10_000));
    let documents = |rest: &str| format!("/api/v1/documents{rest}");
    for (path, code, parameter) in [
        ("/api/v1/search".to_owned(), "missing_parameter", json!("q")),
        ("/api/v1/search?q=a&limt=5".to_owned(), "unknown_parameter", Value::Null),
        ("/api/v1/search?q=a&q=b".to_owned(), "repeated_parameter", json!("q")),
        ("/api/v1/search?q=%ff".to_owned(), "invalid_encoding", Value::Null),
        ("/api/v1/search?q=a&limit=0".to_owned(), "limit_out_of_range", json!("limit")),
        (
            "/api/v1/search?q=a&limit=1000000000".to_owned(),
            "limit_out_of_range",
            json!("limit"),
        ),
        ("/api/v1/search?q=a&cursor=zzz".to_owned(), "invalid_cursor", json!("cursor")),
        ("/api/v1/search?q=a&sort=best".to_owned(), "invalid_parameter", json!("sort")),
        (documents("?sort=best"), "invalid_parameter", json!("sort")),
        (long, "query_too_long", json!("q")),
        ("/api/v1/search?q=%00%01%1b".to_owned(), "query_unreadable", json!("q")),
        ("/api/v1/suggest".to_owned(), "missing_parameter", json!("q")),
        ("/api/v1/suggest?q=a&limit=0".to_owned(), "limit_out_of_range", json!("limit")),
        ("/api/v1/suggest?q=a&cursor=1".to_owned(), "unknown_parameter", Value::Null),
        ("/api/v1/suggest?q=%00".to_owned(), "query_unreadable", json!("q")),
        (documents("?type=nghi-quet"), "invalid_parameter", json!("type")),
        (documents("?year=26"), "invalid_parameter", json!("year")),
        (documents("?held=yes"), "invalid_parameter", json!("held")),
        (documents("?cursor=1"), "invalid_cursor", json!("cursor")),
        (documents("/nowhere"), "document_not_found", Value::Null),
        (documents("/nowhere/outline"), "document_not_found", Value::Null),
        (documents("/nowhere/citations"), "document_not_found", Value::Null),
        (documents("/nowhere/cited-by"), "document_not_found", Value::Null),
        (
            "/api/v1/agencies/nowhere/assignments".to_owned(),
            "agency_not_found",
            Value::Null,
        ),
        ("/api/v1/nowhere".to_owned(), "route_not_found", Value::Null),
        ("/nowhere".to_owned(), "route_not_found", Value::Null),
        ("/problems/nowhere".to_owned(), "route_not_found", Value::Null),
    ] {
        let body = problem(&path).await;
        assert_eq!(body["code"], code, "{path}: {body}");
        assert_eq!(body["parameter"], parameter, "{path}: {body}");
    }
}

#[tokio::test]
async fn other_methods_are_refused_with_those_that_are_not() {
    let request = Request::builder().method(Method::POST).uri("/api/v1/search?q=a");
    let reply = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, 405);
    assert_eq!(reply.json()["code"], "method_not_allowed");
    assert_eq!(reply.header(header::ALLOW), "GET,HEAD");
}

#[tokio::test]
async fn a_large_body_is_refused() {
    let request = Request::post("/api/v1/search").header("content-length", "1000000");
    let reply = send(request.body(Body::from(vec![b'a'; 1_000_000])).unwrap()).await;
    assert_eq!(reply.status, 413);
    assert_eq!(reply.json()["code"], "body_too_large");
}

#[tokio::test]
async fn a_draft_is_checked_as_json_as_a_file_and_as_a_form() {
    let text =
        "Căn cứ Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy; Ủy ban, Uỷ ban.";
    let post = |kind: &str, body: String| {
        Request::post("/api/v1/check").header("content-type", kind).body(Body::from(body))
    };
    let form = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"d.txt\"\r\n\r\n\
         {text}\r\n--b--\r\n"
    );
    let sent = [
        post("application/json", json!({ "text": text }).to_string()),
        post("text/plain", text.to_owned()),
        post("multipart/form-data; boundary=b", form),
    ];
    let mut answers = Vec::new();
    for request in sent {
        let reply = send(request.unwrap()).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        answers.push(reply.json());
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    let answer = &answers[0];
    assert_eq!(answer["offset_unit"], "utf16");
    assert_eq!(answer["coverage"]["citations"]["found"], 1);
    let first = &answer["matches"][0];
    for member in ["message", "shortMessage", "offset", "length", "severity", "context"] {
        assert!(!first[member].is_null(), "{member}: {first}");
    }
    assert!(
        first["rule"]["issueType"].is_string()
            && first["rule"]["category"]["id"].is_string()
    );
}

#[tokio::test]
async fn a_form_is_checked_as_json_is_and_says_what_its_offsets_count() {
    let form = |body: &str| {
        Request::post("/api/v1/check")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let reply = send(form("text=Theo%20Lu%E1%BA%ADt.&language=vi&level=picky")).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let answer = reply.json();
    assert_eq!((&answer["offset_in"], answer.get("text")), (&"sent".into(), None));
    // Letters taken apart are put together when they are read.
    let reply = send(form("text=Theo%20Lua%CC%A3t.")).await;
    let answer = reply.json();
    assert_eq!(answer["offset_in"], "canonical");
    assert_eq!(answer["text"], "Theo Luạt.");
}

#[tokio::test]
async fn a_secret_draft_is_said_first() {
    let text = "TỈNH ỦY AN SƠN\nSố: 12-BC/TU          MẬT\nBÁO CÁO\nvề công tác cán bộ\n";
    let request = Request::post("/api/v1/check")
        .header("content-type", "text/plain")
        .body(Body::from(text))
        .unwrap();
    let reply = send(request).await;
    assert!(reply.body.starts_with("{\"secrecy\":\"MẬT\""), "{}", reply.body);
}

#[tokio::test]
async fn drafts_that_cannot_be_checked_are_refused_with_the_reason() {
    for (query, kind, body, status, code) in [
        ("", "application/json", "{", 400, "bad_request"),
        ("", "application/json", "{\"txt\": \"a\"}", 400, "bad_request"),
        ("?disable=cite.dates", "text/plain", "a", 400, "invalid_parameter"),
        ("?date=8/3/2022", "text/plain", "a", 400, "invalid_parameter"),
        ("", "application/pdf", "%PDF-1.4 x", 415, "unsupported_media_type"),
        ("", "application/octet-stream", "%PDF-1.4 x", 422, "draft_unreadable"),
        (
            "",
            "application/x-www-form-urlencoded",
            "language=vi",
            400,
            "missing_parameter",
        ),
        ("", "text/plain", "", 422, "draft_unreadable"),
    ] {
        let request = Request::post(format!("/api/v1/check{query}"))
            .header("content-type", kind)
            .body(Body::from(body))
            .unwrap();
        let reply = send(request).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.body);
        assert_eq!(reply.json()["code"], code, "{body}");
    }
    let small = Limits { draft_bytes: 10, ..Limits::default() };
    let request =
        Request::post("/api/v1/check").body(Body::from("a".repeat(11))).unwrap();
    let reply = send_to(app(small), request).await;
    assert_eq!(
        (reply.status.as_u16(), reply.json()["code"].as_str()),
        (413, Some("body_too_large"))
    );
    // The limit is named before anything is read.
    let large = Body::from(vec![b'a'; (8 << 20) + 1]);
    let request = Request::post("/api/v1/check").header("content-length", (8 << 20) + 1);
    let reply = send_to(app(Limits::default()), request.body(large).unwrap()).await;
    assert!(reply.json()["detail"].as_str().unwrap().contains("8 MB"), "{}", reply.body);
}

#[tokio::test]
async fn more_work_than_the_service_takes_on_is_turned_away() {
    let none = Limits { concurrent: 0, ..Limits::default() };
    let request = Request::get("/api/v1/search?q=a").body(Body::empty()).unwrap();
    let reply = send_to(app(none), request).await;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.header(header::RETRY_AFTER), "1");
    assert_eq!(reply.json()["code"], "overloaded");
}

#[tokio::test]
async fn every_kind_of_problem_is_explained_at_its_type() {
    for &kind in ProblemKind::VARIANTS {
        let reply = page(&format!("/problems/{kind}")).await;
        assert_eq!(reply.status, 200, "{kind}");
        assert!(reply.body.contains(kind.title()));
    }
}

#[tokio::test]
async fn documents_are_listed_filtered_and_paged() {
    let ids = |reply: &Reply| -> Vec<String> {
        let items = reply.json()["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = get("/api/v1/documents").await;
    assert_eq!(ids(&all), [RESOLUTION, PLAN]);
    assert_eq!(all.json()["meta"], json!({"total": 2, "next": null}));
    for (filter, expected) in [
        ("type=nghi-quyet", vec![RESOLUTION]),
        ("held=true", vec![PLAN]),
        ("held=false", vec![RESOLUTION]),
        ("year=2022&type=", vec![RESOLUTION]),
        ("year=1999", vec![]),
    ] {
        let reply = get(&format!("/api/v1/documents?{filter}")).await;
        assert_eq!(ids(&reply), expected, "{filter}");
    }
    let first = get("/api/v1/documents?limit=1").await;
    assert_eq!(ids(&first), [RESOLUTION]);
    let cursor = first.json()["meta"]["next"].as_str().unwrap().to_owned();
    let second = get(&format!("/api/v1/documents?limit=1&cursor={cursor}")).await;
    assert_eq!(ids(&second), [PLAN]);
    assert_eq!(second.json()["meta"]["next"], Value::Null);
}

#[tokio::test]
async fn a_cursor_is_of_one_list_only() {
    let cursor_of = async |path: &str| {
        let list = get(path).await.json();
        let next =
            if list["meta"].is_null() { &list["next"] } else { &list["meta"]["next"] };
        next.as_str().unwrap_or_else(|| panic!("no next page: {list}")).to_owned()
    };
    let search = "/api/v1/search?q=07-NQ%2FTU&limit=1";
    let documents = "/api/v1/documents?limit=1";
    for (from, to, is_taken) in [
        (search, search, true),
        (search, "/api/v1/search?q=07-NQ%2FTU&limit=2", true),
        (search, "/api/v1/search?q=07-NQ%2FTU&limit=1&sort=date", false),
        (search, "/api/v1/search?q=7-NQ%2FTU&limit=1", false),
        (search, documents, false),
        (documents, documents, true),
        (documents, "/api/v1/documents?limit=1&sort=title", false),
        (documents, "/api/v1/documents?limit=1&held=true", false),
        (documents, search, false),
    ] {
        let cursor = cursor_of(from).await;
        let path = format!("{to}&cursor={cursor}");
        if is_taken {
            assert_eq!(get(&path).await.status, 200, "{path}");
        } else {
            assert_eq!(problem(&path).await["code"], "invalid_cursor", "{path}");
        }
    }
}

#[tokio::test]
async fn the_limits_of_the_settings_hold_up_and_down() {
    let limits = Limits { query_bytes: 9_000, page_items: 1_000, ..Limits::default() };
    let ask = async |limits: &Limits, path: String| {
        let request = Request::get(path).body(Body::empty()).unwrap();
        send_to(app(limits.clone()), request).await.status.as_u16()
    };
    let long = |n: usize| format!("/api/v1/search?q={}", "a".repeat(n));
    let page = |n: usize| format!("/api/v1/search?q=a&limit={n}");
    let small = Limits { query_bytes: 64, page_items: 5, ..Limits::default() };
    for (limits, path, status) in [
        (&limits, long(9_000), 200),
        (&limits, long(9_001), 400),
        (&limits, page(1_000), 200),
        (&limits, page(1_001), 400),
        (&small, long(64), 200),
        (&small, long(65), 400),
        (&small, page(5), 200),
        (&small, page(6), 400),
    ] {
        assert_eq!(ask(limits, path.clone()).await, status, "{path}");
    }
}

#[tokio::test]
async fn a_document_shows_who_states_what_and_chooses_nothing() {
    let document = get(&format!("/api/v1/documents/{RESOLUTION}")).await.json();
    assert_eq!(document["date"], Value::Null);
    assert_eq!(document["title_support"], "one_citer");
    assert_eq!(document["conflicts"], json!(["date"]));
    assert_eq!(
        document["facts"][1],
        json!({"field": "date", "value": "2022-03-12", "stated_by":
               [{"origin": "citation", "source": PLAN, "places": ["II.1"]}], "n_more": 0})
    );
}

#[tokio::test]
async fn citations_run_both_ways() {
    let cited = get(&format!("/api/v1/documents/{PLAN}/citations")).await.json();
    assert_eq!(cited["meta"]["total"], 5);
    let cited = &cited["items"][1];
    assert_eq!(cited["path"], "II.1");
    assert_eq!(cited["text"], "Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy");
    assert_eq!(cited["document"], RESOLUTION);
    assert_eq!(cited["relation"], "implements");
    let citing = get(&format!("/api/v1/documents/{RESOLUTION}/cited-by")).await.json();
    assert_eq!(citing["meta"]["total"], 2);
    assert_eq!(citing["items"][0]["kind"], "measure");
    assert_eq!(citing["items"][0]["label"], "II.1");
    assert_eq!(citing["items"][0]["url"], format!("/documents/{PLAN}#II.1"));
    let hit = citing["items"][0]["snippets"][0]
        .as_array()
        .unwrap()
        .iter()
        .find(|piece| piece["hit"] == true)
        .unwrap();
    assert_eq!(hit["text"], "Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy");
}

#[tokio::test]
async fn an_outline_says_what_its_offsets_count() {
    let outline = get(&format!("/api/v1/documents/{PLAN}/outline")).await.json();
    assert_eq!(outline["offset_unit"], "utf8");
    assert_eq!(outline["provisions"][3]["path"], "II.1");
    let none = get(&format!("/api/v1/documents/{RESOLUTION}/outline")).await.json();
    assert_eq!(none["provisions"], json!([]));
}

#[tokio::test]
async fn measures_are_found_by_what_they_cite_and_who_leads() {
    for (filter, expected) in [
        (String::new(), 1),
        (format!("?cites={RESOLUTION}"), 1),
        (format!("?lead={AGENCY}"), 1),
        (format!("?lead={AGENCY}&cites={RESOLUTION}"), 1),
        (format!("?coordinates={AGENCY}"), 0),
        ("?cites=nowhere".to_owned(), 0),
    ] {
        let list = get(&format!("/api/v1/measures{filter}")).await.json();
        assert_eq!(list["meta"]["total"], expected, "{filter}");
    }
}

#[tokio::test]
async fn an_agency_has_its_assignments() {
    let agencies = get("/api/v1/agencies").await.json();
    assert_eq!(agencies["items"][0]["id"], AGENCY);
    let list = get(&format!("/api/v1/agencies/{AGENCY}/assignments")).await.json();
    assert_eq!(list["meta"]["total"], 1);
    assert_eq!(list["items"][0]["row"], "1");
    assert_eq!(list["items"][0]["measures"], json!(["II.1"]));
    assert_eq!(
        list["items"][0]["lead"],
        json!([{"id": AGENCY, "name": "Ban Tổ chức Tỉnh ủy"}])
    );
}

#[tokio::test]
async fn a_service_that_can_read_its_index_is_ready() {
    assert_eq!(get("/livez").await.body, "ok\n");
    let ready = get("/readyz").await.json();
    assert_eq!(ready["status"], "ready");
    assert_eq!(ready["n_held"], 1);
    assert_eq!(ready["n_documents"], 2);
}

#[tokio::test]
async fn an_answer_that_the_caller_holds_is_not_sent_again() {
    let path = format!("/api/v1/documents/{PLAN}");
    let first = get(&path).await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let request = Request::get(&path).header(header::IF_NONE_MATCH, &tag);
    let second = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((second.status.as_u16(), second.body.as_str()), (304, ""));
    let missing = Request::get("/api/v1/documents/x").header(header::IF_NONE_MATCH, &tag);
    assert_eq!(send(missing.body(Body::empty()).unwrap()).await.status, 404);
}

#[tokio::test]
async fn answers_are_compressed_on_request() {
    let request = Request::get("/openapi.json").header(header::ACCEPT_ENCODING, "gzip");
    let reply = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.header(header::CONTENT_ENCODING), "gzip");
}

#[tokio::test]
async fn pages_let_nothing_in_and_escape_everything() {
    for path in [
        "/".to_owned(),
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E".to_owned(),
        "/search?q=07-NQ%2FTU".to_owned(),
        "/documents".to_owned(),
        format!("/documents/{PLAN}"),
        format!("/documents/{RESOLUTION}"),
        "/agencies".to_owned(),
        format!("/agencies/{AGENCY}"),
    ] {
        let reply = page(&path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        assert_eq!(reply.header(header::CONTENT_TYPE), "text/html; charset=utf-8");
        let policy = reply.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(!reply.has_foreign_script(), "{path}");
        for foreign in ["style=", "<giám", "http://", "https://"] {
            assert!(!reply.body.contains(foreign), "{path}: {foreign}");
        }
        assert!(reply.body.contains("<html lang=\"vi\">"));
    }
}

#[tokio::test]
async fn the_search_page_works_as_a_plain_form() {
    let reply = page("/?q=07-NQ%2FTU").await;
    assert!(reply.body.contains("<form class=\"box\" action=\"/search\""));
    assert!(reply.body.contains("value=\"07-NQ/TU\""));
    assert!(reply.body.contains(&format!("href=\"/documents/{RESOLUTION}\"")));
    assert!(reply.body.contains("<mark>"));
}

#[tokio::test]
async fn a_page_of_a_cited_document_shows_both_dates_and_where_they_stand() {
    let body = page(&format!("/documents/{RESOLUTION}")).await.body;
    assert!(body.contains("Các nguồn ghi khác nhau"));
    for (date, place) in [("12/3/2022", "II.1"), ("15/3/2022", "table")] {
        assert!(body.contains(date), "{date}");
        assert!(body.contains(&format!("href=\"/documents/{PLAN}#{place}\"")));
    }
}

#[tokio::test]
async fn a_page_of_a_held_document_has_an_anchor_for_every_provision() {
    let body = page(&format!("/documents/{PLAN}")).await.body;
    for path in ["header", "II.1", "table"] {
        assert!(body.contains(&format!("id=\"{path}\"")), "{path}");
    }
    assert!(body.contains("<table>"));
    assert!(
        body.contains(&format!("<a class=\"cite\" href=\"/documents/{RESOLUTION}\">"))
    );
}

#[tokio::test]
async fn the_stylesheet_may_be_kept_for_ever() {
    let home = page("/").await.body;
    let from = home.find("/assets/").unwrap();
    let address: String = home[from..].chars().take_while(|c| *c != '"').collect();
    let sheet = get(&address).await;
    assert_eq!(sheet.header(header::CONTENT_TYPE), "text/css; charset=utf-8");
    assert!(sheet.header(header::CACHE_CONTROL).contains("immutable"));
    assert_eq!(get("/assets/style-0.css").await.status, 404);
}

#[tokio::test]
async fn the_description_is_what_clients_were_promised() {
    let reply = get("/openapi.json").await;
    let description = reply.json();
    assert_eq!(description["openapi"], "3.1.0");
    for (path, item) in description["paths"].as_object().unwrap() {
        let asked = path.replace("{id}", PLAN);
        let reply = get(&asked).await;
        let is_route = reply.status != 404 || reply.json()["code"] != "route_not_found";
        let is_known = ["get", "post"].iter().any(|way| item[way].is_object());
        assert!(is_route && is_known, "{path}");
    }
    let operations = description["paths"].as_object().unwrap().values();
    let operations = operations.flat_map(|item| item.as_object().unwrap().values());
    let ids: Vec<&str> =
        operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "operation ids are unique: {ids:?}");
    insta::assert_json_snapshot!("openapi", description);
}

async fn similar(body: &str) -> Reply {
    let request = Request::post("/api/v1/similar").body(Body::from(body.to_owned()));
    send(request.unwrap()).await
}

#[tokio::test]
async fn measures_like_a_paragraph_are_found_with_what_both_have() {
    let reply =
        similar(r#"{"text": "Cần nâng cao chất lượng sinh hoạt chi bộ", "limit": 3}"#);
    let reply = reply.await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let answer = reply.json();
    let hit = &answer["hits"][0];
    assert_eq!(
        (&hit["kind"], &hit["label"]),
        (&json!("measure"), &json!("II.1")),
        "{answer}"
    );
    assert_eq!(hit["longest_run"], 8, "{answer}");
    let similarity = hit["similarity"].as_f64().unwrap();
    assert!((0.5..1.0).contains(&similarity), "{answer}");
    let pieces = hit["snippets"][0].as_array().unwrap();
    let marked: Vec<&Value> =
        pieces.iter().filter(|piece| piece["hit"] == true).collect();
    assert_eq!(marked[0]["text"], "Nâng cao chất lượng sinh hoạt chi bộ", "{answer}");
    assert_eq!(similar(r#"{"text": "xyz"}"#).await.json(), json!({"hits": []}));
}

#[tokio::test]
async fn bodies_at_fault_are_problems() {
    let long = format!("{{\"text\": \"{}\"}}", "a".repeat(20_000));
    for (body, status, code) in [
        ("", 400, "bad_request"),
        ("{}", 400, "bad_request"),
        (r#"{"text": "a", "q": 1}"#, 400, "bad_request"),
        (r#"{"text": "a", "limit": 0}"#, 400, "limit_out_of_range"),
        (long.as_str(), 413, "body_too_large"),
    ] {
        let reply = similar(body).await;
        assert_eq!(reply.status, status, "{}", reply.body);
        assert_eq!(reply.json()["code"], code, "{}", reply.body);
    }
}

async fn asked_of_mentions(body: String) -> Reply {
    send(Request::post("/api/v1/mentions").body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn mentions_are_resolved_or_stay_open_and_bring_the_cards_of_their_documents() {
    let texts = [
        "12-KH/TU",
        "Kế hoạch số 12 - KH/TU ngày 15/01/2026",
        "Nghị quyết số 07-NQ/TU ngày 15/3/2022",
        "07-NQ/TW",
        "07-CT/TU",
        "nghị quyết",
    ];
    let reply = asked_of_mentions(json!({ "texts": texts }).to_string()).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let answer = reply.json();
    let read: Vec<_> = answer["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mention| (mention["state"].as_str().unwrap(), &mention["document"]))
        .collect();
    let (plan, resolution) = (json!(PLAN), json!(RESOLUTION));
    let expected = [
        ("resolved", &plan),
        ("resolved", &plan),
        ("resolved", &resolution),
        ("absent", &Value::Null),
        ("absent", &Value::Null),
        ("malformed", &Value::Null),
    ];
    assert_eq!(read, expected);
    let documents = answer["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 2, "each once");
    assert_eq!(documents[1]["symbol"], "07-NQ/TU");
    assert_eq!(documents[1]["n_citing"], 2);
    assert_eq!(documents[1]["held"], false);
}

#[tokio::test]
async fn the_cards_of_documents_that_a_page_links_to_come_by_their_ids() {
    let ids = [RESOLUTION, "khong-co", PLAN, RESOLUTION];
    let reply =
        asked_of_mentions(json!({ "texts": ["12-KH/TU"], "documents": ids }).to_string());
    let answer = reply.await.json();
    let cards = answer["documents"].as_array().unwrap();
    let found: Vec<&str> =
        cards.iter().map(|card| card["id"].as_str().unwrap()).collect();
    assert_eq!(found, [PLAN, RESOLUTION], "each once, what there is not left out");
    assert_eq!(cards[1]["n_citing"], 2);
}

#[tokio::test]
async fn a_faulty_list_of_mentions_is_refused_in_words() {
    for body in ["", "{}", "{\"texts\": \"07-NQ/TU\"}"] {
        let reply = asked_of_mentions(body.to_owned()).await;
        assert_eq!(
            (reply.status.as_u16(), &reply.json()["code"]),
            (400, &json!("bad_request"))
        );
    }
    let many = json!({ "texts": vec!["x"; 101] }).to_string();
    assert!(asked_of_mentions(many).await.body.contains("100"));
}

/// Longest script after compression, in bytes: what a page in a slow office network loads.
const MAX_SCRIPT_BYTES: usize = 10_000;

#[tokio::test]
async fn the_embedded_scripts_are_small_and_may_be_kept() {
    for path in ["/embed.js", "/embed-links.js"] {
        let request = Request::get(path).header("accept-encoding", "gzip");
        let request = request.header("host", "localhost").body(Body::empty()).unwrap();
        let (parts, body) =
            app(Limits::default()).oneshot(request).await.unwrap().into_parts();
        let n_bytes = body.collect().await.unwrap().to_bytes().len();
        assert_eq!(parts.headers[header::CONTENT_ENCODING], "gzip");
        assert!(n_bytes <= MAX_SCRIPT_BYTES, "{path}: {n_bytes} bytes with gzip");
        assert_eq!(parts.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
        let held = parts.headers[header::ETAG].clone();
        let again = Request::get(path).header("if-none-match", held);
        let reply = send(again.body(Body::empty()).unwrap()).await;
        assert_eq!((reply.status.as_u16(), reply.body.as_str()), (304, ""));
        // Else a page of another origin may not use the script that it holds.
        let policy = header::HeaderName::from_static("cross-origin-resource-policy");
        assert_eq!(reply.header(policy), "cross-origin");
    }
}

#[tokio::test]
async fn pages_of_the_same_host_and_of_listed_origins_may_read_answers() {
    let from = |origin: &'static str, path: &str| {
        let request = Request::get(path).header("host", "search.example:7878");
        request.header("origin", origin).body(Body::empty()).unwrap()
    };
    let hosts = Hosts::new(vec!["search.example".to_owned()]);
    let listed = Origins::new(vec!["https://intranet.example".to_owned()]).under(hosts);
    let service = service(Limits::default()).open_to(listed);
    for (origin, path, may_read) in [
        ("http://search.example", "/api/v1/search?q=a", true),
        ("https://intranet.example", "/api/v1/suggest?q=a", true),
        ("https://intranet.example", "/api/v1/suggest", true),
        ("https://other.example", "/api/v1/search?q=a", false),
        ("null", "/api/v1/search?q=a", false),
        ("https://other.example", "/embed-links.js", true),
    ] {
        let reply = send_to(router(service.clone()), from(origin, path)).await;
        let told = reply.header(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        assert_eq!(told, if may_read { origin } else { "" }, "{origin} {path}");
        assert!(reply.header(header::VARY).contains("origin"), "{path}");
    }
}

#[tokio::test]
async fn pages_are_framed_by_the_service_and_by_listed_portals() {
    let framing = |service: Service| async {
        let request = Request::get("/documents").body(Body::empty()).unwrap();
        let reply = send_to(router(service), request).await;
        let policy = reply.header(header::CONTENT_SECURITY_POLICY).to_owned();
        policy.split("; ").last().unwrap().to_owned()
    };
    let plain = service(Limits::default());
    assert_eq!(framing(plain.clone()).await, "frame-ancestors 'self'");
    let portals =
        vec!["https://cong.example".to_owned(), "http://b.example:81".to_owned()];
    let listed = Origins::default().framed_by(portals);
    assert_eq!(
        framing(plain.open_to(listed)).await,
        "frame-ancestors 'self' https://cong.example http://b.example:81"
    );
}

#[tokio::test]
async fn every_address_answers_in_english_below_its_path() {
    let plain = page("/documents?held=any").await;
    assert!(plain.body.contains("<html lang=\"vi\">") && plain.body.contains("Văn bản"));
    let english = page("/en/documents?held=any").await;
    assert!(
        english.body.contains("<html lang=\"en\">") && english.body.contains("Documents")
    );
    assert!(english.body.contains(&format!("href=\"/en/documents/{RESOLUTION}\"")));
    // What documents say stays Vietnamese, and says so to whoever hears it.
    assert!(english.body.contains("<p class=\"title\" lang=\"vi\">"));
    assert_eq!(page("/en/khong-co").await.status, 404);
    let answer = get("/en/api/v1/search?q=07-NQ%2FTU").await.json();
    let url = answer["hits"][0]["url"].as_str().unwrap();
    assert!(url.starts_with("/en/documents/"), "{url}");
    let refused = get("/en/api/v1/documents/khong-co").await.json();
    assert_eq!(refused["title"], "No such document");
    for (asked, led_to) in [
        ("/documents?lang=en&held=any", "/en/documents?held=any"),
        ("/en/documents?held=any&lang=vi", "../documents?held=any"),
        ("/en/documents/x?lang=vi", "../../documents/x"),
        ("/?lang=vi", "/"),
        ("/en/help?lang=en", "/en/help"),
    ] {
        let reply = page(asked).await;
        assert_eq!(reply.status, 307, "{asked}");
        assert_eq!(reply.header(header::LOCATION), led_to, "{asked}");
    }
    let accept = Request::get("/help").header("accept-language", "en-US,en");
    let reply = send(accept.body(Body::empty()).unwrap()).await;
    assert!(reply.body.contains("<html lang=\"vi\">"), "whatever the browser says");
}

#[tokio::test]
async fn several_drafts_are_a_row_each_and_a_broken_one_stops_none() {
    let part = |name: &str, content: &str| {
        format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n"
        )
    };
    let cites = "Căn cứ Nghị quyết số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy.";
    let form = |files: &[String]| format!("{}--b--\r\n", files.concat());
    let ask = async |path: &str, body: String| {
        let request = Request::post(path)
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from(body));
        send(request.unwrap()).await
    };
    let path = "/api/v1/check/files?date=2026-03-08";
    let files = [
        part("a.txt", cites),
        part("b.docx", "PK\u{3}\u{4}"),
        part("c.txt", "Xin chào."),
    ];
    let rows = ask(path, form(&files)).await.json();
    assert_eq!(rows["meta"]["total"], 3, "{rows}");
    assert!(rows["items"][0]["cards"]["must_fix"].is_u64(), "{rows}");
    assert!(rows["items"][1]["cards"].is_null() && rows["items"][1]["error"].is_string());
    assert_eq!(rows["items"][2]["name"], "c.txt");
    assert_eq!(ask(path, form(&[])).await.status, 400);
    let many: Vec<String> = (0..51).map(|n| part(&format!("{n}.txt"), "x")).collect();
    let refused = ask(path, form(&many)).await;
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("50"), "{}", refused.body);
    assert_eq!(ask("/api/v1/check/files?date=x", form(&files)).await.status, 400);
}
