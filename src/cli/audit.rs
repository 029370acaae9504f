//! `tracuu audit`.

use jiff::Timestamp;
use serde::Serialize;

use super::failure::Outcome;
use super::output::Output;
use crate::config::settings::Settings;
use tracuu_server::clock;
use tracuu_store::audit::{Act, AuditLog};

/// Which acts to print.
#[derive(Debug, clap::Args)]
pub(super) struct AuditArgs {
    /// Of how many days, today included
    #[arg(long, value_name = "N", default_value_t = 1,
          value_parser = clap::value_parser!(u16).range(1..))]
    days: u16,
}

/// The acts on the wire.
#[derive(Serialize)]
struct AuditAnswer {
    acts: Vec<Act>,
}

/// Prints who asked for what.
pub(super) fn run(
    settings: &Settings,
    args: &AuditArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let log = AuditLog::open(&settings.index)?;
    let acts = log.since(clock::seconds() - i64::from(args.days) * clock::DAY_S)?;
    let is_found = !acts.is_empty();
    if output.is_text() {
        for act in &acts {
            let at = Timestamp::from_second(act.at_s).unwrap_or_default();
            let (caller, kind) = (&act.caller, act.kind.name());
            output.line(&format!("{at}  {caller}  {kind}  {}", act.what))?;
        }
    } else {
        output.json(&AuditAnswer { acts })?;
    }
    Ok(Outcome::from_found(is_found))
}
