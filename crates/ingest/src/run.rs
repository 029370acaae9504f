//! The conveyor over a folder: scan → read → resolve → write.
//!
//! What was read from a file is kept in the store; a file that is as it was is not read again.
//! Nothing that an ingest does is seen before its last step, the swap of the generations: the
//! store holds readings by content, so that being ahead of the index does no harm.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::corpus::stamp::now_ns;
use super::corpus::visibility::Visibility;
use super::error::{IngestError, LostReading};
use super::file_reader::DocumentReader;
use super::former_ids::FormerIds;
use super::gate::{check_losses, find_changes};
use super::kept_reading::READER;
use super::linked_collection::LinkedCollection;
use super::read_files::{FilesRead, read_files};
use super::report::{IngestReport, Progress};
use super::source_document::SourceDocument;
use super::sources::{InputFile, SourceRoots, known_now};
use super::tasks::end_tasks;
use super::write::{Linked, Target, write_index};
use tracuu_index::generation::{self, About, Building};
use tracuu_index::schema;
use tracuu_index::writer::WriteError;
use tracuu_intake::reader::FileReader;
use tracuu_legal::agency::tier::Tier;
use tracuu_legal::citation::home::learn_office;
use tracuu_legal::citation::identity::Locality;
use tracuu_store::error::StoreError;
use tracuu_store::file::{KnownFile, KnownFiles};
use tracuu_store::store::Store;

/// An ingest to do.
#[derive(Clone, Debug, Default)]
pub struct IngestJob {
    /// Files and folders to read, beside those that the index already holds.
    pub roots: Vec<PathBuf>,
    /// Where the index is.
    pub index_dir: PathBuf,
    /// Whether to read all files anew, and to build the index even where it is current.
    pub fresh: bool,
    /// Whether more than a tenth of the files may go, and what cannot be looked at counts as
    /// removed.
    pub allow_shrink: bool,
    /// The office's own province: what `TU` and "tỉnh" mean where a document leaves it
    /// open.
    pub province: Option<String>,
    /// Whether documents with a secrecy mark are taken in.
    pub allow_secret: bool,
    /// How files are read.
    pub reader: FileReader,
    /// Which of the files the collection may hold.
    pub visibility: Visibility,
    /// Folders of other indexes over some of the same files: what their stores have read is taken
    /// over.
    pub lenders: Vec<PathBuf>,
}

/// Brings the index to what lies in all roots. The same sources give the same index; where it
/// is current, nothing is written.
///
/// # Errors
/// Where a root is not there, a folder's manifest or catalogue is wrong, too much would go, or
/// the store or the index cannot be written; the old index then stays as it was.
pub fn run(
    job: &IngestJob,
    progress: &mut dyn Progress,
) -> Result<IngestReport, IngestError> {
    let mut lost: Vec<LostReading> = Vec::new();
    loop {
        match run_conveyor(job, progress) {
            // Without it the file is read again; one that is lost twice would be for ever.
            Err(IngestError::Lost(new)) if lost.iter().all(|one| one.key != new.key) => {
                Store::open(&job.index_dir)?.forget_reading(&new.key)?;
                lost.push(new);
            }
            done => {
                let mut report = done?;
                let notes = lost.iter().rev();
                let notes = notes.map(|one| format!("{one}; the file is read again"));
                report.notes.extend(notes);
                return Ok(report);
            }
        }
    }
}

