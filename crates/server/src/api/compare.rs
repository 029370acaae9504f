//! Two documents or versions compared.

use axum::Json;
use axum::extract::{RawQuery, State};

use crate::params::Params;
use crate::problem::{Problem, ProblemBody, ProblemKind};
use crate::queries;
use crate::state::Service;
use crate::wire::compare::{ChangeCounts, Comparison};
use crate::wire::document::DocumentSummary;
use tracuu_print::messages::spoken;
use tracuu_query::compare::{ParagraphChange, compare as compare_texts};

/// Compares the texts of two documents, or of two versions of one, paragraph by paragraph.
#[utoipa::path(get, path = "/api/v1/compare", tag = "documents",
    params(
        ("a" = String, Query, description = "Id of the first document, with full text.",
         pattern = r"\S"),
        ("b" = String, Query, description = "Id of the second.", pattern = r"\S"),
        ("all" = Option<bool>, Query, description = "Also paragraphs that both have.")),
    responses(
        (status = 200, description = "What differs.", body = Comparison),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 404, description = "No document with full text has an id.",
         body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn compare(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Comparison>, Problem> {
    let params = Params::strict(raw.as_deref(), &["a", "b", "all"])?;
    let answer = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let all = params.flag("all")?.unwrap_or(false);
        let side = |name: &'static str| {
            let missing = || Problem::plain(ProblemKind::MissingParameter).about(name);
            let id = params.filter(name).ok_or_else(missing)?;
            let record = queries::document(collection, id)?;
            if !record.held {
                let detail = spoken().compare_not_held();
                return Err(Problem::new(ProblemKind::DocumentNotFound, detail));
            }
            let units = queries::all_units(collection, &record.id)?;
            Ok((DocumentSummary::from(&record), units))
        };
        let ((before, old), (after, new)) = (side("a")?, side("b")?);
        let mut paragraphs = compare_texts(&old, &new);
        let counts = ChangeCounts::from(paragraphs.as_slice());
        paragraphs.retain(|one| all || one.change != ParagraphChange::Same);
        Ok(Comparison { before, after, counts, paragraphs })
    });
    answer.await.map(Json)
}
