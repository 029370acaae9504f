//! `tracuu check FILE...`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::Date;
use serde::Serialize;

use super::checked_draft::CheckedDraft;
use super::failure::{FailOn, Outcome, message};
use super::format::Format;
use super::input;
use super::output::{Output, eprint_line};
use super::report;
use super::sarif;
use super::tables;
use super::word::WordArgs;
use crate::config::settings::Settings;
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::rule::Rule;
use tracuu_check::rule_set::DraftKind;
use tracuu_check::run::{CheckSettings, check};
use tracuu_index::error::OpenError;
use tracuu_index::generation::GenerationError;
use tracuu_index::reader::Collection;
use tracuu_ingest::corpus::scan::scan;
use tracuu_print::messages::VIETNAMESE;
use tracuu_print::sheet::csv::csv;
use tracuu_print::sheet::xlsx::xlsx;
use tracuu_server::clock;
use tracuu_server::wire::check::Check;

/// What is checked, and how.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Drafts, and folders of drafts; - is standard input
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// The day on which the cited documents must be in force [default: the draft's date]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    date: Option<Date>,
    /// Rule ids to skip; docs/check.md lists them
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    disable: Vec<Rule>,
    /// Rule ids to apply although they are off by default
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    enable: Vec<Rule>,
    /// The kind of draft whose rules are asked: party, administrative or normative
    /// [default: what its head says]
    #[arg(long, value_name = "KIND")]
    kind: Option<DraftKind>,
    /// Prints a table instead of the findings: the documents of one draft as they should be
    /// cited, or which of its parts cite which
    #[arg(long, value_name = "TABLE", num_args = 0..=1, default_missing_value = "documents")]
    table: Option<Table>,
    /// The severity from which on findings make the exit status 1 [default: any finding of
    /// one draft, errors of several]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    word: WordArgs,
    /// Write the result to FILE atomically
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A table of a draft.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Table {
    /// Its documents as they should be cited, with where they are
    Documents,
    /// Its measures, or other parts, and the documents
    Parts,
}

/// What every draft of a run is checked with.
struct Desk {
    /// The documents of the collection.
    directory: DocumentDirectory,
    /// `None` where there is no index.
    collection: Option<Collection>,
    options: CheckSettings,
    /// The office's province.
    province: Option<String>,
    /// Who changes and comments in Word documents, where the settings name somebody.
    author: Option<String>,
}

/// One file of several.
#[derive(Serialize)]
struct FileReport {
    file: String,
    /// What keeps the file from being read.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    check: Option<Check>,
}

impl FileReport {
    fn failed(file: &Path, why: String) -> Self {
        Self { file: file.display().to_string(), failed: Some(why), check: None }
    }
}

/// All files.
#[derive(Serialize)]
struct FileReports {
    files: Vec<FileReport>,
}

/// Checks drafts against the collection and the house rules.
pub(super) fn run(
    settings: &Settings,
    args: &CheckArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let desk = Desk::open(settings, args)?;
    match args.files.as_slice() {
        [only] if !only.is_dir() => {
            let checked = desk.check(only, input::bytes(only)?)?;
            answer(&checked, &desk, args, output)
        }
        several if args.table.is_some() || !is_list(output.format()) => {
            bail!(
                "a table, or a document with comments, takes one draft, not {}",
                several.len()
            )
        }
        several => {
            check_several(several, &desk, args.fail_on.unwrap_or(FailOn::Error), output)
        }
    }
}

const fn is_list(format: Format) -> bool {
    matches!(format, Format::Text | Format::Json | Format::Sarif)
}

/// Writes the answer on one draft in the form that was asked for.
fn answer(
    checked: &CheckedDraft,
    desk: &Desk,
    args: &CheckArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    if args.word.is_fixing() && output.format() != Format::Docx {
        bail!("--fix writes a Word document\nhint: --format docx -o FILE");
    }
    let CheckedDraft { bytes, draft, report } = checked;
    let is_clean = args
        .fail_on
        .map_or(report.findings.is_empty(), |fail_on| fail_on.is_clean(report));
    let is_clean = Outcome::from_found(is_clean);
    // Numbers of corrections and comments in a Word document.
    let mut said = None;
    let written = match (output.format(), args.table) {
        (Format::Docx, None) => {
            let author = desk.author.clone();
            let file = args.word.write(bytes, report, &desk.directory, author)?;
            said = Some((file.n_corrections, file.n_comments));
            file.bytes
        }
        (Format::Csv, Some(table)) => {
            csv(&tables::sheet(table == Table::Parts, draft, report)).into_bytes()
        }
        (Format::Xlsx, Some(_)) => {
            let both = [false, true].map(|parts| tables::sheet(parts, draft, report));
            xlsx(&both)?
        }
        (Format::Dot, _) => bail!("a check is no drawing\nhint: text or json"),
        (Format::Csv | Format::Xlsx, None) => bail!("csv and xlsx are forms of --table"),
        (Format::Sarif, None) => {
            let file = args.files.first().map(|file| file.display().to_string());
            let results = sarif::results(&file.unwrap_or_default(), checked);
            serde_json::to_vec_pretty(&sarif::log(&results))?
        }
        (Format::Sarif, Some(_)) => bail!("a table is no SARIF\nhint: --format json"),
        (Format::Docx, Some(_)) => bail!("a table has no comments\nhint: --format xlsx"),
        (Format::Text | Format::Json, _) => {
            if args.output.is_some() {
                bail!(
                    "-o is for --format docx, sarif, csv and xlsx only\nhint: text and json go to standard output"
                );
            }
            if let Some(table) = args.table {
                tables::print(table == Table::Parts, draft, report, output)?;
                return Ok(Outcome::Done);
            }
            checked.print(output)?;
            return Ok(is_clean);
        }
    };
    write_out(&written, args, output)?;
    if let Some(target) = args.output.as_ref().filter(|_| args.table.is_none()) {
        let n_findings = report.findings.len();
        eprint_line(&args.word.summary(target, said.unwrap_or((0, n_findings))));
    }
    Ok(if args.table.is_some() { Outcome::Done } else { is_clean })
}