fn run_conveyor(
    job: &IngestJob,
    progress: &mut dyn Progress,
) -> Result<IngestReport, IngestError> {
    let mut report = IngestReport::default();
    let mut store = open_store(&job.index_dir, &mut report)?;

    // Scan.
    let before = generation_before(job);
    let unseen = SeenFiles::default();
    let mut roots = open_roots(job, before.as_ref(), Some(&store), &unseen)?;
    let forgotten = if job.allow_shrink { roots.forget_absent() } else { Vec::new() };
    let fingerprint = fingerprint(job, &roots);
    let files = roots.files();
    if let Some(about) = current(job, before.as_ref(), &fingerprint) {
        store.set_files(&known_now(&files, files.iter().map(InputFile::held)))?;
        return ended(IngestReport::from_current(about.clone()), &store, about);
    }
    let removed = [roots.removed(&files), forgotten].concat();
    if !job.allow_shrink {
        check_losses(&removed, &roots, before.as_ref(), &store)?;
    }
    // The lock is taken before the work is done.
    let building = Building::begin(&job.index_dir).map_err(WriteError::from)?;

    // Read.
    let office = job.province.as_deref().map(Locality::from_place_name);
    let mut office = office.unwrap_or_default();
    let version = reader_version(job);
    let documents = DocumentReader {
        reader: &job.reader,
        lenders: &job.lenders,
        office: &office,
        allow_secret: job.allow_secret,
        version: &version,
    };
    let read = read_files(&files, &documents, &mut store, job.fresh, progress)?;
    report.changes = find_changes(removed, &files, &read);
    let FilesRead { mut sources, forms, held, unread, .. } = read;
    report.add_all_unread(unread);
    if office.slug.is_none() {
        office = settle_homes(&mut sources);
    }
    report.add_all_unread(roots.absent());
    report.add_problems(roots.problems());
    report.add_others(roots.others());

    // Resolve.
    let collection = LinkedCollection::new(&sources, &forms, roots.catalogue(), &office);

    // Write.
    let about = About {
        fingerprint,
        roots: roots.paths().map(Path::to_owned).collect(),
        n_held: sources.len(),
        unread: report.unread().cloned().collect(),
        notes: report.notes.clone(),
        ..About::default()
    };
    store.set_files(&known_now(&files, held))?;
    let former = FormerIds::follow(&collection, &mut store)?;
    store.enter(former.held(&collection), now_ns() / 1_000_000_000)?;
    let target = Target { building, index_dir: &job.index_dir, is_fresh: job.fresh };
    let linked = Linked { collection: &collection, former: &former, store: &store };
    let (about, files) = write_index(linked, target, about, progress)?;
    report.notes.clone_from(&about.notes);
    report.files.extend(files);
    store.forget_readings(&version)?;
    report.n_held = about.n_held;
    report.n_documents = about.n_documents;
    report.n_entries = about.n_entries;
    report.mark_kept();
    ended(report, &store, &about)
}

/// The report of an ingest whose generation is current, after the tasks that waited for it.
fn ended(
    report: IngestReport,
    store: &Store,
    about: &About,
) -> Result<IngestReport, IngestError> {
    end_tasks(store, &report, &about.fingerprint)?;
    Ok(report)
}

/// How an index stands to the sources of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// It is what an ingest would give.
    Current,
    /// It is not there, or an ingest would give another one.
    Changed {
        /// Of the sources as they are now.
        fingerprint: String,
    },
}

/// The files as looks at the sources of a job saw them, which write nothing into the store: what
/// is as it was in the look before is not read for its checksum again.
#[derive(Clone, Debug, Default)]
pub struct SeenFiles(FxHashMap<String, KnownFiles>);

impl SeenFiles {
    /// Adds to what the store knows of the files of a root what was seen later. What stands in
    /// the collection only the store knows.
    fn add_to(&self, root: &str, known: &mut KnownFiles) {
        for (path, seen) in self.0.get(root).into_iter().flatten() {
            let file = known.entry(path.clone()).or_default();
            if file.checked_ns < seen.checked_ns {
                *file = KnownFile { held: file.held, ..seen.clone() };
            }
        }
    }
}

/// Compares the index with the sources of a job. `seen` is of earlier looks at the same job, and
/// is brought up to date.
///
/// # Errors
/// Where a root is not there or a folder's manifest or catalogue is wrong.
pub fn source_state(
    job: &IngestJob,
    seen: &mut SeenFiles,
) -> Result<SourceState, IngestError> {
    let before = generation_before(job);
    let store = Store::open_for_reading(&job.index_dir);
    let roots = open_roots(job, before.as_ref(), store.as_ref(), seen)?;
    let files = roots.files();
    seen.0 = known_now(&files, files.iter().map(InputFile::held));
    let fingerprint = fingerprint(job, &roots);
    Ok(match current(job, before.as_ref(), &fingerprint) {
        Some(_) => SourceState::Current,
        None => SourceState::Changed { fingerprint },
    })
}

/// What the generation before says of itself, where there is one.
fn generation_before(job: &IngestJob) -> Option<About> {
    Some(generation::current(&job.index_dir).ok()?.1)
}

/// The generation before, if this program can read it and it is what the job would give.
fn current<'a>(
    job: &IngestJob,
    before: Option<&'a About>,
    fingerprint: &str,
) -> Option<&'a About> {
    let is_held = || generation::is_held(&job.index_dir, fingerprint);
    before.filter(|about| {
        !job.fresh
            && about.version == schema::version()
            && (about.fingerprint == fingerprint || is_held())
    })
}

