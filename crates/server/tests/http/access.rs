//! Who may ask for what, once there is a key.

use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::request::Builder;
use axum::http::{Request, header};
use tempfile::TempDir;
use tracuu_server::access::{Access, NewKey};
use tracuu_server::limits::Limits;
use tracuu_server::public_address::PublicAddress;
use tracuu_server::router::router;
use tracuu_store::key::{Groups, KeyScope, KeyStore, StoredKey};

use crate::service::{Reply, send_to, service};

/// Adds a key that opens the search, but for what `change` says; the key as it is sent.
pub(crate) fn add_key(dir: &Path, change: impl FnOnce(&mut StoredKey)) -> String {
    let key = NewKey::random().unwrap();
    let mut stored = StoredKey {
        id: key.id,
        name: "Thử".to_owned(),
        sha256: key.sha256,
        scopes: vec![KeyScope::Search],
        origins: Vec::new(),
        groups: Groups::new(),
        per_minute: None,
        created_s: 0,
        expires_s: None,
        revoked_s: None,
    };
    change(&mut stored);
    KeyStore::open(dir).unwrap().add(&stored).unwrap();
    key.text
}

/// A folder with keys, and those that were added as they are sent.
struct Keys {
    folder: TempDir,
}

impl Keys {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn add(&self, change: impl FnOnce(&mut StoredKey)) -> String {
        add_key(self.folder.path(), change)
    }

    fn app(&self, anonymous: &[KeyScope]) -> Router {
        let dir = self.folder.path().to_owned();
        let access = Access::new(dir, anonymous.to_vec()).unwrap();
        router(service(Limits::default()).guarded_by(access))
    }
}

async fn ask(app: &Router, request: Builder) -> Reply {
    send_to(app.clone(), request.body(Body::empty()).unwrap()).await
}

fn with_key(path: &str, key: &str) -> Builder {
    Request::get(path).header("authorization", format!("Bearer {key}"))
}

const SEARCH: &str = "/api/v1/search?q=a";

#[tokio::test]
async fn without_any_key_this_machine_reads_and_checks() {
    let app = Keys::new().app(&[]);
    for path in [SEARCH, "/", "/check", "/metrics"] {
        assert_eq!(ask(&app, Request::get(path)).await.status, 200, "{path}");
    }
    let write = ask(&app, Request::post("/api/v1/documents")).await;
    assert_eq!(write.json()["code"], "key_required");
    let status = ask(&app, Request::get("/status")).await;
    assert!(status.body.contains("khóa quản trị"), "others' questions are hidden");
}

#[tokio::test]
async fn whatever_is_not_read_is_a_question_or_needs_a_key() {
    let app = Keys::new().app(&[]);
    let described = ask(&app, Request::get("/openapi.json")).await.json();
    let questions =
        ["/api/v1/check", "/api/v1/check/files", "/api/v1/mentions", "/api/v1/similar"];
    for (path, operations) in described["paths"].as_object().unwrap() {
        if questions.contains(&path.as_str()) {
            continue;
        }
        for method in operations.as_object().unwrap().keys().filter(|one| *one != "get") {
            let method = method.to_uppercase();
            let asked = Request::builder().method(method.as_str()).uri(path);
            let refused = ask(&app, asked).await;
            let help = "add it to `WRITES` of access.rs";
            assert_eq!(refused.status, 401, "{method} {path}: {help}");
        }
    }
}

#[tokio::test]
async fn once_there_is_a_key_it_is_asked_for() {
    let keys = Keys::new();
    let key = keys.add(|_| ());
    let app = keys.app(&[]);
    let refused = ask(&app, Request::get(SEARCH)).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.json()["code"], "key_required");
    assert!(refused.header(header::WWW_AUTHENTICATE).starts_with("Bearer"));
    assert_eq!(ask(&app, with_key(SEARCH, &key)).await.status, 200);
    for open in ["/livez", "/readyz", "/openapi.json", "/embed.js", "/sign-in"] {
        assert_eq!(ask(&app, Request::get(open)).await.status, 200, "{open}");
    }
    let page = Request::get("/search?q=a%20b").header("accept", "text/html");
    let page = ask(&app, page).await;
    assert_eq!(page.status, 303);
    assert_eq!(page.header(header::LOCATION), "/sign-in?next=%2Fsearch%3Fq%3Da%2520b");
    let anonymous = keys.app(&[KeyScope::Search]);
    assert_eq!(ask(&anonymous, Request::get(SEARCH)).await.status, 200);
    assert_eq!(ask(&anonymous, Request::get("/metrics")).await.status, 401);
}

