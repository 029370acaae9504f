//! The hits of a search as a file.

use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::file::{Format, MAX_ROWS, file, push_cut_note};
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use crate::wire::agency::AgencyName;
use crate::wire::answer::{Answer, Hit, Piece};
use tracuu_print::date::shown_date;
use tracuu_print::messages::VIETNAMESE;
use tracuu_print::sheet::table::Sheet;
use tracuu_query::order::Sort;
use tracuu_query::search::SearchRequest;

const HEAD: [&str; 14] = [
    VIETNAMESE.column_number(),
    VIETNAMESE.column_result(),
    VIETNAMESE.column_unit(),
    VIETNAMESE.column_title_or_task(),
    VIETNAMESE.column_document(),
    VIETNAMESE.column_document_title(),
    VIETNAMESE.column_issued(),
    VIETNAMESE.column_issuer(),
    VIETNAMESE.column_lead(),
    VIETNAMESE.column_coordinating(),
    VIETNAMESE.column_deadline(),
    VIETNAMESE.column_product(),
    VIETNAMESE.column_snippets(),
    VIETNAMESE.column_address(),
];

/// `/search.csv` and `/search.xlsx`: the first hits of a question, [`MAX_ROWS`] at most.
pub(crate) async fn search(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    format: Format,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    params.require_q(VIETNAMESE.parameter_question())?;
    let limits = service.limits().clone();
    let answered = service.run_blocking(move |searcher| {
        let text = params.get("q").unwrap_or_default().trim();
        let sort = params.sort(Sort::Relevance)?;
        let request =
            SearchRequest { text, limit: MAX_ROWS, sort, ..SearchRequest::default() };
        let answer = Answer::from(queries::search(searcher, &limits, request)?);
        let name = VIETNAMESE.file_results_of(text);
        file(&sheet(&answer), format, "ket-qua", &name)
    });
    answered.await
}

fn sheet(answer: &Answer) -> Sheet {
    let mut sheet = Sheet::new(VIETNAMESE.file_results(), HEAD);
    for (at, hit) in answer.hits.iter().enumerate() {
        sheet.push(row(at + 1, hit));
    }
    push_cut_note(&mut sheet, answer.total.value, answer.total.exact);
    sheet
}

fn row(number: usize, hit: &Hit) -> [String; HEAD.len()] {
    let core = hit.core();
    let cell = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut facts: [String; 6] = Default::default();
    let place = match hit {
        Hit::Document(found) => {
            let date = found.date.as_deref().map(shown_date);
            let [day, issuer, ..] = &mut facts;
            *day = date.unwrap_or_default();
            *issuer = cell(&found.issuer);
            String::new()
        }
        Hit::Measure(_) | Hit::Provision(_) => VIETNAMESE.path_name(&core.label),
        Hit::Assignment(found) => {
            let [_, _, lead, coordinating, deadline, product] = &mut facts;
            *lead = names(&found.lead);
            *coordinating = names(&found.coordinating);
            *deadline = cell(&found.deadline);
            *product = cell(&found.product);
            found.row.as_ref().map(|row| VIETNAMESE.agency_row(row)).unwrap_or_default()
        }
    };
    let document = core.document.symbol.as_ref().unwrap_or(&core.document.id).clone();
    let [day, issuer, lead, coordinating, deadline, product] = facts;
    [
        number.to_string(),
        VIETNAMESE.hit_kind(hit.kind()).to_owned(),
        place,
        hit.name(),
        document,
        cell(&core.document.title),
        day,
        issuer,
        lead,
        coordinating,
        deadline,
        product,
        snippets(&core.snippets),
        core.url.clone(),
    ]
}

/// Names of agencies in one cell.
pub(super) fn names(agencies: &[AgencyName]) -> String {
    agencies.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn snippets(snippets: &[Vec<Piece>]) -> String {
    let text = |snippet: &Vec<Piece>| -> String {
        snippet.iter().map(|piece| piece.text.as_str()).collect()
    };
    snippets.iter().map(text).collect::<Vec<_>>().join(" … ")
}
