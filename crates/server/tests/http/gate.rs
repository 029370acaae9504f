//! Who is not let in, whatever the address.

use axum::body::Body;
use axum::http::Request;
use axum::http::header;
use axum::http::request::Builder;
use tracuu_server::host::Hosts;
use tracuu_server::limits::Limits;
use tracuu_server::origin::Origins;
use tracuu_server::router::router;

use crate::service::{Reply, reply, service};

async fn asked(request: Builder, body: &'static str) -> Reply {
    let hosts = Hosts::new(vec!["search.example".to_owned()]);
    let origins = Origins::new(vec!["https://intranet.example".to_owned()]).under(hosts);
    let service = service(Limits::default()).open_to(origins);
    reply(router(service), request.body(Body::from(body)).unwrap()).await
}

async fn code(request: Builder, body: &'static str) -> (u16, String) {
    let reply = asked(request, body).await;
    assert_eq!(reply.header(header::CONTENT_TYPE), "application/problem+json");
    let code = reply.json()["code"].as_str().unwrap().to_owned();
    (reply.status.as_u16(), code)
}

#[tokio::test]
async fn a_foreign_name_of_the_machine_is_refused_everywhere() {
    for path in ["/api/v1/search?q=a", "/livez", "/openapi.json", "/nowhere", "/embed.js"]
    {
        let foreign = Request::get(path).header("host", "evil.example:7878");
        let foreign = foreign.header("origin", "http://evil.example:7878");
        assert_eq!(code(foreign, "").await, (421, "host_refused".to_owned()), "{path}");
        let whole = Request::get(format!("http://evil.example{path}"));
        let whole = whole.header("host", "localhost");
        assert_eq!(code(whole, "").await, (421, "host_refused".to_owned()), "{path}");
    }
    for host in ["localhost:7878", "127.0.0.1", "[::1]:7878", "Search.example"] {
        let reply = asked(Request::get("/livez").header("host", host), "").await;
        assert_eq!(reply.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_request_names_the_machine_once() {
    let none = Request::get("/livez");
    assert_eq!(code(none, "").await, (400, "bad_request".to_owned()));
    let two = Request::get("/livez").header("host", "a").header("host", "localhost");
    assert_eq!(code(two, "").await, (400, "bad_request".to_owned()));
}

#[tokio::test]
async fn a_page_of_another_origin_sends_nothing() {
    for path in ["/api/v1/check", "/api/v1/mentions", "/api/v1/similar", "/check"] {
        for (name, value, is_refused) in [
            ("origin", "http://evil.example", true),
            ("origin", "null", true),
            ("sec-fetch-site", "cross-site", true),
            ("origin", "http://localhost:81", false),
            ("origin", "https://intranet.example", false),
            ("sec-fetch-site", "same-origin", false),
            ("sec-fetch-site", "none", false),
        ] {
            let request = Request::post(path).header("host", "localhost:7878");
            let request = request.header(name, value);
            let reply = asked(request, "").await;
            assert_eq!(reply.status == 403, is_refused, "{path} {name}: {value}");
            let is_plain = !reply.body.contains("cross-site");
            assert!(is_plain, "a word of browsers is none of staff: {}", reply.body);
        }
    }
    // Reading is up to the browser.
    let read = Request::get("/livez").header("host", "localhost");
    let read = read.header("origin", "http://evil.example");
    let reply = asked(read, "").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "");
}

#[tokio::test]
async fn a_compressed_body_is_refused() {
    let request = Request::post("/api/v1/check").header("host", "localhost");
    let reply = asked(request.header("content-encoding", "gzip"), "x").await;
    assert_eq!(reply.status, 415);
    assert_eq!(reply.json()["code"], "unsupported_media_type");
    assert_eq!(reply.header(header::ACCEPT_ENCODING), "identity");
}

#[tokio::test]
async fn no_answer_repeats_a_foreign_name() {
    let request = Request::get("/opensearch.xml").header("host", "evil.example");
    let reply = asked(request, "").await;
    assert_eq!(reply.status, 421);
    assert!(!reply.body.contains("evil.example/"), "{}", reply.body);
    let request = Request::get("/opensearch.xml").header("host", "search.example");
    assert!(asked(request, "").await.body.contains("http://search.example/search"));
}
