//! Asks an index a question and prints what was understood and found.
//!
//! `cargo run -- ingest && cargo run --example ask_index -- index 'nghị quyết năm 2022'`

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use tracuu_index::reader::Collection;
use tracuu_query::search::{SearchRequest, Searcher};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let index = args.next().ok_or("usage: ask_index INDEX QUESTION")?;
    let question = args.collect::<Vec<_>>().join(" ");
    let answer = report(index.as_ref(), &question)?;
    std::io::Write::write_all(&mut std::io::stdout(), answer.as_bytes())?;
    Ok(())
}

/// The answer to a question, a line for each hit.
pub(crate) fn report(index: &Path, question: &str) -> Result<String, Box<dyn Error>> {
    // A collection stays at the generation that it was opened with, also while a new one
    // is built beside it.
    let searcher = Searcher::new(Collection::open(index)?);
    let request = SearchRequest { text: question, limit: 5, ..SearchRequest::default() };
    let answer = searcher.search(request)?;

    let mut out = String::new();
    writeln!(out, "understood: {}", answer.query.summary)?;
    let bound = if answer.total.is_exact() { "" } else { "at least " };
    writeln!(out, "found: {bound}{}", answer.total.value())?;
    for hit in &answer.hits {
        writeln!(out, "{} {} {}", hit.kind.name(), hit.document.id, hit.title)?;
        for fragments in &hit.snippets {
            let text: String =
                fragments.iter().map(|fragment| fragment.text.as_str()).collect();
            writeln!(out, "    {text}")?;
        }
    }
    Ok(out)
}
