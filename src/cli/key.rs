//! `tracuu key new|list|revoke`.

use anyhow::{Context, bail};
use serde::de::IntoDeserializer as _;
use serde::{Deserialize as _, Serialize};

use super::failure::Outcome;
use super::output::{Output, eprint_line};
use crate::config::settings::{Settings, is_origin};
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::access::NewKey;
use tracuu_server::clock;
use tracuu_store::audit::{Act, ActKind, AuditLog};
use tracuu_store::key::{GROUP_FORM, Groups, KeyScope, KeyStore, StoredKey, is_group};

/// Who does what the command line does, in the log of acts.
const ADMINISTRATOR: &str = "cli";

/// What to do with keys.
#[derive(Debug, clap::Subcommand)]
pub(super) enum KeyVerb {
    /// Makes a key and prints it, once
    New(NewKeyArgs),
    /// Lists the keys, without their secrets
    List,
    /// Revokes a key at once
    Revoke {
        /// Its id: the part between the first two underscores
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// What a new key opens, and to whom.
#[derive(Debug, clap::Args)]
pub(super) struct NewKeyArgs {
    /// Whose it is, for the list of keys
    #[arg(value_name = "NAME")]
    name: String,
    /// What it opens: search, check, ingest, admin; several separated by commas
    #[arg(long, value_name = "SCOPE", value_delimiter = ',', value_parser = scope,
          default_value = "search,check")]
    scope: Vec<KeyScope>,
    /// Origins of the pages that may send it, such as <https://intranet.example>
    #[arg(long, value_name = "ORIGIN", value_delimiter = ',')]
    origin: Vec<String>,
    /// Access groups of whoever holds it: what it shows of restricted folders
    #[arg(long, value_name = "GROUP", value_delimiter = ',', value_parser = group)]
    group: Vec<String>,
    /// Days after which it ends [default: never]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    days: Option<u16>,
    /// Most requests in a minute [default: no limit of its own]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    per_minute: Option<u32>,
}

/// A new key on the wire: the only place where it stands whole.
#[derive(Serialize)]
struct MadeKey<'k> {
    id: &'k str,
    key: &'k str,
}

/// A key on the wire.
#[derive(Serialize)]
struct ListedKey<'k> {
    id: &'k str,
    name: &'k str,
    scopes: &'k [KeyScope],
    origins: &'k [String],
    groups: &'k Groups,
    per_minute: Option<u32>,
    created_s: i64,
    expires_s: Option<i64>,
    revoked_s: Option<i64>,
    is_valid: bool,
}

#[derive(Serialize)]
struct KeyList<'k> {
    keys: Vec<ListedKey<'k>>,
}

/// Does what is asked with the keys of the service.
pub(super) fn run(
    settings: &Settings,
    verb: &KeyVerb,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    match verb {
        KeyVerb::New(args) => new(settings, args, output),
        KeyVerb::List => list(settings, output),
        KeyVerb::Revoke { id } => revoke(settings, id, output),
    }
}

fn new(
    settings: &Settings,
    args: &NewKeyArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    if let Some(wrong) = args.origin.iter().find(|origin| !is_origin(origin)) {
        bail!(
            "{wrong:?} is no origin\nhint: write scheme and host: https://intranet.example"
        );
    }
    std::fs::create_dir_all(&settings.index)
        .with_context(|| format!("cannot make {}", settings.index.display()))?;
    let key = NewKey::random().context("no random bits")?;
    let now = clock::seconds();
    let mut scopes = args.scope.clone();
    scopes.sort_unstable();
    scopes.dedup();
    KeyStore::open(&settings.index)?.add(&StoredKey {
        id: key.id.clone(),
        name: args.name.clone(),
        sha256: key.sha256,
        scopes,
        origins: args.origin.clone(),
        groups: args.group.iter().cloned().collect(),
        per_minute: args.per_minute,
        created_s: now,
        expires_s: args.days.map(|days| now + i64::from(days) * clock::DAY_S),
        revoked_s: None,
    })?;
    note(settings, &key.id)?;
    if output.is_text() {
        output.line(&key.text)?;
        eprint_line(VIETNAMESE.cli_key_once());
    } else {
        output.json(&MadeKey { id: &key.id, key: &key.text })?;
    }
    Ok(Outcome::Done)
}

fn list(settings: &Settings, output: &mut Output) -> anyhow::Result<Outcome> {
    let keys = KeyStore::read(&settings.index)?;
    let now = clock::seconds();
    if output.is_text() {
        for key in &keys {
            let state = if key.revoked_s.is_some() {
                VIETNAMESE.cli_key_revoked()
            } else if key.is_valid_at(now) {
                VIETNAMESE.cli_key_valid()
            } else {
                VIETNAMESE.cli_key_expired()
            };
            let scopes = serde_json::to_value(&key.scopes)?;
            let scopes = scopes.as_array().into_iter().flatten();
            let scopes: Vec<&str> = scopes.filter_map(|scope| scope.as_str()).collect();
            let (id, name) = (&key.id, &key.name);
            let opens = scopes.into_iter().chain(key.groups.iter().map(String::as_str));
            let opens: Vec<&str> = opens.collect();
            output.line(&format!("{id}  {state}  {}  {name}", opens.join(",")))?;
        }
        return Ok(Outcome::from_found(!keys.is_empty()));
    }
    let listed = keys.iter().map(|key| ListedKey {
        id: &key.id,
        name: &key.name,
        scopes: &key.scopes,
        origins: &key.origins,
        groups: &key.groups,
        per_minute: key.per_minute,
        created_s: key.created_s,
        expires_s: key.expires_s,
        revoked_s: key.revoked_s,
        is_valid: key.is_valid_at(now),
    });
    output.json(&KeyList { keys: listed.collect() })?;
    Ok(Outcome::from_found(!keys.is_empty()))
}

fn revoke(settings: &Settings, id: &str, output: &mut Output) -> anyhow::Result<Outcome> {
    let is_done = KeyStore::open(&settings.index)?.revoke(id, clock::seconds())?;
    if !is_done {
        bail!("no valid key has the id {id:?}\nhint: tracuu key list");
    }
    note(settings, id)?;
    if output.is_text() {
        output.line(&VIETNAMESE.cli_key_is_revoked(id))?;
    } else {
        output.json(&serde_json::json!({ "revoked": id }))?;
    }
    Ok(Outcome::Done)
}

/// Writes down that a key was made or revoked, where the settings want it.
fn note(settings: &Settings, id: &str) -> anyhow::Result<()> {
    if settings.audit.days > 0 {
        let (caller, kind) = (ADMINISTRATOR.to_owned(), ActKind::Key);
        let act = Act { at_s: clock::seconds(), caller, kind, what: id.to_owned() };
        AuditLog::open(&settings.index)?.add(&[act])?;
    }
    Ok(())
}

fn group(name: &str) -> Result<String, String> {
    let name = name.trim();
    is_group(name).then(|| name.to_owned()).ok_or_else(|| GROUP_FORM.to_owned())
}

fn scope(name: &str) -> Result<KeyScope, String> {
    let read: Result<KeyScope, serde::de::value::Error> =
        KeyScope::deserialize(name.trim().into_deserializer());
    read.map_err(|_| "scopes are search, check, ingest and admin".to_owned())
}
