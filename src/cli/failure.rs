//! How a run ends.

use std::io;

/// How a run ended that did not fail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outcome {
    /// Done, or found: exit status 0.
    Done,
    /// Nothing found, or some files failed: exit status 1.
    Partial,
}

impl Outcome {
    /// `Done` where something was found.
    pub(super) fn of_found(found: bool) -> Self {
        if found { Self::Done } else { Self::Partial }
    }
}

/// Whether an error is that the reader of our output has gone: no failure of ours.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}
