//! Suggestions per keystroke.

use axum::Json;
use axum::extract::{RawQuery, State};

use crate::http::ask;
use crate::http::params::Params;
use crate::http::problem::{Problem, ProblemBody};
use crate::http::state::Service;
use crate::http::wire::suggestion::Suggestions;

/// Suggestions where the caller names no `limit`: as many as a list under a box shows.
const DEFAULT_LIMIT: usize = 10;

/// Suggests what the typed text may become: symbols, titles, agencies, measures, phrases.
///
/// The words before the last must stand whole in a suggestion, one after the other; the
/// last may be typed in part. Marks may be missing, or typed as raw Telex or VNI keys.
#[utoipa::path(get, path = "/api/v1/suggest", tag = "search",
    params(
        ("q" = String, Query, description = "What is typed so far, in any spelling.",
         example = "nghi quy"),
        ("limit" = Option<usize>, Query, description = "Suggestions in all; 10 where absent.",
         minimum = 1, maximum = 100)),
    responses(
        (status = 200, description = "Suggestions by kind.", body = Suggestions),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or no index.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(in crate::http) async fn suggest(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Suggestions>, Problem> {
    let params = Params::strict(raw.as_deref(), &["q", "limit"])?;
    params.require_q("phần đã gõ của câu hỏi")?;
    let limits = service.limits().clone();
    let limit = match params.filter("limit") {
        None => DEFAULT_LIMIT.min(limits.page_items),
        Some(_) => params.limit(&limits)?,
    };
    let suggested = service.ask(move |searcher| {
        let text = params.get("q").unwrap_or_default();
        ask::suggest(searcher, &limits, text, limit)
    });
    Ok(Json(suggested.await?.into()))
}
