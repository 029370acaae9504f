//! The arguments of the program.

use std::path::PathBuf;
use std::sync::LazyLock;

use super::audit::AuditArgs;
use super::check::CheckArgs;
use super::config::ConfigVerb;
use super::eval::EvalArgs;
use super::format::Format;
use super::graph::GraphArgs;
use super::ingest::IngestArgs;
use super::key::KeyVerb;
use super::lexicon::LexiconVerb;
use super::search::SearchArgs;
use super::serve::ServeArgs;
use super::similar::SimilarArgs;
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

/// What stands under every help text.
const AFTER_HELP: &str = "\
Exit status: 0 done or found; 1 nothing found, or some files failed; 2 wrong use or failure.
Results go to standard output, messages and progress to standard error.";

const EXAMPLES: &str = "\
Examples:
  tracuu serve                                   pages and API on this machine
  tracuu search 'Nghị quyết 5-NQ/TU'             which measures cite it
  tracuu search 'muc do Ban To chuc chu tri'     typed without marks
  tracuu cite draft.md --format json             the citations of a draft
  tracuu check draft.docx                        what to look at before it is signed

Exit status: 0 done or found; 1 nothing found, or some files failed; 2 wrong use or failure.
Results go to standard output, messages and progress to standard error.";

/// Search and citation service for Vietnamese party and state documents, offline.
#[derive(Debug, Parser)]
#[command(
    name = "tracuu",
    version,
    long_version = LONG_VERSION.as_str(),
    after_help = EXAMPLES,
    max_term_width = 100
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) verb: Verb,
}

/// The version with the facts of the build.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let kind = if cfg!(debug_assertions) { "debug" } else { "release" };
    format!(
        "{}\nindex {}\nbuilt for {}-{}, {kind}",
        env!("CARGO_PKG_VERSION"),
        tracuu_index::schema::version(),
        std::env::consts::ARCH,
        std::env::consts::OS,
    )
});

/// Flags of every verb.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub(super) struct Common {
    /// Folder of the documents [default: corpus]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) corpus: Option<PathBuf>,
    /// Folder of the index [default: index]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) index: Option<PathBuf>,
    /// File of settings; see docs/configuration.md
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Form of the results
    #[arg(long, global = true, value_name = "FORM", default_value = "text")]
    pub(super) format: Format,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Reads files and folders into the index
    ///
    /// Without PATH, reads the folder of the documents. Where nothing has changed, nothing is
    /// done; the old index answers until the new one is complete.
    #[command(after_help = AFTER_HELP)]
    Ingest(IngestArgs),
    /// Goes back to the index before the current one
    ///
    /// One earlier index is kept. It answers until the files change; a second time goes forward
    /// again.
    #[command(after_help = AFTER_HELP)]
    Rollback,
    /// Answers a question or a search
    ///
    /// Any text is a question: symbols in any spelling, agencies with a role, types and
    /// dates of documents, free words; with marks, without, or in raw Telex.
    #[command(after_help = AFTER_HELP)]
    Search(SearchArgs),
    /// Finds measures of earlier plans that are similar to a paragraph
    #[command(after_help = AFTER_HELP)]
    Similar(SimilarArgs),
    /// Lists the citations in a text or document
    #[command(after_help = AFTER_HELP)]
    Cite(FileArg),
    /// Checks drafts: citations against the collection, dates, titles, house rules
    ///
    /// For one file exit status 1 means that there are findings. Of several files, or of a
    /// folder, a summary is printed, and 1 means errors or files that cannot be read.
    #[command(after_help = AFTER_HELP)]
    Check(CheckArgs),
    /// Prints the relations around a document of the collection
    ///
    /// ID is an id, or a symbol; where a symbol fits several documents, they are listed.
    #[command(after_help = AFTER_HELP)]
    Graph(GraphArgs),
    /// Prints the metadata of a document: type, symbol, issuer, date, title, signer
    #[command(after_help = AFTER_HELP)]
    Header(FileArg),
    /// Prints the canonical text of a document, a block a line
    #[command(after_help = AFTER_HELP)]
    Text(FileArg),
    /// Prints the provision tree of a document
    #[command(after_help = AFTER_HELP)]
    Outline(FileArg),
    /// Prints who does what in a document
    #[command(after_help = AFTER_HELP)]
    Assignments(FileArg),
    /// Measures the ranking over a judged collection (BEIR in, TREC run out)
    ///
    /// Indexes the collection given as --corpus in a temporary folder, with the same
    /// analysis, understanding and ranking as a search.
    #[command(after_help = AFTER_HELP)]
    Eval(EvalArgs),
    /// Maintains the lexicon of the word segmentation
    #[command(subcommand, after_help = AFTER_HELP)]
    Lexicon(LexiconVerb),
    /// Serves the pages and the API
    ///
    /// Builds the index first where there is no current one. Listens on this machine only
    /// unless the settings or --listen say otherwise.
    #[command(after_help = AFTER_HELP)]
    Serve(ServeArgs),
    /// Copies the index, what was read, and the keys into a new folder
    ///
    /// A service may be running. The documents themselves are not in it.
    #[command(after_help = AFTER_HELP)]
    Snapshot {
        /// The new folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Puts a snapshot in the place of the index, where every file of it is intact
    ///
    /// The folder of the index must be empty or missing; no service may be running over it.
    #[command(after_help = AFTER_HELP)]
    Restore {
        /// The folder of the snapshot
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Makes, lists and revokes keys
    ///
    /// Keys open the service to others than this machine. Of a key only a hash is kept.
    #[command(subcommand, after_help = AFTER_HELP)]
    Key(KeyVerb),
    /// Prints who asked for what, where the settings have it written down
    #[command(after_help = AFTER_HELP)]
    Audit(AuditArgs),
    /// Checks the settings, or prints an example with all of them
    #[command(subcommand, after_help = AFTER_HELP)]
    Config(ConfigVerb),
    /// Says whether this machine has what the program needs
    ///
    /// Looks at the folder, the index, the address, the workers that read files, and the
    /// programs of others that scans need, with the Debian packages of those that are missing.
    #[command(after_help = AFTER_HELP)]
    Doctor,
    /// Prints the completions of a shell
    #[command(after_help = AFTER_HELP)]
    Completions {
        /// The shell
        #[arg(value_name = "SHELL")]
        shell: Shell,
    },
    /// Writes the manual pages into a folder
    #[command(after_help = AFTER_HELP)]
    Man {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// The document that a verb reads.
#[derive(Debug, Args)]
pub(super) struct FileArg {
    /// The document; - is standard input
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
