//! Measures of earlier plans that say nearly what a paragraph says.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use crate::language;
use crate::params::Params;
use crate::problem::Problem;
use crate::state::Service;
use crate::wire::similar::{SimilarAnswer, SimilarMeasure};
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::similar::similar;

/// Most characters of a paragraph, so that it fits into an address that can be kept and sent
/// on: percent-encoded, 4,000 letters with marks take some 30 KB.
const PARAGRAPH_MAX: usize = 4_000;

/// Measures shown; who finds none of these like it looks for other words.
const MAX_SHOWN: usize = 20;

#[derive(Template)]
#[template(path = "similar.html")]
struct SimilarPage {
    msg: Messages,
    text: String,
    found: Vec<SimilarMeasure>,
}

/// `/similar`: with `text` the measures like it, else the form.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let text = params.get("text").unwrap_or_default().trim();
    let text: String = text.chars().take(PARAGRAPH_MAX).collect();
    let page = service.run_blocking(move |searcher| {
        let found = if text.is_empty() {
            Vec::new()
        } else {
            similar(searcher.collection(), &text, MAX_SHOWN)?
        };
        let found = SimilarAnswer::from(found).hits;
        Ok(SimilarPage { msg: spoken(), text, found })
    });
    html_response(&page.await?)
}

impl SimilarMeasure {
    /// How similar, in hundredths.
    fn percent(&self) -> String {
        format!("{:.0}", f64::from(self.similarity) * 100.0)
    }
}
