//! What the service was asked to put into the folder or to take out of it, and what became of it.
//!
//! A task is written down before the folder is touched, and ends with the ingest that has looked
//! at its file since.

use rusqlite::{Row, params};

use super::error::StoreError;
use super::file::ContentHash;
use super::store::Store;

/// What is done to a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TaskKind {
    /// It is put into the folder.
    Upload,
    /// It is taken out of the folder.
    Removal,
}

/// A task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// What is done.
    pub kind: TaskKind,
    /// Who asked for it: the id of a key, the name of a person, or the address of a machine.
    pub caller: String,
    /// The root in which the file lies.
    pub root: String,
    /// Its place in it.
    pub path: String,
    /// Its content.
    pub sha256: ContentHash,
    /// What else its maker says of it.
    pub about: String,
    /// When it was asked for, in nanoseconds since 1970, as all times here.
    pub begun_ns: i64,
    /// When the folder was changed.
    pub done_ns: Option<i64>,
    /// What became of it; `None` where no ingest has looked at the file since.
    pub end: Option<TaskEnd>,
}

/// What became of a task.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TaskEnd {
    /// When it ended.
    pub at_ns: i64,
    /// Why it failed, in a form that the caller chooses; `None` where it did not.
    pub failure: Option<String>,
    /// Id of the document that the file is.
    pub document: Option<String>,
    /// Fingerprint of the generation in which it is to be seen.
    pub fingerprint: String,
}

const COLUMNS: &str = "id, kind, caller, root, path, sha256, about, begun_ns, done_ns, ended_ns, \
                       failure, document, fingerprint";

impl TaskKind {
    fn name(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Removal => "removal",
        }
    }
}

impl Store {
    /// Writes a new task down.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn add_task(&self, task: &Task) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO task ({COLUMNS}) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
        );
        let end = task.end.as_ref();
        let values = params![
            task.id,
            task.kind.name(),
            task.caller,
            task.root,
            task.path,
            task.sha256,
            task.about,
            task.begun_ns,
            task.done_ns,
            end.map(|end| end.at_ns),
            end.and_then(|end| end.failure.as_ref()),
            end.and_then(|end| end.document.as_ref()),
            end.map(|end| &end.fingerprint),
        ];
        self.db.execute(&sql, values).map(|_| ())
    }

    /// Writes down that the folder was changed, and what is to be said of it.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn mark_done(&self, id: &str, about: &str, at_ns: i64) -> Result<(), StoreError> {
        let sql = "UPDATE task SET done_ns = ?2, about = ?3 WHERE id = ?1";
        self.db.execute(sql, params![id, at_ns, about]).map(|_| ())
    }

    /// Writes down what became of a task.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn end_task(&self, id: &str, end: &TaskEnd) -> Result<(), StoreError> {
        let sql = "UPDATE task SET ended_ns = ?2, failure = ?3, document = ?4, \
                   fingerprint = ?5 WHERE id = ?1 AND ended_ns IS NULL";
        let TaskEnd { at_ns, failure, document, fingerprint } = end;
        let values = params![id, at_ns, failure, document, fingerprint];
        self.db.execute(sql, values).map(|_| ())
    }

    /// Forgets a task that came to nothing.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn forget_task(&self, id: &str) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM task WHERE id = ?1", [id]).map(|_| ())
    }

    /// Forgets the tasks that began before a time.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn forget_tasks_before(&self, begun_ns: i64) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM task WHERE begun_ns < ?1", [begun_ns]).map(|_| ())
    }

    /// A task.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn task(&self, id: &str) -> Result<Option<Task>, StoreError> {
        Ok(self.tasks_where("id = ?1", id)?.pop())
    }

    /// The tasks that no ingest has ended, in the order in which they began.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn open_tasks(&self) -> Result<Vec<Task>, StoreError> {
        self.tasks_where("ended_ns IS NULL AND begun_ns >= ?1 ORDER BY begun_ns, id", 0)
    }

    /// The tasks that began at a time or later, in the order in which they began.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn tasks_since(&self, begun_ns: i64) -> Result<Vec<Task>, StoreError> {
        self.tasks_where("begun_ns >= ?1 ORDER BY begun_ns, id", begun_ns)
    }

    fn tasks_where(
        &self,
        condition: &str,
        value: impl rusqlite::ToSql,
    ) -> Result<Vec<Task>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM task WHERE {condition}");
        self.db.query(&sql, [value], stored_task)
    }
}

fn stored_task(row: &Row<'_>) -> rusqlite::Result<Task> {
    let kind: String = row.get(1)?;
    let kind = if kind == TaskKind::Removal.name() {
        TaskKind::Removal
    } else {
        TaskKind::Upload
    };
    let ended: Option<i64> = row.get(9)?;
    let end = match ended {
        None => None,
        Some(at_ns) => Some(TaskEnd {
            at_ns,
            failure: row.get(10)?,
            document: row.get(11)?,
            fingerprint: row.get::<_, Option<String>>(12)?.unwrap_or_default(),
        }),
    };
    Ok(Task {
        id: row.get(0)?,
        kind,
        caller: row.get(2)?,
        root: row.get(3)?,
        path: row.get(4)?,
        sha256: row.get(5)?,
        about: row.get(6)?,
        begun_ns: row.get(7)?,
        done_ns: row.get(8)?,
        end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_open_until_it_ends_and_its_end_stays() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let task = Task {
            id: "a".to_owned(),
            kind: TaskKind::Removal,
            caller: "k".to_owned(),
            root: "/x".to_owned(),
            path: "b.md".to_owned(),
            sha256: [3; 32],
            about: String::new(),
            begun_ns: 5,
            done_ns: None,
            end: None,
        };
        store.add_task(&task).unwrap();
        assert_eq!(store.open_tasks().unwrap(), std::slice::from_ref(&task));
        store.mark_done("a", "{}", 6).unwrap();
        let end =
            TaskEnd { at_ns: 7, failure: Some("x".to_owned()), ..TaskEnd::default() };
        store.end_task("a", &end).unwrap();
        store.end_task("a", &TaskEnd::default()).unwrap();
        assert_eq!(store.open_tasks().unwrap(), []);
        let ended =
            Task { about: "{}".to_owned(), done_ns: Some(6), end: Some(end), ..task };
        assert_eq!(store.task("a").unwrap(), Some(ended.clone()));
        assert_eq!(store.tasks_since(5).unwrap(), [ended]);
        store.forget_tasks_before(6).unwrap();
        assert_eq!(store.task("a").unwrap(), None);
    }
}
