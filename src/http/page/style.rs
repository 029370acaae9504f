//! The one stylesheet, embedded in the binary, at an address that changes with it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::problem::{Problem, ProblemKind};

/// The stylesheet.
const SHEET: &str = include_str!("../../../web/style.css");

/// Where the router finds it.
pub(in crate::http) const ROUTE: &str = "/assets/{name}";

/// Name of the file with a fingerprint of its content, so that browsers may keep it for
/// ever and still see a new one at once.
static NAME: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    SHEET.hash(&mut hasher);
    format!("style-{:016x}.css", hasher.finish())
});

/// The address of the stylesheet, for the pages.
pub(in crate::http) fn address() -> String {
    format!("/assets/{}", *NAME)
}

/// Sends the stylesheet.
pub(in crate::http) async fn sheet(
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    if name != *NAME {
        return Err(Problem::plain(ProblemKind::RouteNotFound));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, SHEET).into_response())
}
