//! Keys: who may ask the service for what. Kept in a database of their own, because the store
//! may be deleted at any time (`docs/store.md`), and keys may not come and go with it.
//!
//! Of a key only a hash is kept: it is shown once, when it is made.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use super::database::Database;
use super::error::StoreError;
use super::file::ContentHash;

/// Name of the file in the folder of the index.
pub const FILE_NAME: &str = "keys.sqlite";

/// A key that was made or revoked is on the disk as such.
const SETTINGS: [(&str, &str); 1] = [("synchronous", "full")];

/// The tables, as steps; a step that was released is never changed.
const MIGRATIONS: [&str; 2] = [
    "
    CREATE TABLE key (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 BLOB NOT NULL,
        scopes TEXT NOT NULL,
        origins TEXT NOT NULL,
        per_minute INTEGER,
        created_s INTEGER NOT NULL,
        expires_s INTEGER,
        revoked_s INTEGER
    ) STRICT, WITHOUT ROWID;
",
    "ALTER TABLE key ADD COLUMN groups TEXT NOT NULL DEFAULT '[]';",
];

/// What a key opens.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum KeyScope {
    /// Questions, documents, agencies, reports.
    Search,
    /// The check of drafts.
    Check,
    /// Files that are taken into the collection.
    Ingest,
    /// The figures of the service, and what others have asked in vain.
    Admin,
}

/// Names of access groups, which restricted folders name too.
pub type Groups = BTreeSet<String>;

/// How access groups are written.
pub const GROUP_FORM: &str = "small letters, digits and hyphens: thuong-vu";

/// Whether a text can be the name of an access group.
pub fn is_group(text: &str) -> bool {
    let is_letter = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'
    };
    !text.is_empty() && text.chars().all(is_letter)
}

/// A key without its secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredKey {
    /// Its id, which stands in the key itself.
    pub id: String,
    /// Whose it is, in words of the administrator.
    pub name: String,
    /// SHA-256 of the secret.
    pub sha256: ContentHash,
    /// What it opens.
    pub scopes: Vec<KeyScope>,
    /// Origins of the pages that may send it; empty: programs, and pages of the service.
    pub origins: Vec<String>,
    /// Access groups of whoever holds it: what of the restricted folders is shown
    /// (`access.restricted`).
    pub groups: Groups,
    /// Most requests in a minute; `None`: as many as the service takes from anybody.
    pub per_minute: Option<u32>,
    /// When it was made, in seconds since 1970, as all times here.
    pub created_s: i64,
    /// When it ends; `None`: never.
    pub expires_s: Option<i64>,
    /// When it was revoked.
    pub revoked_s: Option<i64>,
}

impl StoredKey {
    /// Whether it opens anything at a time.
    pub fn is_valid_at(&self, now_s: i64) -> bool {
        self.revoked_s.is_none() && self.expires_s.is_none_or(|expires| now_s < expires)
    }
}

/// The keys of a service.
#[derive(Debug)]
pub struct KeyStore {
    db: Database,
}

