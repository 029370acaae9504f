//! Files into the collection and out of it, and what becomes of them.

use axum::Json;
use axum::extract::{FromRequest as _, Multipart, Path, RawQuery, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::value_schemas::FileForm;
use crate::attachment;
use crate::caller;
use crate::params::Params;
use crate::problem::{Problem, ProblemBody, ProblemKind};
use crate::state::Service;
use crate::upload::{self, SentFile};
use crate::wire::task::Task;
use tracuu_print::messages::spoken;
use tracuu_store::key::Groups;

/// Puts a file into the collection: the field `file` of a form.
///
/// The file is looked into first; what may not be in the collection or cannot be read is refused, and
/// nothing of it stored. Else it lies in the folder of the documents when the answer comes, and the
/// task tells when it can be found. No file takes the place of another document: one of the same name
/// with another symbol gets a number behind its name, one with the same symbol or without is a new version, and the
/// earlier content is kept aside. With the field `group`, once for each access group, it lies in the restricted
/// folder that people of exactly these groups see; the caller must be of them. Needs a key with the scope `ingest`.
#[utoipa::path(post, path = "/api/v1/documents", tag = "documents",
    request_body(content((FileForm = "multipart/form-data"))),
    responses(
        (status = 202, description = "The file is stored; the task tells the rest.", body = Task,
         headers(("location" = String, description = "Address of the task."))),
        (status = 400, description = "There is no file with a name, or several, or no folder for the groups.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 409, description = "The name belongs to something that is no file, or to something that the caller may not see.",
         body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The file is too large.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 415, description = "No form, or the file is none of a kind that is read.",
         body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The document carries a secrecy mark, or cannot be read.",
         body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn upload(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    request: Request,
) -> Result<Response, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let sent = read_file(request).await?;
    let (shared, caller) = (service.clone(), caller::current()?);
    let task = service.run_draft(move |_| upload::take_in(&shared, &caller, &sent));
    accepted(task.await?)
}

/// Takes the file of a document out of the collection.
///
/// The file is not destroyed: `moved_to` says where it lies. Needs a key with the scope `ingest`.
#[utoipa::path(delete, path = "/api/v1/documents/{id}", tag = "documents",
    params(("id" = String, Path, description = "Id of the document.")),
    responses(
        (status = 202, description = "The file is taken out; the task tells the rest.",
         body = Task, headers(("location" = String, description = "Address of the task."))),
        (status = 404, description = "No document has this id.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 409, description = "It has no file of its own in the folder, the manifest lists \
         that, it has changed, or more than a tenth of the files would go in a day.",
         body = ProblemBody, content_type = "application/problem+json")))]
pub(crate) async fn remove(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let (shared, caller) = (service.clone(), caller::current_id());
    let task = service.run_blocking(move |searcher| {
        upload::take_out(&shared, searcher.collection(), &caller, &id)
    });
    accepted(task.await?)
}

/// What became of a file that was sent or taken out. Known for thirty days.
#[utoipa::path(get, path = "/api/v1/tasks/{id}", tag = "documents",
    params(("id" = String, Path, description = "Id of the task.")),
    responses(
        (status = 200, description = "The task.", body = Task),
        (status = 404, description = "No task has this id.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn task(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let shared = service.clone();
    let task = service.run_blocking(move |_| upload::find(&shared, &id)).await?;
    let fresh = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((fresh, Json(task)).into_response())
}

fn accepted(task: Task) -> Result<Response, Problem> {
    let there = HeaderValue::try_from(format!("/api/v1/tasks/{}", task.id));
    let there = there.map_err(|error| Problem::internal(&error))?;
    Ok((StatusCode::ACCEPTED, [(header::LOCATION, there)], Json(task)).into_response())
}

/// The file of a form.
async fn read_file(request: Request) -> Result<SentFile, Problem> {
    let media_type = request.headers().get(header::CONTENT_TYPE);
    let media_type = media_type.and_then(|one| one.to_str().ok()).unwrap_or_default();
    if !media_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        let detail = spoken().refusal_not_a_form();
        return Err(Problem::new(ProblemKind::UnsupportedMediaType, detail));
    }
    let mut form = Multipart::from_request(request, &()).await?;
    let (mut sent, mut groups) = (None, Groups::new());
    while let Some(field) = form.next_field().await? {
        if field.name() == Some("group") {
            groups.extend(Some(field.text().await?).filter(|group| !group.is_empty()));
            continue;
        }
        if field.name() != Some("file") {
            continue;
        }
        if sent.is_some() {
            let detail = spoken().refusal_several_files();
            return Err(Problem::new(ProblemKind::BadRequest, detail));
        }
        let name = attachment::sent_name(&field).unwrap_or_default();
        sent = Some((name, field.bytes().await?));
    }
    let no_file = || Problem::new(ProblemKind::BadRequest, spoken().refusal_no_file());
    let (name, bytes) = sent.ok_or_else(no_file)?;
    Ok(SentFile { name, bytes, groups })
}
