//! The manifest (`manifest.toml`): what is known about files before they are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use serde::Deserialize;

use super::checksum::Checksum;
use tracuu_store::key::{GROUP_FORM, Groups, is_group};

/// Name of the file in the folder.
pub const FILE_NAME: &str = "manifest.toml";

/// Version of the format that this program reads.
const FORMAT: u32 = 1;

/// Longest id accepted, in bytes; ids stand in addresses and are typed by hand.
const MAX_ID_BYTES: usize = 120;

/// The entries, by file.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    entries: BTreeMap<String, ManifestEntry>,
}

/// What the manifest says about one file.
#[derive(Clone, Debug)]
pub struct ManifestEntry {
    /// Stable id.
    pub id: String,
    /// Where the text comes from, in words.
    pub provenance: String,
    /// Checksum of the file when the entry was written.
    pub sha256: Checksum,
    /// Access groups that alone see the file; `None`: the rules of folders decide, none: everybody.
    pub groups: Option<Groups>,
}

/// The manifest cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ManifestError {
    /// Not TOML, an unknown member, or a missing one.
    #[error("the manifest does not read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// Written for another version of the program.
    #[error("the manifest has format {0}\nhint: this program reads format {FORMAT}")]
    Format(u32),
    /// An id that cannot stand in an address.
    #[error("the id {0:?} cannot be used\nhint: small letters, digits and hyphens")]
    Id(String),
    /// Two entries share an id or a file.
    #[error("{0:?} is listed twice in the manifest")]
    Twice(String),
    /// A path that leads out of the folder.
    #[error(
        "the file {0:?} lies outside the folder\nhint: a path relative to it, with /"
    )]
    Outside(String),
    /// A name that no access group has.
    #[error("{0:?} is no access group\nhint: {GROUP_FORM}")]
    Group(String),
    /// Not a checksum.
    #[error("the checksum of {0:?} does not read\nhint: 64 digits, as sha256sum prints")]
    Checksum(String),
}

/// The file as written; so is [`RawEntry`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawManifest {
    format: u32,
    #[serde(default)]
    document: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: String,
    file: String,
    provenance: String,
    sha256: String,
    groups: Option<Groups>,
}

impl Manifest {
    /// Reads the text of a manifest.
    ///
    /// # Errors
    /// On anything that is not exactly as `corpus/README.md` describes.
    pub fn read(text: &str) -> Result<Self, ManifestError> {
        let file: RawManifest = toml::from_str(text)?;
        if file.format != FORMAT {
            return Err(ManifestError::Format(file.format));
        }
        let mut manifest = Self::default();
        let mut ids = BTreeSet::new();
        for entry in file.document {
            if !ids.insert(entry.id.clone()) {
                return Err(ManifestError::Twice(entry.id));
            }
            manifest.add(entry)?;
        }
        Ok(manifest)
    }

    /// The entry of a file, by its path relative to the folder, with `/`.
    pub fn entry(&self, file: &str) -> Option<&ManifestEntry> {
        self.entries.get(file)
    }

    /// The listed files in alphabetical order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The files for which it says who sees them.
    pub fn restricted(&self) -> impl Iterator<Item = (&str, &Groups)> {
        let entries = self.entries.iter();
        entries.filter_map(|(file, entry)| Some((file.as_str(), entry.groups.as_ref()?)))
    }

    fn add(&mut self, written: RawEntry) -> Result<(), ManifestError> {
        let RawEntry { id, file, provenance, sha256, groups } = written;
        if !is_id(&id) {
            return Err(ManifestError::Id(id));
        }
        if !stays_inside(&file) {
            return Err(ManifestError::Outside(file));
        }
        let Ok(sha256) = sha256.parse() else {
            return Err(ManifestError::Checksum(file));
        };
        if let Some(wrong) = groups.iter().flatten().find(|group| !is_group(group)) {
            return Err(ManifestError::Group(wrong.clone()));
        }
        let entry = ManifestEntry { id, provenance, sha256, groups };
        let known = self.entries.insert(file.clone(), entry);
        known.map_or(Ok(()), |_| Err(ManifestError::Twice(file)))
    }
}

/// Whether a text can be an id: small ASCII letters, digits, and single hyphens inside.
fn is_id(text: &str) -> bool {
    let is_part =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.len() <= MAX_ID_BYTES
        && text.bytes().all(is_part)
        && text.split('-').all(|part| !part.is_empty())
}

/// Whether a path is relative, written with `/`, and never leads up.
fn stays_inside(file: &str) -> bool {
    let is_name = |part: Component<'_>| matches!(part, Component::Normal(_));
    !file.is_empty()
        && !file.contains(['\\', ':'])
        && !file.split('/').any(|part| part.is_empty() || part == ".")
        && Path::new(file).components().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, file: &str, sha256: &str) -> String {
        format!(
            "[[document]]\nid = \"{id}\"\nfile = '{file}'\nprovenance = \"\"\nsha256 = \"{sha256}\"\n"
        )
    }

    fn sum() -> String {
        Checksum::compute(b"").to_string()
    }

    #[test]
    fn a_manifest_lists_files_by_path() {
        let text = format!(
            "format = 1\n{}{}",
            entry("b", "sub/b.md", &sum()),
            entry("a-1", "a.md", &sum())
        );
        let manifest = Manifest::read(&text).unwrap();
        assert_eq!(manifest.files().collect::<Vec<_>>(), ["a.md", "sub/b.md"]);
        assert_eq!(manifest.entry("a.md").unwrap().id, "a-1");
        assert!(manifest.entry("b.md").is_none());
    }

    #[test]
    fn mistakes_are_named() {
        let twice = entry("a", "a.md", &sum()) + &entry("a", "b.md", &sum());
        let twice_a_file = entry("a", "a.md", &sum()) + &entry("b", "a.md", &sum());
        for (entries, message) in [
            (entry("A", "a.md", &sum()), "the id \"A\""),
            (entry("", "a.md", &sum()), "the id \"\""),
            (entry("a--b", "a.md", &sum()), "the id \"a--b\""),
            (entry("a", "../a.md", &sum()), "outside"),
            (entry("a", "/etc/a.md", &sum()), "outside"),
            (entry("a", "sub\\a.md", &sum()), "outside"),
            (entry("a", "./a.md", &sum()), "outside"),
            (entry("a", "a.md", "12"), "the checksum of \"a.md\""),
            (twice, "\"a\" is listed twice"),
            (twice_a_file, "\"a.md\" is listed twice"),
            (entry("a", "a.md", &sum()) + "groups = ['A']\n", "\"A\" is no access group"),
            (entry("a", "a.md", &sum()) + "pages = 3\n", "unknown field `pages`"),
        ] {
            let error = Manifest::read(&format!("format = 1\n{entries}")).unwrap_err();
            assert!(error.to_string().contains(message), "{message}: {error}");
        }
        let error = Manifest::read("format = 2").unwrap_err();
        assert!(error.to_string().contains("format 2"), "{error}");
    }
}
