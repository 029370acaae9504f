//! Files that people put into the folder of the documents, and take out of it again.
//!
//! A file is looked into before anything of it is stored. It then lies in the folder as any
//! other: the next ingest reads it, and ends its task.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::access::hex;
use super::activity::IngestStep;
use super::caller::{Caller, CallerId};
use super::clock;
use super::problem::{Problem, ProblemKind};
use super::queries;
use super::state::Service;
use super::wire::task::{StoredAs, Task, TaskState};
use super::writable_folder::WritableFolder;
use tracuu_extract::read::MAX_SOURCE_BYTES;
use tracuu_index::reader::Collection;
use tracuu_index::unread_file::{Refusal, UnreadFileReason};
use tracuu_ingest::corpus::checksum::Checksum;
use tracuu_ingest::corpus::deposit::{Deposit, DepositError, safe_name};
use tracuu_ingest::corpus::original::INSIDE;
use tracuu_ingest::gate::is_too_much;
use tracuu_ingest::inspection::inspect;
use tracuu_ingest::tasks::TaskFailure;
use tracuu_print::messages::spoken;
use tracuu_store::key::Groups;
use tracuu_store::store::Store;
use tracuu_store::task::{self, TaskEnd, TaskKind};
use tracuu_text::capitals::capitalised;

/// Largest body with a file, in bytes: the file, and the rest of its form.
pub(super) const MAX_BODY_BYTES: usize = MAX_SOURCE_BYTES + 64 * 1024;

/// Days for which the service knows what became of a task.
const KEPT_DAYS: i64 = 30;

/// Tasks that a page lists: what one person sends in a day.
const MAX_LISTED: usize = 50;

/// Nanoseconds of a day.
const DAY_NS: i64 = clock::DAY_S * 1_000_000_000;

/// What the store keeps of a task beside its file.
#[derive(Default, Serialize, Deserialize)]
struct TaskNotes {
    stored: Option<StoredAs>,
    moved_to: Option<String>,
    /// The document that was taken out.
    document: Option<String>,
}

/// A file that was sent.
pub(super) struct SentFile {
    pub(super) name: String,
    pub(super) bytes: axum::body::Bytes,
    /// Access groups that alone are to see it; none: whoever sees the folder.
    pub(super) groups: Groups,
}

/// Puts a file into the folder.
///
/// # Errors
/// It may not be there, cannot be read, or cannot be stored: the folder is as it was.
pub(super) fn take_in(
    service: &Service,
    caller: &Caller,
    sent: &SentFile,
) -> Result<Task, Problem> {
    let folder = folder(service)?;
    let SentFile { name, bytes, groups } = sent;
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(too_large());
    }
    let name = safe_name(name).ok_or_else(|| {
        Problem::new(ProblemKind::BadRequest, spoken().refusal_no_file_name())
    })?;
    let look =
        |bytes: &[u8]| inspect(service.reader(), (&name, bytes), folder.allow_secret);
    let found = look(bytes).map_err(refused_file)?;
    let sha256 = Checksum::compute(bytes).into();
    let store = open_store(service)?;
    let (inside, deposit) = for_groups(folder, caller, groups)?;
    let _held = folder.hold();
    let there = deposit.same_name(&name).unwrap_or_else(|| name.clone());
    if !folder.shows(&inside.join(&there), &caller.groups) {
        // What lies or is to lie there is not for them: not even whether it is the same.
        return Err(stored_error(&DepositError::Taken(name)));
    }
    let (stored, name) = place(&deposit, &name, bytes, |before| {
        let before = look(before).ok().and_then(|before| before.symbol);
        before.zip(found.symbol).is_some_and(|(one, other)| one != other)
    })?;
    let path = below(&inside, &name);
    let mut task = begun(&caller.id, TaskKind::Upload, &folder.deposit, path);
    task.sha256 = sha256;
    let mut told = TaskNotes { stored: Some(stored), ..TaskNotes::default() };
    task.about = told.written();
    if stored == StoredAs::Unchanged {
        // Where an ingest has looked at it, none will do so again.
        task.done_ns = Some(task.begun_ns);
        task.end = known_end(service, &store, &task)?;
        store.add_task(&task)?;
        return Ok(seen(service, task));
    }
    store.add_task(&task)?;
    let placed = match stored {
        StoredAs::Version => deposit.replace(&name, bytes, &today()).map(Some),
        _ => deposit.add(&name, bytes).map(|()| None),
    };
    let placed = placed.map(|moved_to| moved_to.map(|path| below(&inside, &path)));
    told.moved_to = placed.map_err(|error| {
        let _ = store.forget_task(&task.id);
        stored_error(&error)
    })?;
    done(service, &store, task, &told)
}

