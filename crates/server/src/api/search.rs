//! Search.

use axum::Json;
use axum::extract::{RawQuery, State};

use super::value_schemas::QuestionText;
use crate::clock;
use crate::params::Params;
use crate::problem::{Problem, ProblemBody};
use crate::queries;
use crate::state::Service;
use crate::wire::answer::Answer;
use tracuu_print::messages::spoken;
use tracuu_query::order::Sort;
use tracuu_query::search::SearchRequest;

/// Answers a question or a search.
///
/// What is not in the collection gives no hits. Any text is a question; the only faults
/// are a text over the cap and one of nothing but control characters.
#[utoipa::path(get, path = "/api/v1/search", tag = "search",
    params(
        ("q" = inline(QuestionText), Query, description = "The question, in any spelling.",
         example = "Nghị quyết 5-NQ/TU"),
        ("sort" = inline(Option<Sort>), Query,
         description = "Order of the hits; `relevance` where none is given."),
        ("limit" = Option<usize>, Query, description = "Hits on a page.",
         minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`next` of the page before."),
        ("explain" = Option<bool>, Query, description = "Whether hits that are ranked by \
         words tell what their scores are made of.")),
    responses(
        (status = 200, description = "The answer.", body = Answer),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or no index.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn search(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Answer>, Problem> {
    let params =
        Params::strict(raw.as_deref(), &["q", "sort", "limit", "cursor", "explain"])?;
    params.require_q(spoken().parameter_question())?;
    let limits = service.limits().clone();
    let limit = params.limit(&limits)?;
    let sort = params.sort(Sort::Relevance)?;
    let explain = params.flag("explain")?.unwrap_or(false);
    let answer = service.run_blocking(move |searcher| {
        let text = params.get("q").unwrap_or_default();
        let cursor = params.filter("cursor");
        let today = clock::today();
        let request =
            SearchRequest { text, limit, cursor, sort, facets: true, explain, today };
        queries::search(searcher, &limits, request)
    });
    Ok(Json(answer.await?.into()))
}
