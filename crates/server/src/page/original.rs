//! The file that a document was read from, sent as it was read.

use std::fs::File;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio_util::io::ReaderStream;

use crate::attachment::attachment_header;
use crate::draft::DOCX;
use crate::problem::{Problem, ProblemKind};
use crate::queries;
use crate::state::Service;
use tracuu_index::reader::Collection;
use tracuu_ingest::corpus::checksum::Checksum;
use tracuu_ingest::corpus::original;
use tracuu_print::messages::spoken;

/// `/documents/{id}/original`.
pub(crate) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found =
        service.run_blocking(move |searcher| open_original(searcher.collection(), &id));
    let (file, n_bytes, source) = found.await?;
    let (stem, extension) = source.rsplit_once('.').unwrap_or((&source, "txt"));
    let mut headers = HeaderMap::new();
    let media_type = HeaderValue::from_static(media_type(extension));
    headers.insert(header::CONTENT_TYPE, media_type);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(n_bytes));
    let name = attachment_header(stem, "van-ban", extension);
    headers.insert(header::CONTENT_DISPOSITION, name);
    let stream = ReaderStream::new(tokio::fs::File::from_std(file));
    Ok((headers, Body::from_stream(stream)).into_response())
}

/// The open file of a held document, its size and its path in the collection.
fn open_original(
    collection: &Collection,
    id: &str,
) -> Result<(File, u64, String), Problem> {
    let record = queries::any_document(collection, id)?;
    let sum = record.source_sha256.as_deref().and_then(|sum| sum.parse().ok());
    let (Some(source), Some(sum)) = (record.source, sum) else {
        let detail = spoken().refusal_no_full_text();
        return Err(Problem::new(ProblemKind::OriginalNotFound, detail));
    };
    let sum: Checksum = sum;
    let opened = original::open(&collection.about().roots, &source, sum);
    let (file, n_bytes) = opened.map_err(|error| {
        tracing::warn!(document.source = source, %error, "original not sent");
        let detail = spoken().refusal_original_changed();
        Problem::new(ProblemKind::OriginalNotFound, detail)
    })?;
    Ok((file, n_bytes, original::outer_file(&source).to_owned()))
}

/// The media type of a readable format by its extension.
fn media_type(extension: &str) -> &'static str {
    match extension.to_ascii_lowercase().as_str() {
        "docx" => DOCX,
        "doc" => "application/msword",
        "rtf" => "application/rtf",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        // Never as a page: it would run in the name of this service.
        "html" | "htm" | "eml" | "mht" | "mhtml" => "application/octet-stream",
        "zip" => "application/zip",
        "md" => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}
