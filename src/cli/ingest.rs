//! `tracuu ingest [PATH...]`.

use std::path::PathBuf;
use std::thread;

use serde::Serialize;

use super::collections::Collections;
use super::failure::{self, Outcome};
use super::input;
use super::output::{Output, eprint_line};
use super::progress::Bar;
use super::watch::{PAUSE, SourceWatch};
use crate::config::settings::Settings;
use tracuu_index::unread_file::{UnreadFile, UnreadFileState};
use tracuu_ingest::error::IngestError;
use tracuu_ingest::report::{FileReport, IngestReport};
use tracuu_ingest::run::{IngestJob, run as ingest};
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::access::Access;

/// What to read.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, clap::Args)]
pub(super) struct IngestArgs {
    /// Files and folders instead of the folder of the documents
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Reads all files anew and builds the index anew; folders added earlier stay
    #[arg(long)]
    fresh: bool,
    /// Lets more than a tenth of the files go, and takes what cannot be looked at for removed
    #[arg(long)]
    allow_shrink: bool,
    /// Goes on after that: reads what is put into the folders, until it is stopped
    #[arg(long)]
    watch: bool,
    /// Takes in documents that carry a secrecy mark; see docs/configuration.md
    #[arg(long)]
    allow_secret: bool,
}

/// The report on the wire.
#[derive(Serialize)]
struct IngestAnswer<'a> {
    files: Vec<ReadFile<'a>>,
    notes: &'a [String],
    n_read: usize,
    n_added: usize,
    n_changed: usize,
    kept: &'a [String],
    removed: &'a [String],
    n_failed: usize,
    n_refused: usize,
    n_ignored: usize,
    n_held: usize,
    n_documents: usize,
    n_entries: u64,
    was_current: bool,
}

/// What became of one file.
#[derive(Serialize)]
#[serde(untagged)]
enum ReadFile<'a> {
    /// It is in the index.
    Ingested {
        path: &'a str,
        outcome: &'static str,
        document: &'a str,
        n_units: usize,
        n_citations: usize,
        n_assignments: usize,
    },
    /// It is not.
    Unread {
        outcome: UnreadFileState,
        #[serde(flatten)]
        file: &'a UnreadFile,
    },
}

/// Reads paths, or the folder of the documents, into the index.
pub(super) fn run(
    settings: &Settings,
    args: &IngestArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let job = IngestJob {
        fresh: args.fresh,
        allow_shrink: args.allow_shrink,
        allow_secret: args.allow_secret || settings.office.allow_secret,
        ..job(settings, roots(settings, &args.paths))?
    };
    let report = build(&job)?;
    show(&report, output)?;
    build_parts(settings, &job)?;
    if args.watch {
        watch(IngestJob { fresh: false, ..job }, output)?;
    }
    Ok(Outcome::from_found(report.n_failed() == 0 && report.n_held > 0))
}

/// Builds the parts of the collection that callers of some groups see, where there are any.
fn build_parts(settings: &Settings, whole: &IngestJob) -> anyhow::Result<()> {
    let collections = Collections::new(settings, whole.clone())?;
    if collections.is_restricted() {
        let (index, anonymous) = (settings.index.clone(), Vec::new());
        let access = Access::new(index, anonymous)?.with_restricted(collections.groups());
        for groups in access.group_sets() {
            build(&collections.job(&groups))?;
        }
    }
    Ok(())
}

/// Keeps the index current until the program is stopped.
fn watch(job: IngestJob, output: &mut Output) -> anyhow::Result<()> {
    let mut sources = SourceWatch::new(job);
    loop {
        output.flush()?;
        let mut bar = Bar::new();
        let done = sources.keep_current(&mut bar);
        bar.clear();
        match done {
            None => thread::sleep(PAUSE),
            Some(Ok(report)) => show(&report, output)?,
            Some(Err(error)) => {
                let cause = failure::message(&error.into());
                eprint_line(&format!("warning: {cause}"));
            }
        }
    }
}

/// Prints the report in the form that is asked for.
fn show(report: &IngestReport, output: &mut Output) -> anyhow::Result<()> {
    if output.is_text() {
        print(report, output)
    } else {
        Ok(output.json(&IngestAnswer::new(report))?)
    }
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
        allow_secret: settings.office.allow_secret,
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
        match file {
            FileReport::Ingested(file) => {
                output.bold(&file.path)?;
                output.line("")?;
                let counts = VIETNAMESE.cli_ingest_file(
                    &file.document,
                    file.n_units,
                    file.n_citations,
                    file.n_assignments,
                );
                output.line(&format!("  {counts}"))?;
                if file.is_kept {
                    output.line(&format!("  {}", VIETNAMESE.cli_ingest_kept()))?;
                }
            }
            FileReport::Unread(file) => {
                output.bold(&file.path)?;
                output.line("")?;
                output.line(&format!("  {}", unread(file)))?;
                if !file.message.is_empty() {
                    output.line(&format!("    {}", indented(&file.message)))?;
                }
            }
        }
    }
    for note in &report.notes {
        output.line(&VIETNAMESE.cli_ingest_note(indented(note)))?;
    }
    let changes = &report.changes;
    for path in &changes.removed {
        output.line(&VIETNAMESE.cli_ingest_removed(path))?;
    }
    output.line(&if report.was_current {
        VIETNAMESE.cli_ingest_is_current().to_owned()
    } else {
        VIETNAMESE.cli_ingest_changes(
            changes.added.len(),
            changes.changed.len(),
            changes.kept.len(),
            changes.removed.len(),
            changes.n_read,
        )
    })?;
    output.line(&VIETNAMESE.cli_ingest_total(
        report.n_held,
        report.n_documents,
        report.n_unread(UnreadFileState::Failed),
        report.n_unread(UnreadFileState::Refused),
        report.n_unread(UnreadFileState::Ignored),
    ))?;
    Ok(())
}

/// What became of a file that is not in the index, and the next step.
pub(super) fn unread(file: &UnreadFile) -> String {
    let state = VIETNAMESE.unread_state(file.reason.state());
    let reason = VIETNAMESE.unread_reason(file.reason);
    VIETNAMESE.cli_ingest_unread(state, reason, VIETNAMESE.unread_step(file.reason))
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
            n_read: report.changes.n_read,
            n_added: report.changes.added.len(),
            n_changed: report.changes.changed.len(),
            kept: &report.changes.kept,
            removed: &report.changes.removed,
            n_failed: report.n_failed(),
            n_refused: report.n_unread(UnreadFileState::Refused),
            n_ignored: report.n_unread(UnreadFileState::Ignored),
            n_held: report.n_held,
            n_documents: report.n_documents,
            n_entries: report.n_entries,
            was_current: report.was_current,
        }
    }
}

impl<'a> ReadFile<'a> {
    fn new(file: &'a FileReport) -> Self {
        match file {
            FileReport::Ingested(file) => Self::Ingested {
                path: &file.path,
                outcome: if file.is_kept { "kept" } else { "ingested" },
                document: &file.document,
                n_units: file.n_units,
                n_citations: file.n_citations,
                n_assignments: file.n_assignments,
            },
            FileReport::Unread(file) => {
                Self::Unread { outcome: file.reason.state(), file }
            }
        }
    }
}
