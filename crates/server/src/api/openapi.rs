//! The description of the API: `OpenAPI` 3.1, from the handlers and wire types themselves.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::routes;
use crate::problem::MEDIA_TYPE;

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
    let described = serde_json::to_value(described.into_openapi());
    let described = described.map(with_refusals).unwrap_or_default();
    serde_json::to_string_pretty(&described).unwrap_or_default()
});

/// What the layers around every handler may answer, with the headline of each.
const REFUSALS: [(&str, &str); 9] = [
    ("400", "The request is at fault."),
    ("401", "The address needs a key, or the key opens nothing."),
    ("403", "The key does not open this, or the page that asks may not."),
    ("405", "The address does not know this method."),
    ("413", "The body is too large."),
    ("415", "The body is compressed, or of a media type that the address does not take."),
    ("421", "The service may not be reached under this name."),
    ("429", "The caller asks too often."),
    ("503", "Busy, too slow, or no index."),
];

/// The description with the refusals of the layers, and where the service is.
fn with_refusals(mut described: Value) -> Value {
    described["servers"] = json!([{ "url": "/" }]);
    described["components"]["securitySchemes"] =
        json!({ "key": { "type": "http", "scheme": "bearer" } });
    let paths = described["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.filter_map(|(_, operations)| operations.as_object_mut());
    for (_, operation) in operations.flatten() {
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten();
        let is_optional =
            |one: &&mut Value| one["in"] == "query" && one["required"] != true;
        // A form sends what nobody filled in as blank: it counts as not given.
        for parameter in parameters.filter(is_optional) {
            parameter["allowEmptyValue"] = json!(true);
        }
        let Some(responses) = operation["responses"].as_object_mut() else { continue };
        for (status, headline) in REFUSALS {
            responses.entry(status).or_insert_with(|| {
                let schema = json!({ "$ref": "#/components/schemas/Problem" });
                let content = json!({ MEDIA_TYPE: { "schema": schema } });
                json!({ "description": headline, "content": content })
            });
        }
    }
    described
}

/// Sends the description.
pub(crate) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}
