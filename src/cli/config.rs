//! `tracuu config check|example`.

use serde::Serialize;

use super::failure::{Outcome, message};
use super::output::Output;
use super::serve::token_issuer;
use crate::config::settings::Settings;
use tracuu_print::messages::VIETNAMESE;
use tracuu_store::key::KeyStore;

/// All settings with their defaults and what they are for.
const EXAMPLE: &str = include_str!("../../contrib/tracuu.toml");

/// What to do with the settings.
#[derive(Debug, clap::Subcommand)]
pub(super) enum ConfigVerb {
    /// Reads the file and the environment, and says what would not work
    Check,
    /// Prints a file with all settings, their defaults and what they are for
    Example,
}

/// What would not work although each setting is right for itself.
#[derive(Serialize)]
struct CheckedSettings {
    warnings: Vec<String>,
}

/// Checks the settings, which have been read without a mistake, or prints the example.
pub(super) fn run(
    settings: &Settings,
    verb: &ConfigVerb,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    if matches!(verb, ConfigVerb::Example) {
        output.plain(EXAMPLE)?;
        return Ok(Outcome::Done);
    }
    let warnings = warnings(settings);
    let is_fine = warnings.is_empty();
    if output.is_text() {
        if is_fine {
            output.line(VIETNAMESE.cli_config_fine())?;
        }
        for warning in &warnings {
            output.line(warning)?;
        }
    } else {
        output.json(&CheckedSettings { warnings })?;
    }
    Ok(Outcome::from_found(is_fine))
}

fn warnings(settings: &Settings) -> Vec<String> {
    let mut warnings = Vec::new();
    let (listen, server) = (settings.listen, &settings.server);
    let is_open = !listen.ip().to_canonical().is_loopback();
    let has_keys = KeyStore::read(&settings.index)
        .is_ok_and(|keys| keys.iter().any(|key| key.revoked_s.is_none()));
    let access = &settings.access;
    if is_open && !has_keys && access.proxy.is_none() && access.tokens.is_none() {
        warnings.push(VIETNAMESE.cli_serve_no_key(listen, settings.index.display()));
    }
    if is_open && server.hosts.is_empty() && server.public_url.is_none() {
        warnings.push(VIETNAMESE.cli_config_no_host(listen));
    }
    let stated = server.public_url.as_deref().unwrap_or_default();
    if !stated.is_empty() && !stated.ends_with(server.base()) {
        warnings.push(VIETNAMESE.cli_config_other_path(stated, server.base()));
    }
    if let Err(error) = token_issuer(settings) {
        warnings.push(VIETNAMESE.cli_config_no_ca(message(&error.into())));
    }
    if access.tokens.as_ref().is_some_and(|tokens| tokens.scopes.is_empty()) {
        warnings.push(VIETNAMESE.cli_config_no_scopes().to_owned());
    }
    if !settings.corpus.is_dir() {
        warnings.push(VIETNAMESE.cli_config_no_corpus(settings.corpus.display()));
    }
    warnings
}
