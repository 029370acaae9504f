//! What the collection holds, what could not be read into it, what it lacks, and what
//! people asked of it in vain.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use crate::clock;
use crate::problem::Problem;
use crate::state::Service;
use crate::wire::document::DocumentSummary;
use tracuu_index::generation::FailedFile;
use tracuu_index::reader::{Collection, Page};
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::{Messages, VIETNAMESE};
use tracuu_query::documents::{DocumentFilter, most_cited};
use tracuu_text::invisible;

/// Lines of a list on this page: what fits a look.
const MAX_LISTED: usize = 10;

/// Failed files listed: all that one person would mend in a day.
const MAX_FAILED: usize = 200;

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    msg: Messages,
    n_held: usize,
    n_cited: usize,
    n_agencies: usize,
    n_entries: usize,
    built: Option<String>,
    /// Days since it was built.
    age_days: Option<usize>,
    version: &'static str,
    failed: Vec<FailedFile>,
    n_failed: usize,
    notes: Vec<String>,
    most_cited: Vec<DocumentSummary>,
    missing: Vec<DocumentSummary>,
    zero_result_queries: Vec<(String, usize)>,
}

/// `/status`.
pub(crate) async fn page(State(service): State<Service>) -> Result<Response, Problem> {
    let shared = service.clone();
    let page = service.run_blocking(move |searcher| view(&shared, searcher.collection()));
    let mut response = html_response(&page.await?)?;
    // What was asked in vain changes with every question.
    let policy = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, policy);
    Ok(response)
}

fn view(service: &Service, collection: &Collection) -> Result<StatusPage, Problem> {
    let about = collection.about();
    let built = collection.built().and_then(clock::day_of);
    let age =
        built.zip(clock::today()).and_then(|(built, today)| today.since(built).ok());
    Ok(StatusPage {
        msg: VIETNAMESE,
        n_held: about.n_held,
        n_cited: about.n_documents.saturating_sub(about.n_held),
        n_agencies: collection.agencies().len(),
        n_entries: usize::try_from(about.n_entries).unwrap_or(usize::MAX),
        built: built.map(vietnamese_day),
        age_days: age.and_then(|age| usize::try_from(age.get_days()).ok()),
        version: env!("CARGO_PKG_VERSION"),
        failed: about.failed.iter().take(MAX_FAILED).cloned().collect(),
        n_failed: about.failed.len(),
        notes: about.notes.iter().take(MAX_FAILED).cloned().collect(),
        most_cited: most_cited_of(collection, None)?,
        missing: most_cited_of(collection, Some(false))?,
        zero_result_queries: service.zero_result_queries().most_asked(MAX_LISTED),
    })
}

/// The documents that are cited most, of all or of those (not) held.
fn most_cited_of(
    collection: &Collection,
    held: Option<bool>,
) -> Result<Vec<DocumentSummary>, Problem> {
    let filter = DocumentFilter { held, ..DocumentFilter::default() };
    let found = most_cited(collection, &filter, Page { offset: 0, limit: MAX_LISTED })?;
    let cited = found.items.iter().filter(|record| record.n_mentions > 0);
    Ok(cited.map(DocumentSummary::from).collect())
}
