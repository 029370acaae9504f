//! How a run ends.

use std::io;

use tracuu_check::report::CheckReport;
use tracuu_check::rule::Severity;

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
    pub(super) fn from_found(found: bool) -> Self {
        if found { Self::Done } else { Self::Partial }
    }
}

/// The severity from which on a run fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(super) enum FailOn {
    /// Errors only
    Error,
    /// Warnings and errors
    Warning,
}

impl FailOn {
    /// Whether a report has nothing as grave.
    pub(super) fn is_clean(self, report: &CheckReport) -> bool {
        let n_warnings = match self {
            Self::Error => 0,
            Self::Warning => report.count(Severity::Warning),
        };
        report.count(Severity::Error) + n_warnings == 0
    }
}

/// Whether an error is that the reader of our output has gone: no failure of ours.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// An error with its causes on one line, hints below. A cause that its error already
/// repeats is left out.
pub(super) fn message(error: &anyhow::Error) -> String {
    let mut said = String::new();
    let mut hints = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        let (what, hint) = match text.split_once("\nhint: ") {
            Some((what, hint)) => (what, Some(hint)),
            None => (text.as_str(), None),
        };
        if !said.contains(what) {
            if !said.is_empty() {
                said.push_str(": ");
            }
            said.push_str(what);
        }
        if let Some(hint) = hint.filter(|hint| !hints.contains(hint)) {
            hints.push_str("\nhint: ");
            hints.push_str(hint);
        }
    }
    said + &hints
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::{Context, anyhow};

    #[test]
    fn causes_are_said_once_and_hints_stand_below() {
        let cause = anyhow!("permission denied\nhint: ask the owner");
        let error = Err::<(), _>(cause).context("cannot read a.md").unwrap_err();
        assert_eq!(
            message(&error),
            "cannot read a.md: permission denied\nhint: ask the owner"
        );
        let repeating = Err::<(), _>(anyhow!("no such file"))
            .context("cannot read a.md: no such file")
            .unwrap_err();
        assert_eq!(message(&repeating), "cannot read a.md: no such file");
    }

    #[test]
    fn a_reader_that_has_gone_is_seen_through_any_wrapping() {
        let gone = io::Error::from(io::ErrorKind::BrokenPipe);
        let error = Err::<(), _>(gone).context("cannot print").unwrap_err();
        assert!(is_broken_pipe(&error));
        assert!(!is_broken_pipe(&anyhow!("broken")));
    }
}
