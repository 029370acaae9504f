//! Errors over HTTP: `application/problem+json` after RFC 9457 (July 2023).
//!
//! A handler returns a [`Problem`]; it travels in the extensions of an empty response, and
//! `layers` writes it out, as JSON or as a page, with the id of the request.
//! Causes go to the log and never to the caller.

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use tracuu_index::error::ReadError;

/// Seconds after which a client may try again when the service was too busy. The longest
/// answer takes milliseconds, so the shortest value that the header knows is right.
const RETRY_AFTER_S: &str = "1";

/// Media type of a problem on the wire.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Where the kinds of problems are explained; the code follows.
const TYPE_BASE: &str = "/problems/";

/// Marks a failed response that is already written out for its reader, such as a form that
/// says what is wrong in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenOut;

/// Something that keeps a request from being answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    kind: ProblemKind,
    detail: String,
    parameter: Option<&'static str>,
}

/// The kinds of problems. Codes are stable: clients may branch on them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ProblemKind {
    /// A parameter that the route needs is not there.
    MissingParameter,
    /// A parameter that the route does not know.
    UnknownParameter,
    /// A parameter given more than once.
    RepeatedParameter,
    /// A value outside the accepted set.
    InvalidParameter,
    /// The address is not percent-encoded UTF-8.
    InvalidEncoding,
    /// `limit` outside its range.
    LimitOutOfRange,
    /// Query text over the cap.
    QueryTooLong,
    /// Query text of nothing but control characters.
    QueryUnreadable,
    /// A cursor that this service did not give out, or that belongs to another index.
    InvalidCursor,
    /// No document has this id.
    DocumentNotFound,
    /// No agency has this id.
    AgencyNotFound,
    /// The file of a document cannot be handed out.
    OriginalNotFound,
    /// No such address.
    RouteNotFound,
    /// The address does not know this method.
    MethodNotAllowed,
    /// The request carries too large a body.
    BodyTooLarge,
    /// The draft that was sent cannot be read.
    DraftUnreadable,
    /// Any other fault of the request.
    BadRequest,
    /// More work at once than the service takes on.
    Overloaded,
    /// The answer took too long.
    TimedOut,
    /// The index cannot be read.
    IndexUnavailable,
    /// A fault of the service.
    Internal,
}