impl KeyStore {
    /// Opens the keys in a folder, which must be there; makes the file where there is none.
    ///
    /// # Errors
    /// Where it cannot be opened or written to, is damaged, or is of a newer program.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let db = Database::open(dir.join(FILE_NAME), &SETTINGS, &MIGRATIONS)?;
        Ok(Self { db })
    }

    /// All keys of a folder, by the time when they were made; none where there is no file. A file
    /// of an earlier program is brought to the newest version.
    ///
    /// # Errors
    /// Where the file is there and cannot be read, or cannot be brought to the newest version.
    pub fn read(dir: &Path) -> Result<Vec<StoredKey>, StoreError> {
        let path = dir.join(FILE_NAME);
        if !path.try_exists().unwrap_or(true) {
            return Ok(Vec::new());
        }
        let db = Database::open_for_reading(path)?;
        if db.is_older(&MIGRATIONS)? {
            return Self::open(dir)?.keys();
        }
        Self { db: db.of_version(&MIGRATIONS)? }.keys()
    }

    /// All keys, by the time when they were made.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn keys(&self) -> Result<Vec<StoredKey>, StoreError> {
        let sql = "SELECT id, name, sha256, scopes, origins, per_minute, created_s, \
                   expires_s, revoked_s, groups FROM key ORDER BY created_s, id";
        self.db.query(sql, [], stored_key)
    }

    /// Keeps a new key.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, key: &StoredKey) -> Result<(), StoreError> {
        let sql = "INSERT INTO key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let values = params![
            key.id,
            key.name,
            key.sha256,
            json(&key.scopes),
            json(&key.origins),
            key.per_minute,
            key.created_s,
            key.expires_s,
            key.revoked_s,
            json(&key.groups),
        ];
        self.db.execute(sql, values).map(|_| ())
    }

    /// Revokes a key; whether there is one with this id that was not revoked before.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn revoke(&mut self, id: &str, now_s: i64) -> Result<bool, StoreError> {
        let sql = "UPDATE key SET revoked_s = ?2 WHERE id = ?1 AND revoked_s IS NULL";
        Ok(self.db.execute(sql, params![id, now_s])? > 0)
    }
}

fn stored_key(row: &Row<'_>) -> rusqlite::Result<StoredKey> {
    Ok(StoredKey {
        id: row.get(0)?,
        name: row.get(1)?,
        sha256: row.get(2)?,
        // What this program does not know opens nothing.
        scopes: serde_json::from_str(&row.get::<_, String>(3)?).unwrap_or_default(),
        origins: serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default(),
        per_minute: row.get(5)?,
        created_s: row.get(6)?,
        expires_s: row.get(7)?,
        revoked_s: row.get(8)?,
        groups: serde_json::from_str(&row.get::<_, String>(9)?).unwrap_or_default(),
    })
}

fn json(list: &impl Serialize) -> String {
    serde_json::to_string(list).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_kept_and_revoked_once() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(KeyStore::read(dir.path()).unwrap(), []);
        let mut store = KeyStore::open(dir.path()).unwrap();
        let key = StoredKey {
            id: "a1".to_owned(),
            name: "Cổng nội bộ".to_owned(),
            sha256: [7; 32],
            scopes: vec![KeyScope::Search, KeyScope::Check],
            origins: vec!["https://intranet.example".to_owned()],
            groups: Groups::from(["thuong-vu".to_owned()]),
            per_minute: Some(60),
            created_s: 1,
            expires_s: Some(100),
            revoked_s: None,
        };
        store.add(&key).unwrap();
        assert_eq!(KeyStore::read(dir.path()).unwrap(), std::slice::from_ref(&key));
        assert!(key.is_valid_at(99) && !key.is_valid_at(100));
        assert!(store.revoke("a1", 5).unwrap());
        assert!(!store.revoke("a1", 6).unwrap() && !store.revoke("b", 6).unwrap());
        let kept = KeyStore::read(dir.path()).unwrap();
        assert!(!kept[0].is_valid_at(6) && kept[0].revoked_s == Some(5));
    }

    #[test]
    fn keys_of_an_earlier_program_have_no_groups() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE_NAME);
        let before = Database::open(path, &SETTINGS, &MIGRATIONS[..1]).unwrap();
        let row = "INSERT INTO key VALUES \
                   ('a', 'A', zeroblob(32), '[]', '[]', NULL, 1, NULL, NULL)";
        before.execute(row, []).unwrap();
        let keys = KeyStore::read(dir.path()).unwrap();
        assert_eq!((keys.len(), &keys[0].groups), (1, &Groups::new()));
    }

    #[test]
    fn a_file_that_is_no_database_is_no_open_door() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE_NAME), "x".repeat(8192)).unwrap();
        assert!(KeyStore::read(dir.path()).is_err());
    }
}
