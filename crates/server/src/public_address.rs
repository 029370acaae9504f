//! Where people find the service: behind a proxy it may stand below a path of another name.
//!
//! Handlers, pages and scripts know addresses from the root only. What leaves the service is
//! rewritten here, in one place, where a path is set; what comes in is taken with the path and
//! without it, because proxies do either.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header, uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower::ServiceExt as _;

use super::access::COOKIE;

/// What stands before an address in a page: attributes of elements, in quotes, which the
/// templates escape in everything that others wrote.
const IN_PAGES: [&str; 4] = ["href=\"/", "src=\"/", "action=\"/", "formaction=\"/"];

/// What stands before an address in JSON and in scripts: members, which cannot stand in a text
/// unescaped, and calls.
const IN_DATA: [&str; 5] =
    ["\"url\":\"/", "\"url\": \"/", "\"type\":\"/problems/", "fetch(\"/", "import(\"/"];

/// Largest answer that is rewritten, in bytes; a page has at most a few hundred thousand.
const MAX_BYTES: usize = 64 << 20;

/// Where a proxy, and the service's own connections under TLS, say that browsers reach it so.
pub(super) const FORWARDED_PROTO: HeaderName =
    HeaderName::from_static("x-forwarded-proto");

/// Where people find the service.
#[derive(Clone, Debug, Default)]
pub struct PublicAddress {
    /// Scheme, host and path, where the settings say it.
    whole: Option<Arc<str>>,
    /// The path; empty, or with a slash before and none behind.
    base: Arc<str>,
}

impl PublicAddress {
    /// `whole`: an address without a slash behind, such as `https://tracuu.noibo`; `None` where
    /// the name is that of each request. `base`: the path that proxies put before all others.
    pub fn new(whole: Option<&str>, base: &str) -> Self {
        Self { whole: whole.map(Into::into), base: base.into() }
    }

    /// Scheme, host and path as the sender of a request knows them: formats that are read
    /// elsewhere want whole addresses.
    pub(super) fn whole(&self, headers: &HeaderMap) -> String {
        if let Some(whole) = &self.whole {
            return whole.to_string();
        }
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let is_letter =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        let is_host = |host: &&str| !host.is_empty() && host.bytes().all(is_letter);
        let host = host.filter(is_host).unwrap_or("localhost");
        let scheme = if self.is_secure(headers) { "https" } else { "http" };
        format!("{scheme}://{host}{}", self.base)
    }

    /// Whether browsers reach the service over TLS: the settings, or a proxy, say so.
    pub(super) fn is_secure(&self, headers: &HeaderMap) -> bool {
        let forwarded = headers.get(FORWARDED_PROTO);
        let is_forwarded = forwarded.is_some_and(|scheme| scheme == "https");
        self.whole.as_ref().map_or(is_forwarded, |whole| whole.starts_with("https:"))
    }

    /// The layer that puts the path before every address that leaves the service.
    pub(super) fn rewrite(&self, routes: Router) -> Router {
        if self.base.is_empty() {
            return routes;
        }
        routes.layer(from_fn_with_state(self.clone(), rewrite))
    }

    /// A router that takes requests with the path and without it.
    pub(super) fn strip(&self, routes: Router) -> Router {
        if self.base.is_empty() {
            return routes;
        }
        let base = Arc::clone(&self.base);
        let stripped = routes.map_request(move |mut request: Request| {
            if let Some(uri) = without_base(request.uri(), &base) {
                *request.uri_mut() = uri;
            }
            request
        });
        Router::new().fallback_service(stripped)
    }
}

/// An address without the path before it; `None` where it has none.
pub(super) fn without_base(address: &Uri, base: &str) -> Option<Uri> {
    let whole = address.path_and_query()?.as_str();
    let rest = whole.strip_prefix(base)?;
    let rest = match rest.as_bytes().first() {
        Some(b'/') => rest.to_owned(),
        None | Some(b'?') => format!("/{rest}"),
        _ => return None,
    };
    let mut parts = address.clone().into_parts();
    parts.path_and_query = Some(uri::PathAndQuery::try_from(rest).ok()?);
    Uri::from_parts(parts).ok()
}

async fn rewrite(
    State(address): State<PublicAddress>,
    request: Request,
    next: Next,
) -> Response {
    let is_original = is_original(request.uri().path());
    let mut response = next.run(request).await;
    rewrite_cookie(&address.base, response.headers_mut());
    if is_original { response } else { with_path(&address.base, response).await }
}

