//! The files that were found below the roots, as they were when they were last looked at.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::error::StoreError;
use super::store::Store;

/// SHA-256 of the content of a file.
pub type ContentHash = [u8; 32];

/// What the file system says of a file, by which a change is seen without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FileStamp {
    /// Its size.
    pub n_bytes: u64,
    /// When its content was last changed, in nanoseconds since 1970; may be set by anyone.
    pub modified_ns: i64,
    /// When it or what is known of it was last changed; 0 on systems that do not say.
    pub changed_ns: i64,
    /// Its number in its file system; 0 on systems that do not say.
    pub inode: u64,
}

/// A file as it was last seen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KnownFile {
    /// Its id: that of the manifest, or made of its path.
    pub id: String,
    /// What the file system said of it.
    pub stamp: FileStamp,
    /// When it was looked at, in nanoseconds since 1970.
    pub checked_ns: i64,
    /// Its content then.
    pub sha256: ContentHash,
    /// The content that stands in the collection: the last one that could be read. `None` where
    /// none ever could.
    pub held: Option<ContentHash>,
}

/// The files of a root by their paths in it.
pub type KnownFiles = FxHashMap<String, KnownFile>;

impl Store {
    /// The roots that have files.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn roots(&self) -> Result<Vec<String>, StoreError> {
        self.db
            .query("SELECT DISTINCT root FROM file ORDER BY root", [], |row| row.get(0))
    }

    /// The files of a root.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn files(&self, root: &str) -> Result<KnownFiles, StoreError> {
        let rows = self.files_where("root = ?1", [root]);
        Ok(rows?.into_iter().collect())
    }

    /// A file of a root, as it was last looked at.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn file(&self, root: &str, path: &str) -> Result<Option<KnownFile>, StoreError> {
        let mut rows = self.files_where("root = ?1 AND path = ?2", [root, path])?;
        Ok(rows.pop().map(|(_, file)| file))
    }

    /// Files with their paths.
    fn files_where(
        &self,
        condition: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<(String, KnownFile)>, StoreError> {
        let columns = "path, id, n_bytes, modified_ns, changed_ns, inode, checked_ns, sha256, \
                       held_sha256";
        let sql = format!("SELECT {columns} FROM file WHERE {condition}");
        self.db.query(&sql, values, |row| {
            let stamp = FileStamp {
                n_bytes: row.get::<_, i64>(2)?.cast_unsigned(),
                modified_ns: row.get(3)?,
                changed_ns: row.get(4)?,
                inode: row.get::<_, i64>(5)?.cast_unsigned(),
            };
            let (checked_ns, sha256, held) = (row.get(6)?, row.get(7)?, row.get(8)?);
            let file = KnownFile { id: row.get(1)?, stamp, checked_ns, sha256, held };
            Ok((row.get(0)?, file))
        })
    }

    /// Number of files of which something stands in the collection.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn n_held_files(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM file WHERE held_sha256 IS NOT NULL";
        let counted: Vec<i64> = self.db.query(sql, [], |row| row.get(0))?;
        Ok(counted.first().and_then(|n| usize::try_from(*n).ok()).unwrap_or_default())
    }

    /// Writes the files of all roots in one step, in place of all that were known. Rows that
    /// stay as they are are not written.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn set_files(
        &mut self,
        roots: &FxHashMap<String, KnownFiles>,
    ) -> Result<(), StoreError> {
        let mut known = FxHashMap::default();
        for root in self.roots()? {
            let files = self.files(&root)?;
            known.insert(root, files);
        }
        let none = KnownFiles::default();
        self.db.change(|all| {
            let mut remove =
                all.prepare("DELETE FROM file WHERE root = ?1 AND path = ?2")?;
            for (root, files) in &known {
                let now = roots.get(root).unwrap_or(&none);
                for path in files.keys().filter(|path| !now.contains_key(*path)) {
                    remove.execute([root, path])?;
                }
            }
            let mut set = all.prepare(
                "INSERT OR REPLACE INTO file \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?;
            for (root, files) in roots {
                let before = known.get(root).unwrap_or(&none);
                for (path, file) in files {
                    if before.get(path) == Some(file) {
                        continue;
                    }
                    let stamp = file.stamp;
                    set.execute(params![
                        root,
                        path,
                        file.id,
                        stamp.n_bytes.cast_signed(),
                        stamp.modified_ns,
                        stamp.changed_ns,
                        stamp.inode.cast_signed(),
                        file.checked_ns,
                        file.sha256,
                        file.held,
                    ])?;
                }
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_as_they_were_set() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path()).unwrap();
        let file = |byte: u8, held| KnownFile {
            id: "a".to_owned(),
            stamp: FileStamp { n_bytes: u64::MAX, inode: 7, ..FileStamp::default() },
            checked_ns: 3,
            sha256: [byte; 32],
            held,
        };
        let of = |files: &[(&str, KnownFile)]| -> KnownFiles {
            files.iter().map(|(path, file)| ((*path).to_owned(), file.clone())).collect()
        };
        let mut roots = FxHashMap::default();
        let first = of(&[("a.md", file(1, None)), ("b.md", file(2, Some([9; 32])))]);
        roots.insert("/x".to_owned(), first.clone());
        roots.insert("/y".to_owned(), of(&[("c.md", file(3, None))]));
        store.set_files(&roots).unwrap();
        assert_eq!(store.files("/x").unwrap(), first);
        assert_eq!(store.roots().unwrap(), ["/x", "/y"]);
        roots.remove("/y");
        let second = of(&[("b.md", file(4, None))]);
        roots.insert("/x".to_owned(), second.clone());
        store.set_files(&roots).unwrap();
        let store = Store::open_for_reading(dir.path()).unwrap();
        assert_eq!(store.files("/x").unwrap(), second);
        assert_eq!(store.roots().unwrap(), ["/x"]);
    }
}
