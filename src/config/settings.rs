//! The settings with their defaults and ranges.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

use super::file::{FileError, SettingsFile};
use super::variable::{self, VariableError};

/// Port of the service; not assigned to any other service that an office runs.
const DEFAULT_PORT: u16 = 7878;

/// Answers worked on at once.
pub const CONCURRENT: RangeInclusive<u64> = 1..=4096;
/// Milliseconds for one answer.
pub const ANSWER_MS: RangeInclusive<u64> = 10..=600_000;
/// Bytes of a query.
pub const QUERY_BYTES: RangeInclusive<u64> = 64..=65_536;
/// Bytes of a draft; the reader takes no more than 32 MiB.
pub const DRAFT_BYTES: RangeInclusive<u64> = 1024..=32 << 20;
/// Items on one page of an answer.
pub const PAGE_ITEMS: RangeInclusive<u64> = 1..=1000;

/// All settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Folder of the documents.
    pub corpus: PathBuf,
    /// Folder of the index.
    pub index: PathBuf,
    /// Address that the service listens on.
    pub listen: SocketAddr,
    /// What is logged, as a filter: `info`, `warn,tracuu::http=debug`.
    pub log: String,
    /// Whose collection it is.
    pub office: Office,
    /// How drafts are checked.
    pub check: CheckSettings,
    /// Bounds of the work for one request.
    pub limits: Limits,
    /// Whose pages may hold the search box.
    pub embed: Embed,
}

/// Pages of others that hold the search box or the links.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Embed {
    /// Their origins as browsers send them, `https://intranet.example`, beside those of
    /// the service's own host.
    pub origins: Vec<String>,
}

/// The office that keeps the collection. Its documents leave out its own name ("Tỉnh ủy",
/// symbols on TU); what is not set is not guessed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Office {
    /// Its province (tỉnh, thành phố) without the class word: `An Sơn`.
    pub province: Option<String>,
    /// Its organisation in full: `Tỉnh ủy An Sơn`.
    pub organisation: Option<String>,
}

/// How drafts are checked.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CheckSettings {
    /// Ids of rules that are not asked (`docs/check.md`).
    pub disabled: Vec<String>,
    /// The day up to which the collection was filled, where that is not the day of the
    /// last ingest.
    pub collection_date: Option<Date>,
}

/// Bounds of the work for one request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Answers worked on at once; the next request is turned away.
    pub concurrent: usize,
    /// Time for one answer.
    pub answer: Duration,
    /// Longest query in bytes.
    pub query_bytes: usize,
    /// Most items on one page.
    pub page_items: usize,
    /// Largest draft in bytes that the service checks.
    pub draft_bytes: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            corpus: PathBuf::from("corpus"),
            index: PathBuf::from("index"),
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), DEFAULT_PORT),
            log: "info".to_owned(),
            office: Office::default(),
            check: CheckSettings::default(),
            limits: Limits::default(),
            embed: Embed::default(),
        }
    }
}

impl Default for Limits {
    /// A question takes about 2 ms: 64 at once are cleared within 100 ms by two cores, and
    /// ten seconds are there for a disk that has gone away. 4 KiB of query is more than a
    /// page of text; 100 items are more than anybody reads; a draft of 8 MiB has
    /// a thousand pages, or some pictures.
    fn default() -> Self {
        Self {
            concurrent: 64,
            answer: Duration::from_secs(10),
            query_bytes: 4096,
            page_items: 100,
            draft_bytes: 8 << 20,
        }
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file does not read.
    #[error(transparent)]
    File(#[from] FileError),
    /// A variable of the environment does not read.
    #[error(transparent)]
    Variable(#[from] VariableError),
}

/// A value outside its range.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "{setting} is {value}\nhint: from {} to {}", .range.start(), .range.end()
)]
pub struct RangeError {
    /// Name of the setting, as in the file: `limits.concurrent`.
    pub setting: &'static str,
    /// The value given.
    pub value: u64,
    /// Values accepted.
    pub range: RangeInclusive<u64>,
}

impl Settings {
    /// The settings from a file, where one is named, and the environment above it.
    ///
    /// # Errors
    /// On a file that does not read, an unknown name in either, and a value out of range.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, SettingsError> {
        let mut settings = Self::default();
        if let Some(path) = file {
            SettingsFile::open(path)?.apply(path, &mut settings)?;
        }
        variable::apply(environment, &mut settings)?;
        Ok(settings)
    }
}

/// A text that is no origin.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "embed.origins has {0:?}\nhint: write scheme and host, and the port if it is not the usual one: https://intranet.example"
)]
pub struct OriginError(pub String);

impl Embed {
    /// Sets [`Embed::origins`].
    ///
    /// # Errors
    /// Where one is not `http` or `https`, or is more than scheme, host and port.
    pub fn set_origins(&mut self, origins: Vec<String>) -> Result<(), OriginError> {
        if let Some(wrong) = origins.iter().find(|origin| !is_origin(origin)) {
            return Err(OriginError(wrong.clone()));
        }
        self.origins = origins;
        Ok(())
    }
}

fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let is_host_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "-._:[]".contains(letter);
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_host_letter))
}

