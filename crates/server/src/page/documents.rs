//! The list of documents.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::asset;
use super::layout::html_response;
use crate::params::{self, Params};
use crate::problem::Problem;
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::document::DocumentSummary;
use tracuu_index::record::AgencyKey;
use tracuu_print::body_name;
use tracuu_print::date;
use tracuu_print::messages::{Messages, VIETNAMESE};
use tracuu_query::documents::{DocumentFilter, documents};
use tracuu_query::order::Sort;

#[derive(Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    msg: Messages,
    documents: Vec<DocumentSummary>,
    held: Option<bool>,
    /// The body that issued them, where one is chosen.
    issuer: Option<AgencyKey>,
    sort: Sort,
    offset: usize,
    total: usize,
    next: Option<String>,
}

/// `/documents`: all, or with `held` those with or without full text, with `issuer` those
/// of one body.
pub(crate) async fn page(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let limits = service.limits().clone();
    let page = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let held = params.flag("held")?;
        let sort = params.sort(Sort::Order)?;
        let issuer = match params.filter("issuer") {
            None => None,
            Some(id) => Some(queries::agency(collection, id)?),
        };
        let filter = DocumentFilter {
            held,
            issuer: issuer.map(|agency| agency.id.clone()),
            ..DocumentFilter::default()
        };
        let paging = Paging::from_params(&["documents"], &params, &limits, collection)?;
        let listing = documents(collection, &filter, sort, paging.page)?;
        Ok(DocumentsPage {
            msg: VIETNAMESE,
            next: paging.next(&listing),
            documents: listing.items.iter().map(DocumentSummary::from).collect(),
            held,
            issuer: issuer.map(|agency| AgencyKey {
                id: agency.id.clone(),
                name: agency.name.clone(),
            }),
            sort,
            offset: paging.page.offset,
            total: listing.total,
        })
    });
    html_response(&page.await?)
}

impl DocumentsPage {
    /// The same list with other choices.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn address(&self, held: Option<bool>, sort: &Sort, issuer: bool) -> String {
        let issuer = self.issuer.as_ref().filter(|_| issuer);
        let parts = [
            held.map(|held| format!("held={held}")),
            issuer.map(|body| format!("issuer={}", params::encode(&body.id))),
            (*sort != Sort::Order).then(|| format!("sort={sort}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let mark = if parts.is_empty() { "" } else { "?" };
        format!("/documents{mark}{}", parts.join("&"))
    }

    /// The page of a cursor.
    fn page(&self, cursor: &str) -> String {
        let here = self.address(self.held, &self.sort, true);
        let mark = if here.contains('?') { '&' } else { '?' };
        format!("{here}{mark}cursor={cursor}")
    }
}

impl DocumentSummary {
    /// What it is called.
    pub(crate) fn name(&self) -> String {
        VIETNAMESE.document_name(
            self.r#type.as_deref(),
            self.symbol.as_deref(),
            self.title.as_deref(),
            &self.id,
        )
    }
}
