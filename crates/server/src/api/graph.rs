//! The graph of documents: relations to a depth, impact, what is missing, and citations
//! for drafts.

use axum::Json;
use axum::extract::{Path, RawQuery, State};

use crate::params::Params;
use crate::problem::{Problem, ProblemBody};
use crate::queries::{self, Paging};
use crate::state::Service;
use crate::wire::graph::{CitationText, Graph, Impact, Missing};
use crate::wire::list::{List, Meta};
use tracuu_legal::citation::style::CitationStyle;
use tracuu_print::messages::spoken;
use tracuu_query::graph::GraphBounds;
use tracuu_query::{citation_text, graph, impact, missing};

/// Steps of a graph where none are given: the document and its neighbours.
const DEFAULT_DEPTH: usize = 1;

/// The documents around one, and the relations between them.
#[utoipa::path(get, path = "/api/v1/documents/{id}/graph", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document."),
        ("depth" = Option<usize>, Query, description = "Steps from it; 1 where absent.",
         minimum = 1, maximum = 4)),
    responses(
        (status = 200, description = "The graph.", body = Graph),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn graph(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Graph>, Problem> {
    let params = Params::strict(raw.as_deref(), &["depth"])?;
    let depth = params.whole("depth", DEFAULT_DEPTH, 1..=GraphBounds::MAX_DEPTH)?;
    let found = service.run_blocking(move |searcher| {
        let found =
            graph::around(searcher.collection(), &id, GraphBounds::to_depth(depth))?;
        found.ok_or_else(queries::no_document)
    });
    Ok(Json(found.await?.into()))
}

/// What cites a document, and what rests on it, directly or through others.
#[utoipa::path(get, path = "/api/v1/documents/{id}/impact", tag = "documents",
    params(("id" = String, Path, description = "Id of the document.")),
    responses(
        (status = 200, description = "What a change would touch.", body = Impact),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn impact(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<Impact>, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let found = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        queries::any_document(collection, &id)?;
        Ok(impact::impact(collection, &id)?)
    });
    Ok(Json(found.await?.into()))
}

/// The text by which a draft cites a document.
#[utoipa::path(get, path = "/api/v1/documents/{id}/cite", tag = "documents",
    params(
        ("id" = String, Path, description = "Id of the document."),
        ("style" = inline(Option<CitationStyle>), Query, description = "`full` (where none is given), \
         `short`, `basis`.")),
    responses(
        (status = 200, description = "The citation.", body = CitationText),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn cite(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Json<CitationText>, Problem> {
    let params = Params::strict(raw.as_deref(), &["style"])?;
    let style = params
        .choice("style", spoken().parameter_styles())?
        .unwrap_or(CitationStyle::Full);
    let found = service.run_blocking(move |searcher| {
        let document = queries::any_document(searcher.collection(), &id)?;
        let cited = citation_text::cite_document(&document, style);
        Ok(CitationText::new(document.id, style, cited))
    });
    found.await.map(Json)
}

/// Documents that are cited and not held, the most cited first.
#[utoipa::path(get, path = "/api/v1/reports/missing", tag = "documents",
    params(
        ("limit" = Option<usize>, Query, description = "Items on a page.",
         minimum = 1, maximum = 100),
        ("cursor" = Option<String>, Query, description = "`meta.next` of the page before.")),
    responses(
        (status = 200, description = "A page of documents.", body = List<Missing>),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn missing(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
) -> Result<Json<List<Missing>>, Problem> {
    let params = Params::strict(raw.as_deref(), &["limit", "cursor"])?;
    let limits = service.limits().clone();
    let list = service.run_blocking(move |searcher| {
        let collection = searcher.collection();
        let paging = Paging::from_params(&["missing"], &params, &limits, collection)?;
        let listing = missing::report(collection, paging.page)?;
        let next = paging.next(&listing);
        let items = listing.items.into_iter().map(Missing::from).collect();
        Ok(List { items, meta: Meta { total: listing.total, next } })
    });
    list.await.map(Json)
}
