//! Similar measures.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;

use crate::body::json;
use crate::problem::{Problem, ProblemBody, ProblemKind};
use crate::state::Service;
use crate::wire::similar::{SimilarAnswer, SimilarQuestion};
use tracuu_query::similar::similar;

/// What a question looks like.
const SHAPE: &str = "{\"text\": \"đoạn văn\", \"limit\": 20}";

/// The measures of earlier plans that say nearly what a paragraph of a draft says.
///
/// Near copies come first, then measures with the same rare words. What both have is
/// marked in the snippets.
#[utoipa::path(post, path = "/api/v1/similar", tag = "measures",
    request_body(content = SimilarQuestion, description = "The paragraph."),
    responses(
        (status = 200, description = "Similar measures.", body = SimilarAnswer),
        (status = 400, description = "The body is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or no index.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn similar_measures(
    State(service): State<Service>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<SimilarAnswer>, Problem> {
    let asked: SimilarQuestion = json(&body?, SHAPE)?;
    let limits = service.limits().clone();
    let limit = asked.limit.unwrap_or(limits.default_items());
    if !(1..=limits.page_items).contains(&limit) {
        return Err(Problem::plain(ProblemKind::LimitOutOfRange).about("limit"));
    }
    let found = service.run_blocking(move |searcher| {
        Ok(similar(searcher.collection(), &asked.text, limit)?)
    });
    Ok(Json(found.await?.into()))
}
