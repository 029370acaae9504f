//! The page of an agency: its names, and what it is assigned.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::layout::rendered;
use super::style;
use crate::http::ask::{self, Paging};
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::state::Service;
use crate::http::wire::assignment::Assignment;
use crate::http::words;
use crate::index::record::AgencyRecord;

#[derive(Template)]
#[template(path = "agency.html")]
struct AgencyPage {
    agency: AgencyRecord,
    assignments: Vec<AssignedTask>,
    total: usize,
    next: Option<String>,
}

/// An assignment as one agency sees it.
struct AssignedTask {
    assignment: Assignment,
    /// `Chủ trì`, `Phối hợp`, or the role in words.
    role: String,
    is_lead: bool,
}

/// `/agencies/{id}`.
pub(in crate::http) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let page = service.ask(move |searcher| {
        let collection = searcher.collection();
        let agency = ask::agency(collection, &id)?.clone();
        let paging = Paging::of(&["agency", &id], &params, &limits, collection)?;
        let listing = collection.assignments_of(&id, paging.page)?;
        let next = paging.next(&listing);
        let tasks =
            listing.items.into_iter().map(|record| AssignedTask::of(record.into(), &id));
        Ok(AgencyPage {
            agency,
            assignments: tasks.collect(),
            total: listing.total,
            next,
        })
    });
    rendered(&page.await?)
}

impl AssignedTask {
    fn of(assignment: Assignment, agency: &str) -> Self {
        let is_lead = assignment.lead.iter().any(|name| name.id == agency);
        let is_coordinating =
            assignment.coordinating.iter().any(|name| name.id == agency);
        let role = match (is_lead, is_coordinating) {
            (true, _) => "Chủ trì".to_owned(),
            (false, true) => "Phối hợp".to_owned(),
            (false, false) if assignment.role.is_empty() => "Tham gia".to_owned(),
            (false, false) => words::capitalised(&assignment.role),
        };
        Self { assignment, role, is_lead }
    }
}
