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
use tracuu_print::messages::spoken;
use tracuu_print::sheet::table::{Cell, Sheet};

const COLUMNS: usize = 11;

fn head() -> [&'static str; COLUMNS] {
    [
        spoken().column_number(),
        spoken().column_role(),
        spoken().column_row(),
        spoken().column_task(),
        spoken().column_lead(),
        spoken().column_coordinating(),
        spoken().column_measures(),
        spoken().column_deadline(),
        spoken().column_product(),
        spoken().column_document(),
        spoken().column_address(),
    ]
}

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
        let mut sheet = Sheet::new(spoken().file_assignments(), head());
        for (at, record) in listing.items.into_iter().enumerate() {
            let task = AssignedTask::new(record.into(), &id);
            sheet.push(row(at + 1, task, &origin));
        }
        sheet.note = cut_note(sheet.rows.len(), listing.total, true);
        let name = spoken().file_assignments_of(&agency.name);
        file(&[sheet], format, "phan-cong", &name)
    });
    answered.await
}

fn row(number: usize, task: AssignedTask, origin: &str) -> [Cell; COLUMNS] {
    let AssignedTask { assignment, role, .. } = task;
    let facts = assignment.facts;
    let measures = facts.measures.iter().map(|path| spoken().path_name(path));
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