/// Whether an address is that of a file of somebody, which leaves as it is.
pub(super) fn is_original(path: &str) -> bool {
    path.ends_with("/original")
}

/// An answer with a path before the addresses of the service in it.
pub(super) async fn with_path(base: &str, mut response: Response) -> Response {
    rewrite_location(base, response.headers_mut());
    let kind = response.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let before: &[&str] = match kind.split(';').next().unwrap_or_default() {
        "text/html" => &IN_PAGES,
        "application/json" | "application/problem+json" | "text/javascript" => &IN_DATA,
        _ => return response,
    };
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_BYTES).await else {
        parts.status = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    let body = match std::str::from_utf8(&bytes) {
        Ok(text) => Body::from(with_base(base, text, before)),
        Err(_) => Body::from(bytes),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, body)
}

fn with_base(base: &str, text: &str, before: &[&str]) -> String {
    before.iter().fold(text.to_owned(), |text, before| {
        let (start, rest) = before.split_once('/').unwrap_or((before, ""));
        text.replace(before, &format!("{start}{base}/{rest}"))
    })
}

fn rewrite_location(base: &str, headers: &mut HeaderMap) {
    let location = headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
    let location = location.filter(|to| to.starts_with('/') && !to.starts_with("//"));
    let location = location.map(|to| format!("{base}{to}"));
    replace_field(headers, header::LOCATION, location);
}

fn rewrite_cookie(base: &str, headers: &mut HeaderMap) {
    let cookie = headers.get(header::SET_COOKIE).and_then(|set| set.to_str().ok());
    let cookie = cookie.filter(|set| set.starts_with(COOKIE));
    let cookie =
        cookie.map(|set| set.replacen("; Path=/", &format!("; Path={base}/"), 1));
    replace_field(headers, header::SET_COOKIE, cookie);
}

fn replace_field(headers: &mut HeaderMap, name: HeaderName, value: Option<String>) {
    if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_taken_off_where_it_is_one() {
        let of = |address: &str| {
            let rest = without_base(&address.parse().unwrap(), "/tra-cuu");
            rest.map(|rest| rest.to_string())
        };
        assert_eq!(of("/tra-cuu/search?q=a").as_deref(), Some("/search?q=a"));
        assert_eq!(of("/tra-cuu?q=a").as_deref(), Some("/?q=a"));
        assert_eq!(of("/tra-cuu").as_deref(), Some("/"));
        assert_eq!(of("/tra-cuus"), None);
        assert_eq!(of("/search"), None);
    }

    #[test]
    fn the_whole_address_is_that_of_the_settings_or_of_the_request() {
        let headers = |fields: &[(&'static str, &'static str)]| -> HeaderMap {
            let fields = fields.iter().map(|(name, value)| {
                (name.parse().unwrap(), HeaderValue::from_static(value))
            });
            fields.collect()
        };
        let plain = PublicAddress::default();
        let host = ("host", "tracuu.noibo:7878");
        assert_eq!(plain.whole(&headers(&[host])), "http://tracuu.noibo:7878");
        let secure = headers(&[host, ("x-forwarded-proto", "https")]);
        let below = PublicAddress::new(None, "/tra-cuu");
        assert_eq!(below.whole(&secure), "https://tracuu.noibo:7878/tra-cuu");
        let stated = PublicAddress::new(Some("https://a.example/b"), "/b");
        assert_eq!(stated.whole(&headers(&[host])), "https://a.example/b");
        assert_eq!(
            plain.whole(&headers(&[("host", "a\"><script>")])),
            "http://localhost"
        );
    }

    #[test]
    fn addresses_get_the_path_and_texts_do_not() {
        let page =
            "<a href=\"/documents\">=\"/x</a><input value=\"/y\"><img src=\"//c\">";
        let expected =
            "<a href=\"/b/documents\">=\"/x</a><input value=\"/y\"><img src=\"/b//c\">";
        assert_eq!(with_base("/b", page, &IN_PAGES), expected);
        let data = r#"{"url":"/documents/a","text":"\"url\":\"/x"}"#;
        let expected = r#"{"url":"/b/documents/a","text":"\"url\":\"/x"}"#;
        assert_eq!(with_base("/b", data, &IN_DATA), expected);
    }
}
