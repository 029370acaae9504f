//! What browsers ask of a site beside its pages: its icon, and how to search it from the
//! address bar.

use askama::Template;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;
use tracuu_print::messages::{Messages, VIETNAMESE};

const ICON: &str = include_str!("../../../../web/icon.svg");

/// How the service is searched (`OpenSearch` 1.1 draft 6).
#[derive(Template)]
#[template(path = "opensearch.xml")]
struct OpenSearch<'a> {
    msg: Messages,
    /// Scheme and host as the browser knows them: the format wants whole addresses.
    origin: &'a str,
}

/// `/icon.svg`, and `/favicon.ico` for browsers that ask unbidden.
pub(crate) async fn icon() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, ICON).into_response()
}

/// `/opensearch.xml`.
pub(crate) async fn opensearch(headers: HeaderMap) -> Result<Response, Problem> {
    let page = OpenSearch { msg: VIETNAMESE, origin: &origin(&headers) };
    let xml = page.render().map_err(|error| Problem::internal(&error))?;
    let headers =
        [(header::CONTENT_TYPE, "application/opensearchdescription+xml; charset=utf-8")];
    Ok((headers, xml).into_response())
}

/// Where the browser found the service: the host that it asked, with the scheme of the
/// proxy in front, where one says so.
pub(crate) fn origin(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_secure = text("x-forwarded-proto").is_some_and(|scheme| scheme == "https");
    let scheme = if is_secure { "https" } else { "http" };
    let is_host = |host: &&str| {
        let is_letter =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        !host.is_empty() && host.bytes().all(is_letter)
    };
    let host = text(header::HOST.as_str()).filter(is_host).unwrap_or("localhost");
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_is_that_of_the_request() {
        let of = |fields: &[(&'static str, &'static str)]| {
            let fields = fields.iter().map(|(name, value)| {
                (name.parse().unwrap(), axum::http::HeaderValue::from_static(value))
            });
            origin(&fields.collect())
        };
        assert_eq!(of(&[("host", "tracuu.noibo:7878")]), "http://tracuu.noibo:7878");
        assert_eq!(
            of(&[("host", "[::1]"), ("x-forwarded-proto", "https")]),
            "https://[::1]"
        );
        assert_eq!(of(&[("host", "a\"><script>")]), "http://localhost");
    }
}
