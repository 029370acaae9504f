//! `tracuu eval`: a judged collection in, a run for the scorer out (`docs/ranking.md`).

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::beir::{Question, questions, records};
use super::failure::Outcome;
use super::output::Output;
use super::progress::Bar;
use tracuu_index::reader::{Collection, MAX_PAGE};
use tracuu_ingest::beir::build_index;
use tracuu_ingest::report::Progress;
use tracuu_query::ranking::feature::ScorePart;
use tracuu_query::search::{SearchRequest, Searcher};

/// Name of our runs, the last column of a run.
const TAG: &str = "tracuu";

/// What is to be evaluated. The collection itself is the common flag `--corpus`.
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Questions, one JSON object with `_id` and `text` a line
    #[arg(long, value_name = "Q.jsonl")]
    queries: PathBuf,
    /// Where the run goes: `qid Q0 docid rank score tag` a line
    #[arg(long, value_name = "OUT.trec", required_unless_present = "explain")]
    run: Option<PathBuf>,
    /// Hits of each question
    #[arg(long, value_name = "N", default_value_t = 100)]
    k: usize,
    /// Explain the scores of one question's top hits instead
    #[arg(long, value_name = "QID")]
    explain: Option<String>,
}

/// Indexes the collection in a temporary folder, asks all questions, writes the run.
pub(super) fn run(
    corpus: Option<&Path>,
    evaluation: &EvalArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let Some(corpus) = corpus else {
        bail!("no collection\nhint: --corpus C.jsonl");
    };
    if !(1..=MAX_PAGE).contains(&evaluation.k) {
        bail!("--k is {}\nhint: from 1 to {MAX_PAGE}", evaluation.k);
    }
    let questions = questions(&evaluation.queries)?;
    let dir = tempfile::tempdir().context("a temporary folder")?;
    let searcher = searcher(corpus, dir.path())?;
    match (&evaluation.explain, &evaluation.run) {
        (Some(id), _) => explain(&searcher, &questions, (id, evaluation.k), output),
        (None, Some(path)) => write_run(&searcher, &questions, (path, evaluation.k)),
        (None, None) => bail!("neither --run nor --explain"),
    }
}

fn searcher(corpus: &Path, index_dir: &Path) -> anyhow::Result<Searcher> {
    let mut bar = Bar::new();
    let mut failure = None;
    let read = records(corpus)?.map_while(|record| match record {
        Ok(record) => Some(record),
        Err(error) => {
            failure = Some(error);
            None
        }
    });
    let shown = read.enumerate().map(|(n_done, record)| {
        bar.writing(n_done, n_done);
        record
    });
    let built = build_index(shown, index_dir);
    bar.clear();
    if let Some(failure) = failure {
        return Err(failure);
    }
    built?;
    Ok(Searcher::new(Collection::open(index_dir)?))
}

fn write_run(
    searcher: &Searcher,
    questions: &[Question],
    (path, limit): (&Path, usize),
) -> anyhow::Result<Outcome> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .with_context(|| format!("cannot write {}", path.display()))?;
    let mut bar = Bar::new();
    for (index, question) in questions.iter().enumerate() {
        bar.reading(&question.id, index, questions.len());
        let request =
            SearchRequest { text: &question.text, limit, ..SearchRequest::default() };
        let answer = searcher.search(request)?;
        for (rank, hit) in answer.hits.iter().enumerate() {
            // The order is the answer's; scores of its groups are not comparable.
            let score = limit - rank;
            writeln!(file, "{} Q0 {} {} {score} {TAG}", question.id, hit.id, rank + 1)?;
        }
    }
    bar.clear();
    file.persist(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Outcome::Done)
}

fn explain(
    searcher: &Searcher,
    questions: &[Question],
    (id, limit): (&str, usize),
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let Some(question) = questions.iter().find(|question| question.id == id) else {
        bail!("no question {id}");
    };
    let answer = searcher.search(SearchRequest {
        text: &question.text,
        limit: 1,
        ..SearchRequest::default()
    })?;
    let explained = searcher.explain(&question.text, limit)?;
    if !output.is_text() {
        let hits: Vec<serde_json::Value> = explained
            .iter()
            .map(|hit| {
                let features = hit.features.iter().map(|part| {
                    serde_json::json!({
                        "name": part.feature, "value": part.value, "weight": part.weight,
                    })
                });
                let features: Vec<_> = features.collect();
                serde_json::json!({"id": hit.id, "score": hit.score, "features": features})
            })
            .collect();
        let summary = answer.query.summary;
        output.json(&serde_json::json!({
            "query": question.text, "summary": summary, "hits": hits,
        }))?;
        return Ok(Outcome::Done);
    }
    output.line(&question.text)?;
    output.line(&answer.query.summary)?;
    for (rank, hit) in explained.iter().enumerate() {
        output.line(&format!("{:>3}. {} {:.2}", rank + 1, hit.id, hit.score))?;
        let parts = hit.features.iter().filter(|part| part.value != 0.0);
        let parts = parts.map(|part| {
            let ScorePart { feature, value, weight } = part;
            format!("{feature} {value:.2} × {weight} = {:.2}", value * weight)
        });
        output.line(&format!("     {}", parts.collect::<Vec<_>>().join("; ")))?;
    }
    Ok(Outcome::Done)
}
