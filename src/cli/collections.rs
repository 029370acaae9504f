//! The collections of an office: the whole one, and, where sources are restricted, a part for
//! each set of access groups, made without what these may not see. The settings name folders and
//! files; manifests name files.

use std::path::PathBuf;
use std::{fs, io};

use anyhow::{Context as _, bail};

use crate::config::settings::{RestrictedSource, Settings};
use tracuu_index::generation;
use tracuu_ingest::corpus::manifest::{self, Manifest};
use tracuu_ingest::corpus::visibility::Visibility;
use tracuu_ingest::run::IngestJob;
use tracuu_store::key::Groups;

/// Folder of the parts, in that of the index.
const PARTS: &str = "parts";

/// What is taken in, and who may see what of it.
#[derive(Clone)]
pub(super) struct Collections {
    whole: IngestJob,
    /// What the settings restrict, and behind it what the manifests do.
    restricted: Vec<RestrictedSource>,
    /// What the manifests restricted at the start.
    listed: Vec<RestrictedSource>,
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
        let listed = listed(&roots(&whole))?;
        // What is named twice is as the manifest says, which is nearer to the file.
        restricted.retain(|source| !listed.iter().any(|one| one.path == source.path));
        restricted.extend(listed.iter().cloned());
        Ok(Self { whole, restricted, listed })
    }

    /// Whether the manifests still restrict what they did at the start. Where they do not, what
    /// they restrict since would be open, so that nothing new may be shown before another start.
    pub(super) fn is_current(&self) -> bool {
        listed(&roots(&self.whole)).is_ok_and(|now| now == self.listed)
    }

    /// Whether anything is restricted.
    pub(super) fn is_restricted(&self) -> bool {
        !self.restricted.is_empty()
    }

    /// The groups that restricted sources name.
    pub(super) fn groups(&self) -> Groups {
        self.restricted.iter().flat_map(|source| &source.groups).cloned().collect()
    }

    /// The restricted files and folders, with the groups that see each.
    pub(super) fn rules(&self) -> impl Iterator<Item = (PathBuf, Groups)> {
        let rules = self.restricted.iter();
        rules.map(|source| (source.path.clone(), source.groups.clone()))
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
        let roots = roots(&self.whole);
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

/// The folders of the whole collection, and those that were added to it by hand. One that is not
/// there now is kept by the part that holds it.
fn roots(whole: &IngestJob) -> Vec<PathBuf> {
    let is_there = |root: &PathBuf| root.try_exists().unwrap_or(false);
    let added = generation::current(&whole.index_dir);
    let added = added.map(|(_, about)| about.roots).unwrap_or_default();
    whole.roots.iter().cloned().chain(added.into_iter().filter(is_there)).collect()
}

/// What the manifests of folders restrict.
fn listed(roots: &[PathBuf]) -> anyhow::Result<Vec<RestrictedSource>> {
    let mut sources = Vec::new();
    for root in roots {
        let root = root.canonicalize().unwrap_or_else(|_| root.clone());
        let path = root.join(manifest::FILE_NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).context(path.display().to_string()),
        };
        let manifest =
            Manifest::read(&text).with_context(|| path.display().to_string())?;
        let restricted = manifest.restricted().map(|(file, groups)| RestrictedSource {
            path: root.join(file),
            groups: groups.clone(),
        });
        sources.extend(restricted);
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources.dedup();
    Ok(sources)
}
