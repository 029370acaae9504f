//! `tracuu rollback`.

use serde::Serialize;

use super::failure::Outcome;
use super::output::Output;
use crate::config::settings::Settings;
use tracuu_index::generation::roll_back;
use tracuu_print::messages::VIETNAMESE;

/// The index that answers now.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "counts are named so on the wire")]
struct RollbackAnswer {
    n_held: usize,
    n_documents: usize,
    n_entries: u64,
}

/// Makes the index before the current one the current one.
pub(super) fn run(settings: &Settings, output: &mut Output) -> anyhow::Result<Outcome> {
    let about = roll_back(&settings.index)?;
    let (n_held, n_documents) = (about.n_held, about.n_documents);
    if output.is_text() {
        output.line(&VIETNAMESE.cli_rollback_done(n_held, n_documents))?;
        output.line(VIETNAMESE.cli_rollback_hold())?;
    } else {
        output.json(&RollbackAnswer {
            n_held,
            n_documents,
            n_entries: about.n_entries,
        })?;
    }
    Ok(Outcome::Done)
}
