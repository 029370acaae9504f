//! Agencies and what they are assigned.

use axum::Json;
use axum::extract::{Path, RawQuery, State};

use crate::agency_assignments::{AgencyAssignments, AssignmentOrder};
use crate::params::Params;
use crate::problem::{Problem, ProblemBody};
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::agency::Agency;
use crate::wire::assignment::Assignment;
use crate::wire::list::{List, Meta};
use tracuu_query::agency_assignments::AssignedRole;

/// Lists all agencies of the collection, by id.
#[utoipa::path(get, path = "/api/v1/agencies", tag = "agencies",
    responses((status = 200, description = "All agencies.", body = List<Agency>)))]
pub(crate) async fn agencies(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<Agency>>, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let items =
        service.collection().agencies().iter().cloned().map(Agency::from).collect();
    Ok(Json(List::whole(items)))
}

/// The assignments that name an agency, in any role or in one.
#[utoipa::path(get, path = "/api/v1/agencies/{id}/assignments", tag = "agencies",
    params(
        ("id" = String, Path, description = "Id of the agency."),
        ("role" = inline(Option<AssignedRole>), Query, description = "Its role."),
        ("document" = Option<String>, Query, description = "Id of the document that assigns."),
        ("sort" = inline(Option<AssignmentOrder>), Query, description = "`order` of the \
         collection where none is given; of `deadline` those with a date come first, of \
         the first 1,000."),
        ("limit" = Option<usize>, Query, description = "Items on a page.",
         minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`meta.next` of the page before.")),
    responses(
        (status = 200, description = "A page of assignments.", body = List<Assignment>),
        (status = 404, description = "No agency has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn assignments(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<Assignment>>, Problem> {
    let known = ["role", "document", "sort", "limit", "cursor"];
    let params = Params::strict(raw.as_deref(), &known)?;
    let limits = service.limits().clone();
    let list = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        queries::agency(collection, &id)?;
        let paging =
            Paging::from_params(&["assignments", &id], &params, &limits, collection)?;
        let asked = AgencyAssignments::from_params(&id, &params)?;
        let listing = asked.list(collection, paging.page)?;
        let next = paging.next(&listing);
        let items = listing.items.into_iter().map(Assignment::from).collect();
        Ok(List { items, meta: Meta { total: listing.total, next } })
    });
    list.await.map(Json)
}
