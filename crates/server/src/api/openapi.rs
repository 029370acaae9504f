//! The description of the API: `OpenAPI` 3.1, from the handlers and wire types themselves.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::routes;

/// What the description says beside the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "tracuu",
        description = "Search and citation service for Vietnamese party and state \
                       documents. Errors are RFC 9457 problems; `docs/api.md` lists the codes."
    ),
    tags(
        (name = "search", description = "Questions and searches."),
        (name = "check", description = "Drafts against the collection."),
        (name = "documents", description = "Documents, held or known by citation."),
        (name = "measures", description = "Measures: tasks of plans and programmes."),
        (name = "agencies", description = "Agencies and what they are assigned."),
        (name = "health", description = "Whether the service lives and is ready.")
    )
)]
struct Description;

/// The description as JSON, written once.
static JSON: LazyLock<String> = LazyLock::new(|| {
    let described = OpenApiRouter::with_openapi(Description::openapi())
        .merge(routes::answers())
        .merge(routes::questions())
        .merge(routes::drafts())
        .merge(routes::health());
    described.into_openapi().to_pretty_json().unwrap_or_default()
});

/// Sends the description.
pub(crate) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}