/// Status, code, title and meaning of a kind.
struct Entry(ProblemKind, StatusCode, &'static str, &'static str, &'static str);

/// Every kind once, in the order of the documentation.
const TABLE: [Entry; 21] = {
    use ProblemKind as K;
    use StatusCode as S;
    [
        Entry(
            K::MissingParameter,
            S::BAD_REQUEST,
            "missing_parameter",
            "Thiếu tham số",
            "Địa chỉ này cần một tham số mà yêu cầu không có.",
        ),
        Entry(
            K::UnknownParameter,
            S::BAD_REQUEST,
            "unknown_parameter",
            "Tham số không có trong giao diện",
            "Tên tham số viết sai, hoặc địa chỉ này không nhận tham số đó.",
        ),
        Entry(
            K::RepeatedParameter,
            S::BAD_REQUEST,
            "repeated_parameter",
            "Tham số bị lặp",
            "Mỗi tham số chỉ được nêu một lần.",
        ),
        Entry(
            K::InvalidParameter,
            S::BAD_REQUEST,
            "invalid_parameter",
            "Giá trị tham số không hợp lệ",
            "Giá trị nằm ngoài tập giá trị được nhận.",
        ),
        Entry(
            K::InvalidEncoding,
            S::BAD_REQUEST,
            "invalid_encoding",
            "Địa chỉ không đúng mã hóa",
            "Tham số phải là chữ UTF-8 được mã hóa theo phần trăm (%XX).",
        ),
        Entry(
            K::LimitOutOfRange,
            S::BAD_REQUEST,
            "limit_out_of_range",
            "Số kết quả ngoài giới hạn",
            "Tham số limit phải nằm trong khoảng mà thông báo nêu.",
        ),
        Entry(
            K::QueryTooLong,
            S::BAD_REQUEST,
            "query_too_long",
            "Câu hỏi quá dài",
            "Rút ngắn câu hỏi; một trích yếu đầy đủ vẫn nằm trong giới hạn.",
        ),
        Entry(
            K::QueryUnreadable,
            S::BAD_REQUEST,
            "query_unreadable",
            "Câu hỏi không đọc được",
            "Câu hỏi chỉ gồm ký tự điều khiển, không có chữ nào.",
        ),
        Entry(
            K::InvalidCursor,
            S::BAD_REQUEST,
            "invalid_cursor",
            "Con trỏ trang không hợp lệ",
            "Con trỏ phải lấy nguyên từ câu trả lời trước, cho cùng một câu hỏi.",
        ),
        Entry(
            K::DocumentNotFound,
            S::NOT_FOUND,
            "document_not_found",
            "Không có văn bản này",
            "Trong kho không có văn bản nào mang mã đã nêu.",
        ),
        Entry(
            K::AgencyNotFound,
            S::NOT_FOUND,
            "agency_not_found",
            "Không có cơ quan này",
            "Trong kho không có cơ quan nào mang mã đã nêu.",
        ),
        Entry(
            K::OriginalNotFound,
            S::NOT_FOUND,
            "original_not_found",
            "Không có tệp gốc",
            "Kho không có tệp của văn bản này, hoặc tệp đã thay đổi từ lần lập chỉ mục.",
        ),
        Entry(
            K::RouteNotFound,
            S::NOT_FOUND,
            "route_not_found",
            "Không có địa chỉ này",
            "Địa chỉ viết sai hoặc không còn dùng.",
        ),
        Entry(
            K::MethodNotAllowed,
            S::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "Phương thức không được nhận",
            "Dịch vụ chỉ đọc; tiêu đề Allow nêu các phương thức được nhận.",
        ),
        Entry(
            K::BodyTooLarge,
            S::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "Nội dung gửi lên quá lớn",
            "Yêu cầu mang theo nội dung lớn hơn mức dịch vụ nhận.",
        ),
        Entry(
            K::DraftUnreadable,
            S::UNPROCESSABLE_ENTITY,
            "draft_unreadable",
            "Không đọc được dự thảo",
            "Tệp không phải là văn bản Word (docx), Markdown hay văn bản thuần đọc được.",
        ),
        Entry(
            K::BadRequest,
            S::BAD_REQUEST,
            "bad_request",
            "Yêu cầu không hợp lệ",
            "Yêu cầu không đúng giao thức HTTP.",
        ),
        Entry(
            K::Overloaded,
            S::SERVICE_UNAVAILABLE,
            "overloaded",
            "Dịch vụ đang bận",
            "Có quá nhiều yêu cầu cùng lúc; thử lại sau số giây ở tiêu đề Retry-After.",
        ),
        Entry(
            K::TimedOut,
            S::SERVICE_UNAVAILABLE,
            "timed_out",
            "Quá thời gian trả lời",
            "Câu trả lời không kịp trong thời hạn; thử lại hoặc hỏi ngắn hơn.",
        ),
        Entry(
            K::IndexUnavailable,
            S::SERVICE_UNAVAILABLE,
            "index_unavailable",
            "Không đọc được chỉ mục",
            "Chỉ mục trên đĩa bị mất hoặc hỏng; người quản trị cần dựng lại.",
        ),
        Entry(
            K::Internal,
            S::INTERNAL_SERVER_ERROR,
            "internal",
            "Lỗi của dịch vụ",
            "Lỗi đã được ghi vào nhật ký cùng mã yêu cầu.",
        ),
    ]
};

/// A problem as it goes over the wire.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Address of the explanation of this kind, relative to the service.
    pub r#type: String,
    /// Short Vietnamese name of the kind; the same each time.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What happened this time, in Vietnamese.
    pub detail: String,
    /// Stable code of the kind.
    pub code: &'static str,
    /// Id of the request, also in the header `x-request-id` and in the log.
    pub request_id: String,
    /// The parameter at fault, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<&'static str>,
}

impl ProblemKind {
    /// Every kind, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|entry| entry.0)
    }

    fn entry(self) -> &'static Entry {
        // The last row is the internal fault; the test below proves that no kind misses
        // its own row.
        TABLE.iter().find(|entry| entry.0 == self).unwrap_or(&TABLE[TABLE.len() - 1])
    }

    /// HTTP status.
    pub fn status(self) -> StatusCode {
        self.entry().1
    }

    /// Stable code.
    pub fn code(self) -> &'static str {
        self.entry().2
    }

    /// Short Vietnamese name.
    pub fn title(self) -> &'static str {
        self.entry().3
    }

    /// What it means and what to do, one Vietnamese sentence.
    pub fn meaning(self) -> &'static str {
        self.entry().4
    }

    /// The kind that a bare status of a lower layer stands for.
    pub fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::RouteNotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::BodyTooLarge,
            StatusCode::SERVICE_UNAVAILABLE => Self::Overloaded,
            other if other.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

