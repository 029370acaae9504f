//! Measures: tasks of plans, programmes, schemes and resolutions.

use axum::Json;
use axum::extract::{RawQuery, State};

use crate::params::Params;
use crate::problem::{Problem, ProblemBody};
use crate::queries::Paging;
use crate::state::Service;
use crate::wire::list::{List, Meta};
use crate::wire::measure::Measure;
use tracuu_query::measures::{MeasureFilter, measures as listed};

/// Lists measures, in the order of the collection.
#[utoipa::path(get, path = "/api/v1/measures", tag = "measures",
    params(
        ("cites" = Option<String>, Query, description = "Id of a document that they cite."),
        ("lead" = Option<String>, Query, description = "Id of the agency that leads."),
        ("coordinates" = Option<String>, Query,
         description = "Id of an agency that coordinates."),
        ("limit" = Option<usize>, Query, description = "Items on a page.",
         minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`meta.next` of the page before.")),
    responses(
        (status = 200, description = "A page of measures.", body = List<Measure>),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn measures(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<Measure>>, Problem> {
    let known = ["cites", "lead", "coordinates", "limit", "cursor"];
    let params = Params::strict(raw.as_deref(), &known)?;
    let limits = service.limits().clone();
    let list = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let given = |name| params.filter(name).map(str::to_owned);
        let filter = MeasureFilter {
            cites: given("cites"),
            lead: given("lead"),
            coordinates: given("coordinates"),
        };
        let paging = Paging::from_params(&["measures"], &params, &limits, collection)?;
        let listing = listed(collection, &filter, paging.page)?;
        let next = paging.next(&listing);
        let items = listing.items.into_iter().map(Measure::from).collect();
        Ok(List { items, meta: Meta { total: listing.total, next } })
    });
    list.await.map(Json)
}
