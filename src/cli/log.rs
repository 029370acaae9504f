//! The log of the service, on standard error.

use anyhow::anyhow;
use tracing_subscriber::EnvFilter;

use crate::config::settings::{LogFormat, Settings};

/// Begins to log what the filter of the settings lets through, such as `info` or
/// `warn,tracuu::http=debug`.
pub(super) fn begin(settings: &Settings) -> anyhow::Result<()> {
    let filter = &settings.log;
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| anyhow!("log filter {filter:?}: {error}"))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false);
    let begun = match settings.log_format {
        LogFormat::Text => log.try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    begun.map_err(|error| anyhow!("cannot log: {error}"))
}
