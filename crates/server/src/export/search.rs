//! The hits of a search as a file.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::file::{Format, MAX_ROWS, cut_note, file, link};
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use crate::wire::answer::{Answer, Hit};
use tracuu_index::record::AgencyKey;
use tracuu_print::date::shown_date;
use tracuu_print::messages::spoken;
use tracuu_print::sheet::table::{Cell, Sheet};
use tracuu_query::answer::SnippetFragment;
use tracuu_query::order::Sort;
use tracuu_query::search::SearchRequest;

const COLUMNS: usize = 14;

fn head() -> [&'static str; COLUMNS] {
    [
        spoken().column_number(),
        spoken().column_result(),
        spoken().column_unit(),
        spoken().column_title_or_task(),
        spoken().column_document(),
        spoken().column_document_title(),
        spoken().column_issued(),
        spoken().column_issuer(),
        spoken().column_lead(),
        spoken().column_coordinating(),
        spoken().column_deadline(),
        spoken().column_product(),
        spoken().column_snippets(),
        spoken().column_address(),
    ]
}

/// `/search.csv` and `/search.xlsx`: the first hits of a question, [`MAX_ROWS`] at most.
pub(crate) async fn search(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
    format: Format,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    params.require_q(spoken().parameter_question())?;
    let origin = service.address().whole(&headers);
    let limits = service.limits().clone();
    let answered = service.run_blocking(move |searcher| {
        let text = params.get("q").unwrap_or_default().trim();
        let sort = params.sort(Sort::Relevance)?;
        let request =
            SearchRequest { text, limit: MAX_ROWS, sort, ..SearchRequest::default() };
        let answer = Answer::from(queries::search(searcher, &limits, request)?);
        let name = spoken().file_results_of(text);
        file(&[sheet(&answer, &origin)], format, "ket-qua", &name)
    });
    answered.await
}

fn sheet(answer: &Answer, origin: &str) -> Sheet {
    let mut sheet = Sheet::new(spoken().file_results(), head());
    for (at, hit) in answer.hits.iter().enumerate() {
        sheet.push(row(at + 1, hit, origin));
    }
    sheet.note = cut_note(sheet.rows.len(), answer.total.value, answer.total.exact);
    sheet
}

fn row(number: usize, hit: &Hit, origin: &str) -> [Cell; COLUMNS] {
    let core = hit.core();
    let facts = HitColumns::new(hit);
    [
        number.into(),
        spoken().hit_kind(hit.kind()).into(),
        facts.place.into(),
        hit.name().into(),
        core.document.symbol.as_ref().unwrap_or(&core.document.id).clone().into(),
        core.document.title.clone().into(),
        Cell::date_or_text(facts.date),
        facts.issuer.into(),
        facts.lead.into(),
        facts.coordinating.into(),
        Cell::date_or_text(facts.deadline),
        facts.product.into(),
        snippets(&core.snippets).into(),
        link(origin, core.url.clone()),
    ]
}

/// What hits of some kinds have; empty for the others.
#[derive(Default)]
struct HitColumns {
    /// Path in the outline, or row of a table.
    place: String,
    date: String,
    issuer: Option<String>,
    lead: String,
    coordinating: String,
    deadline: String,
    product: Option<String>,
}

impl HitColumns {
    fn new(hit: &Hit) -> Self {
        match hit {
            Hit::Document(found) => Self {
                date: found.date.as_deref().map(shown_date).unwrap_or_default(),
                issuer: found.issuer.clone(),
                ..Self::default()
            },
            Hit::Measure(_) | Hit::Provision(_) => {
                Self { place: spoken().path_name(&hit.core().label), ..Self::default() }
            }
            Hit::Assignment(found) => {
                let row = found.facts.row.as_ref().map(|row| spoken().agency_row(row));
                Self {
                    place: row.unwrap_or_default(),
                    lead: names(&found.facts.lead),
                    coordinating: names(&found.facts.coordinating),
                    deadline: found.facts.deadline.clone().unwrap_or_default(),
                    product: found.facts.product.clone(),
                    ..Self::default()
                }
            }
        }
    }
}

/// Names of agencies in one cell.
pub(super) fn names(agencies: &[AgencyKey]) -> String {
    agencies.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn snippets(snippets: &[Vec<SnippetFragment>]) -> String {
    let text = |snippet: &Vec<SnippetFragment>| -> String {
        snippet.iter().map(|piece| piece.text.as_str()).collect()
    };
    snippets.iter().map(text).collect::<Vec<_>>().join(" … ")
}
