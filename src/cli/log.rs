//! The log of the service, on standard error.

use anyhow::anyhow;
use tracing_subscriber::EnvFilter;

/// Begins to log what a filter lets through, such as `info` or `warn,tracuu::http=debug`.
pub(super) fn begin(filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter)
        .map_err(|error| anyhow!("log filter {filter:?}: {error}"))?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init()
        .map_err(|error| anyhow!("cannot log: {error}"))
}
