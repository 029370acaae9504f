//! What browsers ask of a site beside its pages: its icon, and how to search it from the
//! address bar.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use crate::state::Service;
use tracuu_print::messages::{Messages, spoken};

const ICON: &str = include_str!("../../../../web/icon.svg");

/// How the service is searched (`OpenSearch` 1.1 draft 6).
#[derive(Template)]
#[template(path = "opensearch.xml")]
struct OpenSearch<'a> {
    msg: Messages,
    /// Scheme and host as the browser knows them: the format wants whole addresses.
    origin: &'a str,
}

/// `/icon.svg`, and `/favicon.ico` for browsers that ask unbidden.
pub(crate) async fn icon() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, ICON).into_response()
}

/// `/opensearch.xml`.
pub(crate) async fn opensearch(
    State(service): State<Service>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let page = OpenSearch { msg: spoken(), origin: &service.address().whole(&headers) };
    let xml = page.render().map_err(|error| Problem::internal(&error))?;
    let headers =
        [(header::CONTENT_TYPE, "application/opensearchdescription+xml; charset=utf-8")];
    Ok((headers, xml).into_response())
}
