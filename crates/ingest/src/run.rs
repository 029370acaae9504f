//! The conveyor over a folder: scan → read → resolve → write.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::error::IngestError;
use super::linked_collection::LinkedCollection;
use super::report::{IngestReport, Progress};
use super::source_document::{DocumentReader, SourceDocument};
use super::sources::SourceRoots;
use super::write::write_all;
use tracuu_index::generation::{self, About};
use tracuu_index::schema;
use tracuu_index::writer::Writer;
use tracuu_intake::reader::FileReader;
use tracuu_legal::agency::tier::Tier;
use tracuu_legal::citation::home::learn_office;
use tracuu_legal::citation::identity::Locality;

/// An ingest to do.
#[derive(Clone, Debug, Default)]
pub struct IngestJob {
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
    /// How files are read.
    pub reader: FileReader,
}

/// Reads all roots into a new generation of the index. The same sources give the same
/// index; where it is current, nothing is written.
///
/// # Errors
/// Where a root is not there, a folder's manifest or catalogue is wrong, or the index
/// cannot be written; the old index then stays as it was.
pub fn run(
    job: &IngestJob,
    progress: &mut dyn Progress,
) -> Result<IngestReport, IngestError> {
    let roots = open_roots(job)?;
    let fingerprint = fingerprint(job, &roots);
    let current = usable_generation(&job.index_dir).filter(|_| !job.fresh);
    if let Some(about) = current.filter(|about| about.fingerprint == fingerprint) {
        return Ok(IngestReport::from_current(about));
    }
    // The lock is taken before the work is done.
    let writer = Writer::begin(&job.index_dir)?;
    let mut report = IngestReport::default();
    let office = job.province.as_deref().map(Locality::from_place_name);
    let mut office = office.unwrap_or_default();
    let mut sources = read_all(job, &roots, &office, &mut report, progress);
    if office.slug.is_none() {
        office = settle_homes(&mut sources);
    }
    report.add_problems(roots.problems());
    report.add_others(roots.others());
    let collection = LinkedCollection::new(&sources, roots.catalogue(), &office);
    let about = About {
        fingerprint,
        roots: roots.paths.clone(),
        n_held: sources.len(),
        unread: report.unread().cloned().collect(),
        notes: report.notes.clone(),
        ..About::default()
    };
    let about = write_all(&collection, writer, about, &mut report, progress)?;
    report.n_held = about.n_held;
    report.n_documents = about.n_documents;
    report.n_entries = about.n_entries;
    Ok(report)
}

/// Whether the index is what an ingest of this job would give.
///
/// # Errors
/// Where a root is not there or a folder's manifest or catalogue is wrong.
pub fn is_current(job: &IngestJob) -> Result<bool, IngestError> {
    let Some(about) = usable_generation(&job.index_dir) else { return Ok(false) };
    Ok(about.fingerprint == fingerprint(job, &open_roots(job)?))
}

/// Opens the roots of a job, with those that the index holds.
fn open_roots(job: &IngestJob) -> Result<SourceRoots, IngestError> {
    let mut roots = match generation::current(&job.index_dir) {
        Ok((_, about)) if !job.fresh => about.roots,
        _ => Vec::new(),
    };
    // A root that has gone since takes its documents along.
    roots.retain(|root| root.try_exists().unwrap_or(true));
    roots.extend(job.roots.iter().cloned());
    SourceRoots::open(&roots)
}

/// What the index depends on beside its format: also whether scans are read, so that they are
/// once the programs for it are installed.
fn fingerprint(job: &IngestJob, roots: &SourceRoots) -> String {
    let province = job.province.as_deref().unwrap_or_default();
    let (secret, recognises) = (job.allow_secret, job.reader.recognises());
    format!("{}-{province}-{secret}-{recognises}", roots.fingerprint())
}

/// The current generation, if this program can read it.
fn usable_generation(index_dir: &Path) -> Option<About> {
    let (_, about) = generation::current(index_dir).ok()?;
    (about.version == schema::version()).then_some(about)
}

/// Gives the documents that name no province the one of most others, and returns it.
fn settle_homes(sources: &mut [SourceDocument]) -> Locality {
    let homes = sources.iter().map(|source| &source.reading.home);
    let office = learn_office(homes).unwrap_or_default();
    for source in sources {
        let is_central = source.reading.tier() == Some(Tier::Central);
        if source.reading.home.slug.is_none() && !is_central {
            source.reading.home = office.clone();
        }
    }
    office
}

/// Reads all files, several at once. The order of the documents, and of the report, is that
/// of the files.
fn read_all(
    job: &IngestJob,
    roots: &SourceRoots,
    office: &Locality,
    report: &mut IngestReport,
    progress: &mut dyn Progress,
) -> Vec<SourceDocument> {
    let documents =
        DocumentReader { reader: &job.reader, office, allow_secret: job.allow_secret };
    let files = roots.files();
    let mut read: Vec<_> = files.iter().map(|_| None).collect();
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..job.reader.n_parallel().min(files.len()) {
            let (sender, next) = (sender.clone(), &next);
            let (files, documents) = (&files, &documents);
            scope.spawn(move || {
                let claim = || next.fetch_add(1, Ordering::Relaxed);
                let mut at = claim();
                while let Some(file) = files.get(at) {
                    // The receiver waits until all senders have gone.
                    let _ = sender.send((at, documents.read(file)));
                    at = claim();
                }
            });
        }
        drop(sender);
        for (n_done, (at, source)) in receiver.iter().enumerate() {
            if let (Some(file), Some(place)) = (files.get(at), read.get_mut(at)) {
                progress.reading(&file.path, n_done, files.len());
                *place = Some(source);
            }
        }
    });
    let mut sources = Vec::new();
    for source in read.into_iter().flatten().flatten() {
        match source {
            Ok(source) => sources.push(source),
            Err(unread) => report.add_unread(unread),
        }
    }
    sources
}
