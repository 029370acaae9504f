//! What the collection holds and how old its index is.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::layout::rendered;
use super::style;
use crate::http::clock;
use crate::http::problem::Problem;
use crate::http::state::Service;
use crate::http::words;

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    n_held: usize,
    n_cited: usize,
    n_agencies: usize,
    n_entries: usize,
    built: Option<String>,
    /// Days since it was built.
    age_days: Option<usize>,
    version: &'static str,
}

/// `/status`.
pub(in crate::http) async fn page(
    State(service): State<Service>,
) -> Result<Response, Problem> {
    let collection = service.collection();
    let about = collection.about();
    let built = collection.built().and_then(clock::day_of);
    let age =
        built.zip(clock::today()).and_then(|(built, today)| today.since(built).ok());
    rendered(&StatusPage {
        n_held: about.n_held,
        n_cited: about.n_documents.saturating_sub(about.n_held),
        n_agencies: collection.agencies().len(),
        n_entries: usize::try_from(about.n_entries).unwrap_or(usize::MAX),
        built: built.map(|day| words::vietnamese_date(&day.to_string())),
        age_days: age.and_then(|age| usize::try_from(age.get_days()).ok()),
        version: env!("CARGO_PKG_VERSION"),
    })
}
