//! What happens around every handler: request id, log, deadline, isolation of panics,
//! problems written out, headers that every answer carries.

use std::any::Any;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state, map_request, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, Router};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::request_id::{
    MakeRequestUuid, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use tracing::Span;

use super::embed::RESOURCE_POLICY;
use super::gate;
use super::metrics;
use super::page::problem::problem_page;
use super::params::encode;
use super::problem::{MEDIA_TYPE, Problem, ProblemKind, WrittenOut};
use super::state::Service;
use super::upload;
use tracuu_print::messages::spoken;

/// Carries the id of a request both ways; the name that `tower-http` uses too.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What the time-out layer answers with, for [`report_timeout`] to tell it from a 503 of a
/// handler; no client ever receives it.
const TIMED_OUT: StatusCode = StatusCode::GATEWAY_TIMEOUT;

/// Longest id taken over from the caller; a UUID has 36 characters, the rest is room for
/// prefixes of proxies.
const MAX_REQUEST_ID: usize = 64;

/// Fields of a refusal that stay when its problem is written out.
const KEPT_FIELDS: [HeaderName; 4] = [
    header::ALLOW,
    header::RETRY_AFTER,
    header::ACCEPT_ENCODING,
    header::WWW_AUTHENTICATE,
];

/// Puts the layers around all routes that a router has so far, which let nobody in whom
/// the gate of a service does not.
pub(super) fn around_gate(routes: Router, service: &Service) -> Router {
    let gate = from_fn_with_state(service.clone(), gate::admit);
    let measure = from_fn_with_state(service.clone(), metrics::measure);
    let policy = service.origins().content_policy();
    around(routes.layer(gate), policy).layer(measure)
}

/// Ends what takes longer.
pub(super) fn within(deadline: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(TIMED_OUT, deadline)
}

/// Puts the layers around all routes that a router has so far.
fn around(routes: Router, policy: HeaderValue) -> Router {
    let log = TraceLayer::new_for_http()
        .make_span_with(request_span)
        .on_request(())
        .on_response(log_answer)
        .on_failure(());
    let routes = routes.layer(CatchPanicLayer::custom(after_panic));
    // Outermost first. Problems are written out inside the log, which reports the status
    // that the client receives.
    routes.layer((
        map_request(drop_unsafe_request_id),
        SetRequestIdLayer::x_request_id(MakeRequestUuid),
        log,
        PropagateRequestIdLayer::x_request_id(),
        from_fn_with_state(policy, write_out),
        map_response(report_timeout),
    ))
}

/// Removes the client's request id unless it is safe to repeat in logs and headers.
async fn drop_unsafe_request_id(mut request: Request) -> Request {
    let is_safe = |id: &str| {
        (1..=MAX_REQUEST_ID).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    let given = request.headers().get(REQUEST_ID).map(HeaderValue::to_str);
    if !given.is_some_and(|id| id.is_ok_and(is_safe)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// What every line of the log says of the request that it belongs to. There is no query
/// text: it may hold names of people.
fn request_span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    tracing::info_span!(
        "request",
        http.request_id = request_id(request),
        http.method = %request.method(),
        http.route = route.map_or("none", MatchedPath::as_str),
    )
}

/// Logs the outcome of a request.
fn log_answer<B>(response: &axum::http::Response<B>, elapsed: Duration, _request: &Span) {
    tracing::info!(
        http.status = response.status().as_u16(),
        http.elapsed_ms = elapsed.as_secs_f64() * 1e3,
        "request answered"
    );
}

/// The id that the layers gave to a request.
fn request_id(request: &Request) -> &str {
    let id = request.extensions().get::<RequestId>();
    id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default()
}

/// Makes a problem of what the time-out layer answers.
async fn report_timeout(response: Response) -> Response {
    if response.status() == TIMED_OUT {
        return Problem::plain(ProblemKind::TimedOut).into_response();
    }
    response
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
        // A file that is held is judged by the policy of the answer that confirms it.
        let policy = response.headers_mut().remove(RESOURCE_POLICY);
        response = StatusCode::NOT_MODIFIED.into_response();
        if let Some(policy) = policy {
            response.headers_mut().insert(RESOURCE_POLICY, policy);
        }
    }
    response.headers_mut().insert(header::ETAG, tag);
    let policy = HeaderValue::from_static("no-cache");
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(policy);
    response
}

/// Who reads the answer: a person or a program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Audience {
    Person,
    Program,
}

impl Audience {
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

/// Says how large a draft may be where one was refused unread.
pub(super) async fn name_draft_limit(
    State(limit_bytes): State<usize>,
    response: Response,
) -> Response {
    let limit_mb = limit_bytes / (1024 * 1024);
    let detail = spoken().refusal_draft_too_large(limit_mb);
    name_limit(response, Problem::new(ProblemKind::BodyTooLarge, detail))
}

/// Says how large a file may be where one was refused unread.
pub(super) async fn name_file_limit(response: Response) -> Response {
    name_limit(response, upload::too_large())
}

fn name_limit(mut response: Response, problem: Problem) -> Response {
    let is_told = response
        .extensions()
        .get::<Problem>()
        .is_some_and(|problem| problem.detail() != ProblemKind::BodyTooLarge.meaning());
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && !is_told {
        response.extensions_mut().insert(problem);
    }
    response
}

/// Writes out the problem of a failed response, and the headers of every response.
async fn write_out(
    State(policy): State<HeaderValue>,
    request: Request,
    next: Next,
) -> Response {
    let audience = Audience::from_request(&request);
    let id = request_id(&request).to_owned();
    let is_page = audience == Audience::Person && request.method() == Method::GET;
    let way_in = is_page.then(|| {
        let next = request.uri().path_and_query().map_or("/", |next| next.as_str());
        format!("/sign-in?next={}", encode(next))
    });
    let mut response = next.run(request).await;
    let status = response.status();
    let is_written = response.extensions().get::<WrittenOut>().is_some();
    if !is_written && (status.is_client_error() || status.is_server_error()) {
        let problem = response
            .extensions_mut()
            .remove::<Problem>()
            .unwrap_or_else(|| Problem::plain(ProblemKind::from_status(status)));
        if problem.kind() == ProblemKind::KeyRequired
            && let Some(way) = way_in
        {
            response = Redirect::to(&way).into_response();
            add_security_headers(response.headers_mut(), policy);
            return response;
        }
        let mut written = problem_response(&problem, &id, audience);
        for name in KEPT_FIELDS {
            if let Some(value) = response.headers_mut().remove(&name) {
                written.headers_mut().insert(name, value);
            }
        }
        response = written;
    }
    add_security_headers(response.headers_mut(), policy);
    response
}

fn add_security_headers(headers: &mut HeaderMap, policy: HeaderValue) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // Pages of others can neither hold an answer as a picture or a script nor keep a
    // window of this service. Scripts for their pages say otherwise themselves.
    let own = HeaderValue::from_static("same-origin");
    headers.insert(OPENER_POLICY, own.clone());
    headers.entry(RESOURCE_POLICY).or_insert(own);
}

fn problem_response(problem: &Problem, request_id: &str, audience: Audience) -> Response {
    let mut response = match audience {
        Audience::Person => problem_page(problem, request_id),
        Audience::Program => {
            let mut json = Json(problem.body(request_id)).into_response();
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
    use crate::origin::Origins;
    use axum::body::Body;
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    async fn panics() -> &'static str {
        panic!("on purpose")
    }

    async fn sleeps() -> &'static str {
        std::future::pending().await
    }

    fn app() -> Router {
        let routes = Router::new()
            .route("/fine", get(|| async { "fine" }))
            .route("/panics", get(panics))
            .route("/sleeps", get(sleeps))
            .layer(from_fn_with_state(HeaderValue::from_static("W/\"g1\""), revalidate))
            .layer(within(Duration::from_millis(20)));
        around(routes, Origins::default().content_policy())
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
            let given = response.headers()["x-request-id"].to_str().unwrap();
            assert!(given != id && !given.is_empty());
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
