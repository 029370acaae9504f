//! The tables, as steps from an empty database to the newest version (`docs/store.md`).

use rusqlite::Connection;

/// One step for each version, the first from an empty database. A step that was released is
/// never changed; a change of the tables is a new step.
pub(super) const MIGRATIONS: [&str; 6] = [
    "
    CREATE TABLE file (
        root TEXT NOT NULL,
        path TEXT NOT NULL,
        id TEXT NOT NULL,
        n_bytes INTEGER NOT NULL,
        modified_ns INTEGER NOT NULL,
        changed_ns INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        checked_ns INTEGER NOT NULL,
        sha256 BLOB NOT NULL,
        held_sha256 BLOB,
        PRIMARY KEY (root, path)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE reading (
        id INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL,
        form TEXT NOT NULL,
        reader TEXT NOT NULL,
        content BLOB NOT NULL,
        UNIQUE (sha256, form, reader)
    ) STRICT;
",
    "
    CREATE TABLE address (
        id TEXT NOT NULL,
        kind INTEGER NOT NULL,
        path TEXT NOT NULL,
        words TEXT NOT NULL,
        sha256 BLOB,
        PRIMARY KEY (id, kind, path, words)
    ) STRICT, WITHOUT ROWID;
",
    "
    CREATE TABLE entry (
        id TEXT NOT NULL PRIMARY KEY,
        at_s INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX entry_by_time ON entry (at_s DESC, id);
",
    "
    CREATE TABLE facts (
        reading INTEGER PRIMARY KEY,
        content BLOB NOT NULL
    ) STRICT;
",
    "
    CREATE TABLE task (
        id TEXT NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        caller TEXT NOT NULL,
        root TEXT NOT NULL,
        path TEXT NOT NULL,
        sha256 BLOB NOT NULL,
        about TEXT NOT NULL,
        begun_ns INTEGER NOT NULL,
        done_ns INTEGER,
        ended_ns INTEGER,
        failure TEXT,
        document TEXT,
        fingerprint TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX task_by_time ON task (begun_ns);
",
    "
    CREATE TABLE provision (
        document TEXT NOT NULL,
        path TEXT NOT NULL,
        sha256 BLOB NOT NULL,
        sum INTEGER NOT NULL,
        changed_s INTEGER,
        PRIMARY KEY (document, path)
    ) STRICT, WITHOUT ROWID;
",
];

/// The version to which some steps lead.
#[expect(clippy::cast_possible_wrap, reason = "a handful of migrations")]
pub(super) fn newest(steps: &[&str]) -> i64 {
    steps.len() as i64
}

/// Brings the tables to the newest version, each step in a transaction of its own. Returns the
/// version of a database that a newer program wrote, and leaves it as it is.
pub(super) fn migrate(
    db: &mut Connection,
    steps: &[&str],
) -> rusqlite::Result<Option<i64>> {
    let version = version(db)?;
    if version > newest(steps) {
        return Ok(Some(version));
    }
    for (number, step) in (1..).zip(steps) {
        if number > version {
            let step_in = db.transaction()?;
            step_in.execute_batch(step)?;
            step_in.pragma_update(None, "user_version", number)?;
            step_in.commit()?;
        }
    }
    Ok(None)
}

/// The version of the tables of a database; 0 of an empty one.
pub(super) fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}
