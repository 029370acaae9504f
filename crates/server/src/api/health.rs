//! Health: whether the process lives, and whether it can answer.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::state::Service;
use tracuu_index::unread_file::UnreadFileState;

/// What can be asked of a service that is ready.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ready {
    /// Always `ready`; a service that is not answers 503.
    status: &'static str,
    /// Version of the program.
    version: &'static str,
    /// Version of schema and analyzers of the index.
    index_version: String,
    /// Documents held in full.
    n_held: usize,
    /// Documents in all, those known only by citation included.
    n_documents: usize,
    /// Files below the roots that could not be read.
    n_failed: usize,
    /// Files that may not be taken in, such as secret ones.
    n_refused: usize,
    /// Files that are no documents.
    n_ignored: usize,
}

/// Whether the process lives.
#[utoipa::path(get, path = "/livez", tag = "health",
    responses((status = 200, description = "The process answers.", body = String)))]
pub(crate) async fn livez() -> &'static str {
    "ok\n"
}

/// Whether the index can be read.
#[utoipa::path(get, path = "/readyz", tag = "health",
    responses(
        (status = 200, description = "The service can answer.", body = Ready),
        (status = 503, description = "It cannot.", body = crate::problem::ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn readyz(
    State(service): State<Service>,
) -> Result<Json<Ready>, Problem> {
    let ready = service.run_at_once(|searcher| {
        let collection = searcher.collection();
        // A read that touches the index: its files may have gone since the start.
        collection.document("")?;
        let about = collection.about();
        Ok(Ready {
            status: "ready",
            version: env!("CARGO_PKG_VERSION"),
            index_version: about.version.clone(),
            n_held: about.n_held,
            n_documents: about.n_documents,
            n_failed: about.n_unread(UnreadFileState::Failed),
            n_refused: about.n_unread(UnreadFileState::Refused),
            n_ignored: about.n_unread(UnreadFileState::Ignored),
        })
    });
    ready.await.map(Json)
}
