//! Every address of the API, listed once: the routes and their description are both made
//! from it, so that neither can have what the other lacks.
//!
//! The groups differ in the layers that the router puts around them.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{
    agencies, check, compare, documents, graph, health, measures, mentions, search,
    similar, suggest, uploads,
};
use crate::metrics;
use crate::state::Service;

/// Answers that follow from the index alone, so that a client may keep them.
pub(crate) fn answers() -> OpenApiRouter<Service> {
    OpenApiRouter::default()
        .routes(routes!(search::search))
        .routes(routes!(suggest::suggest))
        .routes(routes!(documents::documents))
        .routes(routes!(documents::document))
        .routes(routes!(documents::citations))
        .routes(routes!(documents::cited_by))
        .routes(routes!(documents::outline))
        .routes(routes!(compare::compare))
        .routes(routes!(graph::graph))
        .routes(routes!(graph::impact))
        .routes(routes!(graph::cite))
        .routes(routes!(graph::missing))
        .routes(routes!(measures::measures))
        .routes(routes!(agencies::agencies))
        .routes(routes!(agencies::assignments))
}

/// Questions with a body; their answers are not kept by anybody.
pub(crate) fn questions() -> OpenApiRouter<Service> {
    OpenApiRouter::default()
        .routes(routes!(mentions::mentions))
        .routes(routes!(similar::similar_measures))
}

/// Drafts: bodies larger than any other address takes.
pub(crate) fn drafts() -> OpenApiRouter<Service> {
    OpenApiRouter::default()
        .routes(routes!(check::check))
        .routes(routes!(check::check_several))
}

/// Files into the collection and out of it.
pub(crate) fn uploads() -> OpenApiRouter<Service> {
    OpenApiRouter::default()
        .routes(routes!(uploads::upload))
        .routes(routes!(uploads::remove))
        .routes(routes!(uploads::task))
}

/// Whether the service lives and is ready.
pub(crate) fn health() -> OpenApiRouter<Service> {
    OpenApiRouter::default()
        .routes(routes!(health::livez))
        .routes(routes!(health::readyz))
        .routes(routes!(metrics::metrics))
}
