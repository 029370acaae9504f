//! Documents: their list, their facts, what they cite and what cites them.

use axum::Json;
use axum::extract::{Path, RawQuery, State};

use super::value_schemas::TypeId;
use crate::params::Params;
use crate::problem::{Problem, ProblemBody};
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::citation::{CitingPlace, DocumentCitation};
use crate::wire::document::{Document, DocumentSummary};
use crate::wire::list::{List, Meta};
use crate::wire::offset_unit::OffsetUnit;
use crate::wire::outline::{Outline, Provision};
use crate::wire::validity::StandingOn;
use tracuu_query::documents::{self, DocumentFilter};
use tracuu_query::order::Sort;

/// Lists documents, held or known by citation, in the order of the collection or another.
#[utoipa::path(get, path = "/api/v1/documents", tag = "documents",
    params(
        ("type" = inline(Option<TypeId>), Query, description = "Id of a type: `nghi-quyet`."),
        ("issuer" = Option<String>, Query, description = "Id of an issuing body."),
        ("year" = Option<i16>, Query, description = "Year of issue.",
         minimum = 1000, maximum = 9999),
        ("held" = Option<bool>, Query, description = "Only those with, or without, full text."),
        ("sort" = inline(Option<Sort>), Query,
         description = "Order of the documents; `order` where none is given."),
        ("limit" = Option<usize>, Query, description = "Items on a page.",
         minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`meta.next` of the page before.")),
    responses(
        (status = 200, description = "A page of documents.", body = List<DocumentSummary>),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn documents(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<DocumentSummary>>, Problem> {
    let known = ["type", "issuer", "year", "held", "sort", "limit", "cursor"];
    let params = Params::strict(raw.as_deref(), &known)?;
    let filter = filter(&params)?;
    let sort = params.sort(Sort::Order)?;
    let limits = service.limits().clone();
    let list = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let paging = Paging::from_params(&["documents"], &params, &limits, collection)?;
        let listing = documents::documents(collection, &filter, sort, paging.page)?;
        let next = paging.next(&listing);
        let items = listing.items.iter().map(DocumentSummary::from).collect();
        Ok(List { items, meta: Meta { total: listing.total, next } })
    });
    list.await.map(Json)
}

/// The filter of a request; Err on a type that no document can have.
fn filter(params: &Params) -> Result<DocumentFilter, Problem> {
    Ok(DocumentFilter {
        document_type: params.document_type("type")?.map(|kind| kind.id().to_owned()),
        issuer: params.filter("issuer").map(str::to_owned),
        year: params.year("year")?,
        held: params.flag("held")?,
    })
}

/// A document with everything that is stated of it, and by whom.
#[utoipa::path(get, path = "/api/v1/documents/{id}", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document."),
        ("on" = Option<String>, Query, format = Date, description = "Day, `YYYY-MM-DD`, for which the \
         state of its force is asked.")),
    responses(
        (status = 200, description = "The document.", body = Document),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn document(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Document>, Problem> {
    let params = Params::strict(raw.as_deref(), &["on"])?;
    let on = params.day("on")?;
    let record = service
        .run_blocking(move |searcher| queries::document(searcher.collection(), &id))
        .await?;
    let timeline = record.timeline();
    let standing =
        on.map(|day| StandingOn::new(&timeline.state_on(day), day.to_string()));
    Ok(Json(Document { standing, ..record.into() }))
}

/// What a held document cites, in the order of its text.
#[utoipa::path(get, path = "/api/v1/documents/{id}/citations", tag = "documents",
    params(("id" = String, Path, description = "Id of the document.")),
    responses(
        (status = 200, description = "All its citations.", body = List<DocumentCitation>),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn citations(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<DocumentCitation>>, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let items = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        queries::document(collection, &id)?;
        let units = queries::all_units(collection, &id)?;
        Ok(units.iter().flat_map(DocumentCitation::all_of).collect())
    });
    items.await.map(List::whole).map(Json)
}

/// The provisions that cite a document.
#[utoipa::path(get, path = "/api/v1/documents/{id}/cited-by", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document."),
        ("limit" = Option<usize>, Query, description = "Items on a page.",
         minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`meta.next` of the page before.")),
    responses(
        (status = 200, description = "A page of citing places.", body = List<CitingPlace>),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn cited_by(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<CitingPlace>>, Problem> {
    let params = Params::strict(raw.as_deref(), &["limit", "cursor"])?;
    let limits = service.limits().clone();
    let list = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        queries::document(collection, &id)?;
        let paging =
            Paging::from_params(&["cited-by", &id], &params, &limits, collection)?;
        let listing = collection.units_citing(&id, paging.page)?;
        let next = paging.next(&listing);
        let items =
            listing.items.into_iter().map(|unit| CitingPlace::new(unit, &id)).collect();
        Ok(List { items, meta: Meta { total: listing.total, next } })
    });
    list.await.map(Json)
}

/// The provision tree of a held document; empty for one known by citation only.
#[utoipa::path(get, path = "/api/v1/documents/{id}/outline", tag = "documents",
    params(("id" = String, Path, description = "Id of the document.")),
    responses(
        (status = 200, description = "The tree.", body = Outline),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn outline(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Outline>, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let store = service.store();
    let provisions = service.run_blocking(move |searcher| {
        let record = queries::document(searcher.collection(), &id)?;
        let mut changed = queries::changed_provisions(store.as_ref(), &record.id);
        let provisions = record.outline.into_iter().map(|entry| {
            let changed = changed.remove(&entry.path).map(|day| day.to_string());
            Provision { changed, ..Provision::from(entry) }
        });
        Ok(provisions.collect())
    });
    Ok(Json(Outline { offset_unit: OffsetUnit::Utf8, provisions: provisions.await? }))
}
