//! `tracuu similar [FILE]`.

use std::path::PathBuf;

use anyhow::bail;

use super::failure::Outcome;
use super::input;
use super::output::Output;
use crate::config::settings::Settings;
use tracuu_index::reader::Collection;
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::similar::similar;
use tracuu_server::wire::similar::{SimilarAnswer, SimilarMeasure};

/// Measures where `--limit` is not given.
const DEFAULT_LIMIT: usize = 10;

/// The paragraph, and how many measures are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct SimilarArgs {
    /// The paragraph as a file; - is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// Maximum number of results [default: 10]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Lists the measures of the collection that say nearly what a paragraph says.
pub(super) fn run(
    settings: &Settings,
    args: &SimilarArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let most = settings.limits.page_items;
    let limit = args.limit.unwrap_or(DEFAULT_LIMIT.min(most));
    if !(1..=most).contains(&limit) {
        bail!("--limit is {limit}\nhint: from 1 to {most}");
    }
    let manuscript = input::manuscript(&args.file)?;
    let collection = Collection::open(&settings.index)?;
    let answer: SimilarAnswer = similar(&collection, manuscript.text(), limit)?.into();
    let outcome = Outcome::from_found(!answer.hits.is_empty());
    if !output.is_text() {
        output.json(&answer)?;
        return Ok(outcome);
    }
    if answer.hits.is_empty() {
        output.line(VIETNAMESE.cli_search_no_similar())?;
    }
    for measure in &answer.hits {
        print(measure, output)?;
    }
    Ok(outcome)
}

fn print(measure: &SimilarMeasure, output: &mut Output) -> anyhow::Result<()> {
    let core = measure.hit.core();
    let document = &core.document;
    let of = document.symbol.as_deref().or(document.title.as_deref()).unwrap_or_default();
    let percent = measure.similarity * 100.0;
    output.bold(&format!("{percent:.0} % · {} · {of}", core.label))?;
    let overlap = VIETNAMESE.cli_search_overlap(
        format_args!("{:.0}", measure.wording * 100.0),
        format_args!("{:.0}", measure.words * 100.0),
        measure.longest_run,
    );
    output.line(&format!("  {overlap}"))?;
    output.line(&format!("  {}", core.title))?;
    for snippet in &core.snippets {
        output.plain("  … ")?;
        for piece in snippet {
            let text = piece.text.replace('\n', " ");
            if piece.hit { output.bold(&text)? } else { output.plain(&text)? }
        }
        output.line(" …")?;
    }
    Ok(output.line("")?)
}
