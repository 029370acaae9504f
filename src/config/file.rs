//! Settings from a TOML file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::settings::{Limits, Office, OriginError, RangeError, Settings};

/// A file of settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not TOML, has an unknown name, or a value of the wrong kind.
    #[error("{}: {source}", .path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Where and what.
        source: Box<toml::de::Error>,
    },
    /// A date does not read.
    #[error("{}: {setting} is {value:?}\nhint: write it like '2026-03-08'", .path.display())]
    Date {
        /// The file.
        path: PathBuf,
        /// Name of the setting.
        setting: &'static str,
        /// The value.
        value: String,
    },
    /// A value is out of its range.
    #[error("{}: {source}", .path.display())]
    Range {
        /// The file.
        path: PathBuf,
        /// Which.
        source: RangeError,
    },
    /// A text that is no origin.
    #[error("{}: {source}", .path.display())]
    Origin {
        /// The file.
        path: PathBuf,
        /// Which.
        source: OriginError,
    },
}

/// The file as written: everything may be absent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsFile {
    corpus: Option<PathBuf>,
    index: Option<PathBuf>,
    listen: Option<SocketAddr>,
    log: Option<String>,
    #[serde(default)]
    office: OfficeFile,
    #[serde(default)]
    check: CheckFile,
    #[serde(default)]
    limits: LimitsFile,
    #[serde(default)]
    embed: EmbedFile,
}

/// The check as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckFile {
    disabled: Option<Vec<String>>,
    collection_date: Option<String>,
}

/// The office as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFile {
    province: Option<String>,
    organisation: Option<String>,
}

/// Pages of others as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EmbedFile {
    origins: Option<Vec<String>>,
}

/// The limits as written.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsFile {
    concurrent: Option<u64>,
    answer_ms: Option<u64>,
    query_bytes: Option<u64>,
    page_items: Option<u64>,
    draft_bytes: Option<u64>,
}

impl SettingsFile {
    /// Reads a file.
    pub(super) fn open(path: &Path) -> Result<Self, FileError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| FileError::Unreadable { path: path.to_owned(), source })?;
        toml::from_str(&text).map_err(|error| FileError::Syntax {
            path: path.to_owned(),
            source: Box::new(error),
        })
    }

    /// Writes what the file states over the settings.
    pub(super) fn apply(
        self,
        path: &Path,
        settings: &mut Settings,
    ) -> Result<(), FileError> {
        set(&mut settings.corpus, self.corpus);
        set(&mut settings.index, self.index);
        set(&mut settings.listen, self.listen);
        set(&mut settings.log, self.log);
        self.office.apply(&mut settings.office);
        set(&mut settings.check.disabled, self.check.disabled);
        if let Some(written) = self.check.collection_date {
            let date = written.parse().map_err(|_| {
                let (path, setting) = (path.to_owned(), "check.collection_date");
                FileError::Date { path, setting, value: written }
            })?;
            settings.check.collection_date = Some(date);
        }
        if let Some(origins) = self.embed.origins {
            let refused = |source| FileError::Origin { path: path.to_owned(), source };
            settings.embed.set_origins(origins).map_err(refused)?;
        }
        self.limits
            .apply(&mut settings.limits)
            .map_err(|source| FileError::Range { path: path.to_owned(), source })
    }
}

impl OfficeFile {
    fn apply(self, office: &mut Office) {
        office.province = self.province.or(office.province.take());
        office.organisation = self.organisation.or(office.organisation.take());
    }
}

impl LimitsFile {
    fn apply(self, limits: &mut Limits) -> Result<(), RangeError> {
        self.concurrent.map_or(Ok(()), |value| limits.set_concurrent(value))?;
        self.answer_ms.map_or(Ok(()), |value| limits.set_answer_ms(value))?;
        self.query_bytes.map_or(Ok(()), |value| limits.set_query_bytes(value))?;
        self.draft_bytes.map_or(Ok(()), |value| limits.set_draft_bytes(value))?;
        self.page_items.map_or(Ok(()), |value| limits.set_page_items(value))
    }
}

/// Takes a value over where it is stated.
fn set<T>(setting: &mut T, stated: Option<T>) {
    if let Some(value) = stated {
        *setting = value;
    }
}
