//! What pages load beside themselves: files of `web/`, embedded in the binary, each at an
//! address that changes with its content.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::problem::{Problem, ProblemKind};
use tracuu_print::messages::{Language, Messages, spoken};

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
pub(super) static PAGE: LazyLock<Script> = LazyLock::new(|| {
    let source = include_str!("../../../../web/page.js");
    Script::new("page.js", source, "\"[script.page]\"", Messages::script_page_json)
});

/// The script of the draft check.
pub(super) static CHECK: LazyLock<Script> = LazyLock::new(|| {
    let source = include_str!("../../../../web/check.js");
    Script::new("check.js", source, "\"[script.check]\"", Messages::script_check_json)
});

/// The script of the page for files into the collection.
pub(super) static UPLOAD: LazyLock<Script> = LazyLock::new(|| {
    let source = include_str!("../../../../web/upload.js");
    Script::new("upload.js", source, "\"[script.upload]\"", Messages::script_upload_json)
});

/// A script with its texts, a file for each language.
pub(super) struct Script([Asset; 2]);

impl Script {
    fn new(
        file: &'static str,
        source: &str,
        place: &str,
        texts: fn(Messages) -> &'static str,
    ) -> Self {
        let of = |language| {
            let texts = texts(Messages::new(language));
            Asset::new(file, source.replacen(place, texts, 1))
        };
        Self([of(Language::Vi), of(Language::En)])
    }

    /// The address of the one in the language of the page.
    pub(super) fn address(&self) -> String {
        let [vietnamese, english] = &self.0;
        match spoken().language() {
            Language::Vi => vietnamese.address(),
            Language::En => english.address(),
        }
    }
}

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
    let scripts = PAGE.0.iter().chain(&CHECK.0).chain(&UPLOAD.0);
    let asset = scripts
        .chain([&*STYLE])
        .find(|asset| asset.name == name)
        .ok_or_else(|| Problem::plain(ProblemKind::RouteNotFound))?;
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Ok((headers, asset.content.clone()).into_response())
}
