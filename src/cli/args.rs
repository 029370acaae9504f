//! The arguments of the program.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::check::Checked;
use super::eval::Evaluation;
use super::similar;
use clap::{Args, Parser, Subcommand, ValueEnum};

use tracuu_query::order::Sort;

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
#[command(name = "tracuu", version, after_help = EXAMPLES, max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) verb: Verb,
}

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

/// Form of the results.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Format {
    /// For people, in Vietnamese
    Text,
    /// One JSON value
    Json,
    /// The draft itself with comments; of `check` only
    Docx,
    /// A table; of `check --table` only
    Csv,
    /// Tables for Excel; of `check --table` only
    Xlsx,
    /// A drawing in the DOT language; of `graph` only
    Dot,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Reads files and folders into the index
    ///
    /// Without PATH, reads the folder of the documents. Files that have not changed are
    /// not read again; the old index answers until the new one is complete.
    #[command(after_help = AFTER_HELP)]
    Ingest {
        /// Files and folders instead of the folder of the documents
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Builds the index anew, whatever it holds
        #[arg(long)]
        fresh: bool,
    },
    /// Answers a question or a search
    ///
    /// Any text is a question: symbols in any spelling, agencies with a role, types and
    /// dates of documents, free words; with marks, without, or in raw Telex.
    #[command(after_help = AFTER_HELP)]
    Search {
        /// The question; several words need no quotes
        #[arg(value_name = "QUERY", required = true, num_args = 1..)]
        query: Vec<String>,
        /// Hits on a page [default: 20]
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
        /// Goes on where the answer before ended (its `next`)
        #[arg(long, value_name = "CURSOR")]
        cursor: Option<String>,
        /// Order of the hits: relevance, date, -date, symbol, title, order
        #[arg(
            long,
            value_name = "ORDER",
            default_value = "relevance",
            allow_hyphen_values = true
        )]
        sort: Sort,
    },
    /// Lists the measures of earlier plans that say nearly what a paragraph says
    #[command(after_help = AFTER_HELP)]
    Similar(similar::Asked),
    /// Lists the citations in a text or document
    #[command(after_help = AFTER_HELP)]
    Cite(FileArg),
    /// Checks drafts: citations against the collection, dates, titles, house rules
    ///
    /// For one file exit status 1 means that there are findings. Of several files, or of a
    /// folder, a summary is printed, and 1 means errors or files that cannot be read.
    #[command(after_help = AFTER_HELP)]
    Check(Checked),
    /// Prints the relations around a document of the collection
    ///
    /// ID is an id, or a symbol; where a symbol fits several documents, they are listed.
    #[command(after_help = AFTER_HELP)]
    Graph {
        /// The document: its id or symbol
        #[arg(value_name = "ID")]
        document: String,
        /// Steps from it, at most 4
        #[arg(long, value_name = "N", default_value = "1",
            value_parser = clap::value_parser!(u8).range(1..=4))]
        depth: u8,
    },
    /// Prints a document's own facts: type, symbol, issuer, date, title, signer
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
    Eval(Evaluation),
    /// Works on the words by which text is cut
    #[command(subcommand, after_help = AFTER_HELP)]
    Lexicon(LexiconVerb),
    /// Serves the pages and the API
    ///
    /// Builds the index first where there is no current one. Listens on this machine only
    /// unless the settings or --listen say otherwise.
    #[command(after_help = AFTER_HELP)]
    Serve {
        /// Address and port; port 0 takes any free one [default: 127.0.0.1:7878]
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<SocketAddr>,
        /// Port on the same address
        #[arg(long, value_name = "PORT", conflicts_with = "listen")]
        port: Option<u16>,
    },
}

/// What to do with the lexicon.
#[derive(Debug, Subcommand)]
pub(super) enum LexiconVerb {
    /// Counts words anew in documents and proposes new ones
    ///
    /// Without PATH, reads the folder of the documents. Prints a table in the form of
    /// lexicon/words.tsv; proposals stand first, with their scores, for a person to judge.
    #[command(after_help = AFTER_HELP)]
    Learn {
        /// Files and folders instead of the folder of the documents
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Writes the table into a file, whole or not at all
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
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
