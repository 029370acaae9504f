//! What callers of some groups may not see cannot be observed by them: the service answers as
//! one over folders in which it does not lie.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use tracuu_index::reader::Collection;
use tracuu_ingest::corpus::visibility::Visibility;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_server::access::Access;
use tracuu_server::limits::Limits;
use tracuu_server::live::LiveService;
use tracuu_server::state::Service;
use tracuu_store::key::{Groups, KeyScope};

use crate::access::add_key;
use crate::service::send_to;

/// Name of the group that may see everything.
const GROUP: &str = "thuong-vu";

/// How a document speaks of another one.
const CUES: [&str; 4] =
    ["Căn cứ", "Thực hiện", "Kế hoạch này thay thế", "Sửa đổi, bổ sung"];

const BODIES: [&str; 3] = ["Ban Tổ chức", "Ban Tuyên giáo", "Sở Nông nghiệp"];

const TOPICS: [&str; 4] =
    ["chuyển đổi số", "nuôi tôm", "nhân sự đại hội", "thu ngân sách"];

/// By what a document is kept from others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Restricted {
    /// The folder in which it lies, by the settings, or because it was sent for a group.
    ByFolder,
    /// Its own path, by the settings or the manifest.
    ByPath,
}

/// A document of a made-up world.
#[derive(Clone, Debug)]
struct Draft {
    restricted: Option<Restricted>,
    /// Numbers of what it cites, with the cue.
    cites: Vec<(usize, usize)>,
    body: usize,
    topic: usize,
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let cites = vec((1..12_usize, 0..CUES.len()), 0..3);
    let restricted = prop_oneof![
        2 => Just(None),
        1 => Just(Some(Restricted::ByFolder)),
        1 => Just(Some(Restricted::ByPath)),
    ];
    let draft = (restricted, cites, 0..BODIES.len(), 0..TOPICS.len());
    let draft = draft.prop_map(|(restricted, cites, body, topic)| Draft {
        restricted,
        cites,
        body,
        topic,
    });
    vec(draft, 2..8)
}

impl Draft {
    fn path(&self, number: usize) -> String {
        let is_inside = self.restricted == Some(Restricted::ByFolder);
        let folder = if is_inside { "kin/" } else { "" };
        format!("{folder}{number}.txt")
    }

    fn text(&self, number: usize) -> String {
        let (body, topic) = (BODIES[self.body], TOPICS[self.topic]);
        let day = number + 1;
        let mut text = format!(
            "TỈNH ỦY SÔNG KHÊ\n\nSố {number:02}-KH/TU\n\nSông Khê, ngày {day:02} tháng 3 năm 2024\n\n\
             KẾ HOẠCH\n\nvề {topic}\n\n"
        );
        for (cited, cue) in &self.cites {
            let cue = CUES[*cue];
            let cited = format!("Kế hoạch số {cited:02}-KH/TU");
            text.push_str(&[cue, " ", &cited, " của Tỉnh ủy.\n\n"].concat());
        }
        text + &format!("1. {body} chủ trì, tham mưu về {topic} trước ngày 30/6/2025.\n")
    }
}

fn write(corpus: &Path, drafts: &[Draft], is_whole: bool) {
    fs::create_dir_all(corpus.join("kin")).unwrap();
    for (number, draft) in (1..).zip(drafts) {
        if is_whole || draft.restricted.is_none() {
            let path = corpus.join(draft.path(number));
            fs::write(path, draft.text(number)).unwrap();
        }
    }
}

/// A service over a folder, where restricted sources are for one group, and a key of that
/// group.
fn served(dir: &Path, drafts: &[Draft]) -> (Router, String) {
    let corpus = dir.join("corpus");
    let by_path = (1..)
        .zip(drafts)
        .filter(|(_, draft)| draft.restricted == Some(Restricted::ByPath));
    let by_path = by_path.map(|(number, draft)| corpus.join(draft.path(number)));
    let rules: Vec<_> = by_path.chain([corpus.join("kin")]).collect();
    let ingest = |name: &str, is_shown: bool| {
        let rules = rules.iter().map(|path| (path.clone(), is_shown));
        let job = IngestJob {
            roots: vec![corpus.clone()],
            index_dir: dir.join(name),
            visibility: Visibility::new(rules),
            ..IngestJob::default()
        };
        run(&job, &mut Silent).unwrap();
        (Collection::open(&job.index_dir).unwrap(), job.index_dir)
    };
    let groups = Groups::from([GROUP.to_owned()]);
    let key = add_key(dir, |key| {
        key.scopes = vec![KeyScope::Search, KeyScope::Check];
        key.groups.clone_from(&groups);
    });
    let anonymous = vec![KeyScope::Search, KeyScope::Check, KeyScope::Admin];
    let access = Access::new(dir.to_owned(), anonymous).unwrap();
    let (open, store) = ingest("open", false);
    let service = Service::new(open, Limits::default()).unwrap().with_store(store);
    let access = access.with_restricted(groups.clone());
    let live = LiveService::new(service.guarded_by(access));
    let (whole, store) = ingest("whole", true);
    live.replace(&groups, whole, store).unwrap();
    (live.router(), key)
}