/// Where files for some groups lie, in the folder and as a folder of its own.
fn for_groups(
    folder: &WritableFolder,
    caller: &Caller,
    groups: &Groups,
) -> Result<(PathBuf, Deposit), Problem> {
    if groups.is_empty() {
        return Ok((PathBuf::new(), folder.deposit.clone()));
    }
    let named = groups.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    if !groups.is_subset(&caller.groups) {
        let detail = spoken().refusal_other_groups(named);
        return Err(Problem::new(ProblemKind::ScopeMissing, detail));
    }
    let inside = folder.of_groups(groups).ok_or_else(|| {
        let detail = spoken().refusal_no_folder_of_groups(named);
        Problem::new(ProblemKind::BadRequest, detail)
    })?;
    let deposit = Deposit::new(folder.deposit.folder().join(&inside));
    Ok((inside.into(), deposit))
}

/// A path below another one, with `/`.
fn below(inside: &Path, path: &str) -> String {
    let inside = inside.to_string_lossy();
    if inside.is_empty() { path.to_owned() } else { format!("{inside}/{path}") }
}

/// The groups of a caller for whom files can be sent, each alone.
pub(super) fn groups_of(service: &Service, caller: &Caller) -> Vec<String> {
    let Some(folder) = service.folder() else { return Vec::new() };
    let alone = |group: &&String| folder.of_groups(&[(*group).clone()].into()).is_some();
    caller.groups.iter().filter(alone).cloned().collect()
}

/// How a file is to be stored, and where; `is_other` tells whether a content is that of another
/// document.
fn place(
    deposit: &Deposit,
    name: &str,
    bytes: &[u8],
    is_other: impl FnOnce(&[u8]) -> bool,
) -> Result<(StoredAs, String), Problem> {
    let Some(path) = deposit.same_name(name) else {
        return Ok((StoredAs::New, name.to_owned()));
    };
    let before = deposit.bytes(&path);
    let before =
        before.ok_or_else(|| stored_error(&DepositError::Taken(path.clone())))?;
    if before == bytes {
        return Ok((StoredAs::Unchanged, path));
    }
    if is_other(&before) {
        let free = deposit.free_name(name).map_err(|error| stored_error(&error))?;
        return Ok((StoredAs::Renamed, free));
    }
    Ok((StoredAs::Version, path))
}

/// Takes the file of a document out of the folder.
///
/// # Errors
/// It is not the file of this document alone, others keep it, or too much would go.
pub(super) fn take_out(
    service: &Service,
    collection: &Collection,
    caller: &CallerId,
    id: &str,
) -> Result<Task, Problem> {
    let WritableFolder { deposit, .. } = folder(service)?;
    let kept = |why: &str| Problem::new(ProblemKind::DocumentKept, why);
    let record = queries::any_document(collection, id)?;
    let sum = record.source_sha256.as_deref();
    let sum = sum.and_then(|sum| sum.parse::<Checksum>().ok());
    let (Some(path), Some(sum)) = (record.source, sum) else {
        return Err(kept(spoken().refusal_no_full_text()));
    };
    if path.contains(INSIDE) {
        return Err(kept(spoken().refusal_kept_in_archive()));
    }
    let store = open_store(service)?;
    let _held = folder(service)?.hold();
    deposit.check(&path, sum).map_err(|error| stored_error(&error))?;
    check_losses(&store)?;
    let mut task = begun(caller, TaskKind::Removal, deposit, path);
    task.sha256 = sum.into();
    let mut told = TaskNotes { document: Some(record.id), ..TaskNotes::default() };
    task.about = told.written();
    store.add_task(&task)?;
    let moved_to = deposit.take_out(&task.path, sum, &today()).map_err(|error| {
        let _ = store.forget_task(&task.id);
        stored_error(&error)
    })?;
    told.moved_to = Some(moved_to);
    done(service, &store, task, &told)
}

/// Err where with one more file too much would have been taken out in a day: what an ingest lets
/// nobody take at once (`tracuu_ingest::gate`) may not go a file at a time either. Where a tenth is
/// less than a file, one may go in a day.
fn check_losses(store: &Store) -> Result<(), Problem> {
    let tasks = store.tasks_since(clock::nanoseconds() - DAY_NS)?;
    let gone = tasks.iter().filter(|task| {
        let has_failed = task.end.as_ref().is_some_and(|end| end.failure.is_some());
        task.kind == TaskKind::Removal && !has_failed
    });
    let (n_gone, n_ended) = gone.fold((0, 0), |(n_gone, n_ended), task| {
        (n_gone + 1, n_ended + usize::from(task.end.is_some()))
    });
    // What an ingest has seen go is not counted among the files any more.
    let n_before = store.n_held_files()? + n_ended;
    if n_gone > 0 && is_too_much(n_gone + 1, n_before) {
        let detail = spoken().refusal_kept_by_gate(n_gone, n_before);
        return Err(Problem::new(ProblemKind::DocumentKept, detail));
    }
    Ok(())
}

