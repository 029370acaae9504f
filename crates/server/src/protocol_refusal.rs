//! What is said to a request that is no HTTP.
//!
//! hyper answers it before any layer of ours sees it, with a status and nothing else. Its
//! answer is recognised on the way out and told as a problem, as every other one.

use std::fmt::Write as _;

use axum::http::StatusCode;

use super::problem::{MEDIA_TYPE, Problem, ProblemKind};

/// Fields that such an answer has; an answer of ours has others too.
const BARE_FIELDS: [&str; 3] = ["connection", "content-length", "date"];

/// Longest answer of this kind in bytes; it has about a hundred.
const MAX_BARE_BYTES: usize = 256;

/// The problem that stands for a bare answer, as it goes over the wire; `None` for any other
/// bytes. `request_id` names the connection in the log.
pub(super) fn written_out(sent: &[u8], request_id: &str) -> Option<Vec<u8>> {
    let kind = bare_refusal(sent)?;
    tracing::info!(
        http.request_id = request_id,
        http.status = kind.status().as_u16(),
        "no request"
    );
    let body = Problem::plain(kind).body(request_id);
    let body = serde_json::to_string(&body).unwrap_or_default();
    let mut answer = format!("HTTP/1.1 {}\r\n", kind.status());
    let _ = write!(
        answer,
        "content-type: {MEDIA_TYPE}\r\nx-request-id: {request_id}\r\n\
         x-content-type-options: nosniff\r\ncache-control: no-store\r\n\
         connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    Some(answer.into_bytes())
}

fn bare_refusal(sent: &[u8]) -> Option<ProblemKind> {
    if sent.len() > MAX_BARE_BYTES {
        return None;
    }
    let head = std::str::from_utf8(sent).ok()?.strip_suffix("\r\n\r\n")?;
    let (start, fields) = head.split_once("\r\n")?;
    let status = start.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse::<u16>().ok()?;
    let is_bare = fields.split("\r\n").all(|field| {
        let name = field.split(':').next().unwrap_or_default();
        BARE_FIELDS.contains(&name)
    });
    let kind = match StatusCode::from_u16(status).ok()? {
        StatusCode::BAD_REQUEST => ProblemKind::BadRequest,
        StatusCode::URI_TOO_LONG => ProblemKind::AddressTooLong,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => ProblemKind::HeadTooLarge,
        _ => return None,
    };
    is_bare.then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_answers_are_told_as_problems_and_others_are_left_alone() {
        let bare = |status: &str| {
            format!(
                "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\
                 date: Mon, 02 Mar 2026 01:02:03 GMT\r\n\r\n"
            )
        };
        for (status, code) in [
            ("400 Bad Request", "bad_request"),
            ("414 URI Too Long", "address_too_long"),
            ("431 Request Header Fields Too Large", "head_too_large"),
        ] {
            let answer = written_out(bare(status).as_bytes(), "c-1").unwrap();
            let answer = String::from_utf8(answer).unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{head}");
            assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!(
                (&body["code"], &body["request_id"]),
                (&code.into(), &"c-1".into())
            );
        }
        for other in [
            bare("404 Not Found"),
            bare("400 Bad Request").replace("date", "x-request-id"),
            bare("400 Bad Request") + "{}",
            String::new(),
        ] {
            assert_eq!(written_out(other.as_bytes(), "c-1"), None, "{other}");
        }
    }
}
