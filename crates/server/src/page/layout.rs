//! What all pages share.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// A rendered page that nobody keeps, since it is another at the next look.
pub(super) fn fresh_response(page: &impl Template) -> Result<Response, Problem> {
    let mut response = html_response(page)?;
    let policy = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, policy);
    Ok(response)
}

/// A rendered page as a response.
pub(super) fn html_response(page: &impl Template) -> Result<Response, Problem> {
    let html = page.render().map_err(|error| Problem::internal(&error))?;
    let mut response = html.into_response();
    let media_type = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    Ok(response)
}
