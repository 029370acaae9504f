//! The report of what is missing: documents that are cited and not held, the most cited
//! first.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use crate::language;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries::Paging;
use crate::state::Service;
use crate::wire::graph::Missing;
use tracuu_print::body_name;
use tracuu_print::date;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::missing;

#[derive(Template)]
#[template(path = "missing.html")]
struct MissingPage {
    msg: Messages,
    documents: Vec<Missing>,
    /// Documents on the pages before this one.
    n_before: usize,
    total: usize,
    n_held: usize,
    next: Option<String>,
}

/// `/reports/missing`.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let page = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let paging = Paging::from_params(&["missing"], &params, &limits, collection)?;
        let listing = missing::report(collection, paging.page)?;
        let next = paging.next(&listing);
        Ok(MissingPage {
            msg: spoken(),
            documents: listing.items.into_iter().map(Missing::from).collect(),
            n_before: paging.page.offset,
            total: listing.total,
            n_held: collection.about().n_held,
            next,
        })
    });
    html_response(&page.await?)
}
