//! From the arguments to the exit status.

use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser;

use super::args::{Cli, Common, Format, LexiconVerb, Verb};
use super::failure::{Outcome, is_broken_pipe, message};
use super::output::Output;
use super::{
    assignments, check, cite, eval, graph, header, ingest, lexicon, outline, search,
    serve, similar, text,
};
use crate::config::settings::Settings;

/// Exit status where nothing was found or some files failed.
const PARTIAL: u8 = 1;
/// Exit status of wrong use and of failures.
const FAILURE: u8 = 2;

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    match run(cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(PARTIAL),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {}", message(&error)));
            ExitCode::from(FAILURE)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let settings = settings(&cli.common)?;
    let fits = match cli.common.format {
        Format::Text | Format::Json => true,
        Format::Dot => matches!(cli.verb, Verb::Graph { .. }),
        Format::Docx | Format::Csv | Format::Xlsx => matches!(cli.verb, Verb::Check(_)),
    };
    if !fits && cli.common.format == Format::Dot {
        bail!("--format dot is for `tracuu graph` only\nhint: use text or json");
    }
    if !fits {
        bail!("this form of results is for `tracuu check` only\nhint: use text or json");
    }
    let mut output = Output::new(cli.common.format);
    let outcome = match cli.verb {
        Verb::Ingest { paths, fresh } => {
            ingest::run(&settings, paths, fresh, &mut output)
        }
        Verb::Search { query, limit, cursor, sort } => {
            let text = query.join(" ");
            let asked = search::Asked { text, limit, cursor, sort };
            search::run(&settings, &asked, &mut output)
        }
        Verb::Similar(asked) => similar::run(&settings, &asked, &mut output),
        Verb::Cite(arg) => cite::run(&settings, &arg.file, &mut output),
        Verb::Check(checked) => check::run(&settings, &checked, &mut output),
        Verb::Graph { document, depth } => {
            let asked = (document.as_str(), usize::from(depth));
            graph::run(&settings, asked, cli.common.format, &mut output)
        }
        Verb::Header(arg) => header::run(&arg.file, &mut output),
        Verb::Text(arg) => text::run(&arg.file, &mut output),
        Verb::Outline(arg) => outline::run(&arg.file, &mut output),
        Verb::Assignments(arg) => assignments::run(&settings, &arg.file, &mut output),
        Verb::Lexicon(LexiconVerb::Learn { paths, output: target }) => {
            lexicon::learn(&settings, paths, target.as_deref(), &mut output)
        }
        Verb::Eval(evaluation) => {
            eval::run(cli.common.corpus.as_deref(), &evaluation, &mut output)
        }
        Verb::Serve { listen, port } => {
            let mut settings = settings;
            settings.listen = listen.unwrap_or(settings.listen);
            if let Some(port) = port {
                settings.listen.set_port(port);
            }
            serve::run(&settings, &mut output)
        }
    }?;
    output.flush()?;
    Ok(outcome)
}

/// Flag > environment > file > default.
fn settings(flags: &Common) -> anyhow::Result<Settings> {
    let mut settings = Settings::load(flags.config.as_deref(), std::env::vars_os())
        .context("settings")?;
    if let Some(corpus) = &flags.corpus {
        settings.corpus.clone_from(corpus);
    }
    if let Some(index) = &flags.index {
        settings.index.clone_from(index);
    }
    Ok(settings)
}

/// Help and version are results; anything else that the arguments bring up is wrong use.
fn refused(error: &clap::Error) -> ExitCode {
    // A reader of the help who has gone is no failure.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS }
}

/// Writes a message to standard error; where that is closed nobody can be told.
pub(super) fn say(message: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}
