//! The folder of the documents, as far as the service may write to it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracuu_ingest::corpus::deposit::Deposit;
use tracuu_ingest::corpus::visibility::Visibility;
use tracuu_store::key::Groups;

/// The folder to which the service may write. Clones share it.
#[derive(Clone, Debug)]
pub struct WritableFolder {
    pub(super) deposit: Deposit,
    /// Whether documents with a secrecy mark may be put into it.
    pub(super) allow_secret: bool,
    /// Files and folders that only some people see; the nearest decides.
    restricted: Arc<[(PathBuf, Groups)]>,
    changing: Arc<Mutex<()>>,
}

impl WritableFolder {
    /// A folder; what a stopped program left unfinished in it is removed.
    pub fn new(folder: PathBuf, allow_secret: bool) -> Self {
        // Files are known by where they really lie, as an ingest names them.
        let folder = folder.canonicalize().unwrap_or(folder);
        let deposit = Deposit::new(folder);
        deposit.sweep();
        let restricted = Arc::new([]);
        Self { deposit, allow_secret, restricted, changing: Arc::default() }
    }

    /// The same folder, where only some people see these files and folders, given by whole paths.
    #[must_use]
    pub fn restricted_to(
        self,
        rules: impl IntoIterator<Item = (PathBuf, Groups)>,
    ) -> Self {
        let absolute = |path: PathBuf| path.canonicalize().unwrap_or(path);
        let rules = rules.into_iter().map(|(path, groups)| (absolute(path), groups));
        Self { restricted: rules.collect(), ..self }
    }

    /// Whether somebody of some groups sees what lies at a path in the folder.
    pub(super) fn shows(&self, path: &Path, groups: &Groups) -> bool {
        let rules = self.restricted.iter().map(|(rule, named)| {
            (rule.clone(), named.is_empty() || !named.is_disjoint(groups))
        });
        Visibility::new(rules).shows(&self.deposit.folder().join(path))
    }

    /// The folder in it, with `/`, that people of exactly these groups see.
    pub(super) fn of_groups(&self, groups: &Groups) -> Option<String> {
        let own = self.restricted.iter().filter(|(_, named)| named == groups);
        own.filter(|(path, _)| path.is_dir()).find_map(|(path, _)| {
            let inside = path.strip_prefix(self.deposit.folder()).ok()?;
            let names = inside.iter().map(|name| name.to_str());
            Some(names.collect::<Option<Vec<_>>>()?.join("/"))
        })
    }

    /// Keeps others from changing the folder, so that what was looked at before still stands.
    pub(super) fn hold(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
