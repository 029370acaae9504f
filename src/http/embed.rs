//! The search box and the links for other people's pages: scripts that are embedded in the
//! binary and sent as they stand in `web/`.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// Where the scripts are. `/embed.js` loads the other one where a page needs it.
pub(super) const ROUTES: [&str; 2] = ["/embed.js", "/embed-links.js"];

const BOX: &str = include_str!("../../web/embed.js");
const LINKS: &str = include_str!("../../web/embed-links.js");

/// Lets pages that isolate themselves (`Cross-Origin-Embedder-Policy`) load them.
const RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

/// Sends the search box.
pub(super) async fn search_box() -> Response {
    sent(BOX)
}

/// Sends the links.
pub(super) async fn links() -> Response {
    sent(LINKS)
}

/// The addresses never change, so that browsers ask each time whether they have the right
/// script; [`tag`] spares them the body.
fn sent(script: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (RESOURCE_POLICY, "cross-origin"),
    ];
    (headers, script).into_response()
}

/// The tag of both scripts: it changes with their content only.
pub(super) fn tag() -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    (BOX, LINKS).hash(&mut hasher);
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"0\""))
}