#[tokio::test]
async fn a_key_opens_what_its_scopes_say_and_no_more() {
    let keys = Keys::new();
    let search = keys.add(|_| ());
    let admin = keys.add(|key| key.scopes = vec![KeyScope::Admin]);
    let app = keys.app(&[]);
    assert_eq!(ask(&app, with_key(SEARCH, &search)).await.status, 200);
    for (path, key) in [("/metrics", &search), ("/check", &search), (SEARCH, &admin)] {
        let refused = ask(&app, with_key(path, key)).await;
        assert_eq!(refused.status, 403, "{path}");
        assert_eq!(refused.json()["code"], "scope_missing");
    }
    assert_eq!(ask(&app, with_key("/metrics", &admin)).await.status, 200);
}

#[tokio::test]
async fn keys_that_are_none_open_nothing() {
    let keys = Keys::new();
    let right = keys.add(|_| ());
    let expired = keys.add(|key| key.expires_s = Some(1));
    let revoked = keys.add(|key| key.revoked_s = Some(1));
    let app = keys.app(&[KeyScope::Search]);
    let other_secret = format!("{}0", &right[..right.len() - 1]);
    let other_secret =
        if other_secret == right { format!("{right}0") } else { other_secret };
    for key in [expired, revoked, other_secret, "x".to_owned(), String::new()] {
        let refused = ask(&app, with_key(SEARCH, &key)).await;
        assert_eq!(refused.status, 401, "{key}");
        assert_eq!(refused.json()["code"], "key_invalid");
    }
    let id = right.split('_').nth(1).unwrap();
    assert_eq!(ask(&app, with_key(SEARCH, &right)).await.status, 200);
    KeyStore::open(keys.folder.path()).unwrap().revoke(id, 1).unwrap();
    let later = keys.app(&[KeyScope::Search]);
    assert_eq!(ask(&later, with_key(SEARCH, &right)).await.status, 401);
}

#[tokio::test]
async fn a_key_of_a_page_is_good_on_that_page_only() {
    let keys = Keys::new();
    let portal = "https://portal.example";
    let key = keys.add(|key| key.origins = vec![portal.to_owned()]);
    let app = keys.app(&[]);
    let own = ask(&app, with_key(SEARCH, &key).header("origin", portal)).await;
    assert_eq!(own.status, 200);
    assert_eq!(own.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), portal);
    for request in [
        with_key(SEARCH, &key),
        with_key(SEARCH, &key).header("origin", "https://other.example"),
    ] {
        assert_eq!(ask(&app, request).await.status, 403);
    }
    let ahead = Request::options(SEARCH)
        .header("origin", portal)
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization");
    let ahead = ask(&app, ahead).await;
    assert_eq!(ahead.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), portal);
    assert!(ahead.header(header::ACCESS_CONTROL_ALLOW_HEADERS).contains("authorization"));
}

#[tokio::test]
async fn a_key_asks_as_often_as_it_may() {
    let keys = Keys::new();
    let key = keys.add(|key| key.per_minute = Some(2));
    let app = keys.app(&[]);
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.push(ask(&app, with_key(SEARCH, &key)).await.status.as_u16());
    }
    assert_eq!(seen, [200, 200, 429]);
}

