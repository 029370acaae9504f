//! What happens around every handler: request id, log, deadline, isolation of panics,
//! problems written out, headers that every answer carries.

use std::any::Any;
use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::page::problem::problem_page;
use super::problem::{MEDIA_TYPE, Problem, ProblemKind, WrittenOut};
use super::state::Service;

/// Carries the id of a request both ways.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id taken over from the caller; a UUID has 36 characters, the rest is room for
/// prefixes of proxies.
const MAX_REQUEST_ID: usize = 64;

/// What the pages may load: what this service sends as files, nothing written into them.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
     img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
);

/// The id of a request, in its extensions.
#[derive(Clone, Debug)]
pub(super) struct RequestId(String);

/// Gives the request its id, logs its outcome, and writes out problems. The log has no
/// query text: it may hold names of people.
pub(super) async fn accompany(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::from_headers(request.headers());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let reader = Reader::from_request(&request);
    let response = write_out(next.run(request).await, &id, reader);
    tracing::info!(
        http.request_id = id.0,
        http.method = %method,
        http.route = route,
        http.status = response.status().as_u16(),
        http.elapsed_ms = started.elapsed().as_secs_f64() * 1e3,
        "request answered"
    );
    response
}

/// Ends an answer that takes longer than the deadline.
pub(super) async fn deadline(
    State(limit): State<Duration>,
    request: Request,
    next: Next,
) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::plain(ProblemKind::TimedOut).into_response(),
    }
}

/// What is said after a panic in a handler; the panic itself is logged.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the cause over")]
pub(super) fn after_panic(cause: Box<dyn Any + Send>) -> Response {
    let message = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(panic.message = message, "handler panicked");
    Problem::plain(ProblemKind::Internal).into_response()
}

/// Answers 304 where the caller already holds the answer of today: pages say how a
/// document stands on the day on which they are read.
pub(super) async fn revalidate_today(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    revalidate(State(service.tag()), request, next).await
}

/// Answers 304 where the caller already holds the answer. All answers follow from the
/// index, so that its generation is the tag of every address.
pub(super) async fn revalidate(
    State(tag): State<HeaderValue>,
    request: Request,
    next: Next,
) -> Response {
    let holds_it = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|held| held.split(',').any(|one| tag == one.trim()));
    let mut response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    if holds_it {
        response = StatusCode::NOT_MODIFIED.into_response();
    }
    response.headers_mut().insert(header::ETAG, tag);
    let policy = HeaderValue::from_static("no-cache");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(policy);
    response
}

/// Who reads the answer: a person or a program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    Person,
    Program,
}

impl Reader {
    /// A browser asks for HTML by name; under `/api/` programs ask.
    fn from_request(request: &Request) -> Self {
        let accepts_html = request
            .headers()
            .get(header::ACCEPT)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        if accepts_html && !request.uri().path().starts_with("/api/") {
            Self::Person
        } else {
            Self::Program
        }
    }
}

impl RequestId {
    /// The caller's id where it is harmless, else a new one.
    fn from_headers(headers: &HeaderMap) -> Self {
        let is_harmless = |id: &&str| {
            (1..=MAX_REQUEST_ID).contains(&id.len())
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        let given = headers.get(REQUEST_ID).and_then(|value| value.to_str().ok());
        Self(given.filter(is_harmless).map_or_else(new_request_id, str::to_owned))
    }
}

/// An id unique in this process, and in all likelihood among the others.
fn new_request_id() -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
    static COUNTER: AtomicU64 = AtomicU64::new(1);
    format!("{:016x}-{:x}", *PROCESS, COUNTER.fetch_add(1, Ordering::Relaxed))
}

