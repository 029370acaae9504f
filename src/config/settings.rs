//! The settings with their defaults and ranges: what this file declares is all that a file
//! or an environment may state (`load`).

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use jiff::civil::Date;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use tracuu_server::limits;
use tracuu_server::token_issuer::TokenIssuerSettings;
use tracuu_server::trusted_proxy::TrustedProxy;
use tracuu_store::key::{GROUP_FORM, Groups, KeyScope, is_group};

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
    /// What callers without a key may do.
    pub access: AccessSettings,
    /// Who asked for what.
    pub audit: AuditSettings,
    /// Form of the log.
    pub log_format: LogFormat,
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
    /// The path below which a proxy shows the service: `/tra-cuu`; empty where there is none.
    #[serde(deserialize_with = "base_path")]
    pub base_path: String,
    /// Where people find the service, without a slash behind: `https://tracuu.noibo`; `None`:
    /// under the name of each request.
    #[serde(deserialize_with = "public_url")]
    pub public_url: Option<String>,
    /// Files for TLS; `None`: the service speaks plain HTTP.
    pub tls: Option<TlsFiles>,
}

/// Files in PEM form.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsFiles {
    /// The certificate, and behind it those that lead to a known one.
    pub certificate: PathBuf,
    /// Its key.
    pub key: PathBuf,
}

/// What callers without a key may do.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccessSettings {
    /// Once there is a key; before, everybody on this machine may read and check.
    pub anonymous: Vec<KeyScope>,
    /// Who signs people in, beside the service itself.
    pub proxy: Option<TrustedProxy>,
    /// Whose bearer tokens are taken beside keys.
    pub tokens: Option<TokenIssuerSettings>,
    /// Folders and files that only some people may see.
    pub restricted: Vec<RestrictedSource>,
}

/// A folder or file that only some people may see.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestrictedSource {
    /// Below the folder of the documents, or absolute. Of two that lie in one another the inner
    /// one decides.
    pub path: PathBuf,
    /// The access groups whose keys show it; none: everybody who may search.
    #[serde(deserialize_with = "groups")]
    pub groups: Groups,
}

/// Whether it is written down who asked for what.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditSettings {
    /// Days for which it is kept; 0: it is not written down.
    #[serde(deserialize_with = "in_range::<_, 0, 3660>")]
    pub days: usize,
    /// Whether the text of questions is.
    pub questions: bool,
}

/// Form of the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// Pages of others that hold the search box or the links.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Embed {
    /// Their origins as browsers send them, `https://intranet.example`, beside those of
    /// the service's own host.
    #[serde(deserialize_with = "origins")]
    pub origins: Vec<String>,
    /// Origins whose pages may show whole pages of the service in a frame.
    #[serde(deserialize_with = "origins")]
    pub frame_ancestors: Vec<String>,
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
            access: AccessSettings::default(),
            audit: AuditSettings::default(),
            log_format: LogFormat::default(),
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

fn groups<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Groups, D::Error> {
    let groups = Groups::deserialize(deserializer)?;
    match groups.iter().find(|group| !is_group(group)) {
        None => Ok(groups),
        Some(wrong) => Err(D::Error::custom(format!(
            "{wrong:?} is no access group\nhint: {GROUP_FORM}"
        ))),
    }
}

impl ServerSettings {
    /// The path before all others: that of `public_url` where `base_path` says none.
    pub fn base(&self) -> &str {
        let whole = self.public_url.as_deref().and_then(|url| url.split_once("://"));
        let path =
            whole.and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        if self.base_path.is_empty() { path.unwrap_or_default() } else { &self.base_path }
    }

    /// Scheme and host of `public_url`.
    pub fn public_origin(&self) -> Option<&str> {
        let url = self.public_url.as_deref()?;
        url.strip_suffix(self.base()).or(Some(url))
    }
}

fn base_path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let path = String::deserialize(deserializer)?;
    if path.is_empty() || is_path(&path) {
        return Ok(path);
    }
    Err(D::Error::custom(format!(
        "{path:?} is no path\nhint: write a slash before it and none behind: /tra-cuu"
    )))
}

fn public_url<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let url = String::deserialize(deserializer)?;
    if url.is_empty() {
        return Ok(None);
    }
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let n_path = host.find('/').map_or(0, |at| host.len() - at);
    let (origin, path) = url.split_at(url.len() - n_path);
    if is_origin(origin) && (path.is_empty() || is_path(path)) {
        return Ok(Some(url));
    }
    Err(D::Error::custom(format!(
        "{url:?} is no address\nhint: write scheme, host and path without a slash behind: \
         https://tracuu.noibo or https://cong.noibo/tra-cuu"
    )))
}

/// Whether a text is a path without a slash behind.
fn is_path(text: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "-._~".contains(letter);
    let is_step = |step: &str| !step.is_empty() && step.chars().all(is_letter);
    text.strip_prefix('/').is_some_and(|steps| steps.split('/').all(is_step))
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
pub fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let is_host_letter =
        |letter: char| letter.is_ascii_alphanumeric() || "-._:[]".contains(letter);
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(is_host_letter))
}