#[tokio::test]
async fn a_proxy_in_front_says_who_asks() {
    let proxy = "addresses = ['10.0.0.1']\nuser_field = 'X-Remote-User'\n\
                 groups_field = 'X-Remote-Groups'\nscopes = ['search']\n";
    let keys = Keys::new();
    let access = Access::new(keys.folder.path().to_owned(), Vec::new()).unwrap();
    let access = access.behind(Some(toml::from_str(proxy).unwrap()));
    let access = access.with_restricted(["thuong-vu".to_owned()].into());
    let app = router(service(Limits::default()).guarded_by(access));
    let from = |peer: [u8; 4], path: &str| {
        Request::get(path).extension(ConnectInfo(SocketAddr::from((peer, 5000))))
    };
    let named = |peer, path: &str| from(peer, path).header("x-remote-user", "văn thư 2");
    let status = async |request| ask(&app, request).await.status.as_u16();
    assert_eq!(status(named([10, 0, 0, 1], SEARCH)).await, 200);
    assert_eq!(status(named([10, 0, 0, 1], "/check")).await, 403);
    // Nobody is named, somebody else names, and a name that was there before the proxy's.
    assert_eq!(status(from([10, 0, 0, 1], SEARCH)).await, 401);
    assert_eq!(status(named([10, 0, 0, 2], SEARCH)).await, 401);
    let twice = named([10, 0, 0, 1], SEARCH).header("x-remote-user", "b");
    assert_eq!(status(twice).await, 401);
}

#[tokio::test]
async fn people_sign_in_and_out() {
    let keys = Keys::new();
    let key = keys.add(|_| ());
    let app = keys.app(&[]);
    let sign_in = async |key: &str| {
        let form = format!("key={key}&next=%2Fsearch%3Fq%3Da");
        let request = Request::post("/sign-in").body(Body::from(form)).unwrap();
        send_to(app.clone(), request).await
    };
    let refused = sign_in("tracuu_a_b").await;
    assert_eq!(refused.status, 401);
    assert!(refused.body.contains("role=\"alert\""), "{}", refused.body);
    let signed = sign_in(&key).await;
    assert_eq!(
        (signed.status.as_u16(), signed.header(header::LOCATION)),
        (303, "/search?q=a")
    );
    let set = signed.header(header::SET_COOKIE).to_owned();
    assert!(set.contains("; HttpOnly; SameSite=Lax") && !set.contains(&key), "{set}");
    let cookie = set.split(';').next().unwrap().to_owned();
    let with_cookie =
        |request: Builder| request.header("cookie", format!("a=b; {cookie}"));
    assert_eq!(ask(&app, with_cookie(Request::get("/search?q=a"))).await.status, 200);
    let out = ask(&app, with_cookie(Request::post("/sign-out"))).await;
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert_eq!(ask(&app, with_cookie(Request::get(SEARCH))).await.status, 401);
}

#[tokio::test]
async fn every_address_stands_below_the_path_of_the_proxy() {
    let address = PublicAddress::new(None, "/tra-cuu");
    let app = router(service(Limits::default()).found_at(address));
    let below = ask(&app, Request::get("/tra-cuu/search?q=07-NQ%2FTU")).await;
    assert_eq!(below.status, 200);
    for attribute in ["href=\"/", "src=\"/", "action=\"/"] {
        let mut found = below.body.match_indices(attribute).peekable();
        assert!(found.peek().is_some(), "{attribute}");
        for (at, _) in found {
            let rest = &below.body[at + attribute.len() - 1..];
            assert!(rest.starts_with("/tra-cuu/"), "{}", &rest[..40]);
        }
    }
    let answer = ask(&app, Request::get("/tra-cuu/api/v1/search?q=07-NQ%2FTU")).await;
    let url = answer.json()["hits"][0]["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with("/tra-cuu/documents/"), "{url}");
    assert_eq!(ask(&app, Request::get(url)).await.status, 200);
    // A proxy that takes the path off.
    assert_eq!(ask(&app, Request::get("/livez")).await.status, 200);
    let xml = ask(&app, Request::get("/tra-cuu/opensearch.xml")).await;
    assert!(xml.body.contains("http://localhost/tra-cuu/search?q="), "{}", xml.body);
}

#[tokio::test]
async fn the_figures_name_routes_and_no_questions() {
    let app = Keys::new().app(&[]);
    ask(&app, Request::get("/api/v1/search?q=secretword")).await;
    let figures = ask(&app, Request::get("/metrics")).await;
    assert!(figures.header(header::CONTENT_TYPE).starts_with("application/openmetrics"));
    let counted = "http_request_duration_seconds_count{method=\"GET\",\
                   route=\"/api/v1/search\",status=\"2xx\"} 1";
    for line in
        [counted, "tracuu_documents{state=\"held\"} 1", "tracuu_build_info{version="]
    {
        assert!(figures.body.contains(line), "{line}\n{}", figures.body);
    }
    assert!(!figures.body.contains("secretword"));
}
