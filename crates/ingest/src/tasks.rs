//! Tasks of the service end with the ingest that has looked at their files since.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::report::{FileReport, IngestReport};
use crate::corpus::original::outer_file;
use crate::corpus::stamp::now_ns;
use tracuu_index::unread_file::UnreadFileReason;
use tracuu_store::error::StoreError;
use tracuu_store::file::KnownFile;
use tracuu_store::store::Store;
use tracuu_store::task::{Task, TaskEnd, TaskKind};

/// Why a task failed; as JSON in the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskFailure {
    /// The file is not in the collection.
    Unread(UnreadFileReason),
    /// The file has gone, or has another content now.
    Overtaken,
    /// The file that was taken out is there again.
    Returned,
}

/// Ends the tasks whose files an ingest has looked at; `fingerprint` is that of its generation.
pub(super) fn end_tasks(
    store: &Store,
    report: &IngestReport,
    fingerprint: &str,
) -> Result<(), StoreError> {
    for task in store.open_tasks()? {
        let seen = store.file(&task.root, &task.path)?;
        let Some(failure) = outcome(&task, seen.as_ref(), report) else { continue };
        let failure = failure.err().and_then(|why| serde_json::to_string(&why).ok());
        let document = match task.kind {
            TaskKind::Upload if failure.is_none() => document(&task, report, store)?,
            _ => None,
        };
        let (at_ns, fingerprint) = (now_ns(), fingerprint.to_owned());
        let end = TaskEnd { at_ns, failure, document, fingerprint };
        store.end_task(&task.id, &end)?;
    }
    Ok(())
}

/// What became of a task; `None` where its file was not looked at since.
fn outcome(
    task: &Task,
    seen: Option<&KnownFile>,
    report: &IngestReport,
) -> Option<Result<(), TaskFailure>> {
    let is_it = |file: &&KnownFile| file.sha256 == task.sha256;
    let is_later =
        |file: &KnownFile| task.done_ns.is_some_and(|done| file.checked_ns > done);
    match (task.kind, seen) {
        (TaskKind::Removal, Some(file)) if is_it(&file) => {
            is_later(file).then_some(Err(TaskFailure::Returned))
        }
        (TaskKind::Removal, _) => Some(Ok(())),
        (TaskKind::Upload, Some(file)) if is_it(&file) => {
            Some(if file.held == Some(task.sha256) {
                Ok(())
            } else {
                Err(reason(&task.path, report)
                    .map_or(TaskFailure::Overtaken, TaskFailure::Unread))
            })
        }
        (TaskKind::Upload, Some(file)) => {
            is_later(file).then_some(Err(TaskFailure::Overtaken))
        }
        (TaskKind::Upload, None) => {
            let is_there =
                || Path::new(&task.root).join(&task.path).symlink_metadata().is_ok();
            let is_gone = task.done_ns.is_some() && !is_there();
            is_gone.then_some(Err(TaskFailure::Overtaken))
        }
    }
}

/// Why a file is not in the collection.
fn reason(path: &str, report: &IngestReport) -> Option<UnreadFileReason> {
    let mut unread = report.unread().filter(|file| outer_file(&file.path) == path);
    unread.next().map(|file| file.reason)
}

/// The document that a file is: by the report, or, where nothing was written, by an id that it was given.
fn document(
    task: &Task,
    report: &IngestReport,
    store: &Store,
) -> Result<Option<String>, StoreError> {
    let mut read = report.files.iter().filter_map(|file| match file {
        FileReport::Ingested(file) if outer_file(&file.path) == task.path => {
            Some(file.document.clone())
        }
        _ => None,
    });
    match read.next() {
        Some(id) => Ok(Some(id)),
        None => store.id_of_file(&task.path),
    }
}
