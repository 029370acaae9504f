//! What pages load beside themselves: files of `web/`, embedded in the binary, each at an
//! address that changes with its content.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};

/// Where the router finds them.
pub(crate) const ROUTE: &str = "/assets/{name}";

/// The one stylesheet.
pub(super) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::of("style.css", include_str!("../../../../web/style.css")));

/// The script of the draft check.
pub(super) static CHECK: LazyLock<Asset> =
    LazyLock::new(|| Asset::of("check.js", include_str!("../../../../web/check.js")));

/// One of the files.
pub(super) struct Asset {
    name: String,
    media_type: &'static str,
    content: &'static str,
}

impl Asset {
    /// The name gets a fingerprint of the content, so that browsers may keep the file for
    /// ever and still see a new one at once.
    fn of(file: &'static str, content: &'static str) -> Self {
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let fingerprint = hasher.finish();
        let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
        let media_type = match extension {
            "css" => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        };
        Self {
            name: format!("{stem}-{fingerprint:016x}.{extension}"),
            media_type,
            content,
        }
    }

    /// Its address, for the pages.
    pub(super) fn address(&self) -> String {
        format!("/assets/{}", self.name)
    }
}

/// Sends one of them.
pub(crate) async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = [&*STYLE, &*CHECK]
        .into_iter()
        .find(|asset| asset.name == name)
        .ok_or_else(|| Problem::plain(ProblemKind::RouteNotFound))?;
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.content).into_response())
}