/// Writes out the problem of a failed response, and the headers of every response.
fn write_out(mut response: Response, id: &RequestId, reader: Reader) -> Response {
    let status = response.status();
    let is_written = response.extensions().get::<WrittenOut>().is_some();
    if !is_written && (status.is_client_error() || status.is_server_error()) {
        let problem = response
            .extensions_mut()
            .remove::<Problem>()
            .unwrap_or_else(|| Problem::plain(ProblemKind::from_status(status)));
        let mut written = written_problem(&problem, id, reader);
        for name in [header::ALLOW, header::RETRY_AFTER] {
            if let Some(value) = response.headers_mut().remove(&name) {
                written.headers_mut().insert(name, value);
            }
        }
        response = written;
    }
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

fn written_problem(problem: &Problem, id: &RequestId, reader: Reader) -> Response {
    let mut response = match reader {
        Reader::Person => problem_page(problem, &id.0),
        Reader::Program => {
            let mut json = Json(problem.body(&id.0)).into_response();
            let media_type = HeaderValue::from_static(MEDIA_TYPE);
            json.headers_mut().insert(header::CONTENT_TYPE, media_type);
            json
        }
    };
    *response.status_mut() = problem.kind().status();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    use tower_http::catch_panic::CatchPanicLayer;

    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    async fn sleeps() -> &'static str {
        std::future::pending().await
    }

    fn app() -> Router {
        Router::new()
            .route("/fine", get(|| async { "fine" }))
            .route("/panics", get(panics))
            .route("/sleeps", get(sleeps))
            .layer(CatchPanicLayer::custom(after_panic))
            .layer(from_fn_with_state(Duration::from_millis(20), deadline))
            .layer(from_fn_with_state(HeaderValue::from_static("W/\"g1\""), revalidate))
            .layer(from_fn(accompany))
    }

    async fn asked(path: &str, headers: &[(&str, &str)]) -> (Response<()>, String) {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = app().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (Response::from_parts(parts, ()), String::from_utf8(bytes.to_vec()).unwrap())
    }

    type Response<T> = axum::http::Response<T>;

    #[tokio::test]
    async fn a_panic_becomes_a_problem_with_the_id_of_the_request() {
        let (response, body) = asked("/panics", &[("x-request-id", "abc-1")]).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.headers()[header::CONTENT_TYPE], MEDIA_TYPE);
        assert!(body.contains("\"request_id\":\"abc-1\""), "{body}");
        assert!(!body.contains("on purpose"), "{body}");
    }

    #[tokio::test]
    async fn an_answer_over_the_deadline_is_a_problem_with_retry_after() {
        let (response, body) = asked("/sleeps", &[]).await;
        assert_eq!(response.status(), 503);
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
        assert!(body.contains("\"code\":\"timed_out\""), "{body}");
    }

    #[tokio::test]
    async fn a_browser_reads_a_page_and_a_program_reads_json() {
        let (response, body) = asked("/nowhere", &[("accept", "text/html,*/*")]).await;
        assert_eq!(response.status(), 404);
        assert!(body.contains("<h1"), "{body}");
        let (response, body) = asked("/nowhere", &[("accept", "*/*")]).await;
        assert_eq!(response.status(), 404);
        assert!(body.contains("\"code\":\"route_not_found\""), "{body}");
    }

    #[tokio::test]
    async fn an_id_that_could_forge_a_log_line_is_not_taken_over() {
        for id in ["a b", "x".repeat(65).as_str(), "{}", ""] {
            let (response, _) = asked("/fine", &[("x-request-id", id)]).await;
            assert_ne!(response.headers()["x-request-id"], id);
        }
    }

    #[tokio::test]
    async fn a_held_answer_is_not_sent_again() {
        let (response, body) =
            asked("/fine", &[("if-none-match", "\"x\", W/\"g1\"")]).await;
        assert_eq!((response.status().as_u16(), body.as_str()), (304, ""));
        let (response, body) = asked("/fine", &[("if-none-match", "W/\"g0\"")]).await;
        assert_eq!((response.status().as_u16(), body.as_str()), (200, "fine"));
        assert_eq!(response.headers()[header::ETAG], "W/\"g1\"");
    }
}
