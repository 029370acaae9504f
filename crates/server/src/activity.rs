//! What an ingest beside the service is doing, for the status page.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tracuu_ingest::report::Progress;

/// How far an ingest is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IngestStep {
    /// There is none, or it has not begun to read.
    #[default]
    Idle,
    /// Files are read.
    Reading {
        /// Those that have been.
        n_done: usize,
        /// All.
        n_files: usize,
    },
    /// Documents are written.
    Writing {
        /// Those that have been.
        n_done: usize,
        /// All.
        n_documents: usize,
    },
    /// The last one ended without a new index; the reason stands in the log.
    Failed,
}

/// The step that the ingest is at, shared between it and the pages. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct IngestActivity {
    step: Arc<Mutex<IngestStep>>,
    is_wanted: Arc<AtomicBool>,
}

impl IngestActivity {
    /// The step now.
    pub fn step(&self) -> IngestStep {
        *self.lock()
    }

    /// Says that the ingest has ended.
    pub fn end(&self, succeeded: bool) {
        self.is_wanted.store(false, Ordering::Relaxed);
        *self.lock() = if succeeded { IngestStep::Idle } else { IngestStep::Failed };
    }

    /// Asks for an ingest, also where nobody watches the folder.
    pub(super) fn want(&self) {
        self.is_wanted.store(true, Ordering::Relaxed);
    }

    /// Whether an ingest was asked for since the last one ended.
    pub fn is_wanted(&self) -> bool {
        self.is_wanted.load(Ordering::Relaxed)
    }

    fn lock(&self) -> MutexGuard<'_, IngestStep> {
        self.step.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for IngestActivity {
    fn reading(&mut self, _path: &str, n_done: usize, n_files: usize) {
        *self.lock() = IngestStep::Reading { n_done, n_files };
    }

    fn writing(&mut self, n_done: usize, n_documents: usize) {
        *self.lock() = IngestStep::Writing { n_done, n_documents };
    }
}
