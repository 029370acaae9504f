//! Whose pages may ask: the origins (Fetch standard, 3.2) that browsers let read answers.
//!
//! The service shows everything it holds to whoever reaches it, so that an open door for
//! all origins would be one for every page of the Web that a member of staff opens. Pages
//! of the same host may ask, whatever their port; others are listed by the settings.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::embed;

/// Names of this machine itself.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The origins that may ask.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    listed: Arc<[String]>,
}

impl Origins {
    /// The listed origins, such as `https://intranet.example`, beside those of the host.
    pub fn new(listed: Vec<String>) -> Self {
        Self { listed: listed.into() }
    }

    /// Whether a page of this origin may ask the service that was reached as `host`.
    fn admit(&self, origin: &str, host: &str) -> bool {
        let is_listed =
            self.listed.iter().any(|known| known.eq_ignore_ascii_case(origin));
        is_listed || same_machine(host_of(origin), host_name(host))
    }

    /// The layer that tells browsers.
    pub(super) fn layer(&self) -> CorsLayer {
        let origins = self.clone();
        let admits = move |origin: &HeaderValue, request: &Parts| {
            let host =
                request.headers.get(header::HOST).and_then(|host| host.to_str().ok());
            let named = origin.to_str().ok().zip(host);
            // The scripts hold nothing of the collection.
            embed::ROUTES.contains(&request.uri.path())
                || named.is_some_and(|(origin, host)| origins.admit(origin, host))
        };
        CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(admits))
            .allow_methods([Method::GET, Method::HEAD, Method::POST])
            .allow_headers([header::CONTENT_TYPE, header::IF_NONE_MATCH])
            .expose_headers([
                header::ETAG,
                header::RETRY_AFTER,
                HeaderName::from_static("x-request-id"),
            ])
    }
}

/// The host of an origin of the Web, without its port; empty for any other (`null`,
/// `file://`).
fn host_of(origin: &str) -> &str {
    let rest = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    rest.map_or("", host_name)
}

/// A host without its port. The colons of an IPv6 address stand in brackets.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn same_machine(one: &str, other: &str) -> bool {
    let is_loopback = |host: &str| LOOPBACK.iter().any(|l| l.eq_ignore_ascii_case(host));
    let is_same =
        one.eq_ignore_ascii_case(other) || (is_loopback(one) && is_loopback(other));
    !one.is_empty() && is_same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_same_host_and_listed_ones_may_ask() {
        let origins = Origins::new(vec!["https://intranet.example".to_owned()]);
        for (origin, host, may_ask) in [
            ("http://127.0.0.1:8080", "127.0.0.1:7878", true),
            ("http://localhost", "127.0.0.1:7878", true),
            ("http://[::1]:81", "localhost:7878", true),
            ("https://Search.example", "search.example:7878", true),
            ("https://intranet.example", "search.example", true),
            ("http://intranet.example", "search.example", false),
            ("https://intranet.example:8443", "search.example", false),
            ("https://intranet.example.evil.example", "search.example", false),
            ("http://evil.example", "127.0.0.1:7878", false),
            ("http://127.0.0.1.evil.example", "127.0.0.1:7878", false),
            ("null", "null", false),
            ("file://", "", false),
            ("http://", "", false),
        ] {
            assert_eq!(origins.admit(origin, host), may_ask, "{origin} asks {host}");
        }
    }
}
