//! Keeping an index current: what is put into the folder is read, and what another ingest has
//! written is taken up.
//!
//! The folder is looked at again and again instead of waiting for events of the file system:
//! shares of the network, on which offices keep their files, send none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::collections::Collections;
use super::failure;
use tracuu_index::generation;
use tracuu_index::reader::Collection;
use tracuu_ingest::error::IngestError;
use tracuu_ingest::report::{IngestReport, Progress};
use tracuu_ingest::run::{
    IngestJob, SeenFiles, SourceState, run as ingest, source_state,
};
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::access::Access;
use tracuu_server::activity::IngestActivity;
use tracuu_server::live::LiveService;
use tracuu_store::key::Groups;

/// Pause between two looks at the pointer of the index: the service takes up a new generation
/// within a second.
pub(super) const PAUSE: Duration = Duration::from_millis(500);

/// Pause between two looks at the folder, in times of what a look takes: looking takes at most a
/// twentieth of one processor, however many files there are.
const PAUSE_PER_LOOK: u32 = 20;

/// Looks at sources from time to time.
pub(super) struct SourceWatch {
    job: IngestJob,
    /// The files as the last look saw them.
    files: SeenFiles,
    /// What the last look saw, where it is not what the index holds.
    seen: Option<String>,
    /// What could not be taken in, and is not tried again before it changes.
    refused: Option<String>,
    next_look: Instant,
}

impl SourceWatch {
    /// A watch over the sources of a job.
    pub(super) fn new(job: IngestJob) -> Self {
        let files = SeenFiles::default();
        Self { job, files, seen: None, refused: None, next_look: Instant::now() }
    }

    /// Brings the index to the sources where they have changed and are still again: two looks in
    /// a row saw the same, so that no file is being copied. `None` where there was nothing to do.
    pub(super) fn keep_current(
        &mut self,
        progress: &mut dyn Progress,
    ) -> Option<Result<IngestReport, IngestError>> {
        let start = Instant::now();
        if start < self.next_look {
            return None;
        }
        let state = source_state(&self.job, &mut self.files);
        self.next_look = start + start.elapsed() * (PAUSE_PER_LOOK + 1);
        let now = match state {
            Ok(SourceState::Current) => None,
            Ok(SourceState::Changed { fingerprint }) => Some(fingerprint),
            Err(error) => return self.refuse(error.to_string(), error),
        };
        let is_still = now.is_some() && self.seen == now;
        self.seen = now;
        if !is_still || self.refused == self.seen {
            return None;
        }
        match ingest(&self.job, progress) {
            Ok(report) => {
                self.refused = None;
                Some(Ok(report))
            }
            // The other one will end.
            Err(error) if error.is_busy() => None,
            Err(error) => self.refuse(self.seen.clone().unwrap_or_default(), error),
        }
    }

    /// Keeps in mind what was refused, so that it is said once only.
    fn refuse(
        &mut self,
        what: String,
        error: IngestError,
    ) -> Option<Result<IngestReport, IngestError>> {
        let is_new = self.refused.as_ref() != Some(&what);
        self.refused = Some(what);
        is_new.then_some(Err(error))
    }
}

/// Keeps a service and its collections current, for ever. `is_watching`: with what lies in the
/// folders; else only what other processes write is taken up.
pub(super) fn keep_service_current(
    collections: &Collections,
    is_watching: bool,
    access: &Access,
    live: &LiveService,
) {
    let mut kept: BTreeMap<Groups, KeptCollection> = BTreeMap::new();
    let mut is_told = false;
    loop {
        if !collections.is_current() {
            if !is_told {
                tracing::error!("{}", VIETNAMESE.cli_serve_other_manifest());
            }
            is_told = true;
            thread::sleep(PAUSE);
            continue;
        }
        is_told = false;
        let sets = access.group_sets();
        kept.retain(|groups, _| sets.contains(groups));
        live.retain(|groups| sets.contains(groups));
        for groups in sets {
            let new = || KeptCollection::new(collections.job(&groups), &groups);
            let one = kept.entry(groups.clone()).or_insert_with(new);
            one.keep_current(&groups, is_watching, live);
        }
        thread::sleep(PAUSE);
    }
}

