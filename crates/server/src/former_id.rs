//! Old addresses of documents: what is not found under an id that a document had before is
//! sent on to its present address, for good.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use super::state::Service;

/// Beginnings of the addresses that an id follows.
const BEFORE_ID: [&str; 2] = ["/documents/", "/api/v1/documents/"];

/// Answers `404` of a document with `301` where it has another address now.
pub(super) async fn send_on(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let address = request.uri().clone();
    let response = next.run(request).await;
    if response.status() != StatusCode::NOT_FOUND {
        return response;
    }
    let path = address.path();
    let parts = BEFORE_ID.iter().find_map(|before| {
        let rest = path.strip_prefix(before)?;
        let end = rest.find('/').unwrap_or(rest.len());
        Some((*before, rest.get(..end)?, rest.get(end..)?))
    });
    let Some((before, id, after)) = parts else { return response };
    let Ok(id) = percent_decode_str(id).decode_utf8() else { return response };
    let id = id.into_owned();
    let found = service.run_blocking(move |searcher| {
        // An index that cannot be read has said so in the answer at hand.
        Ok(searcher.collection().document_formerly(&id).ok().flatten())
    });
    let Ok(Some(present)) = found.await else { return response };
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    match HeaderValue::try_from(format!("{before}{present}{after}{query}")) {
        Ok(there) => {
            let moved = [(header::LOCATION, there)];
            (StatusCode::MOVED_PERMANENTLY, moved).into_response()
        }
        Err(_) => response,
    }
}