/// Writes an answer that is a file.
fn write_out(
    written: &[u8],
    args: &CheckArgs,
    output: &mut Output,
) -> anyhow::Result<()> {
    match &args.output {
        Some(target) if args.files.iter().any(|file| is_same_file(file, target)) => {
            bail!(
                "{} is the draft itself\nhint: -o names another file; drafts are never changed",
                target.display()
            )
        }
        Some(target) => {
            write_atomically(target, written)?;
        }
        None => output.bytes(written)?,
    }
    Ok(())
}

/// The rules that settings and flags switch off.
fn disabled(settings: &Settings, args: &CheckArgs) -> anyhow::Result<Vec<Rule>> {
    let mut off = args.disable.clone();
    off.extend(disabled_by(settings)?);
    off.retain(|rule| !args.enable.contains(rule));
    Ok(off)
}

/// The rules that the settings switch off.
pub(super) fn disabled_by(settings: &Settings) -> anyhow::Result<Vec<Rule>> {
    let ids = settings.check.disabled.iter();
    ids.map(|id| id.parse::<Rule>().context("check.disabled")).collect()
}

impl Desk {
    /// Without an index, or with one that cannot be read, all documents count as unknown;
    /// the report says so, and a warning why the index cannot be read.
    fn open(settings: &Settings, args: &CheckArgs) -> anyhow::Result<Self> {
        let collection = match Collection::open(&settings.index) {
            Ok(collection) => Some(collection),
            Err(error) => {
                if !matches!(error, OpenError::Generation(GenerationError::Missing(_))) {
                    eprint_line(&format!("warning: {}", message(&error.into())));
                }
                None
            }
        };
        let built = collection.as_ref().and_then(Collection::built);
        let options = CheckSettings {
            day: args.date,
            today: clock::today(),
            collected: settings.check.collection_date.or(built.and_then(clock::day_of)),
            rules: args.kind,
            off: disabled(settings, args)?,
            on: args.enable.clone(),
        };
        let directory = match &collection {
            Some(collection) => DocumentDirectory::read(collection)?,
            None => DocumentDirectory::default(),
        };
        Ok(Self {
            directory,
            collection,
            options,
            province: settings.office.province.clone(),
            author: settings.check.author.clone(),
        })
    }

    fn check(&self, path: &Path, bytes: Vec<u8>) -> anyhow::Result<CheckedDraft> {
        let manuscript = input::manuscript_of(path, &bytes)?;
        let draft = Draft::read(manuscript, self.province.as_deref());
        let against = ReferenceCollection {
            directory: &self.directory,
            collection: self.collection.as_ref(),
        };
        let report = check(&draft, against, &self.options)?;
        Ok(CheckedDraft { bytes, draft, report })
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a file atomically.
fn write_atomically(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let cannot = || format!("cannot write {}", path.display());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .with_context(cannot)?;
    file.write_all(bytes).with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(())
}

/// Checks several files and folders and prints a summary; none stops the others.
fn check_several(
    paths: &[PathBuf],
    desk: &Desk,
    fail_on: FailOn,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let mut results = Vec::new();
    let (files, mut reports) = expanded(paths);
    let mut is_clean = reports.is_empty();
    for file in files {
        let checked = input::bytes(&file).and_then(|bytes| desk.check(&file, bytes));
        match checked {
            Ok(checked) => {
                is_clean &= fail_on.is_clean(&checked.report);
                let file = file.display().to_string();
                if output.format() == Format::Sarif {
                    results.extend(sarif::results(&file, &checked));
                } else {
                    let check = Some(checked.answer());
                    reports.push(FileReport { file, failed: None, check });
                }
            }
            Err(error) => {
                is_clean = false;
                reports.push(FileReport::failed(&file, message(&error)));
            }
        }
    }
    if output.format() == Format::Sarif {
        output.json(&sarif::log(&results))?;
    } else if output.is_text() {
        for report in &reports {
            match (&report.check, &report.failed) {
                (Some(check), _) => report::summary_line(&report.file, check, output)?,
                (None, failed) => {
                    let failed = failed.as_deref().unwrap_or_default();
                    output
                        .line(&VIETNAMESE.cli_check_unreadable(&report.file, failed))?;
                }
            }
        }
        report::total(
            reports.iter().filter_map(|r| r.check.as_ref()),
            reports.len(),
            output,
        )?;
    } else {
        output.json(&FileReports { files: reports })?;
    }
    Ok(Outcome::from_found(is_clean))
}

/// The files of several paths, and the parts of folders that cannot be read.
fn expanded(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<FileReport>) {
    let (mut files, mut failed) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let found = scan(path);
        files.extend(found.files.into_iter().map(|file| path.join(file)));
        for (part, problem) in found.problems {
            failed.push(FileReport::failed(&path.join(part), problem.to_string()));
        }
    }
    (files, failed)
}

fn parse_day(written: &str) -> Result<Date, String> {
    written.parse().map_err(|_| "write it like 2026-03-08".to_owned())
}
