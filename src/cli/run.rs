//! From the arguments to the exit status.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser;

use super::args::{Cli, Common, Verb};
use super::failure::{Outcome, is_broken_pipe, message};
use super::format::Format;
use super::output::{Output, eprint_line};
use super::{
    assignments, audit, check, cite, config, doctor, eval, graph, header, ingest, key,
    lexicon, manual, outline, rollback, search, serve, similar, snapshot, text,
};
use crate::config::load::{CONFIG, load};
use crate::config::settings::Settings;
use tracuu_intake::worker::run_if_asked;

/// Exit status where nothing was found or some files failed.
const PARTIAL: u8 = 1;
/// Exit status of wrong use and of failures.
const FAILURE: u8 = 2;

/// The arguments with `--` before a question that begins with a minus ("-12-NQ/TU cán bộ"):
/// one dash before what is no letter, or before several words.
fn with_questions(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = arguments.collect();
    let is_question = |argument: &OsString| {
        let text = argument.to_string_lossy();
        text.strip_prefix('-').is_some_and(|rest| {
            let next = rest.chars().next();
            let is_flag =
                next.is_none_or(|next| next.is_ascii_alphabetic() || next == '-');
            !is_flag || (!rest.starts_with('-') && rest.contains(' '))
        })
    };
    let is_search = all.iter().skip(1).any(|argument| argument == "search");
    let is_told = all.iter().any(|argument| argument == "--");
    if is_search
        && !is_told
        && let Some(at) = all.iter().position(is_question)
    {
        all.insert(at, "--".into());
    }
    all
}

/// Runs the program.
pub fn main() -> ExitCode {
    // A worker knows nothing of verbs and settings.
    if let Some(done) = run_if_asked(std::env::args_os().skip(1)) {
        return done;
    }
    let cli = match Cli::try_parse_from(with_questions(std::env::args_os())) {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    match run(&cli) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(PARTIAL),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprint_line(&format!("error: {}", message(&error)));
            ExitCode::from(FAILURE)
        }
    }
}

fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    let settings = settings(&cli.common)?;
    let fits = match cli.common.format {
        Format::Text | Format::Json => true,
        Format::Dot => matches!(cli.verb, Verb::Graph(_)),
        Format::Docx | Format::Csv | Format::Xlsx | Format::Sarif => {
            matches!(cli.verb, Verb::Check(_))
        }
    };
    if !fits && cli.common.format == Format::Dot {
        bail!("--format dot is for `tracuu graph` only\nhint: use text or json");
    }
    if !fits {
        bail!(
            "--format docx, sarif, csv and xlsx work with `tracuu check` only\nhint: use text or json"
        );
    }
    let mut output = Output::new(cli.common.format);
    let settings = &settings;
    let output = &mut output;
    let outcome = match &cli.verb {
        Verb::Ingest(args) => ingest::run(settings, args, output),
        Verb::Rollback => rollback::run(settings, output),
        Verb::Search(args) => search::run(settings, args, output),
        Verb::Similar(args) => similar::run(settings, args, output),
        Verb::Cite(args) => cite::run(settings, &args.file, output),
        Verb::Check(args) => check::run(settings, args, output),
        Verb::Graph(args) => graph::run(settings, args, output),
        Verb::Header(args) => header::run(&args.file, output),
        Verb::Text(args) => text::run(&args.file, output),
        Verb::Outline(args) => outline::run(&args.file, output),
        Verb::Assignments(args) => assignments::run(settings, &args.file, output),
        Verb::Lexicon(verb) => lexicon::run(settings, verb, output),
        Verb::Eval(args) => eval::run(cli.common.corpus.as_deref(), args, output),
        Verb::Serve(args) => {
            let again = || self::settings(&cli.common);
            serve::run(settings, args, &again, output)
        }
        Verb::Snapshot { folder } => snapshot::snapshot(settings, folder, output),
        Verb::Restore { folder } => snapshot::restore(settings, folder, output),
        Verb::Audit(args) => audit::run(settings, args, output),
        Verb::Key(verb) => key::run(settings, verb, output),
        Verb::Config(verb) => config::run(settings, verb, output),
        Verb::Doctor => doctor::run(settings, output),
        Verb::Completions { shell } => manual::completions(*shell, output),
        Verb::Man { folder } => manual::man(folder, output),
    }?;
    output.flush()?;
    Ok(outcome)
}

/// Flag > environment > file > default.
fn settings(flags: &Common) -> anyhow::Result<Settings> {
    let named = || std::env::var_os(CONFIG).map(PathBuf::from);
    let file = flags.config.clone().or_else(named);
    let mut settings = load(file.as_deref(), std::env::vars_os()).context("settings")?;
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
