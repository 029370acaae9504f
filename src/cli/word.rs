//! `tracuu check --format docx`: the draft with corrections and comments.

use std::path::Path;

use anyhow::bail;

use super::input::reader;

use tracuu_check::document_directory::DocumentDirectory;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::FindingGroup;
use tracuu_check::word_file::{
    CommentedGroups, CorrectionChoice, WordError, WordFile, WordOptions, write_word_file,
};
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::clock;

/// What the Word document has.
#[derive(Debug, Default, clap::Args)]
pub(super) struct WordArgs {
    /// With --format docx: writes the corrections of these groups as tracked changes
    /// [without GROUP: `must_fix`]
    #[arg(long, value_name = "GROUP", value_delimiter = ',', num_args = 0..=1,
        default_missing_value = "must_fix")]
    fix: Vec<FindingGroup>,
    /// With --format docx: the groups whose other findings become comments
    #[arg(
        long,
        value_name = "GROUP",
        value_delimiter = ',',
        default_value = "must_fix,should_add"
    )]
    comments: Vec<FindingGroup>,
    /// With --format docx: writes also into a file with a digital signature, which any
    /// change breaks
    #[arg(long)]
    break_signature: bool,
}

impl WordArgs {
    /// Whether corrections are asked for.
    pub(super) const fn is_fixing(&self) -> bool {
        !self.fix.is_empty()
    }

    /// What is said of a file that was written, with its corrections and comments.
    pub(super) fn summary(&self, target: &Path, written: (usize, usize)) -> String {
        let (target, (n_corrections, n_comments)) = (target.display(), written);
        if self.is_fixing() {
            VIETNAMESE.cli_check_word(target, n_corrections, n_comments)
        } else {
            VIETNAMESE.cli_check_n_findings(target, n_comments)
        }
    }

    /// The draft as it comes back.
    pub(super) fn write(
        &self,
        draft: &[u8],
        report: &CheckReport,
        directory: &DocumentDirectory,
        author: Option<String>,
    ) -> anyhow::Result<WordFile> {
        let options = WordOptions {
            author,
            date: clock::now(),
            corrections: CorrectionChoice::Groups(self.fix.clone()),
            commented: CommentedGroups(self.comments.clone()),
            breaks_signature: self.break_signature,
        };
        match write_word_file(&reader()?, draft, report, directory, &options) {
            Err(error @ WordError::Signed) => {
                bail!(
                    "{error}\nhint: --break-signature writes the changed file nevertheless"
                )
            }
            written => Ok(written?),
        }
    }
}
