//! Errors over HTTP: `application/problem+json` after RFC 9457 (July 2023).
//!
//! A handler returns a [`Problem`]; it travels in the extensions of an empty response, and
//! `layers` writes it out, as JSON or as a page, with the id of the request.
//! Causes go to the log and never to the caller.

use std::fmt;

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use strum::VariantArray;
use utoipa::ToSchema;

use tracuu_index::error::ReadError;
use tracuu_print::messages::spoken;
use tracuu_store::error::StoreError;

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

/// The kinds of problems. Their codes are stable: clients may branch on them.
// The codes are the serde names.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    ToSchema,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
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
    /// No task has this id.
    TaskNotFound,
    /// No such address.
    RouteNotFound,
    /// The address does not know this method.
    MethodNotAllowed,
    /// The request carries too large a body.
    BodyTooLarge,
    /// The route does not take a body of this media type.
    UnsupportedMediaType,
    /// The draft that was sent cannot be read.
    DraftUnreadable,
    /// The draft carries a digital signature, which the answer would break.
    DraftSigned,
    /// No document can be read from the file that was sent.
    DocumentUnreadable,
    /// The document that was sent carries a secrecy mark.
    DocumentSecret,
    /// The document cannot be taken out of the collection over this service.
    DocumentKept,
    /// The name of the file that was sent belongs to something that is no file.
    NameTaken,
    /// The folder of the documents cannot be written to.
    FolderUnwritable,
    /// The address needs a key, and none was sent.
    KeyRequired,
    /// The key that was sent opens nothing.
    KeyInvalid,
    /// The token that was sent opens nothing.
    TokenInvalid,
    /// The issuer of tokens cannot be asked.
    IssuerUnreachable,
    /// The key that was sent does not open this.
    ScopeMissing,
    /// The request is for a name under which the service may not be reached.
    HostRefused,
    /// The page that sends the request may not ask.
    OriginRefused,
    /// The address of the request is too long to be read.
    AddressTooLong,
    /// The head of the request has too many or too long fields.
    HeadTooLarge,
    /// Any other fault of the request.
    BadRequest,
    /// More work at once than the service takes on for one caller.
    TooManyRequests,
    /// More work at once than the service takes on.
    Overloaded,
    /// The answer took too long.
    TimedOut,
    /// The index cannot be read.
    IndexUnavailable,
    /// A fault of the service.
    Internal,
}

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
    pub code: ProblemKind,
    /// Id of the request, also in the header `x-request-id` and in the log.
    pub request_id: String,
    /// The parameter at fault, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<&'static str>,
}

