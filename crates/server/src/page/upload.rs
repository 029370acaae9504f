//! Files into the collection, for people: several at once, and what became of those sent before.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::response::{IntoResponse as _, Redirect, Response};

use super::asset;
use super::layout::fresh_response;
use crate::attachment;
use crate::caller;
use crate::language;
use crate::params::Params;
use crate::problem::{Problem, ProblemKind};
use crate::state::Service;
use crate::upload::{self, SentFile};
use crate::wire::task::{StoredAs, Task, TaskKind, TaskState};
use tracuu_ingest::corpus::file_kind::EXTENSIONS;
use tracuu_print::messages::{Messages, spoken};
use tracuu_store::key::Groups;
use tracuu_text::capitals::capitalised;

#[derive(Template)]
#[template(path = "upload.html")]
struct UploadPage {
    msg: Messages,
    megabytes: usize,
    /// Ends of the names of files that are read, as a browser wants them.
    accepted: String,
    /// Files that were just sent and are not stored, and why.
    refused: Vec<(String, String)>,
    /// Access groups of the caller for whom alone a file can be sent.
    groups: Vec<String>,
    /// What the caller had done, the last first.
    tasks: Vec<Task>,
}

/// `GET /upload`.
pub(crate) async fn page(State(service): State<Service>) -> Result<Response, Problem> {
    respond(&service, Vec::new()).await
}

/// `POST /upload`: several files of a form.
pub(crate) async fn send(
    State(service): State<Service>,
    request: Request,
) -> Result<Response, Problem> {
    let mut form = Multipart::from_request(request, &()).await?;
    let (mut sent, mut groups) = (Vec::new(), Groups::new());
    while let Some(field) = form.next_field().await? {
        if field.name() == Some("group") {
            groups.extend(Some(field.text().await?).filter(|group| !group.is_empty()));
            continue;
        }
        let is_file = field.name() == Some("file");
        let name = attachment::sent_name(&field).unwrap_or_default();
        let bytes = field.bytes().await?;
        // A form without a chosen file sends an empty one.
        if is_file && !(name.is_empty() && bytes.is_empty()) {
            sent.push((name, bytes));
        }
    }
    let mut refused = Vec::new();
    if sent.is_empty() {
        refused.push((String::new(), capitalised(spoken().refusal_no_file())));
    }
    for (name, bytes) in sent {
        let (shared, caller) = (service.clone(), caller::current()?);
        let sent = SentFile { name: name.clone(), bytes, groups: groups.clone() };
        let task = service.run_draft(move |_| upload::take_in(&shared, &caller, &sent));
        match task.await {
            Ok(_) => {}
            Err(problem) if problem.kind() == ProblemKind::Internal => {
                return Err(problem);
            }
            Err(problem) => refused.push((name, capitalised(problem.detail()))),
        }
    }
    if refused.is_empty() {
        return Ok(Redirect::to("/upload").into_response());
    }
    respond(&service, refused).await
}

/// `POST /upload/remove`: takes a document out again.
pub(crate) async fn remove(
    State(service): State<Service>,
    body: Bytes,
) -> Result<Response, Problem> {
    let form = Params::decode(std::str::from_utf8(&body).ok())?;
    let id = form.get("id").unwrap_or_default().to_owned();
    let (shared, caller, named) = (service.clone(), caller::current_id(), id.clone());
    let task = service.run_blocking(move |searcher| {
        upload::take_out(&shared, searcher.collection(), &caller, &id)
    });
    match task.await {
        Ok(_) => Ok(Redirect::to("/upload").into_response()),
        Err(problem) if problem.kind().status().is_client_error() => {
            respond(&service, vec![(named, capitalised(problem.detail()))]).await
        }
        Err(problem) => Err(problem),
    }
}

async fn respond(
    service: &Service,
    refused: Vec<(String, String)>,
) -> Result<Response, Problem> {
    let (shared, caller) = (service.clone(), caller::current()?);
    let groups = upload::groups_of(service, &caller);
    let tasks = service.run_blocking(move |_| Ok(upload::recent(&shared, &caller.id)));
    let page = UploadPage {
        msg: spoken(),
        megabytes: upload::max_megabytes(),
        accepted: EXTENSIONS.map(|end| format!(".{end}")).join(","),
        refused,
        groups,
        tasks: tasks.await?,
    };
    fresh_response(&page)
}

impl UploadPage {
    /// Whether something is still to become of a task.
    fn is_waiting(&self) -> bool {
        self.tasks.iter().any(|task| !task.has_ended())
    }
}

impl Task {
    /// What there is to say of how the file was stored; empty where it lies as it was sent.
    fn note(&self) -> String {
        let moved_to = self.moved_to.as_deref().unwrap_or_default();
        match (self.kind, self.stored) {
            (TaskKind::Removal, _) => spoken().upload_moved_to(moved_to),
            (_, Some(StoredAs::Version)) => spoken().upload_version(moved_to),
            (_, Some(StoredAs::Renamed)) => spoken().upload_renamed().to_owned(),
            (_, Some(StoredAs::Unchanged)) => spoken().upload_unchanged().to_owned(),
            (_, Some(StoredAs::New) | None) => String::new(),
        }
    }

    fn has_failed(&self) -> bool {
        self.state == TaskState::Failed
    }
}
