//! The assignments of an agency as a file.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::file::{Format, MAX_ROWS, cut_note, file, link};
use super::search::names;
use crate::agency_assignments::AgencyAssignments;
use crate::page::agency::AssignedTask;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use tracuu_index::reader::Page;
use tracuu_print::messages::VIETNAMESE;
use tracuu_print::sheet::table::{Cell, Sheet};

const HEAD: [&str; 11] = [
    VIETNAMESE.column_number(),
    VIETNAMESE.column_role(),
    VIETNAMESE.column_row(),
    VIETNAMESE.column_task(),
    VIETNAMESE.column_lead(),
    VIETNAMESE.column_coordinating(),
    VIETNAMESE.column_measures(),
    VIETNAMESE.column_deadline(),
    VIETNAMESE.column_product(),
    VIETNAMESE.column_document(),
    VIETNAMESE.column_address(),
];

/// `/agencies/{id}/assignments.csv` and `.xlsx`, with the filters of the page.
pub(crate) async fn assignments(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
    format: Format,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let origin = service.address().whole(&headers);
    let answered = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let agency = queries::agency(collection, &id)?;
        let asked = AgencyAssignments::from_params(&id, &params)?;
        let page = Page { offset: 0, limit: MAX_ROWS };
        let listing = asked.list(collection, page)?;
        let mut sheet = Sheet::new(VIETNAMESE.file_assignments(), HEAD);
        for (at, record) in listing.items.into_iter().enumerate() {
            let task = AssignedTask::new(record.into(), &id);
            sheet.push(row(at + 1, task, &origin));
        }
        sheet.note = cut_note(sheet.rows.len(), listing.total, true);
        let name = VIETNAMESE.file_assignments_of(&agency.name);
        file(&[sheet], format, "phan-cong", &name)
    });
    answered.await
}

fn row(number: usize, task: AssignedTask, origin: &str) -> [Cell; HEAD.len()] {
    let AssignedTask { assignment, role, .. } = task;
    let facts = assignment.facts;
    let measures = facts.measures.iter().map(|path| VIETNAMESE.path_name(path));
    let document = assignment.document;
    [
        number.into(),
        role.into(),
        Cell::number_or_text(facts.row.unwrap_or_default()),
        assignment.task.into(),
        names(&facts.lead).into(),
        names(&facts.coordinating).into(),
        measures.collect::<Vec<_>>().join("; ").into(),
        Cell::date_or_text(facts.deadline.unwrap_or_default()),
        facts.product.into(),
        document.symbol.unwrap_or(document.id).into(),
        link(origin, assignment.url),
    ]
}
