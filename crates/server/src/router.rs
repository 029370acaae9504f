//! The router: every address of the service, and the layers around the handlers.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{
    from_fn, from_fn_with_state, map_response, map_response_with_state,
};
use axum::routing::{get, post};
use strum::VariantArray;
use tower_http::compression::CompressionLayer;
use tower_http::limit::RequestBodyLimitLayer;

use super::api::{openapi, routes};
use super::embed;
use super::export;
use super::export::file::Format;
use super::former_id;
use super::language;
use super::layers;
use super::page;
use super::state::Service;
use super::upload;

/// The whole service over a state; needs no socket, so that tests ask it directly.
pub fn router(service: Service) -> Router {
    let limits = service.limits().clone();
    let around = service.clone();
    let origins = service.origins().layer(service.access().clone());
    let today = from_fn_with_state(service.clone(), layers::revalidate_today);
    let former = from_fn_with_state(service.clone(), former_id::send_on);
    let answers = Router::from(routes::answers())
        .route("/openapi.json", get(openapi::description))
        .merge(pages().layer(from_fn(language::lead)))
        .merge(files())
        .layer(former)
        .layer(today);
    // What is sent with a POST is no part of the tag of an answer.
    let drafts = Router::from(routes::drafts())
        .route("/check", post(page::check::answer))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(limits.draft_bytes))
        .layer(map_response_with_state(limits.draft_bytes, layers::name_draft_limit));
    // A file of the collection may be larger than a draft.
    let uploads = Router::from(routes::uploads())
        .merge(upload_pages().layer(from_fn(language::lead)))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(upload::MAX_BODY_BYTES))
        .layer(map_response(layers::name_file_limit));
    let routes = answers
        .merge(status().layer(from_fn(language::lead)))
        .merge(routes::questions())
        .merge(routes::health())
        .merge(embedded())
        .layer(RequestBodyLimitLayer::new(limits.body_bytes))
        .layer(layers::within(limits.answer))
        .merge(drafts.merge(uploads).layer(layers::within(limits.body + limits.answer)))
        .with_state(service);
    // axum runs the layer that was added last first.
    let routes = layers::around_gate(routes, &around).layer(origins);
    let address = around.address();
    let routes = address.rewrite(language::keep(routes)).layer(CompressionLayer::new());
    address.strip(language::spoken_to(routes))
}

/// What changes while the index stays the same.
fn status() -> Router<Service> {
    Router::new()
        .route("/status", get(page::status::page))
        .route("/sign-in", get(page::sign_in::page).post(page::sign_in::sign_in))
        .route("/sign-out", post(page::sign_in::sign_out))
        .route("/new", get(page::newest::page))
        .route("/new.atom", get(page::newest::feed))
}

/// Files into the collection, for people.
fn upload_pages() -> Router<Service> {
    Router::new()
        .route("/upload", get(page::upload::page).post(page::upload::send))
        .route("/upload/remove", post(page::upload::remove))
}

fn pages() -> Router<Service> {
    Router::new()
        .route("/", get(page::search::page))
        .route("/search", get(page::search::page))
        .route("/documents", get(page::documents::page))
        .route("/documents/{id}", get(page::document::page))
        .route("/documents/{id}/original", get(page::original::page))
        .route("/documents/{id}/graph", get(page::graph::page))
        .route("/documents/{id}/matrix", get(page::matrix::page))
        .route("/agencies", get(page::agencies::page))
        .route("/agencies/{id}", get(page::agency::page))
        .route("/check", get(page::check::page))
        .route("/compare", get(page::compare::page))
        .route("/similar", get(page::similar::page))
        .route("/help", get(page::help::page))
        .route("/reports/missing", get(page::missing::page))
        .route("/opensearch.xml", get(page::browser::opensearch))
        .route("/icon.svg", get(page::browser::icon))
        .route("/favicon.ico", get(page::browser::icon))
        .route("/problems/{code}", get(page::problem::kind_page))
        .route(page::asset::ROUTE, get(page::asset::asset))
}

/// What the pages show, as files.
fn files() -> Router<Service> {
    let mut files = Router::new();
    for format in Format::VARIANTS.iter().copied() {
        let address = |path: &str| format!("{path}.{}", format.extension());
        files = files
            .route(
                &address("/search"),
                get(async move |state, raw, headers| {
                    export::search::search(state, raw, headers, format).await
                }),
            )
            .route(
                &address("/agencies/{id}/assignments"),
                get(async move |state, id, raw, headers| {
                    export::agency::assignments(state, id, raw, headers, format).await
                }),
            )
            .route(
                &address("/reports/missing"),
                get(async move |state| export::missing::missing(state, format).await),
            )
            .route(
                &address("/documents/{id}/matrix"),
                get(async move |state, id, raw| {
                    export::matrix::matrix(state, id, raw, format).await
                }),
            );
    }
    files
}

fn embedded() -> Router<Service> {
    let tag = from_fn_with_state(embed::tag(), layers::revalidate);
    let [search_box, links] = embed::ROUTES;
    Router::new()
        .route(search_box, get(embed::search_box))
        .route(links, get(embed::links))
        .layer(tag)
}
