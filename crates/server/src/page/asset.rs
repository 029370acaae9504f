//! What pages load beside themselves: files of `web/`, embedded in the binary, each at an
//! address that changes with its content.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};
use tracuu_print::messages::VIETNAMESE;

/// Where the router finds them.
pub(crate) const ROUTE: &str = "/assets/{name}";

/// Whether a path is one of theirs.
pub(crate) fn is_asset(path: &str) -> bool {
    path.starts_with("/assets/")
}

/// The one stylesheet.
pub(super) static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("style.css", include_str!("../../../../web/style.css")));

/// The script of every page.
pub(super) static PAGE: LazyLock<Asset> = LazyLock::new(|| {
    let texts = VIETNAMESE.script_page_json();
    let source = include_str!("../../../../web/page.js");
    Asset::new("page.js", source.replacen("\"[script.page]\"", texts, 1))
});

/// The script of the draft check.
pub(super) static CHECK: LazyLock<Asset> = LazyLock::new(|| {
    let texts = VIETNAMESE.script_check_json();
    let source = include_str!("../../../../web/check.js");
    Asset::new("check.js", source.replacen("\"[script.check]\"", texts, 1))
});

/// One of the files.
pub(super) struct Asset {
    name: String,
    media_type: &'static str,
    content: Bytes,
}

impl Asset {
    /// The name gets a fingerprint of the content, so that browsers may keep the file for
    /// ever and still see a new one at once.
    fn new(file: &'static str, content: impl Into<Bytes>) -> Self {
        let content = content.into();
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
    let asset = [&*STYLE, &*PAGE, &*CHECK]
        .into_iter()
        .find(|asset| asset.name == name)
        .ok_or_else(|| Problem::plain(ProblemKind::RouteNotFound))?;
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.content.clone()).into_response())
}