/// What a service answers, without what differs from one moment to the next.
async fn ask(app: &Router, asked: &Asked, key: Option<&str>) -> String {
    let mut request = match &asked.body {
        None => Request::get(&asked.path),
        Some(_) => Request::post(&asked.path).header("content-type", "application/json"),
    };
    request = request.header("x-request-id", "the-same").header("accept", "*/*");
    if let Some(key) = key {
        request = request.header("authorization", format!("Bearer {key}"));
    }
    let body = asked.body.clone().map_or(Body::empty(), Body::from);
    let reply = send_to(app.clone(), request.body(body).unwrap()).await;
    let mut text = reply.body.clone();
    if let Ok(mut json) = serde_json::from_str::<Value>(&text) {
        if let Some(answer) = json.as_object_mut() {
            answer.remove("took_ms");
        }
        text = json.to_string();
    }
    // When a document came is a second of each service's own.
    let parts = text.split("<updated>");
    let without_times = parts.map(|part| part.rsplit("</updated>").next().unwrap());
    text = without_times.collect();
    format!("{} {text}", reply.status)
}

/// A request.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Asked {
    path: String,
    body: Option<String>,
}

/// The members of a list of the API, as the holder of a key sees them: their ids.
async fn ids(app: &Router, path: &str, key: &str) -> Vec<String> {
    let listed = ask(app, &Asked::get(path), Some(key)).await;
    let listed: Value =
        serde_json::from_str(listed.trim_start_matches("200 OK ")).unwrap();
    let items = listed["items"].as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// All that can be asked of a collection, with the ids and words of the whole one.
async fn questions(app: &Router, key: &str, n_drafts: usize) -> BTreeSet<Asked> {
    let documents = ids(app, "/api/v1/documents?limit=100", key).await;
    let agencies = ids(app, "/api/v1/agencies", key).await;
    let words = [TOPICS.as_slice(), &BODIES, &["van ban nao da het hieu luc"]].concat();
    let symbols = (1..=n_drafts).map(|number| format!("{number:02}-KH/TU"));
    let texts = words.into_iter().map(str::to_owned).chain(symbols);
    OF_THE_COLLECTION
        .iter()
        .map(|path| Asked::get(path))
        .chain(documents.iter().flat_map(|id| of_document(id)))
        .chain(agencies.iter().flat_map(|id| of_agency(id)))
        .chain(texts.flat_map(|text| of_text(&text)))
        .collect()
}

/// Addresses of the collection as a whole.
const OF_THE_COLLECTION: [&str; 10] = [
    "/",
    "/documents",
    "/documents?held=any",
    "/agencies",
    "/help",
    "/reports/missing",
    "/reports/missing.csv",
    "/api/v1/measures",
    "/readyz",
    "/opensearch.xml",
];

fn of_document(id: &str) -> Vec<Asked> {
    let parts = ["", "/graph", "/cited-by", "/cite", "/citations", "/impact", "/outline"];
    let parts = parts.map(|end| format!("/api/v1/documents/{id}{end}"));
    let pages = ["", "/graph", "/matrix", "/original"];
    let pages = pages.map(|end| format!("/documents/{id}{end}"));
    let others = [format!("/compare?a={id}&b={id}"), format!("/new.atom?document={id}")];
    parts.iter().chain(&pages).chain(&others).map(|path| Asked::get(path)).collect()
}

fn of_agency(id: &str) -> [Asked; 3] {
    let page = format!("/agencies/{id}");
    [
        Asked::get(&format!("/api/v1{page}/assignments")),
        Asked::get(&format!("{page}/assignments.csv")),
        Asked::get(&page),
    ]
}

fn of_text(text: &str) -> Vec<Asked> {
    let mut encoded = String::new();
    for byte in text.bytes() {
        write!(encoded, "%{byte:02x}").unwrap();
    }
    let questions = ["/api/v1/search", "/search", "/search.csv", "/api/v1/suggest"];
    let questions = questions.map(|path| Asked::get(&format!("{path}?q={encoded}")));
    let draft = format!("Thực hiện Kế hoạch số {text} ngày 02/3/2024 về {text}.");
    let drafts = [
        ("/api/v1/similar", json!({ "text": draft })),
        ("/api/v1/check", json!({ "text": draft })),
        ("/api/v1/mentions", json!({ "texts": [draft] })),
    ];
    let drafts = drafts.map(|(path, body)| Asked {
        path: path.to_owned(),
        body: Some(body.to_string()),
    });
    questions.into_iter().chain(drafts).collect()
}

impl Asked {
    fn get(path: &str) -> Self {
        Self { path: path.to_owned(), body: None }
    }
}

proptest! {
    // Each case ingests four folders and asks some hundred questions of two services.
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn what_one_may_not_see_cannot_be_observed(drafts in drafts()) {
        let (whole, less) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        write(&whole.path().join("corpus"), &drafts, true);
        write(&less.path().join("corpus"), &drafts, false);
        let (app, key) = served(whole.path(), &drafts);
        let (without, _) = served(less.path(), &[]);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let n_differ = runtime.block_on(async {
            let mut n_differ = 0;
            for asked in questions(&app, &key, drafts.len()).await {
                let open = ask(&app, &asked, None).await;
                let there = ask(&without, &asked, None).await;
                prop_assert_eq!(&open, &there, "{:?}", asked);
                let shown = ask(&app, &asked, Some(&key)).await;
                prop_assert!(!shown.starts_with("400"), "{:?}: {}", asked, shown);
                n_differ += usize::from(shown != open);
            }
            Ok(n_differ)
        })?;
        let is_restricted = drafts.iter().any(|draft| draft.restricted.is_some());
        prop_assert_eq!(n_differ > 0, is_restricted, "holders of the group see more");
    }
}
