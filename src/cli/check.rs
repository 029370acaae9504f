//! `tracuu check FILE...`.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;

use super::failure::{Outcome, message};
use super::input;
use super::output::Output;
use super::report;
use super::run::say;
use crate::check::comment::comments;
use crate::check::draft::Draft;
use crate::check::known::{Known, known};
use crate::check::report::Report;
use crate::check::rule::{Rule, Severity};
use crate::check::run::{Against, Options, check};
use crate::config::settings::Settings;
use crate::extract::docx::annotate::annotate;
use crate::extract::read;
use crate::http::wire::check::Check;
use crate::index::generation::GenerationError;
use crate::index::reader::{Collection, OpenError};

/// The hours by which the clocks of Vietnam are ahead.
const VIETNAM_HOURS: i8 = 7;

/// What is checked, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Checked {
    /// Drafts, and folders of drafts; - is standard input
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// The day on which the cited documents must be in force [default: the draft's date]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_day)]
    date: Option<Date>,
    /// Rules that are not asked, by id; docs/check.md lists them
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    disable: Vec<Rule>,
    /// Rules that are asked although they are off by default
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    enable: Vec<Rule>,
    /// Writes the Word document of --format docx into a file, whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The collection that drafts are compared with.
struct Base {
    known: Known,
    collection: Option<Collection>,
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

/// All files.
#[derive(Serialize)]
struct FileReports {
    files: Vec<FileReport>,
}

/// Checks drafts against the collection and the house rules.
pub(super) fn run(
    settings: &Settings,
    checked: &Checked,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let base = base(settings)?;
    let options = Options {
        day: checked.date,
        today: today(),
        collected: settings
            .check
            .collection_date
            .or_else(|| base.collection.as_ref().and_then(|c| day_of(c.built()?))),
        off: disabled(settings, checked)?,
        on: checked.enable.clone(),
    };
    let province = settings.office.province.as_deref();
    if output.is_docx() {
        let target = checked.output.as_deref();
        return commented(&checked.files, target, (province, &base, &options), output);
    }
    if checked.output.is_some() {
        bail!("-o is for --format docx only\nhint: text and json go to standard output");
    }
    match checked.files.as_slice() {
        [only] if !only.is_dir() => {
            let (draft, report) = one(only, province, &base, &options)?;
            let answer = Check::of(&draft, &report);
            if output.is_text() {
                report::print(&draft, &answer, output)?;
            } else {
                output.json(&answer)?;
            }
            Ok(Outcome::of_found(report.findings.is_empty()))
        }
        several => many(several, province, (&base, &options), output),
    }
}

/// The rules that settings and flags switch off.
fn disabled(settings: &Settings, checked: &Checked) -> anyhow::Result<Vec<Rule>> {
    let mut off = checked.disable.clone();
    for id in &settings.check.disabled {
        off.push(id.parse().context("check.disabled")?);
    }
    off.retain(|rule| !checked.enable.contains(rule));
    Ok(off)
}

/// The collection; none where there is no index. An index that is there but cannot be
/// read is said, and its documents count as unknown.
fn base(settings: &Settings) -> anyhow::Result<Base> {
    match Collection::open(&settings.index) {
        Ok(collection) => {
            Ok(Base { known: known(&collection)?, collection: Some(collection) })
        }
        Err(error) => {
            if !matches!(error, OpenError::Generation(GenerationError::Missing(_))) {
                say(&format!("warning: {}", message(&error.into())));
            }
            say(
                "warning: no collection to compare with; only the draft itself is checked",
            );
            Ok(Base { known: Known::default(), collection: None })
        }
    }
}

fn one(
    path: &Path,
    province: Option<&str>,
    base: &Base,
    options: &Options,
) -> anyhow::Result<(Draft, Report)> {
    let draft = Draft::read(input::manuscript(path)?, province);
    let against = Against { known: &base.known, collection: base.collection.as_ref() };
    let report = check(&draft, against, options)?;
    Ok((draft, report))
}

/// Writes a Word document with a comment for each finding.
fn commented(
    files: &[PathBuf],
    target: Option<&Path>,
    (province, base, options): (Option<&str>, &Base, &Options),
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let [file] = files else {
        bail!("--format docx takes one draft, not {}", files.len());
    };
    if target.is_some_and(|target| is_same_file(file, target)) {
        bail!(
            "{} is the draft itself\nhint: -o names another file; drafts are never changed",
            file.display()
        );
    }
    let bytes = input::bytes(file)?;
    let draft = Draft::read(input::manuscript_of(file, &bytes)?, province);
    let against = Against { known: &base.known, collection: base.collection.as_ref() };
    let report = check(&draft, against, options)?;
    let document = annotate(&bytes, &comments(&report))
        .with_context(|| format!("cannot comment {}", file.display()))?;
    match target {
        Some(target) => {
            write_whole(target, &document)?;
            let n_findings = report.findings.len();
            say(&format!("{}: {n_findings} nhận xét", target.display()));
        }
        None => output.bytes(&document)?,
    }
    Ok(Outcome::of_found(report.findings.is_empty()))
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Writes a file aside and puts it in its place at once.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let cannot = || format!("cannot write {}", path.display());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .with_context(cannot)?;
    file.write_all(bytes).with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(())
}

/// Several files and folders: none stops the others.
fn many(
    paths: &[PathBuf],
    province: Option<&str>,
    (base, options): (&Base, &Options),
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let mut files = Vec::new();
    for path in paths {
        walk(path, &mut files)?;
    }
    let mut reports = Vec::new();
    let mut is_clean = true;
    for file in files {
        let report = match one(&file, province, base, options) {
            Ok((draft, report)) => {
                is_clean &= report.count(Severity::Error) == 0;
                FileReport {
                    file: file.display().to_string(),
                    failed: None,
                    check: Some(Check::of(&draft, &report)),
                }
            }
            Err(error) => {
                is_clean = false;
                let failed = Some(message(&error));
                FileReport { file: file.display().to_string(), failed, check: None }
            }
        };
        reports.push(report);
    }
    if output.is_text() {
        for report in &reports {
            match (&report.check, &report.failed) {
                (Some(check), _) => report::summary_line(&report.file, check, output)?,
                (None, failed) => {
                    let failed = failed.as_deref().unwrap_or_default();
                    output.line(&format!("{}: không đọc được: {failed}", report.file))?;
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
    Ok(Outcome::of_found(is_clean))
}

/// The files of a path that can be read, in the order of their names.
fn walk(path: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let read = || format!("cannot read {}", path.display());
    let mut entries: Vec<_> = std::fs::read_dir(path)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(read)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let is_hidden = name.to_string_lossy().starts_with(['.', '~']);
        let kind = entry.file_type().with_context(read)?;
        if is_hidden || kind.is_symlink() {
            continue;
        }
        let path = entry.path();
        let extension =
            path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
        let is_read =
            extension.is_some_and(|end| read::EXTENSIONS.contains(&end.as_str()));
        if kind.is_dir() || is_read {
            walk(&path, files)?;
        }
    }
    Ok(())
}

fn parse_day(written: &str) -> Result<Date, String> {
    written.parse().map_err(|_| "write it like 2026-03-08".to_owned())
}

fn today() -> Option<Date> {
    day_of(std::time::SystemTime::now())
}

/// The day in Vietnam of a moment.
fn day_of(moment: std::time::SystemTime) -> Option<Date> {
    let since = moment.duration_since(std::time::UNIX_EPOCH).ok()?;
    let moment = Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()?;
    let zone = TimeZone::fixed(Offset::constant(VIETNAM_HOURS));
    Some(moment.to_zoned(zone).date())
}
