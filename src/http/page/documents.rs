//! The list of documents.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::layout::rendered;
use super::style;
use crate::http::ask::Paging;
use crate::http::params::Params;
use crate::http::problem::Problem;
use crate::http::state::Service;
use crate::http::wire::document::DocumentSummary;
use crate::http::words;
use crate::query::documents::{DocumentFilter, documents};
use crate::query::order::Sort;

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    documents: Vec<DocumentSummary>,
    held: Option<bool>,
    sort: Sort,
    total: usize,
    next: Option<String>,
}

/// `/documents`: all, or with `held` those with or without full text.
pub(in crate::http) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let page = service.ask(move |searcher| {
        let collection = searcher.collection();
        let held = params.flag("held")?;
        let sort = params.sort(Sort::Order)?;
        let filter = DocumentFilter { held, ..DocumentFilter::default() };
        let paging = Paging::of(&["documents"], &params, &limits, collection)?;
        let listing = documents(collection, (&filter, sort), paging.page)?;
        Ok(DocumentsPage {
            next: paging.next(&listing),
            documents: listing.items.iter().map(DocumentSummary::from).collect(),
            held,
            sort,
            total: listing.total,
        })
    });
    rendered(&page.await?)
}

impl DocumentSummary {
    /// What it is called.
    pub(super) fn name(&self) -> String {
        words::document_name(
            self.r#type.as_deref(),
            self.symbol.as_deref(),
            self.title.as_deref(),
            &self.id,
        )
    }
}