impl Problem {
    /// A problem of a kind, with what happened this time in Vietnamese.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), parameter: None }
    }

    /// A problem of a kind that needs no more words than the kind itself.
    pub fn plain(kind: ProblemKind) -> Self {
        Self::new(kind, kind.meaning())
    }

    /// Names the parameter at fault.
    #[must_use]
    pub fn about(mut self, parameter: &'static str) -> Self {
        self.parameter = Some(parameter);
        self
    }

    /// A fault of the service: the cause is logged, the caller hears the kind only.
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error.cause = %Chain(cause), "request failed inside");
        Self::plain(ProblemKind::Internal)
    }

    /// The index cannot be read: the cause is logged.
    pub fn index(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error.cause = %Chain(cause), "index not readable");
        Self::plain(ProblemKind::IndexUnavailable)
    }

    /// Its kind.
    pub fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// What happened this time, in Vietnamese.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The wire form.
    pub fn body(&self, request_id: &str) -> ProblemBody {
        ProblemBody {
            r#type: format!("{TYPE_BASE}{}", self.kind.code()),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: self.detail.clone(),
            code: self.kind.code(),
            request_id: request_id.to_owned(),
            parameter: self.parameter,
        }
    }
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::index(&error)
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        Self::plain(ProblemKind::from_status(rejection.status()))
    }
}

impl From<MultipartRejection> for Problem {
    fn from(rejection: MultipartRejection) -> Self {
        Self::plain(ProblemKind::from_status(rejection.status()))
    }
}

impl From<MultipartError> for Problem {
    fn from(error: MultipartError) -> Self {
        Self::plain(ProblemKind::from_status(error.status()))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        if self.kind.status() == StatusCode::SERVICE_UNAVAILABLE {
            let seconds = HeaderValue::from_static(RETRY_AFTER_S);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// An error with its causes, on one line.
struct Chain<'a>(&'a (dyn std::error::Error + 'static));

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(out, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_row_of_its_own_and_a_code_of_its_own() {
        let mut codes = std::collections::BTreeSet::new();
        for kind in ProblemKind::all() {
            assert_eq!(kind.entry().0, kind);
            assert!(codes.insert(kind.code()), "{} twice", kind.code());
        }
        // Exhaustive on purpose: a new kind does not compile until it is counted here.
        let count = |kind: ProblemKind| match kind {
            ProblemKind::MissingParameter
            | ProblemKind::UnknownParameter
            | ProblemKind::RepeatedParameter
            | ProblemKind::InvalidParameter
            | ProblemKind::InvalidEncoding
            | ProblemKind::LimitOutOfRange
            | ProblemKind::QueryTooLong
            | ProblemKind::QueryUnreadable
            | ProblemKind::InvalidCursor
            | ProblemKind::DocumentNotFound
            | ProblemKind::AgencyNotFound
            | ProblemKind::OriginalNotFound
            | ProblemKind::RouteNotFound
            | ProblemKind::MethodNotAllowed
            | ProblemKind::BodyTooLarge
            | ProblemKind::DraftUnreadable
            | ProblemKind::BadRequest
            | ProblemKind::Overloaded
            | ProblemKind::TimedOut
            | ProblemKind::IndexUnavailable
            | ProblemKind::Internal => 21,
        };
        assert_eq!(codes.len(), count(ProblemKind::Internal));
    }

    #[test]
    fn the_body_says_what_whose_fault_and_which_request() {
        let problem =
            Problem::new(ProblemKind::LimitOutOfRange, "limit=0").about("limit");
        let body = serde_json::to_value(problem.body("r-1")).unwrap();
        assert_eq!(
            body,
            serde_json::json!({
                "type": "/problems/limit_out_of_range",
                "title": "Số kết quả ngoài giới hạn",
                "status": 400,
                "detail": "limit=0",
                "code": "limit_out_of_range",
                "request_id": "r-1",
                "parameter": "limit",
            })
        );
    }
}
