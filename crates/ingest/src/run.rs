//! Running an ingest.

use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::agencies::Agencies;
use super::documents;
use super::gather::Gathered;
use super::inherited::{Inherited, add_agencies};
use super::rank;
use super::reading::Held;
use super::relations::Relations;
use super::report::{FileReport, Outcome, Progress, Report};
use super::sources::Sources;
use super::suggestions::Suggestions;
use super::units::Units;
use super::validity;
use super::versions;
use crate::corpus::folder::CorpusError;
use tracuu_index::entry::Entry;
use tracuu_index::generation::{self, About, GenerationError};
use tracuu_index::record::DocumentKey;
use tracuu_index::schema;
use tracuu_index::writer::{WriteError, Writer};
use tracuu_legal::citation::identity::Locality;

/// An ingest to do.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// Files and folders to read, beside those that the index already holds.
    pub roots: Vec<PathBuf>,
    /// Where the index is.
    pub index_dir: PathBuf,
    /// Whether to forget what the index holds, and to build it even where it is current.
    pub fresh: bool,
    /// The office's own province: what `TU` and "tỉnh" mean where a document leaves it
    /// open.
    pub province: Option<String>,
    /// Whether documents with a secrecy mark are taken in.
    pub allow_secret: bool,
}

/// Why an ingest could not be done. Single bad files are no reason: they are reported.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// A file or folder to read is not there.
    #[error("cannot read {path}: {source}")]
    Root {
        /// As given.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A folder cannot be used.
    #[error(transparent)]
    Corpus(CorpusError),
    /// The index cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Reads all roots into a new generation of the index. The same sources give the same
/// index; where it is current, nothing is written.
///
/// # Errors
/// Where a root is not there, a folder's manifest or catalogue is wrong, or the index
/// cannot be written; the old index then stays as it was.
pub fn run(job: &Job, progress: &mut dyn Progress) -> Result<Report, IngestError> {
    let (roots, sources) = opened(job)?;
    let fingerprint = fingerprint(job, &sources);
    if !job.fresh && current_fingerprint(&job.index_dir).as_ref() == Some(&fingerprint) {
        return Ok(current_report(&job.index_dir));
    }
    // The lock is taken before the work is done.
    let writer = Writer::begin(&job.index_dir)?;
    let mut report = Report::default();
    let office = office(job);
    let held = read_all(job, &sources, &office, (&mut report, progress));
    for (path, message, is_note) in sources.problems() {
        if is_note {
            report.notes.push(format!("{path} {message}"));
        } else {
            report.files.push(FileReport { path, outcome: Outcome::Failed(message) });
        }
    }
    let all = Gathered::new(&held, sources.catalogues(), &office);
    let about = About {
        fingerprint,
        roots,
        n_held: held.len(),
        failed: report.failed(),
        notes: report.notes.clone(),
        ..About::default()
    };
    let about = write_all(&all, writer, about, (&mut report, progress))?;
    report.n_held = about.n_held;
    report.n_documents = about.n_documents;
    report.n_entries = about.n_entries;
    Ok(report)
}

/// Whether the index is what an ingest of this job would give.
///
/// # Errors
/// Where a root is not there or a folder's manifest or catalogue is wrong.
pub fn is_current(job: &Job) -> Result<bool, IngestError> {
    let Some(current) = current_fingerprint(&job.index_dir) else { return Ok(false) };
    let (_, sources) = opened(job)?;
    Ok(current == fingerprint(job, &sources))
}

/// The roots of a job, with those that the index holds, opened.
fn opened(job: &Job) -> Result<(Vec<PathBuf>, Sources), IngestError> {
    let mut roots = match generation::current(&job.index_dir) {
        Ok((_, about)) if !job.fresh => about.roots,
        _ => Vec::new(),
    };
    // A root that has gone since takes its documents along.
    roots.retain(|root| root.try_exists().unwrap_or(true));
    roots.extend(job.roots.iter().cloned());
    let sources = Sources::open(&roots)?;
    Ok((sources.roots.clone(), sources))
}

/// What the index depends on beside its format.
fn fingerprint(job: &Job, sources: &Sources) -> String {
    let province = job.province.as_deref().unwrap_or_default();
    format!("{}-{province}-{}", sources.fingerprint(), job.allow_secret)
}

/// The fingerprint of an index that this program can read.
fn current_fingerprint(index_dir: &Path) -> Option<String> {
    let (_, about) = generation::current(index_dir).ok()?;
    (about.version == schema::version()).then_some(about.fingerprint)
}

fn current_report(index_dir: &Path) -> Report {
    let about: Result<_, GenerationError> = generation::current(index_dir);
    let about = about.map(|(_, about)| about).unwrap_or_default();
    let failed = about.failed.into_iter().map(|file| FileReport {
        path: file.path,
        outcome: Outcome::Failed(file.message),
    });
    Report {
        files: failed.collect(),
        notes: about.notes,
        n_held: about.n_held,
        n_documents: about.n_documents,
        n_entries: about.n_entries,
        was_current: true,
    }
}

fn office(job: &Job) -> Locality {
    job.province.as_deref().map(Locality::from_place_name).unwrap_or_default()
}

fn read_all(
    job: &Job,
    sources: &Sources,
    office: &Locality,
    (report, progress): (&mut Report, &mut dyn Progress),
) -> Vec<Held> {
    let files = sources.files();
    let mut held = Vec::new();
    for (index, file) in files.iter().enumerate() {
        progress.reading(&file.path, index, files.len());
        match Held::read(file, office, job.allow_secret) {
            Ok(read) => held.push(read),
            Err(message) => report.files.push(FileReport {
                path: file.path.clone(),
                outcome: Outcome::Failed(message),
            }),
        }
    }
    held
}

/// The entries of all documents, by symbol, then held ones without, then by name; and for
/// each the index of the held document that it is.
fn document_entries(all: &Gathered<'_>) -> (Vec<Entry>, Vec<Option<usize>>) {
    let mut entries = Vec::new();
    let mut places = Vec::new();
    for record in &all.records {
        entries.push(documents::by_symbol(all, record));
        places.push(all.held_of(record));
    }
    let with_symbol: FxHashSet<usize> = places.iter().copied().flatten().collect();
    for (index, held) in all.held.iter().enumerate() {
        if !with_symbol.contains(&index) {
            entries.push(documents::without_symbol(held, &all.own_ids[index]));
            places.push(Some(index));
        }
    }
    for named in &all.named {
        entries.push(documents::by_name(all, named));
        places.push(None);
    }
    validity::add_to(&mut entries, &places, all, &Relations::new(all));
    versions::add_to(&mut entries, &places, all);
    rank::add_to(&mut entries);
    (entries, places)
}

/// Writes all entries: documents, units, assignments, agencies.
fn write_all(
    all: &Gathered<'_>,
    mut writer: Writer,
    mut about: About,
    (report, progress): (&mut Report, &mut dyn Progress),
) -> Result<About, WriteError> {
    let mut agencies = Agencies::written_in(all);
    let mut suggestions = Suggestions::default();
    let mut keys = vec![DocumentKey::default(); all.held.len()];
    let mut inherited = vec![Inherited::default(); all.held.len()];
    let mut write = |entry: &Entry, writer: &mut Writer| {
        agencies.count(entry);
        suggestions.gather(entry);
        writer.add(entry)
    };
    let (documents, places) = document_entries(all);
    for (entry, place) in documents.iter().zip(&places) {
        if let Some(index) = place {
            keys[*index] = documents::key(entry);
            inherited[*index] = Inherited::of(entry);
        }
        write(entry, &mut writer)?;
    }
    for (index, held) in all.held.iter().enumerate() {
        progress.writing(index, all.held.len());
        let key = &keys[index];
        let units = Units::new(all, index, key);
        let (mut entries, assignments) = (units.entries(), units.assignments());
        add_agencies(&mut entries, &assignments);
        report.files.push(FileReport {
            path: held.source.clone(),
            outcome: Outcome::Ingested {
                document: key.id.clone(),
                n_units: entries.len(),
                n_citations: held.citations.len(),
                n_assignments: assignments.len(),
            },
        });
        for mut entry in entries.into_iter().chain(assignments) {
            inherited[index].add_to(&mut entry);
            write(&entry, &mut writer)?;
        }
    }
    for entry in agencies.entries() {
        suggestions.gather(&entry);
        writer.add(&entry)?;
    }
    writer.suggest(suggestions.all());
    let n_symbolless = all.held.len()
        - all.records.iter().filter(|record| all.held_of(record).is_some()).count();
    about.n_documents = all.records.len() + n_symbolless;
    writer.finish(about)
}