/// A collection that is served.
struct KeptCollection {
    index_dir: PathBuf,
    watch: SourceWatch,
    /// The generation that answers.
    served: Option<String>,
    /// The generation whose checksums were looked at last, or are now.
    verified: Option<String>,
    verification: Option<JoinHandle<()>>,
}

impl KeptCollection {
    /// That of callers of no group answers already.
    fn new(job: IngestJob, groups: &Groups) -> Self {
        let index_dir = job.index_dir.clone();
        let served = generation::current_name(&index_dir);
        let served = served.filter(|_| groups.is_empty());
        let watch = SourceWatch::new(job);
        Self { index_dir, watch, served, verified: None, verification: None }
    }

    /// Reads what is in the folders, and takes up a new generation.
    fn keep_current(&mut self, groups: &Groups, is_watching: bool, live: &LiveService) {
        let mut activity = live.activity(groups);
        self.verify();
        let is_lost = || {
            let name = generation::current_name(&self.index_dir);
            name.is_none_or(|name| generation::is_condemned(&self.index_dir, &name))
        };
        if (is_watching || activity.is_wanted() || is_lost())
            && let Some(done) = self.watch.keep_current(&mut activity)
        {
            end(done, &activity);
        }
        // Two looks a second: they read what the generation says of itself only if it is new.
        let current = generation::current_name(&self.index_dir);
        if current == self.served || generation::current(&self.index_dir).is_err() {
            return;
        }
        // A generation that cannot be opened is not tried again: the old one goes on answering.
        self.served = current;
        let opened = Collection::open(&self.index_dir);
        if let (Err(error), Some(name)) = (&opened, &self.served)
            && error.is_damage()
        {
            condemn(&self.index_dir, name, &[error.to_string().into()]);
        }
        let opened = opened.map_err(anyhow::Error::from);
        let store_dir = self.index_dir.clone();
        match opened.and_then(|new| Ok(live.replace(groups, new, store_dir)?)) {
            Ok(()) => tracing::info!("a new index answers"),
            Err(error) => tracing::error!("{}", failure::message(&error)),
        }
    }
}

impl KeptCollection {
    /// Compares the files of the generation that answers with their checksums, once for each and
    /// beside all else. One that is damaged is condemned, so that it is written anew.
    fn verify(&mut self) {
        let is_busy = self.verification.as_ref().is_some_and(|one| !one.is_finished());
        if is_busy || self.verified == self.served {
            return;
        }
        self.verified.clone_from(&self.served);
        let (index_dir, Some(name)) = (self.index_dir.clone(), self.served.clone())
        else {
            return;
        };
        let verify = move || {
            if let Some(files) = damaged_files(&index_dir, &name) {
                condemn(&index_dir, &name, &files);
            }
        };
        let started = thread::Builder::new().name("verify".to_owned()).spawn(verify);
        self.verification = started.ok();
    }
}

/// The damaged files of a generation; `None` where there are none, or another one is current.
fn damaged_files(index_dir: &Path, name: &str) -> Option<Vec<PathBuf>> {
    let collection = Collection::open(index_dir).ok()?;
    let found = collection.damaged_files();
    let is_current = generation::current_name(index_dir).is_some_and(|now| now == name);
    let found = found.unwrap_or_else(|error| vec![error.to_string().into()]);
    (is_current && !found.is_empty()).then_some(found)
}

/// Condemns a generation, and says so.
pub(super) fn condemn(index_dir: &Path, name: &str, files: &[PathBuf]) {
    let named: Vec<String> =
        files.iter().map(|file| file.display().to_string()).collect();
    tracing::error!(
        index.dir = %index_dir.display(),
        index.generation = name,
        index.files = named.join(", "),
        "the index is damaged; it is written anew from what is kept of the documents"
    );
    if let Err(error) = generation::condemn(index_dir, name, files) {
        tracing::error!("{}", failure::message(&error.into()));
    }
}

fn end(done: Result<IngestReport, IngestError>, activity: &IngestActivity) {
    activity.end(done.is_ok());
    if let Err(error) = done {
        tracing::warn!("{}", failure::message(&error.into()));
    }
}
