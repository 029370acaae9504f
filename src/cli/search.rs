//! `tracuu search QUERY`.

use std::io;

use anyhow::bail;

use super::failure::Outcome;
use super::output::Output;
use crate::config::settings::Settings;
use tracuu_index::reader::Collection;
use tracuu_print::date::shown_date;
use tracuu_print::messages::VIETNAMESE;
use tracuu_query::answer::SnippetFragment;
use tracuu_query::order::Sort;
use tracuu_query::search::{SearchRequest, Searcher};
use tracuu_server::clock;
use tracuu_server::queries::is_unreadable;
use tracuu_server::wire::answer::{Answer, AssignmentHit, DocumentHit, Hit, HitCore};

/// Hits on a page where `--limit` is not given.
const DEFAULT_LIMIT: usize = 20;

/// The question and the page of its answer.
#[derive(Debug, clap::Args)]
pub(super) struct SearchArgs {
    /// The question; several words need no quotes
    #[arg(value_name = "QUERY", required = true, num_args = 1..)]
    query: Vec<String>,
    /// Hits on a page [default: 20]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Continue from the `next` cursor of a previous answer
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
}

/// Answers a question over the index.
pub(super) fn run(
    settings: &Settings,
    args: &SearchArgs,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let answer = answer(settings, args)?;
    let outcome = Outcome::from_found(!answer.hits.is_empty());
    if output.is_text() {
        print(&answer, output)?;
    } else {
        output.json(&answer)?;
    }
    Ok(outcome)
}

fn answer(settings: &Settings, args: &SearchArgs) -> anyhow::Result<Answer> {
    let limits = &settings.limits;
    let text = args.query.join(" ");
    if text.len() > limits.query_bytes {
        bail!(
            "the query has {} bytes, at most {} are read\nhint: use fewer words",
            text.len(),
            limits.query_bytes
        );
    }
    if is_unreadable(&text) {
        bail!("the query has nothing but control characters");
    }
    let limit = args.limit.unwrap_or(DEFAULT_LIMIT.min(limits.page_items));
    if !(1..=limits.page_items).contains(&limit) {
        bail!("--limit is {limit}\nhint: from 1 to {}", limits.page_items);
    }
    let searcher = Searcher::new(Collection::open(&settings.index)?);
    let cursor = args.cursor.as_deref();
    let request = SearchRequest {
        text: &text,
        limit,
        cursor,
        sort: args.sort,
        facets: true,
        today: clock::today(),
        ..SearchRequest::default()
    };
    Ok(searcher.search(request)?.into())
}

fn print(answer: &Answer, output: &mut Output) -> io::Result<()> {
    if !answer.query.summary.is_empty() {
        output.line(&answer.query.summary)?;
    }
    if let Some(card) = &answer.answer {
        output.line(&card.text)?;
    }
    for correction in &answer.query.corrections {
        output
            .line(&VIETNAMESE.cli_search_corrected(&correction.from, &correction.to))?;
    }
    for part in answer.query.understood.iter().filter(|part| part.candidates.len() > 1) {
        let candidates = part.candidates.join(", ");
        output.line(&VIETNAMESE.cli_search_ambiguous(&part.text, candidates))?;
    }
    if answer.hits.is_empty() {
        output.line(VIETNAMESE.cli_search_none())?;
    }
    for hit in &answer.hits {
        output.line("")?;
        print_hit(hit, output)?;
    }
    for suggestion in &answer.suggestions {
        output.line(&VIETNAMESE.cli_search_try(&suggestion.query, &suggestion.reason))?;
    }
    if answer.hits.is_empty() {
        return Ok(());
    }
    output.line("")?;
    output.line(&VIETNAMESE.cli_search_n_results(answer.total.value))?;
    if let Some(next) = &answer.next {
        output.line(&VIETNAMESE.cli_search_next(next))?;
    }
    Ok(())
}

fn print_hit(hit: &Hit, output: &mut Output) -> io::Result<()> {
    let core = hit.core();
    match hit {
        Hit::Document(found) => print_document(found, output)?,
        Hit::Measure(_) => print_place(VIETNAMESE.hit_measure(), core, output)?,
        Hit::Provision(_) => print_place(VIETNAMESE.hit_provision(), core, output)?,
        Hit::Assignment(found) => print_assignment(found, output)?,
    }
    for snippet in &core.snippets {
        print_snippet(snippet, output)?;
    }
    Ok(())
}

fn print_document(found: &DocumentHit, output: &mut Output) -> io::Result<()> {
    let symbol = found.symbol.as_deref();
    let type_name = found.r#type.as_deref();
    let core = &found.core;
    output.plain(&format!("{:<11}", VIETNAMESE.hit_document()))?;
    let name = VIETNAMESE.document_name(type_name, symbol, Some(&core.title), &core.id);
    output.bold(&name)?;
    output.line(if found.held { "" } else { VIETNAMESE.cli_search_not_held() })?;
    if !core.title.is_empty() && core.title != name {
        output.line(&format!("           {}", core.title))?;
    }
    let date = found.date.as_deref().map(shown_date);
    let facts: Vec<&str> =
        [found.issuer.as_deref(), date.as_deref()].into_iter().flatten().collect();
    if !facts.is_empty() {
        output.line(&format!("           {}", facts.join(", ")))?;
    }
    Ok(())
}

fn print_place(kind: &str, core: &HitCore, output: &mut Output) -> io::Result<()> {
    output.plain(&format!("{kind:<11}"))?;
    output.bold(&VIETNAMESE.path_name(&core.label))?;
    let document = core.document.symbol.as_deref().unwrap_or(&core.document.id);
    output.line(&format!(" {} [{document}]", core.title))
}

fn print_assignment(found: &AssignmentHit, output: &mut Output) -> io::Result<()> {
    output.plain(&format!("{:<11}", VIETNAMESE.hit_assignment()))?;
    if let Some(row) = &found.facts.row {
        output.bold(&VIETNAMESE.cli_search_row(row))?;
    }
    let document = &found.core.document;
    let document = document.symbol.as_deref().unwrap_or(&document.id);
    output.line(&format!("{} [{document}]", found.core.title))?;
    for (label, agencies) in [
        (VIETNAMESE.common_lead(), &found.facts.lead),
        (VIETNAMESE.common_coordinating(), &found.facts.coordinating),
    ] {
        if !agencies.is_empty() {
            let names: Vec<&str> = agencies.iter().map(|a| a.name.as_str()).collect();
            output.line(&format!("           {label}: {}", names.join("; ")))?;
        }
    }
    if !found.facts.measures.is_empty() {
        let label = VIETNAMESE.common_measure();
        let measures = found.facts.measures.join(", ");
        output.line(&format!("           {label}: {measures}"))?;
    }
    for (label, value) in [
        (VIETNAMESE.common_deadline(), &found.facts.deadline),
        (VIETNAMESE.common_product(), &found.facts.product),
    ] {
        if let Some(value) = value {
            output.line(&format!("           {label}: {value}"))?;
        }
    }
    Ok(())
}

/// A snippet on one line, what matched in bold.
fn print_snippet(snippet: &[SnippetFragment], output: &mut Output) -> io::Result<()> {
    output.plain("           … ")?;
    for piece in snippet {
        let line = piece.text.replace('\n', " ");
        if piece.hit {
            output.bold(&line)?;
        } else {
            output.plain(&line)?;
        }
    }
    output.line(" …")
}
