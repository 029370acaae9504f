//! Ending work that nobody waits for any more: the caller has gone, or the time is over.
//!
//! Reading text never fails, so that there is no error by which its loops could say that they
//! were ended. A loop that may go on for long passes a [`checkpoint`] at each step; where the
//! work of its thread has been cancelled, the checkpoint unwinds to [`Cancellation::run`], as
//! incremental compilers do it. Work of no cancellation, such as an ingest, never notices.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

thread_local! {
    /// What cancels the work of this thread.
    static CURRENT: RefCell<Option<Cancellation>> = const { RefCell::new(None) };
}

/// The wish that some work ends. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

/// What unwinds from a checkpoint.
struct Cancelled;

impl Cancellation {
    /// Ends the work at its next checkpoint.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work is to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Does a job on this thread; `None` where it was ended at a checkpoint.
    ///
    /// The job must leave nothing half done that others see: what it locks is poisoned where a
    /// checkpoint ends it.
    pub fn run<T>(&self, job: impl FnOnce() -> T) -> Option<T> {
        let before = CURRENT.replace(Some(self.clone()));
        let done = catch_unwind(AssertUnwindSafe(job));
        CURRENT.set(before);
        match done {
            Ok(result) => Some(result),
            Err(cause) if cause.is::<Cancelled>() => None,
            Err(cause) => resume_unwind(cause),
        }
    }
}

/// Whether the work of this thread has been cancelled: for what must first put away what it
/// started, and then passes a [`checkpoint`].
pub fn is_cancelled() -> bool {
    CURRENT
        .with_borrow(|current| current.as_ref().is_some_and(Cancellation::is_cancelled))
}

/// Ends the work of this thread where it has been cancelled; costs next to nothing.
pub fn checkpoint() {
    if is_cancelled() && !thread::panicking() {
        resume_unwind(Box::new(Cancelled));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_ends_at_the_checkpoint_after_it_was_cancelled() {
        let cancellation = Cancellation::default();
        let mut n_steps = 0;
        let done = cancellation.run(|| {
            for step in 0..10 {
                checkpoint();
                n_steps = step;
                if step == 3 {
                    cancellation.cancel();
                }
            }
        });
        assert_eq!((done, n_steps), (None, 3));
        // Work of nobody, and that of others, goes on.
        checkpoint();
        assert_eq!(Cancellation::default().run(checkpoint), Some(()));
    }

    #[test]
    fn a_panic_of_the_job_stays_one() {
        let job = || Cancellation::default().run(|| panic!("on purpose"));
        assert!(catch_unwind(job).is_err());
    }
}