/// Opens the store; one that is damaged is set aside, because all in it can be read
/// again.
fn open_store(index_dir: &Path, report: &mut IngestReport) -> Result<Store, IngestError> {
    let refused = |source| IngestError::Index { path: index_dir.to_owned(), source };
    fs::create_dir_all(index_dir).map_err(refused)?;
    match Store::open(index_dir) {
        Err(StoreError::Damaged(path)) => {
            let aside = Store::set_aside(index_dir).map_err(refused)?;
            let (path, aside) = (path.display(), aside.display());
            report
                .notes
                .push(format!("{path} is damaged and is now {aside}; all is read again"));
            Ok(Store::open(index_dir)?)
        }
        opened => Ok(opened?),
    }
}

/// Opens the roots of a job, with those that the index holds.
fn open_roots(
    job: &IngestJob,
    before: Option<&About>,
    store: Option<&Store>,
    seen: &SeenFiles,
) -> Result<SourceRoots, IngestError> {
    let mut held = before.map(|about| about.roots.clone()).unwrap_or_default();
    let known_roots = store.and_then(|store| store.roots().ok()).unwrap_or_default();
    held.extend(known_roots.into_iter().map(PathBuf::from));
    SourceRoots::open(&job.roots, &held, &job.visibility, &|root| {
        let root = root.display().to_string();
        let files = store.and_then(|store| store.files(&root).ok());
        let mut files = files.unwrap_or_default();
        seen.add_to(&root, &mut files);
        files
    })
}

/// What the index depends on beside its format: also whether scans are read, so that they are
/// once the programs for it are installed.
fn fingerprint(job: &IngestJob, roots: &SourceRoots) -> String {
    let province = job.province.as_deref().unwrap_or_default();
    format!("{}-{province}-{}", roots.fingerprint(), reader_version(job))
}

/// Changes with all on which it depends what is read from a file.
fn reader_version(job: &IngestJob) -> String {
    let (secret, recognises) = (job.allow_secret, job.reader.recognises());
    format!("{READER}-{secret}-{recognises}")
}

/// Gives the documents that name no province the one of most others, and returns it.
fn settle_homes(sources: &mut [SourceDocument]) -> Locality {
    let homes = sources.iter().map(|source| &*source.home);
    let office = learn_office(homes).unwrap_or_default();
    let home = Rc::new(office.clone());
    for source in sources {
        let is_central = source.facts.home.tier == Some(Tier::Central);
        if source.home.slug.is_none() && !is_central {
            source.home = Rc::clone(&home);
        }
    }
    office
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Silent;
    use tempfile::TempDir;
    use tracuu_store::reading::{NewReading, ReadingKey};

    /// An ingest of a folder with a file; the folder goes with the first.
    fn job_over_a_file() -> (TempDir, IngestJob) {
        let dir = tempfile::tempdir().unwrap();
        let corpus = dir.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        fs::write(corpus.join("a.txt"), "Không có số.\n").unwrap();
        let job = IngestJob {
            roots: vec![corpus],
            index_dir: dir.path().join("index"),
            ..IngestJob::default()
        };
        (dir, job)
    }

    #[test]
    fn what_a_look_saw_is_not_read_by_the_next() {
        let (_dir, job) = job_over_a_file();
        let mut seen = SeenFiles::default();
        let read = source_state(&job, &mut seen).unwrap();
        // Rested, and with another content than it has: who reads it finds out.
        for file in seen.0.values_mut().flat_map(KnownFiles::values_mut) {
            (file.checked_ns, file.sha256) = (i64::MAX, [7; 32]);
        }
        assert_ne!(source_state(&job, &mut seen).unwrap(), read);
        assert_eq!(source_state(&job, &mut SeenFiles::default()).unwrap(), read);
    }

    #[test]
    fn a_reading_that_is_damaged_is_read_again() {
        let (_dir, job) = job_over_a_file();
        run(&job, &mut Silent).unwrap();
        let mut store = Store::open(&job.index_dir).unwrap();
        let reader = reader_version(&job);
        let mut damaged = Vec::new();
        let see = |sha256, form, facts: &[u8]| {
            let key = ReadingKey { sha256, form, reader: reader.clone() };
            let (content, facts) = (b"damaged".to_vec(), facts.to_vec());
            damaged.push(NewReading { key, content, facts });
        };
        store.each_facts(&reader, see).unwrap();
        store.add_readings(&damaged).unwrap();
        drop(store);
        // All is written anew.
        fs::remove_file(job.index_dir.join("CURRENT")).unwrap();
        let report = run(&job, &mut Silent).unwrap();
        assert_eq!((report.n_held, report.changes.n_read), (1, 1));
        assert!(report.notes.iter().any(|note| note.contains("a.txt")), "{report:?}");
    }
}
