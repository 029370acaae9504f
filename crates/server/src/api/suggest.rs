//! Suggestions per keystroke.

use axum::Json;
use axum::extract::{RawQuery, State};
use serde::Deserialize;
use utoipa::ToSchema;

use super::value_schemas::QuestionText;
use crate::params::Params;
use crate::problem::{Problem, ProblemBody};
use crate::queries;
use crate::state::Service;
use crate::wire::suggestion::Suggestions;
use tracuu_index::entry::EntryKind;
use tracuu_print::messages::{Language, Messages, spoken};
use tracuu_query::suggest::SuggestOptions;

/// Suggestions where the caller names no `limit`: as many as a list under a box shows.
const DEFAULT_LIMIT: usize = 10;

/// A kind of hits to which suggestions lead.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TargetKind {
    Document,
    Measure,
    Provision,
    Assignment,
}

impl From<TargetKind> for EntryKind {
    fn from(kind: TargetKind) -> Self {
        match kind {
            TargetKind::Document => Self::Document,
            TargetKind::Measure => Self::Measure,
            TargetKind::Provision => Self::Provision,
            TargetKind::Assignment => Self::Assignment,
        }
    }
}

/// Suggests what the typed text may become: symbols, titles, agencies, measures, phrases.
///
/// The words before the last must stand whole in a suggestion, one after the other; the
/// last may be typed in part. Marks may be missing, or typed as raw Telex or VNI keys.
#[utoipa::path(get, path = "/api/v1/suggest", tag = "search",
    params(
        ("q" = inline(QuestionText), Query, description = "What is typed so far, in any spelling.",
         example = "nghi quy"),
        ("limit" = Option<usize>, Query, description = "Suggestions in all; 10 where absent.",
         minimum = 1, maximum = 100),
        ("kind" = inline(Option<TargetKind>), Query,
         description = "Only those that lead to hits of this kind."),
        ("collection" = Option<String>, Query,
         description = "Only documents and measures in this folder of the corpus."),
        ("lang" = inline(Option<Language>), Query,
         description = "Language of headings and second lines: `vi` where absent, or `en`; \
                        words of the collection stay Vietnamese.")),
    responses(
        (status = 200, description = "Suggestions by kind.", body = Suggestions),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or no index.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn suggest(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Suggestions>, Problem> {
    let params =
        Params::strict(raw.as_deref(), &["q", "limit", "kind", "collection", "lang"])?;
    params.require_q(spoken().parameter_typed_question())?;
    let limits = service.limits().clone();
    let limit = match params.filter("limit") {
        None => DEFAULT_LIMIT.min(limits.page_items),
        Some(_) => params.limit(&limits)?,
    };
    let target = params.choice("kind", spoken().parameter_target_kinds())?;
    let hits = target.map(|kind: TargetKind| kind.into());
    let messages = Messages::new(params.language()?);
    let suggested = service.run_blocking(move |searcher| {
        let wanted = SuggestOptions { hits, folder: params.filter("collection") };
        let text = params.get("q").unwrap_or_default();
        queries::suggest(searcher, &limits, text, &wanted, limit)
    });
    Ok(Json(Suggestions::new(suggested.await?, messages)))
}