/// A task of this service.
///
/// # Errors
/// There is none with this id.
pub(super) fn find(service: &Service, id: &str) -> Result<Task, Problem> {
    let store = service.store();
    let task = store.map(|store| store.task(id)).transpose()?;
    let none = || Problem::plain(ProblemKind::TaskNotFound);
    Ok(seen(service, task.flatten().ok_or_else(none)?))
}

/// What a caller had done last, the last first.
pub(super) fn recent(service: &Service, caller: &CallerId) -> Vec<Task> {
    let since = clock::nanoseconds() - KEPT_DAYS * DAY_NS;
    let tasks = service.store().and_then(|store| store.tasks_since(since).ok());
    let own = tasks.unwrap_or_default().into_iter().rev();
    let own = own.filter(|task| task.caller == caller.name());
    own.take(MAX_LISTED).map(|task| seen(service, task)).collect()
}

/// Largest file, in whole megabytes.
pub(super) fn max_megabytes() -> usize {
    MAX_BODY_BYTES / (1024 * 1024)
}

/// What is said where a file is too large.
pub(super) fn too_large() -> Problem {
    let detail = spoken().refusal_file_too_large(max_megabytes());
    Problem::new(ProblemKind::BodyTooLarge, detail)
}

fn folder(service: &Service) -> Result<&WritableFolder, Problem> {
    service.folder().ok_or_else(no_folder)
}

fn no_folder() -> Problem {
    Problem::new(ProblemKind::FolderUnwritable, spoken().refusal_no_folder())
}

fn open_store(service: &Service) -> Result<Store, Problem> {
    let store = service.writable_store()?;
    let store = store.ok_or_else(no_folder)?;
    store.forget_tasks_before(clock::nanoseconds() - KEPT_DAYS * DAY_NS)?;
    Ok(store)
}

fn begun(
    caller: &CallerId,
    kind: TaskKind,
    deposit: &Deposit,
    path: String,
) -> task::Task {
    task::Task {
        id: new_id(),
        kind,
        caller: caller.name(),
        root: deposit.folder().display().to_string(),
        path,
        sha256: [0; 32],
        about: String::new(),
        begun_ns: clock::nanoseconds(),
        done_ns: None,
        end: None,
    }
}

/// A task after its folder was changed.
fn done(
    service: &Service,
    store: &Store,
    mut task: task::Task,
    told: &TaskNotes,
) -> Result<Task, Problem> {
    task.about = told.written();
    let done_ns = clock::nanoseconds();
    task.done_ns = Some(done_ns);
    store.mark_done(&task.id, &task.about, done_ns)?;
    service.activity().want();
    Ok(seen(service, task))
}

/// The end of a task whose file an ingest has looked at already.
fn known_end(
    service: &Service,
    store: &Store,
    task: &task::Task,
) -> Result<Option<TaskEnd>, Problem> {
    let file = store.file(&task.root, &task.path)?;
    let Some(file) = file.filter(|file| file.sha256 == task.sha256) else {
        return Ok(None);
    };
    let about = service.collection().about();
    let mut end = TaskEnd {
        at_ns: clock::nanoseconds(),
        fingerprint: about.fingerprint.clone(),
        ..TaskEnd::default()
    };
    if file.held == Some(task.sha256) {
        end.document = store.id_of_file(&task.path)?;
    } else {
        let unread = about.unread.iter().find(|unread| unread.path == task.path);
        let why =
            unread.map_or(TaskFailure::Overtaken, |one| TaskFailure::Unread(one.reason));
        end.failure = serde_json::to_string(&why).ok();
    }
    Ok(Some(end))
}

/// A task as callers see it.
fn seen(service: &Service, task: task::Task) -> Task {
    let notes: TaskNotes = serde_json::from_str(&task.about).unwrap_or_default();
    let end = task.end.filter(|end| service.answers_from(&end.fingerprint));
    let failure = end.as_ref().and_then(|end| end.failure.as_deref());
    let failure = failure.and_then(|why| serde_json::from_str::<TaskFailure>(why).ok());
    let state = match (&end, service.activity().step()) {
        (Some(end), _) if end.failure.is_some() => TaskState::Failed,
        (Some(_), _) => TaskState::Succeeded,
        (None, IngestStep::Reading { .. } | IngestStep::Writing { .. }) => {
            TaskState::Processing
        }
        (None, IngestStep::Idle | IngestStep::Failed) => TaskState::Enqueued,
    };
    let is_stuck = end.is_none() && service.activity().step() == IngestStep::Failed;
    let document = end.as_ref().and_then(|end| end.document.clone());
    let document = document.or(notes.document);
    Task {
        message: message(task.kind, state, failure, is_stuck),
        url: document.as_ref().filter(|_| state == TaskState::Succeeded).map(address),
        id: task.id,
        kind: task.kind.into(),
        state,
        path: task.path,
        stored: notes.stored,
        moved_to: notes.moved_to,
        document,
        reason: failure.map(code),
        created: time(task.begun_ns),
        ended: end.map(|end| time(end.at_ns)),
    }
}

