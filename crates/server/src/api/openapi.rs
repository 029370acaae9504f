//! The description of the API: `OpenAPI` 3.1, from the handlers and wire types themselves.

use std::slice;
use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
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
        .merge(routes::uploads())
        .merge(routes::health());
    let described = serde_json::to_value(described.into_openapi());
    let described = described
        .map(|described| with_named_variants(with_blanks(with_refusals(described))));
    let described = described.unwrap_or_default();
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
    for operation in operations(&mut described) {
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

/// The description with what a blank value means: a form sends what nobody filled in as
/// blank, and it counts as not given.
fn with_blanks(mut described: Value) -> Value {
    for operation in operations(&mut described) {
        let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
        let is_optional =
            |one: &&mut Value| one["in"] == "query" && one["required"] != true;
        for parameter in parameters.into_iter().flatten().filter(is_optional) {
            parameter["allowEmptyValue"] = json!(true);
        }
    }
    described
}

/// The operations of all addresses.
fn operations(described: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = described["paths"].as_object_mut().into_iter().flatten();
    let operations = paths.filter_map(|(_, operations)| operations.as_object_mut());
    operations.flatten().map(|(_, operation)| operation)
}

/// The description with a schema for each variant of a type that a member tells apart, and
/// that member named: generators of clients make nothing of variants without a name.
fn with_named_variants(mut described: Value) -> Value {
    let Some(schemas) = described["components"]["schemas"].as_object_mut() else {
        return described;
    };
    let mut named = Map::new();
    for (name, schema) in schemas.iter_mut() {
        let Some(variants) = schema.get("oneOf").and_then(Value::as_array) else {
            continue;
        };
        let tags: Option<Vec<(&str, &str)>> = variants.iter().map(tag).collect();
        let Some(tags) = tags.filter(|tags| !tags.is_empty()) else { continue };
        let (mut references, mut mapping) = (Vec::new(), Map::new());
        for ((_, value), variant) in tags.iter().zip(variants) {
            let variant_name = format!("{name}{}", camel_case(value));
            let reference = format!("#/components/schemas/{variant_name}");
            references.push(json!({ "$ref": reference }));
            mapping.insert((*value).to_owned(), reference.into());
            named.insert(variant_name, variant.clone());
        }
        let property = tags.first().map(|(property, _)| (*property).to_owned());
        schema["discriminator"] = json!({ "propertyName": property, "mapping": mapping });
        schema["oneOf"] = references.into();
    }
    schemas.extend(named);
    described
}

/// The member that tells a variant from the others, and its value.
fn tag(variant: &Value) -> Option<(&str, &str)> {
    let parts =
        variant["allOf"].as_array().map_or(slice::from_ref(variant), Vec::as_slice);
    parts.iter().find_map(|part| {
        let properties = part["properties"].as_object()?;
        properties.iter().find_map(|(name, schema)| {
            let [only] = schema["enum"].as_array()?.as_slice() else { return None };
            Some((name.as_str(), only.as_str()?))
        })
    })
}

/// `two_words` as `TwoWords`.
fn camel_case(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}

/// Sends the description.
pub(crate) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}
