//! Keeping an index current: what is put into the folder is read, and what another ingest has
//! written is taken up.
//!
//! The folder is looked at again and again instead of waiting for events of the file system:
//! shares of the network, on which offices keep their files, send none.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::failure;
use tracuu_index::generation;
use tracuu_index::reader::Collection;
use tracuu_ingest::error::IngestError;
use tracuu_ingest::report::{IngestReport, Progress};
use tracuu_ingest::run::{
    IngestJob, SeenFiles, SourceState, run as ingest, source_state,
};
use tracuu_server::activity::IngestActivity;
use tracuu_server::live::LiveService;

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

/// Keeps a service and its index current, for ever. `watch`: over the sources; `None` where
/// only what other processes write is taken up.
pub(super) fn keep_service_current(
    index_dir: &Path,
    mut watch: Option<SourceWatch>,
    live: &LiveService,
) {
    let mut served = generation::current_name(index_dir);
    let mut activity = live.service().activity().clone();
    loop {
        thread::sleep(PAUSE);
        if let Some(done) =
            watch.as_mut().and_then(|watch| watch.keep_current(&mut activity))
        {
            end(done, &activity);
        }
        // Two looks a second: they read what the generation says of itself only if it is new.
        let current = generation::current_name(index_dir);
        if current == served || generation::current(index_dir).is_err() {
            continue;
        }
        // A generation that cannot be opened is not tried again: the old one goes on answering.
        served = current;
        let opened = Collection::open(index_dir).map_err(anyhow::Error::from);
        match opened.and_then(|collection| Ok(live.replace(collection)?)) {
            Ok(()) => tracing::info!("a new index answers"),
            Err(error) => tracing::error!("{}", failure::message(&error)),
        }
    }
}

fn end(done: Result<IngestReport, IngestError>, activity: &IngestActivity) {
    activity.end(done.is_ok());
    if let Err(error) = done {
        tracing::warn!("{}", failure::message(&error.into()));
    }
}
