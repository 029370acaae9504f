//! `tracuu ingest [PATH...]`.

use std::path::PathBuf;

use serde::Serialize;

use super::failure::Outcome;
use super::input;
use super::output::Output;
use super::progress::Bar;
use crate::config::settings::Settings;
use tracuu_ingest::error::IngestError;
use tracuu_ingest::report::{FileOutcome, FileReport, IngestReport};
use tracuu_ingest::run::{IngestJob, run as ingest};
use tracuu_print::messages::VIETNAMESE;

/// What to read.
#[derive(Debug, clap::Args)]
pub(super) struct IngestArgs {
    /// Files and folders instead of the folder of the documents
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Builds the index anew, whatever it holds
    #[arg(long)]
    fresh: bool,
}

/// The report on the wire.
#[derive(Serialize)]
struct IngestAnswer<'a> {
    files: Vec<ReadFile<'a>>,
    notes: &'a [String],
    n_failed: usize,
    n_held: usize,
    n_documents: usize,
    n_entries: u64,
    was_current: bool,
}

/// What became of one file.
#[derive(Serialize)]
struct ReadFile<'a> {
    path: &'a str,
    #[serde(flatten)]
    outcome: ReadOutcome<'a>,
}

/// What became of a file.
#[derive(Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
enum ReadOutcome<'a> {
    /// It is in the index.
    Ingested {
        document: &'a str,
        n_units: usize,
        n_citations: usize,
        n_assignments: usize,
    },
    /// It is not.
    Failed { message: &'a str },
}

/// Reads paths, or the folder of the documents, into the index.
pub(super) fn run(
    settings: &Settings,
    args: &IngestArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let report = build(&IngestJob {
        fresh: args.fresh,
        ..job(settings, roots(settings, &args.paths))?
    })?;
    if output.is_text() {
        print(&report, output)?;
    } else {
        output.json(&IngestAnswer::new(&report))?;
    }
    Ok(Outcome::from_found(report.n_failed() == 0 && report.n_held > 0))
}

/// The paths that are named, or the folder of the documents.
pub(super) fn roots(settings: &Settings, paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![settings.corpus.clone()] } else { paths.to_owned() }
}

/// The ingest of some roots under the settings.
pub(super) fn job(settings: &Settings, roots: Vec<PathBuf>) -> anyhow::Result<IngestJob> {
    Ok(IngestJob {
        roots,
        index_dir: settings.index.clone(),
        province: settings.office.province.clone(),
        reader: input::reader()?,
        ..IngestJob::default()
    })
}

/// Runs an ingest with progress.
pub(super) fn build(job: &IngestJob) -> Result<IngestReport, IngestError> {
    let mut bar = Bar::new();
    let report = ingest(job, &mut bar);
    bar.clear();
    report
}

fn print(report: &IngestReport, output: &mut Output) -> anyhow::Result<()> {
    for file in &report.files {
        match &file.outcome {
            FileOutcome::Ingested { document, n_units, n_citations, n_assignments } => {
                output.bold(&file.path)?;
                output.line("")?;
                let counts = VIETNAMESE.cli_ingest_file(
                    document,
                    n_units,
                    n_citations,
                    n_assignments,
                );
                output.line(&format!("  {counts}"))?;
            }
            FileOutcome::Failed(message) => {
                output.bold(&file.path)?;
                output.line("")?;
                let failed = VIETNAMESE.cli_ingest_unreadable(indented(message));
                output.line(&format!("  {failed}"))?;
            }
        }
    }
    for note in &report.notes {
        output.line(&VIETNAMESE.cli_ingest_note(indented(note)))?;
    }
    if report.was_current {
        output.line(VIETNAMESE.cli_ingest_is_current())?;
    }
    output.line(&VIETNAMESE.cli_ingest_total(
        report.n_held,
        report.n_documents,
        report.n_failed(),
    ))?;
    Ok(())
}

/// A message of several lines under its first.
fn indented(message: &str) -> String {
    message.replace('\n', "\n    ")
}

impl<'a> IngestAnswer<'a> {
    fn new(report: &'a IngestReport) -> Self {
        Self {
            files: report.files.iter().map(ReadFile::new).collect(),
            notes: &report.notes,
            n_failed: report.n_failed(),
            n_held: report.n_held,
            n_documents: report.n_documents,
            n_entries: report.n_entries,
            was_current: report.was_current,
        }
    }
}

impl<'a> ReadFile<'a> {
    fn new(file: &'a FileReport) -> Self {
        let outcome = match &file.outcome {
            FileOutcome::Ingested { document, n_units, n_citations, n_assignments } => {
                ReadOutcome::Ingested {
                    document,
                    n_units: *n_units,
                    n_citations: *n_citations,
                    n_assignments: *n_assignments,
                }
            }
            FileOutcome::Failed(message) => ReadOutcome::Failed { message },
        };
        Self { path: &file.path, outcome }
    }
}
