//! Progress of an ingest on standard error, where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use tracuu_ingest::report::Progress;
use tracuu_print::messages::VIETNAMESE;

/// A bar that shows what is being read; draws nothing where nobody looks.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar that has not begun.
    pub(super) fn new() -> Self {
        let bar = ProgressBar::new(0);
        // The template is a constant of ours; a wrong one would leave the default style.
        if let Ok(style) = ProgressStyle::with_template("{prefix} {pos}/{len} {wide_msg}")
        {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Removes the bar from the terminal.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }

    fn show(&self, prefix: &'static str, (n_done, n_all): (usize, usize)) {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.0.set_prefix(prefix);
        self.0.set_length(count(n_all));
        self.0.set_position(count(n_done));
    }
}

impl Progress for Bar {
    fn reading(&mut self, path: &str, n_done: usize, n_files: usize) {
        self.show(VIETNAMESE.cli_reading(), (n_done, n_files));
        self.0.set_message(path.to_owned());
    }

    fn writing(&mut self, n_done: usize, n_documents: usize) {
        self.show(VIETNAMESE.cli_indexing(), (n_done, n_documents));
        self.0.set_message("");
    }
}
