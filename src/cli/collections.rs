//! The collections of an office: the whole one, and, where sources are restricted, a part for
//! each set of access groups, made without what these may not see.

use std::fs;
use std::path::PathBuf;

use anyhow::bail;

use crate::config::settings::{RestrictedSource, Settings};
use tracuu_index::generation;
use tracuu_ingest::corpus::visibility::Visibility;
use tracuu_ingest::run::IngestJob;
use tracuu_store::key::Groups;

/// Folder of the parts, in that of the index.
const PARTS: &str = "parts";

/// What is taken in, and who may see what of it.
#[derive(Clone)]
pub(super) struct Collections {
    whole: IngestJob,
    restricted: Vec<RestrictedSource>,
}

impl Collections {
    /// The collections of a job under the settings.
    ///
    /// # Errors
    /// Where a restricted source is not there: with a mistake in its path it would be open.
    pub(super) fn new(settings: &Settings, whole: IngestJob) -> anyhow::Result<Self> {
        let mut restricted = settings.access.restricted.clone();
        for source in &mut restricted {
            source.path = settings.corpus.join(&source.path);
            if !source.path.try_exists()? {
                bail!(
                    "{} of access.restricted is not there\n\
                     hint: write its path below the folder of the documents, or an absolute one",
                    source.path.display()
                );
            }
        }
        Ok(Self { whole, restricted })
    }

    /// Whether anything is restricted.
    pub(super) fn is_restricted(&self) -> bool {
        !self.restricted.is_empty()
    }

    /// The groups that restricted sources name.
    pub(super) fn groups(&self) -> Groups {
        self.restricted.iter().flat_map(|source| &source.groups).cloned().collect()
    }

    /// The ingest of what some groups may see.
    pub(super) fn job(&self, groups: &Groups) -> IngestJob {
        if !self.is_restricted() {
            return self.whole.clone();
        }
        let visibility = Visibility::new(self.restricted.iter().map(|source| {
            let is_shown = source.groups.is_empty() || !source.groups.is_disjoint(groups);
            (source.path.clone(), is_shown)
        }));
        let index_dir = self.parts().join(visibility.name());
        let mut lenders = vec![self.whole.index_dir.clone()];
        lenders.extend(self.present_parts().filter(|part| *part != index_dir));
        let mut roots = self.whole.roots.clone();
        // Folders that were added to the whole by hand. One that is not there now is kept by the
        // part that holds it.
        let is_there = |root: &PathBuf| root.try_exists().unwrap_or(false);
        let added = generation::current(&self.whole.index_dir);
        let added = added.map(|(_, about)| about.roots).unwrap_or_default();
        roots.extend(added.into_iter().filter(is_there));
        IngestJob { roots, index_dir, visibility, lenders, ..self.whole.clone() }
    }

    /// Removes the parts of settings before and of groups that nobody has any more; what cannot
    /// be removed is tried again at the next start.
    pub(super) fn remove_parts_but<'g>(&self, kept: impl Iterator<Item = &'g Groups>) {
        let kept: Vec<PathBuf> = kept.map(|groups| self.job(groups).index_dir).collect();
        for part in self.present_parts().filter(|part| !kept.contains(part)) {
            if let Err(error) = fs::remove_dir_all(&part) {
                tracing::warn!(error.cause = %error, "cannot remove {}", part.display());
            }
        }
    }

    fn present_parts(&self) -> impl Iterator<Item = PathBuf> {
        let parts = fs::read_dir(self.parts()).into_iter().flatten().flatten();
        parts.map(|part| part.path())
    }

    fn parts(&self) -> PathBuf {
        self.whole.index_dir.join(PARTS)
    }
}
