//! Whose pages may ask: the origins (Fetch standard, 3.2) that browsers let read answers.
//!
//! The service shows everything it holds to whoever reaches it, so that an open door for
//! all origins would be one for every page of the Web that a member of staff opens. Pages
//! of the same host may ask, whatever their port; others are listed by the settings.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::access::Access;
use super::embed;
use super::host::{Hosts, host_name, is_loopback};

/// The policy of every answer; ends with those who may frame it.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
     img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// The origins that may ask, and the names under which they may.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    listed: Arc<[String]>,
    frames: Arc<[String]>,
    hosts: Hosts,
}

impl Origins {
    /// The listed origins, such as `https://intranet.example`, beside those of the host.
    pub fn new(listed: Vec<String>) -> Self {
        Self { listed: listed.into(), ..Self::default() }
    }

    /// The same origins, and those whose pages may show the pages of the service in a frame
    /// beside the service itself.
    #[must_use]
    pub fn framed_by(self, origins: Vec<String>) -> Self {
        Self { frames: origins.into(), ..self }
    }

    /// The same origins for a service that may be reached under these names.
    #[must_use]
    pub fn under(self, hosts: Hosts) -> Self {
        Self { hosts, ..self }
    }

    /// The names under which the service may be reached.
    pub(super) fn hosts(&self) -> &Hosts {
        &self.hosts
    }

    /// Whether a page of this origin may ask the service that was reached as `host`.
    pub(super) fn admit(&self, origin: &str, host: &str) -> bool {
        let is_listed =
            self.listed.iter().any(|known| known.eq_ignore_ascii_case(origin));
        self.hosts.admit(host)
            && (is_listed || same_machine(host_of(origin), host_name(host)))
    }

    /// What the pages may load, which is what the service sends as files and nothing written
    /// into them; and whose pages may hold them (Content Security Policy Level 3).
    pub(super) fn content_policy(&self) -> HeaderValue {
        let frames = self.frames.iter().map(String::as_str);
        let policy: Vec<&str> = [CONTENT_POLICY].into_iter().chain(frames).collect();
        let policy = policy.join(" ");
        // Origins are letters of ASCII, which the settings see to.
        HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(CONTENT_POLICY))
    }

    /// The layer that tells browsers.
    pub(super) fn layer(&self, access: Access) -> CorsLayer {
        let origins = self.clone();
        let admits = move |origin: &HeaderValue, request: &Parts| {
            let host =
                request.headers.get(header::HOST).and_then(|host| host.to_str().ok());
            let named = origin.to_str().ok().zip(host);
            // The scripts hold nothing of the collection.
            embed::ROUTES.contains(&request.uri.path())
                || named.is_some_and(|(origin, host)| {
                    origins.admit(origin, host)
                        || (origins.hosts.admit(host) && access.knows_origin(origin))
                })
        };
        CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(admits))
            .allow_methods([Method::GET, Method::HEAD, Method::POST])
            .allow_headers([
                header::AUTHORIZATION,
                header::CONTENT_TYPE,
                header::IF_NONE_MATCH,
            ])
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

fn same_machine(one: &str, other: &str) -> bool {
    let is_same =
        one.eq_ignore_ascii_case(other) || (is_loopback(one) && is_loopback(other));
    !one.is_empty() && is_same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_the_same_host_and_listed_ones_may_ask() {
        let hosts = Hosts::new(vec!["search.example".to_owned()]);
        let origins =
            Origins::new(vec!["https://intranet.example".to_owned()]).under(hosts);
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
            ("http://evil.example", "evil.example", false),
            ("https://intranet.example", "evil.example", false),
            ("null", "null", false),
            ("file://", "", false),
            ("http://", "", false),
        ] {
            assert_eq!(origins.admit(origin, host), may_ask, "{origin} asks {host}");
        }
    }
}