impl ProblemKind {
    /// HTTP status.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::MissingParameter
            | Self::UnknownParameter
            | Self::RepeatedParameter
            | Self::InvalidParameter
            | Self::InvalidEncoding
            | Self::LimitOutOfRange
            | Self::QueryTooLong
            | Self::QueryUnreadable
            | Self::InvalidCursor
            | Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::DocumentNotFound
            | Self::AgencyNotFound
            | Self::OriginalNotFound
            | Self::TaskNotFound
            | Self::RouteNotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::DraftUnreadable | Self::DocumentUnreadable | Self::DocumentSecret => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::HostRefused => StatusCode::MISDIRECTED_REQUEST,
            Self::KeyRequired | Self::KeyInvalid | Self::TokenInvalid => {
                StatusCode::UNAUTHORIZED
            }
            Self::OriginRefused | Self::ScopeMissing => StatusCode::FORBIDDEN,
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::DraftSigned | Self::DocumentKept | Self::NameTaken => {
                StatusCode::CONFLICT
            }
            Self::Overloaded
            | Self::TimedOut
            | Self::IndexUnavailable
            | Self::IssuerUnreachable
            | Self::FolderUnwritable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Short Vietnamese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::MissingParameter => spoken().problem_title_missing_parameter(),
            Self::UnknownParameter => spoken().problem_title_unknown_parameter(),
            Self::RepeatedParameter => spoken().problem_title_repeated_parameter(),
            Self::InvalidParameter => spoken().problem_title_invalid_parameter(),
            Self::InvalidEncoding => spoken().problem_title_invalid_encoding(),
            Self::LimitOutOfRange => spoken().problem_title_limit_out_of_range(),
            Self::QueryTooLong => spoken().problem_title_query_too_long(),
            Self::QueryUnreadable => spoken().problem_title_query_unreadable(),
            Self::InvalidCursor => spoken().problem_title_invalid_cursor(),
            Self::DocumentNotFound => spoken().problem_title_document_not_found(),
            Self::AgencyNotFound => spoken().problem_title_agency_not_found(),
            Self::OriginalNotFound => spoken().problem_title_original_not_found(),
            Self::RouteNotFound => spoken().problem_title_route_not_found(),
            Self::MethodNotAllowed => spoken().problem_title_method_not_allowed(),
            Self::BodyTooLarge => spoken().problem_title_body_too_large(),
            Self::UnsupportedMediaType => spoken().problem_title_unsupported_media_type(),
            Self::DraftUnreadable => spoken().problem_title_draft_unreadable(),
            Self::DraftSigned => spoken().problem_title_draft_signed(),
            Self::TaskNotFound => spoken().problem_title_task_not_found(),
            Self::DocumentUnreadable => spoken().problem_title_document_unreadable(),
            Self::DocumentSecret => spoken().problem_title_document_secret(),
            Self::DocumentKept => spoken().problem_title_document_kept(),
            Self::NameTaken => spoken().problem_title_name_taken(),
            Self::FolderUnwritable => spoken().problem_title_folder_unwritable(),
            Self::KeyRequired => spoken().problem_title_key_required(),
            Self::KeyInvalid => spoken().problem_title_key_invalid(),
            Self::TokenInvalid => spoken().problem_title_token_invalid(),
            Self::IssuerUnreachable => spoken().problem_title_issuer_unreachable(),
            Self::ScopeMissing => spoken().problem_title_scope_missing(),
            Self::HostRefused => spoken().problem_title_host_refused(),
            Self::OriginRefused => spoken().problem_title_origin_refused(),
            Self::AddressTooLong => spoken().problem_title_address_too_long(),
            Self::HeadTooLarge => spoken().problem_title_head_too_large(),
            Self::BadRequest => spoken().problem_title_bad_request(),
            Self::TooManyRequests => spoken().problem_title_too_many_requests(),
            Self::Overloaded => spoken().problem_title_overloaded(),
            Self::TimedOut => spoken().problem_title_timed_out(),
            Self::IndexUnavailable => spoken().problem_title_index_unavailable(),
            Self::Internal => spoken().problem_title_internal(),
        }
    }

    /// What it means and what to do, one Vietnamese sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::MissingParameter => spoken().problem_meaning_missing_parameter(),
            Self::UnknownParameter => spoken().problem_meaning_unknown_parameter(),
            Self::RepeatedParameter => spoken().problem_meaning_repeated_parameter(),
            Self::InvalidParameter => spoken().problem_meaning_invalid_parameter(),
            Self::InvalidEncoding => spoken().problem_meaning_invalid_encoding(),
            Self::LimitOutOfRange => spoken().problem_meaning_limit_out_of_range(),
            Self::QueryTooLong => spoken().problem_meaning_query_too_long(),
            Self::QueryUnreadable => spoken().problem_meaning_query_unreadable(),
            Self::InvalidCursor => spoken().problem_meaning_invalid_cursor(),
            Self::DocumentNotFound => spoken().problem_meaning_document_not_found(),
            Self::AgencyNotFound => spoken().problem_meaning_agency_not_found(),
            Self::OriginalNotFound => spoken().problem_meaning_original_not_found(),
            Self::RouteNotFound => spoken().problem_meaning_route_not_found(),
            Self::MethodNotAllowed => spoken().problem_meaning_method_not_allowed(),
            Self::BodyTooLarge => spoken().problem_meaning_body_too_large(),
            Self::UnsupportedMediaType => {
                spoken().problem_meaning_unsupported_media_type()
            }
            Self::DraftUnreadable => spoken().problem_meaning_draft_unreadable(),
            Self::DraftSigned => spoken().problem_meaning_draft_signed(),
            Self::TaskNotFound => spoken().problem_meaning_task_not_found(),
            Self::DocumentUnreadable => spoken().problem_meaning_document_unreadable(),
            Self::DocumentSecret => spoken().problem_meaning_document_secret(),
            Self::DocumentKept => spoken().problem_meaning_document_kept(),
            Self::NameTaken => spoken().problem_meaning_name_taken(),
            Self::FolderUnwritable => spoken().problem_meaning_folder_unwritable(),
            Self::KeyRequired => spoken().problem_meaning_key_required(),
            Self::KeyInvalid => spoken().problem_meaning_key_invalid(),
            Self::TokenInvalid => spoken().problem_meaning_token_invalid(),
            Self::IssuerUnreachable => spoken().problem_meaning_issuer_unreachable(),
            Self::ScopeMissing => spoken().problem_meaning_scope_missing(),
            Self::HostRefused => spoken().problem_meaning_host_refused(),
            Self::OriginRefused => spoken().problem_meaning_origin_refused(),
            Self::AddressTooLong => spoken().problem_meaning_address_too_long(),
            Self::HeadTooLarge => spoken().problem_meaning_head_too_large(),
            Self::BadRequest => spoken().problem_meaning_bad_request(),
            Self::TooManyRequests => spoken().problem_meaning_too_many_requests(),
            Self::Overloaded => spoken().problem_meaning_overloaded(),
            Self::TimedOut => spoken().problem_meaning_timed_out(),
            Self::IndexUnavailable => spoken().problem_meaning_index_unavailable(),
            Self::Internal => spoken().problem_meaning_internal(),
        }
    }

    /// How a caller is told to show what opens the address (RFC 6750, 3); `None` where that
    /// would not help.
    const fn challenge(self) -> Option<&'static str> {
        match self {
            Self::KeyRequired => Some("Bearer realm=\"tracuu\""),
            Self::KeyInvalid | Self::TokenInvalid => {
                Some("Bearer realm=\"tracuu\", error=\"invalid_token\"")
            }
            Self::ScopeMissing => {
                Some("Bearer realm=\"tracuu\", error=\"insufficient_scope\"")
            }
            _ => None,
        }
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
        tracing::error!(error.cause = %ErrorChain(cause), "request failed inside");
        Self::plain(ProblemKind::Internal)
    }

    /// The index cannot be read: the cause is logged.
    pub fn index(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error.cause = %ErrorChain(cause), "index not readable");
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
            r#type: format!("{TYPE_BASE}{}", self.kind),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: self.detail.clone(),
            code: self.kind,
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

impl From<StoreError> for Problem {
    /// The cause is logged.
    fn from(error: StoreError) -> Self {
        tracing::error!(error.cause = %ErrorChain(&error), "the store takes no tasks");
        Self::plain(ProblemKind::FolderUnwritable)
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
        let comes_again =
            [StatusCode::SERVICE_UNAVAILABLE, StatusCode::TOO_MANY_REQUESTS];
        if comes_again.contains(&self.kind.status()) {
            let seconds = HeaderValue::from_static(RETRY_AFTER_S);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        if let Some(challenge) = self.kind.challenge() {
            let challenge = HeaderValue::from_static(challenge);
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// An error with its causes, on one line.
struct ErrorChain<'a>(&'a (dyn std::error::Error + 'static));

impl fmt::Display for ErrorChain<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(out, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

tracuu_text::display_serde_names!(ProblemKind);

#[cfg(test)]
mod tests {
    use super::*;

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
