//! The list of agencies.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use crate::language;
use crate::problem::Problem;
use crate::state::Service;
use tracuu_index::record::AgencyRecord;
use tracuu_print::messages::{Messages, spoken};

#[derive(Template)]
#[template(path = "agencies.html")]
struct AgenciesPage<'a> {
    msg: Messages,
    agencies: Vec<&'a AgencyRecord>,
}

/// `/agencies`: those with the most work first.
pub(crate) async fn page(State(service): State<Service>) -> Result<Response, Problem> {
    let mut agencies: Vec<&AgencyRecord> =
        service.collection().agencies().iter().collect();
    let work = |agency: &AgencyRecord| (agency.n_lead, agency.n_coordinating);
    agencies.sort_by_key(|agency| std::cmp::Reverse(work(agency)));
    html_response(&AgenciesPage { msg: spoken(), agencies })
}
