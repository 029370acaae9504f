//! A task: what becomes of a file that was sent or taken out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use tracuu_store::task;

/// A file that was put into the folder of the documents or taken out of it, and what became of
/// it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Task {
    /// Its id: `GET /api/v1/tasks/{id}`.
    pub id: String,
    /// What is done.
    pub kind: TaskKind,
    /// How far it is.
    pub state: TaskState,
    /// The file, relative to the folder of the documents.
    pub path: String,
    /// How it was stored; null for a removal.
    pub stored: Option<StoredAs>,
    /// Where the file lies now that was there before, relative to the folder; null where there
    /// was none. It is not read any more, and nothing removes it.
    pub moved_to: Option<String>,
    /// Id of the document; null before it is known.
    pub document: Option<String>,
    /// Address of its page, once it can be found.
    pub url: Option<String>,
    /// Stable code of why it failed; null where it did not.
    pub reason: Option<String>,
    /// What became of it, for people, in the language of the answer.
    pub message: String,
    /// When it was asked for.
    #[schema(format = DateTime)]
    pub created: String,
    /// When it ended; null where it has not.
    #[schema(format = DateTime)]
    pub ended: Option<String>,
}

/// What a task does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Puts a file into the folder.
    Upload,
    /// Takes a file out of the folder.
    Removal,
}

/// How a file was stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StoredAs {
    /// Under its name, which was free.
    New,
    /// In the place of an earlier content of the same document, which is kept aside.
    Version,
    /// Under its name with a number: another document is called so.
    Renamed,
    /// Not at all: the very file was there.
    Unchanged,
}

/// How far a task is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// The folder is changed; no ingest has begun to read it.
    Enqueued,
    /// An ingest is at work.
    Processing,
    /// The collection that answers has it.
    Succeeded,
    /// The collection does not have it.
    Failed,
}

impl Task {
    /// Whether nothing more will become of it.
    pub(crate) fn has_ended(&self) -> bool {
        matches!(self.state, TaskState::Succeeded | TaskState::Failed)
    }

    /// Whether it put a document into the collection, which can be taken out again.
    pub(crate) fn is_removable(&self) -> bool {
        self.kind == TaskKind::Upload && self.url.is_some()
    }
}

impl From<task::TaskKind> for TaskKind {
    fn from(kind: task::TaskKind) -> Self {
        match kind {
            task::TaskKind::Upload => Self::Upload,
            task::TaskKind::Removal => Self::Removal,
        }
    }
}
