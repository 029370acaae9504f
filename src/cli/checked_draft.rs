//! A draft that was checked, as the command line prints it.

use super::output::Output;
use super::report;
use tracuu_check::draft::Draft;
use tracuu_check::report::CheckReport;
use tracuu_server::wire::check::Check;

/// A draft with its findings.
pub(super) struct CheckedDraft {
    pub(super) bytes: Vec<u8>,
    pub(super) draft: Draft,
    pub(super) report: CheckReport,
}

impl CheckedDraft {
    /// The answer as the API gives it.
    pub(super) fn answer(&self) -> Check {
        let sent = std::str::from_utf8(&self.bytes).ok();
        Check::new(&self.draft, &self.report, sent)
    }

    pub(super) fn print(&self, output: &mut Output) -> std::io::Result<()> {
        if output.is_text() {
            report::print(&self.draft, &self.report, output)
        } else {
            output.json(&self.answer())
        }
    }
}
