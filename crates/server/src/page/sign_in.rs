//! Signing in with a key, and out.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::asset;
use super::layout::html_response;
use crate::access::{COOKIE, SESSION};
use crate::language;
use crate::params::Params;
use crate::problem::{Problem, WrittenOut};
use crate::state::Service;
use tracuu_print::messages::{Messages, spoken};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    msg: Messages,
    /// Where to go afterwards.
    next: &'a str,
    /// What was wrong with the key; empty where none was sent.
    refused: &'a str,
}

/// `GET /sign-in`.
pub(crate) async fn page(RawQuery(raw): RawQuery) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let next = own_address(params.get("next"));
    html_response(&SignInPage { msg: spoken(), next, refused: "" })
}

/// `POST /sign-in`.
pub(crate) async fn sign_in(
    State(service): State<Service>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let form = Params::decode(std::str::from_utf8(&body).ok())?;
    let next = own_address(form.get("next"));
    match service.access().sign_in(form.get("key").unwrap_or_default()) {
        Ok(token) => {
            let age = SESSION.as_secs();
            let is_secure = service.address().is_secure(&headers);
            Ok(signed(is_secure, next, &format!("{token}; Max-Age={age}")))
        }
        Err(problem) => {
            let refused = problem.detail();
            let page = SignInPage { msg: spoken(), next, refused };
            let mut response = html_response(&page)?;
            *response.status_mut() = StatusCode::UNAUTHORIZED;
            response.extensions_mut().insert(WrittenOut);
            Ok(response)
        }
    }
}

/// `POST /sign-out`.
pub(crate) async fn sign_out(
    State(service): State<Service>,
    headers: HeaderMap,
) -> Response {
    service.access().sign_out(&headers);
    signed(service.address().is_secure(&headers), "/sign-in", "; Max-Age=0")
}

/// Sends the browser on with another cookie.
fn signed(is_secure: bool, next: &str, value: &str) -> Response {
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax{secure}");
    let mut response = Redirect::to(next).into_response();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// An address of this service: a link to the sign-in page leads to nobody else's.
fn own_address(next: Option<&str>) -> &str {
    let is_own = |next: &&str| {
        let rest = next.strip_prefix('/');
        let is_plain = next.bytes().all(|byte| (0x21..0x7f).contains(&byte));
        is_plain && rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
    };
    next.filter(is_own).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_service() {
        for next in
            ["//evil.example", "/\\evil.example", "https://evil.example", "/\n", ""]
        {
            assert_eq!(own_address(Some(next)), "/", "{next}");
        }
        assert_eq!(own_address(Some("/search?q=a%20b")), "/search?q=a%20b");
    }
}
