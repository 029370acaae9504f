//! `tracuu lexicon learn [PATH...]`.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use super::failure::Outcome;
use super::ingest::roots;
use super::input;
use super::output::{Output, eprint_line};
use crate::config::settings::Settings;
use tracuu_analysis::learn::{LearnedLexicon, LexiconLearner};
use tracuu_ingest::corpus::scan::scan;

/// What to do with the lexicon.
#[derive(Debug, clap::Subcommand)]
pub(super) enum LexiconVerb {
    /// Counts words anew in documents and proposes new ones
    ///
    /// Without PATH, reads the folder of the documents. Prints a table in the form of
    /// lexicon/words.tsv; proposals stand first, with their scores, for a person to judge.
    Learn(LearnArgs),
}

/// From what to learn, and where the words go.
#[derive(Debug, clap::Args)]
pub(super) struct LearnArgs {
    /// Files and folders instead of the folder of the documents
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the table to FILE atomically
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What was learned, on the wire.
#[derive(Serialize)]
struct LearnedAnswer<'l> {
    n_syllables: usize,
    words: Vec<CountedWord<'l>>,
    proposals: Vec<Proposed<'l>>,
}

#[derive(Serialize)]
struct CountedWord<'l> {
    word: &'l str,
    count: u64,
}

#[derive(Serialize)]
struct Proposed<'l> {
    word: &'l str,
    count: u64,
    npmi: f64,
    entropy: f64,
}

/// Maintains the lexicon.
pub(super) fn run(
    settings: &Settings,
    verb: &LexiconVerb,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    match verb {
        LexiconVerb::Learn(args) => learn(settings, args, output),
    }
}

/// Learns the lexicon from paths, or from the folder of the documents.
fn learn(
    settings: &Settings,
    args: &LearnArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let roots = roots(settings, &args.paths);
    let mut learner = LexiconLearner::default();
    let mut n_failed = 0;
    for file in files(&roots)? {
        match input::manuscript(&file) {
            Ok(manuscript) => learner.read(manuscript.text()),
            Err(error) => {
                n_failed += 1;
                eprint_line(&format!("{error:#}"));
            }
        }
    }
    let learned = learner.learn();
    if learned.is_cut {
        eprint_line(
            "the collection is larger than what is learned from; its end was left out",
        );
    }
    match args.output.as_deref() {
        Some(target) => replace(target, &table(&learned))?,
        None if output.is_text() => output.plain(&table(&learned))?,
        None => output.json(&LearnedAnswer::new(&learned))?,
    }
    Ok(Outcome::from_found(n_failed == 0 && learned.n_syllables > 0))
}

/// The documents of folders, and files as they are given.
fn files(roots: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for root in roots {
        let about = fs::metadata(root)
            .with_context(|| format!("cannot open {}", root.display()))?;
        if about.is_dir() {
            files.extend(scan(root).files.into_iter().map(|file| root.join(file)));
        } else {
            files.push(root.clone());
        }
    }
    Ok(files)
}

/// The form of `lexicon/words.tsv`: proposals first, each under a line with its scores, so
/// that whoever judges them has them together.
fn table(learned: &LearnedLexicon) -> String {
    use std::fmt::Write as _;
    let mut table = String::from(
        "# Words of the segmenter with their counts; see README.md.\n\
         # Columns: word in normal form (syllables parted by one space), count.\n",
    );
    let _ = writeln!(
        table,
        "# Learned from {} syllables; {} words proposed: delete those that are none.",
        learned.n_syllables,
        learned.proposals.len()
    );
    for found in &learned.proposals {
        let _ = writeln!(
            table,
            "# proposed: npmi {:.2}, entropy {:.2}\n{}\t{}",
            found.npmi, found.entropy, found.word, found.count
        );
    }
    for (word, count) in &learned.words {
        let _ = writeln!(table, "{word}\t{count}");
    }
    table
}

impl<'l> LearnedAnswer<'l> {
    fn new(learned: &'l LearnedLexicon) -> Self {
        let words = learned.words.iter();
        let proposals = learned.proposals.iter();
        Self {
            n_syllables: learned.n_syllables,
            words: words
                .map(|(word, count)| CountedWord { word, count: *count })
                .collect(),
            proposals: proposals
                .map(|found| Proposed {
                    word: &found.word,
                    count: found.count,
                    npmi: found.npmi,
                    entropy: found.entropy,
                })
                .collect(),
        }
    }
}

/// Writes a file whole beside its place and moves it there, so that a reader never sees
/// half of it.
fn replace(target: &Path, content: &str) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", target.display());
    let mut name = target.file_name().with_context(failed)?.to_owned();
    name.push(".new");
    let aside = target.with_file_name(name);
    let mut file = File::create(&aside).with_context(failed)?;
    file.write_all(content.as_bytes()).with_context(failed)?;
    file.sync_all().with_context(failed)?;
    fs::rename(&aside, target).with_context(failed)
}
