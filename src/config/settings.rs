//! The settings with their defaults and ranges: what this file declares is all that a file
//! or an environment may state (`load`).

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use tracuu_server::limits;

/// Port of the service; not assigned to any other service that an office runs.
const DEFAULT_PORT: u16 = 7878;

/// All settings.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Folder of the documents.
    pub corpus: PathBuf,
    /// Folder of the index.
    pub index: PathBuf,
    /// Address that the service listens on.
    pub listen: SocketAddr,
    /// Filter of the log: `info`, `warn,tracuu_server=debug`.
    pub log: String,
    /// Whose collection it is.
    pub office: Office,
    /// How drafts are checked.
    pub check: CheckSettings,
    /// Bounds of the work for one request.
    pub limits: Limits,
    /// Whose pages may hold the search box.
    pub embed: Embed,
    /// How the service is reached.
    pub server: ServerSettings,
}

/// How the service is reached.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// Names of this machine in the network, without ports: `tracuu.noibo`. Requests for
    /// other names are refused; `localhost`, the addresses of this machine itself and that
    /// of `listen` need not be listed.
    #[serde(deserialize_with = "hosts")]
    pub hosts: Vec<String>,
}

/// Pages of others that hold the search box or the links.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Embed {
    /// Their origins as browsers send them, `https://intranet.example`, beside those of
    /// the service's own host.
    #[serde(deserialize_with = "origins")]
    pub origins: Vec<String>,
}

/// The office that keeps the collection. Its documents leave out its own name ("Tỉnh ủy",
/// symbols on TU); what is not set is not guessed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Office {
    /// Its province (tỉnh, thành phố) without the class word: `An Sơn`.
    #[serde(deserialize_with = "stated")]
    pub province: Option<String>,
    /// Whether documents with a secrecy mark are taken into the collection.
    pub allow_secret: bool,
}

/// How drafts are checked.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Ids of rules to skip (`docs/check.md`).
    pub disabled: Vec<String>,
    /// The day up to which the collection was filled, where that is not the day of the
    /// last ingest.
    #[serde(deserialize_with = "day")]
    pub collection_date: Option<Date>,
    /// Who changes and comments in the Word documents that come back, as Word shows it;
    /// `None`: the program.
    #[serde(deserialize_with = "stated")]
    pub author: Option<String>,
}

/// Bounds of the work for one request.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Drafts worked on at once.
    #[serde(deserialize_with = "in_range::<_, 1, 256>")]
    pub drafts: usize,
    /// Answers worked on at once, drafts aside; the next ones wait a little.
    #[serde(deserialize_with = "in_range::<_, 1, 4096>")]
    pub concurrent: usize,
    /// Time for one answer in milliseconds.
    #[serde(deserialize_with = "in_range::<_, 10, 600_000>")]
    pub answer_ms: usize,
    /// Longest query in bytes.
    #[serde(deserialize_with = "in_range::<_, 64, 65_536>")]
    pub query_bytes: usize,
    /// Most items on one page.
    #[serde(deserialize_with = "in_range::<_, 1, 1000>")]
    pub page_items: usize,
    /// Most connections at the same time.
    #[serde(deserialize_with = "in_range::<_, 8, 65_536>")]
    pub connections: usize,
    /// Largest draft in bytes that the service checks; the reader takes no more than 50 MiB.
    #[serde(deserialize_with = "in_range::<_, 1024, { 50 << 20 }>")]
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
            server: ServerSettings::default(),
        }
    }
}

impl Default for Limits {
    /// Ten seconds for an answer are there for a disk that has gone away. 4 KiB of query is more than a
    /// page of text; 100 items are more than anybody reads; a draft of 8 MiB has
    /// a thousand pages, or some pictures.
    fn default() -> Self {
        Self {
            concurrent: limits::default_concurrent(),
            drafts: limits::default_drafts(),
            answer_ms: 10_000,
            query_bytes: 4096,
            page_items: 100,
            connections: 512,
            draft_bytes: 8 << 20,
        }
    }
}

fn in_range<'de, D: Deserializer<'de>, const LEAST: usize, const MOST: usize>(
    deserializer: D,
) -> Result<usize, D::Error> {
    let value = i64::deserialize(deserializer)?;
    let count =
        usize::try_from(value).ok().filter(|count| (LEAST..=MOST).contains(count));
    count.ok_or_else(|| {
        D::Error::custom(format!("{value} is out of range\nhint: from {LEAST} to {MOST}"))
    })
}

/// A text; an empty one takes back what a layer below states.
fn stated<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?.trim().to_owned();
    Ok((!text.is_empty()).then_some(text))
}

fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(text) = stated(deserializer)? else { return Ok(None) };
    text.parse().map(Some).map_err(|_| {
        D::Error::custom(format!("{text:?} is no day\nhint: write it like '2026-03-08'"))
    })
}

fn origins<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let origins = Vec::<String>::deserialize(deserializer)?;
    match origins.iter().find(|origin| !is_origin(origin)) {
        None => Ok(origins),
        Some(wrong) => Err(D::Error::custom(format!(
            "{wrong:?} is no origin\nhint: write scheme and host, and the port if it is \
             not the usual one: https://intranet.example"
        ))),
    }
}

fn hosts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let hosts = Vec::<String>::deserialize(deserializer)?;
    let is_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "-._".contains(letter);
    let is_host = |host: &String| {
        let is_name = !host.is_empty() && host.chars().all(is_letter);
        is_name || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
    };
    match hosts.iter().find(|host| !is_host(host)) {
        None => Ok(hosts),
        Some(wrong) => Err(D::Error::custom(format!(
            "{wrong:?} is no name of a machine\nhint: write the name alone, without \
             scheme and port: tracuu.noibo"
        ))),
    }
}

/// Whether a text is `http` or `https`, host and port, and no more.
fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let is_host_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "-._:[]".contains(letter);
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_host_letter))
}