fn address(id: &String) -> String {
    format!("/documents/{id}")
}

/// What is to be said of a task, in the language of the answer.
fn message(
    kind: TaskKind,
    state: TaskState,
    failure: Option<TaskFailure>,
    is_stuck: bool,
) -> String {
    if is_stuck {
        return spoken().status_ingest_failed().to_owned();
    }
    let said = match (state, kind) {
        (TaskState::Enqueued, TaskKind::Upload) => spoken().upload_enqueued(),
        (TaskState::Enqueued, TaskKind::Removal) => spoken().upload_removal_enqueued(),
        (TaskState::Processing, TaskKind::Upload) => spoken().upload_processing(),
        (TaskState::Processing, TaskKind::Removal) => {
            spoken().upload_removal_processing()
        }
        (TaskState::Succeeded, TaskKind::Upload) => spoken().upload_succeeded(),
        (TaskState::Succeeded, TaskKind::Removal) => spoken().upload_removed(),
        (TaskState::Failed, _) => {
            return failed(failure.unwrap_or(TaskFailure::Overtaken));
        }
    };
    said.to_owned()
}

fn failed(failure: TaskFailure) -> String {
    match failure {
        TaskFailure::Unread(reason) => unread(reason),
        TaskFailure::Overtaken => spoken().upload_overtaken().to_owned(),
        TaskFailure::Returned => spoken().upload_returned().to_owned(),
    }
}

fn unread(reason: UnreadFileReason) -> String {
    let why = capitalised(spoken().unread_reason(reason));
    match reason {
        // In the folder it may lie; whoever sends it wants to know that it is not taken.
        UnreadFileReason::NoDocument(kind) if kind.may_lie() => {
            spoken().upload_refused(why)
        }
        _ => spoken().unread_reason_and_step(why, spoken().unread_step(reason)),
    }
}

/// A stable word for a reason.
fn code(failure: TaskFailure) -> String {
    let written = match failure {
        TaskFailure::Unread(reason) => serde_json::to_value(reason),
        other => serde_json::to_value(other),
    };
    let written = written.ok().and_then(|code| code.as_str().map(str::to_owned));
    written.unwrap_or_default()
}

/// Why a file is not stored.
fn refused_file(reason: UnreadFileReason) -> Problem {
    let kind = match reason {
        UnreadFileReason::Refused(Refusal::Secret) => {
            return Problem::plain(ProblemKind::DocumentSecret);
        }
        UnreadFileReason::NoDocument(_) => ProblemKind::UnsupportedMediaType,
        UnreadFileReason::Reading(_) | UnreadFileReason::Folder(_) => {
            ProblemKind::DocumentUnreadable
        }
    };
    Problem::new(kind, unread(reason))
}

/// Why the folder was not changed.
fn stored_error(error: &DepositError) -> Problem {
    let kept = |detail: String| Problem::new(ProblemKind::DocumentKept, detail);
    match error {
        DepositError::Taken(name) => {
            Problem::new(ProblemKind::NameTaken, spoken().refusal_name_taken(name))
        }
        DepositError::Changed(path) => kept(spoken().refusal_kept_changed(path)),
        DepositError::Listed(path) => kept(spoken().refusal_kept_by_manifest(path)),
        DepositError::Refused { .. } => {
            tracing::error!(error.cause = %error, "the folder of the documents");
            Problem::plain(ProblemKind::FolderUnwritable)
        }
    }
}

impl TaskNotes {
    fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// An id that nobody guesses.
fn new_id() -> String {
    let mut id = [0; 12];
    // Without random bits of the system the time tells tasks apart.
    if getrandom::fill(&mut id).is_err() {
        return format!("{:024x}", clock::nanoseconds());
    }
    hex(&id)
}

/// The day in the name of the folder of what was taken out.
fn today() -> String {
    clock::today().map(|day| day.to_string()).unwrap_or_default()
}

fn time(ns: i64) -> String {
    let time = Timestamp::from_second(ns / 1_000_000_000);
    time.map(|time| time.to_string()).unwrap_or_default()
}
