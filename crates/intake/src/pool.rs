//! The workers of a program: a few at once, kept for the next file, replaced now and then.

use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use super::child::LOOK;
use super::frame::Frame;
use super::limits::WorkerLimits;
use super::process::WorkerProcess;
use super::request::{Answer, Request};
use tracuu_text::cancellation::{checkpoint, is_cancelled};
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// Files after which a worker is replaced: what a reader leaves behind of one file (memory
/// in pieces, a fault in its state) ends with it.
const MAX_FILES: usize = 100;

/// A few workers, started when they are needed.
#[derive(Debug)]
pub struct WorkerPool {
    program: PathBuf,
    limits: WorkerLimits,
    n_parallel: usize,
    workers: Mutex<Workers>,
    freed: Condvar,
}

/// The workers that wait, and how many are at work.
#[derive(Debug, Default)]
struct Workers {
    idle: Vec<WorkerProcess>,
    n_busy: usize,
}

impl WorkerPool {
    /// A pool that starts this program anew, one worker for each core.
    ///
    /// # Errors
    /// Where the system does not say which program this is.
    pub fn of_this_program(limits: WorkerLimits) -> io::Result<Self> {
        // Linux runs the file that this process was started from, even where a new version
        // lies at its path by now.
        let program = if cfg!(target_os = "linux") {
            PathBuf::from("/proc/self/exe")
        } else {
            std::env::current_exe()?
        };
        Ok(Self::new(&program, limits))
    }

    /// A pool of workers that are started from `program`, which must hand its arguments to
    /// [`run_if_asked`](super::worker::run_if_asked) first.
    pub fn new(program: &Path, limits: WorkerLimits) -> Self {
        Self {
            program: program.to_owned(),
            limits,
            n_parallel: thread::available_parallelism().map_or(1, NonZero::get),
            workers: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// What one file may cost.
    pub(super) const fn limits(&self) -> &WorkerLimits {
        &self.limits
    }

    /// Files that are read at once; the next one waits.
    pub fn n_parallel(&self) -> usize {
        self.n_parallel
    }

    /// Asks a worker. Blocks while all are at work, as long as a file may take. Passes a
    /// [`checkpoint`]; the worker of cancelled work is ended before.
    pub(super) fn ask(
        &self,
        request: &Request,
        bytes: &[u8],
    ) -> Result<Frame<Answer>, ReadFailure> {
        let waiting = self.take().inspect_err(|_| checkpoint())?;
        let mut worker = match waiting {
            Some(worker) => worker,
            None => match WorkerProcess::start(&self.program, self.limits) {
                Ok(worker) => worker,
                Err(error) => {
                    self.give_back(None);
                    return Err(no_worker(&error));
                }
            },
        };
        let answer = worker.ask(request, bytes);
        let is_reusable = answer.is_ok() && worker.n_files < MAX_FILES;
        self.give_back(is_reusable.then_some(worker));
        checkpoint();
        answer
    }

    /// Takes a place among those at work, with a worker where one waits.
    ///
    /// # Errors
    /// Where no place was free in time.
    fn take(&self) -> Result<Option<WorkerProcess>, ReadFailure> {
        let deadline = Instant::now() + self.limits.wall;
        let mut workers = self.workers();
        while workers.n_busy >= self.n_parallel {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || is_cancelled() {
                return Err(all_busy());
            }
            let waited = self.freed.wait_timeout(workers, left.min(LOOK));
            workers = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        workers.n_busy += 1;
        Ok(workers.idle.pop())
    }

    fn give_back(&self, worker: Option<WorkerProcess>) {
        let mut workers = self.workers();
        workers.n_busy -= 1;
        workers.idle.extend(worker);
        drop(workers);
        self.freed.notify_one();
    }

    /// Nothing between two changes of the list can fail.
    fn workers(&self) -> MutexGuard<'_, Workers> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn no_worker(error: &io::Error) -> ReadFailure {
    ReadFailure {
        kind: ReadFailureKind::NoWorker,
        message: format!(
            "no process could be started to read the file: {error}\n\
             hint: the machine lacks memory or allows no more processes; try again later"
        ),
    }
}

fn all_busy() -> ReadFailure {
    ReadFailure::new(
        ReadFailureKind::NoWorker,
        "all readers are at work on other files\nhint: try again later",
    )
}
