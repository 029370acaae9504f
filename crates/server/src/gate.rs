//! Who is not let in, whatever the address: before any handler works.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::caller::{Caller, NoCollectionYet};
use super::host::stated_hosts;
use super::problem::{Problem, ProblemKind};
use super::state::Service;
use tracuu_print::messages::spoken;

/// Where a browser says from where its request comes (Fetch Metadata).
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets a request through to the handlers, or says why not.
pub(super) async fn admit(
    State(service): State<Service>,
    mut request: Request,
    next: Next,
) -> Response {
    let refused = match refusal(&service, &request) {
        Some(refusal) => Err(refusal),
        None => caller(&service, &mut request).await,
    };
    let refusal = match refused {
        Ok(caller) => return answered(&service, caller, request, next).await,
        Err(refusal) => refusal,
    };
    let is_media_type = refusal.kind() == ProblemKind::UnsupportedMediaType;
    let mut response = refusal.into_response();
    if is_media_type {
        // What would have been taken (RFC 9110, 12.5.3).
        let encodings = HeaderValue::from_static("identity");
        response.headers_mut().insert(header::ACCEPT_ENCODING, encodings);
    }
    response
}

/// Answers a request, and writes down who asked for what where that is wanted.
async fn answered(
    service: &Service,
    caller: Caller,
    request: Request,
    next: Next,
) -> Response {
    let address = request.uri();
    let act = service.audit().act(request.method(), address.path(), address.query());
    let id = caller.id.clone();
    let response = caller.while_answering(next.run(request)).await;
    if let Some((kind, what)) = act
        && !response.status().is_client_error()
    {
        service.audit().note(&id, kind, what);
    }
    response
}

/// Who sends a request that may do what it asks for.
async fn caller(service: &Service, request: &mut Request) -> Result<Caller, Problem> {
    let access = service.access();
    let caller = access.identify(request).await?;
    access.admit(&caller, request)?;
    if request.extensions().get::<NoCollectionYet>().is_some() {
        let detail = spoken().refusal_no_collection_yet();
        return Err(Problem::new(ProblemKind::IndexUnavailable, detail));
    }
    Ok(caller)
}

fn refusal(service: &Service, request: &Request) -> Option<Problem> {
    let origins = service.origins();
    let Ok(hosts) = stated_hosts(request) else {
        let detail = spoken().refusal_no_host();
        return Some(Problem::new(ProblemKind::BadRequest, detail));
    };
    if let Some(foreign) = hosts.iter().find(|host| !origins.hosts().admit(host)) {
        let detail = spoken().refusal_foreign_host(foreign);
        return Some(Problem::new(ProblemKind::HostRefused, detail));
    }
    // Reading is safe: browsers keep the answer from a page that may not ask.
    if !request.method().is_safe() {
        let host = hosts.first().copied().unwrap_or_default();
        if let Some(detail) = foreign_page(service, request.headers(), host) {
            return Some(Problem::new(ProblemKind::OriginRefused, detail));
        }
    }
    encoded_body(request.headers()).map(|encoding| {
        let detail = spoken().refusal_encoded_body(encoding);
        Problem::new(ProblemKind::UnsupportedMediaType, detail)
    })
}

/// What is said to a page that sends a request and may not.
fn foreign_page(service: &Service, headers: &HeaderMap, host: &str) -> Option<String> {
    let mut stated = headers.get_all(header::ORIGIN).iter().peekable();
    if stated.peek().is_none() {
        // The browser says that it is another one, and not which.
        let is_other = headers.get(FETCH_SITE).is_some_and(|site| site == "cross-site");
        return is_other.then(|| spoken().refusal_other_site().to_owned());
    }
    let mut stated = stated.map(|origin| origin.to_str().unwrap_or_default());
    let foreign = stated.find(|origin| {
        let is_of_key = service.access().knows_origin(origin);
        !is_of_key && !service.origins().admit(origin, host)
    });
    foreign.map(|origin| spoken().refusal_foreign_page(origin))
}

/// How the body is encoded, where it is.
fn encoded_body(headers: &HeaderMap) -> Option<&str> {
    let mut encodings = headers.get_all(header::CONTENT_ENCODING).iter();
    let encodings = encodings.by_ref().map(|one| one.to_str().unwrap_or_default());
    encodings
        .flat_map(|all| all.split(','))
        .map(str::trim)
        .find(|one| !one.eq_ignore_ascii_case("identity"))
}