impl Limits {
    /// Sets [`Limits::concurrent`].
    ///
    /// # Errors
    /// Outside [`CONCURRENT`].
    pub fn set_concurrent(&mut self, value: u64) -> Result<(), RangeError> {
        self.concurrent = checked("limits.concurrent", value, CONCURRENT)?;
        Ok(())
    }

    /// Sets [`Limits::answer`] in milliseconds.
    ///
    /// # Errors
    /// Outside [`ANSWER_MS`].
    pub fn set_answer_ms(&mut self, value: u64) -> Result<(), RangeError> {
        checked("limits.answer_ms", value, ANSWER_MS)?;
        self.answer = Duration::from_millis(value);
        Ok(())
    }

    /// Sets [`Limits::query_bytes`].
    ///
    /// # Errors
    /// Outside [`QUERY_BYTES`].
    pub fn set_query_bytes(&mut self, value: u64) -> Result<(), RangeError> {
        self.query_bytes = checked("limits.query_bytes", value, QUERY_BYTES)?;
        Ok(())
    }

    /// Sets [`Limits::draft_bytes`].
    ///
    /// # Errors
    /// Outside [`DRAFT_BYTES`].
    pub fn set_draft_bytes(&mut self, value: u64) -> Result<(), RangeError> {
        self.draft_bytes = checked("limits.draft_bytes", value, DRAFT_BYTES)?;
        Ok(())
    }

    /// Sets [`Limits::page_items`].
    ///
    /// # Errors
    /// Outside [`PAGE_ITEMS`].
    pub fn set_page_items(&mut self, value: u64) -> Result<(), RangeError> {
        self.page_items = checked("limits.page_items", value, PAGE_ITEMS)?;
        Ok(())
    }
}

/// A value inside its range, as a count.
fn checked(
    setting: &'static str,
    value: u64,
    range: RangeInclusive<u64>,
) -> Result<usize, RangeError> {
    match usize::try_from(value) {
        Ok(count) if range.contains(&value) => Ok(count),
        _ => Err(RangeError { setting, value, range }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str, environment: &[(&str, &str)]) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tracuu.toml");
        std::fs::write(&path, file).unwrap();
        let environment =
            environment.iter().map(|(name, value)| (name.into(), value.into()));
        Settings::load(Some(&path), environment).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_set_gives_the_defaults_on_loopback() {
        let settings = Settings::load(None, []).unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.listen.to_string(), "127.0.0.1:7878");
        assert!(settings.listen.ip().is_loopback());
    }

    #[test]
    fn the_environment_stands_above_the_file() {
        let file = "corpus = 'văn bản'\nlisten = '127.0.0.1:1'\n[limits]\nanswer_ms = 50\n\
                    [office]\nprovince = 'An Sơn'";
        let environment = [
            ("TRACUU_LISTEN", "[::1]:2"),
            ("TRACUU_LIMITS_CONCURRENT", "7"),
            ("TRACUU_EMBED_ORIGINS", "https://a.example, http://b.example:81"),
            ("PATH", "/bin"),
        ];
        let settings = load(file, &environment).unwrap();
        assert_eq!(settings.corpus, PathBuf::from("văn bản"));
        assert_eq!(settings.listen.to_string(), "[::1]:2");
        assert_eq!(settings.limits.concurrent, 7);
        assert_eq!(settings.embed.origins, ["https://a.example", "http://b.example:81"]);
        assert_eq!(settings.limits.answer, Duration::from_millis(50));
        assert_eq!(settings.office.province.as_deref(), Some("An Sơn"));
        assert_eq!(settings.limits.page_items, Limits::default().page_items);
    }

    #[test]
    fn mistakes_in_the_file_are_named() {
        for (file, message) in [
            ("corpsu = 'x'", "unknown field `corpsu`"),
            ("[limits]\nhits = 3", "unknown field `hits`"),
            ("listen = 'localhost'", "listen"),
            ("[embed]\norigins = ['intranet.example']", "embed.origins has"),
            ("[embed]\norigins = ['https://intranet.example/']", "embed.origins has"),
            ("[limits]\nconcurrent = 0", "limits.concurrent is 0\nhint: from 1 to 4096"),
            ("[limits]\nanswer_ms = -1", "answer_ms"),
            ("corpus = ", "tracuu.toml"),
        ] {
            let error = load(file, &[]).unwrap_err();
            assert!(error.contains(message), "{message}\n{error}");
        }
    }

    #[test]
    fn mistakes_in_the_environment_are_named() {
        for (name, value, message) in [
            ("TRACUU_CORPSU", "x", "TRACUU_CORPSU is not a setting"),
            ("TRACUU_LISTEN", "7878", "TRACUU_LISTEN"),
            ("TRACUU_EMBED_ORIGINS", "*", "embed.origins has"),
            ("TRACUU_LIMITS_CONCURRENT", "many", "TRACUU_LIMITS_CONCURRENT"),
            ("TRACUU_LIMITS_PAGE_ITEMS", "0", "limits.page_items is 0"),
        ] {
            let error = load("", &[(name, value)]).unwrap_err();
            assert!(error.contains(message), "{message}\n{error}");
        }
    }

    #[test]
    fn a_file_that_is_named_must_be_there() {
        let error = Settings::load(Some(Path::new("/none/tracuu.toml")), []).unwrap_err();
        assert!(error.to_string().contains("/none/tracuu.toml"), "{error}");
    }
}
