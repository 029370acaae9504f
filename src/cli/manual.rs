//! `tracuu completions SHELL` and `tracuu man DIR`, made from the arguments themselves.

use std::path::Path;

use anyhow::Context;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Cli;
use super::failure::Outcome;
use super::output::Output;
use tracuu_print::messages::VIETNAMESE;

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell, output: &mut Output) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tracuu", &mut script);
    output.plain(&String::from_utf8(script).context("the completions")?)?;
    Ok(Outcome::Done)
}

/// Writes `tracuu.1` and a page for every verb into a folder, which is made where it is
/// missing.
pub(super) fn man(folder: &Path, output: &mut Output) -> anyhow::Result<Outcome> {
    let cannot_write = || format!("cannot write to {}", folder.display());
    std::fs::create_dir_all(folder).with_context(cannot_write)?;
    clap_mangen::generate_to(Cli::command(), folder).with_context(cannot_write)?;
    if output.is_text() {
        output.line(&VIETNAMESE.cli_manual_written(folder.display()))?;
    }
    Ok(Outcome::Done)
}
