//! Who asked for what: a log for the administrator, kept in a database of its own for some
//! days (`docs/store.md`).

use std::path::Path;

use rusqlite::{Row, params};
use serde::Serialize;

use super::database::Database;
use super::error::StoreError;

/// Name of the file in the folder of the index.
pub const FILE_NAME: &str = "audit.sqlite";

/// What was written stays, but for the last moment before a power cut.
const SETTINGS: [(&str, &str); 2] = [("journal_mode", "wal"), ("synchronous", "normal")];

/// The tables, as steps; a step that was released is never changed.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE act (
        at_s INTEGER NOT NULL,
        caller TEXT NOT NULL,
        kind TEXT NOT NULL,
        what TEXT NOT NULL
    ) STRICT;
    CREATE INDEX act_by_time ON act (at_s);
"];

/// What somebody did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// Asked a question.
    Search,
    /// Asked a question that found nothing; who asked is not written down with it.
    Unanswered,
    /// Opened a document, or a part of it.
    Open,
    /// Had a draft checked.
    Check,
    /// Made or revoked a key.
    Key,
    /// Put a file into the folder.
    Upload,
    /// Took a document out of the folder.
    Remove,
}

impl ActKind {
    const ALL: [Self; 7] = [
        Self::Search,
        Self::Unanswered,
        Self::Open,
        Self::Check,
        Self::Key,
        Self::Upload,
        Self::Remove,
    ];

    /// Its name in the log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Unanswered => "unanswered",
            Self::Open => "open",
            Self::Check => "check",
            Self::Key => "key",
            Self::Upload => "upload",
            Self::Remove => "remove",
        }
    }
}

/// An act of a caller.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Act {
    /// When, in seconds since 1970.
    pub at_s: i64,
    /// Who: the id of a key, the name of a person, or the address of a machine.
    pub caller: String,
    /// What it was.
    pub kind: ActKind,
    /// On what: an id, a question where these are kept; else empty.
    pub what: String,
}

/// The log of a service.
#[derive(Debug)]
pub struct AuditLog {
    db: Database,
}

impl AuditLog {
    /// Opens the log in a folder, which must be there; makes the file where there is none.
    ///
    /// # Errors
    /// Where it cannot be opened or written to, is damaged, or is of a newer program.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let db = Database::open(dir.join(FILE_NAME), &SETTINGS, &MIGRATIONS)?;
        Ok(Self { db })
    }

    /// Adds acts: all of them or none.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn add(&mut self, acts: &[Act]) -> Result<(), StoreError> {
        self.db.change(|all| {
            let mut add = all.prepare("INSERT INTO act VALUES (?1, ?2, ?3, ?4)")?;
            for act in acts {
                let Act { at_s, caller, kind, what } = act;
                add.execute(params![at_s, caller, kind.name(), what])?;
            }
            Ok(())
        })
    }

    /// Forgets what was done before a time; how much that was.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn forget_before(&mut self, at_s: i64) -> Result<usize, StoreError> {
        self.db.execute("DELETE FROM act WHERE at_s < ?1", params![at_s])
    }

    /// What was done from a time on, the first first.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn since(&self, at_s: i64) -> Result<Vec<Act>, StoreError> {
        let sql = "SELECT at_s, caller, kind, what FROM act WHERE at_s >= ?1 \
                   ORDER BY at_s, rowid";
        let acts = self.db.query(sql, params![at_s], stored_act)?;
        Ok(acts.into_iter().flatten().collect())
    }
}

/// An act; `None` for a kind that this program does not know.
fn stored_act(row: &Row<'_>) -> rusqlite::Result<Option<Act>> {
    let name: String = row.get(2)?;
    let kind = ActKind::ALL.into_iter().find(|kind| kind.name() == name);
    let Some(kind) = kind else { return Ok(None) };
    Ok(Some(Act { at_s: row.get(0)?, caller: row.get(1)?, kind, what: row.get(3)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_kept_in_order_until_they_are_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        let act = |at_s, kind, what: &str| Act {
            at_s,
            caller: "a1".to_owned(),
            kind,
            what: what.to_owned(),
        };
        let acts = [
            act(5, ActKind::Search, ""),
            act(5, ActKind::Open, "x"),
            act(9, ActKind::Key, "b"),
        ];
        AuditLog::open(dir.path()).unwrap().add(&acts).unwrap();
        let mut log = AuditLog::open(dir.path()).unwrap();
        assert_eq!(log.since(0).unwrap(), acts);
        assert_eq!(log.since(6).unwrap(), acts[2..]);
        assert_eq!(log.forget_before(9).unwrap(), 2);
        assert_eq!(log.since(0).unwrap(), acts[2..]);
    }
}
