//! Problems as pages: of a failed request, and the explanation of each kind.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::{IntoResponse, Response};

use super::asset;
use super::layout::html_response;
use crate::language;
use crate::problem::{Problem, ProblemKind};
use tracuu_print::messages::{Messages, spoken};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    msg: Messages,
    title: &'a str,
    detail: &'a str,
    code: ProblemKind,
    status: u16,
    request_id: &'a str,
}

/// The page of a failed request.
pub(crate) fn problem_page(problem: &Problem, request_id: &str) -> Response {
    let kind = problem.kind();
    let page = ProblemPage {
        msg: spoken(),
        title: kind.title(),
        detail: problem.detail(),
        code: kind,
        status: kind.status().as_u16(),
        request_id,
    };
    html_response(&page).unwrap_or_else(|_| kind.title().into_response())
}

/// The explanation of a kind of problem; its address is the `type` of problems.
pub(crate) async fn kind_page(
    kind: Result<Path<ProblemKind>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(kind) = kind.map_err(|_| Problem::plain(ProblemKind::RouteNotFound))?;
    html_response(&ProblemPage {
        msg: spoken(),
        title: kind.title(),
        detail: kind.meaning(),
        code: kind,
        status: kind.status().as_u16(),
        request_id: "",
    })
}
