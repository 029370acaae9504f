//! `tracuu cite FILE`.

use std::path::Path;

use super::failure::{Outcome, message};
use super::input;
use super::output::Output;
use super::run::say;
use crate::check::draft::Draft;
use crate::check::known::{Known, known};
use crate::config::settings::Settings;
use crate::http::wire::citation::{Citations, PlacedCitation};
use crate::http::words;
use crate::index::generation::GenerationError;
use crate::index::reader::{Collection, OpenError};
use crate::text::utf16::Utf16Offsets;

/// Lists the citations of a document, resolved against the collection where there is one.
pub(super) fn run(
    settings: &Settings,
    file: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let manuscript = input::manuscript(file)?;
    let draft = Draft::read(manuscript, settings.office.province.as_deref());
    let known = collection(settings)?;
    let text = draft.document.manuscript.text();
    let offsets = Utf16Offsets::new(text);
    let citations = draft
        .citations
        .iter()
        .map(|citation| {
            let resolution = draft.resolve(citation, known.catalogue());
            PlacedCitation::of(text, &offsets, citation, &resolution)
        })
        .collect();
    let answer = Citations { offset_unit: "utf16", citations };
    if output.is_text() {
        for citation in &answer.citations {
            print(citation, output)?;
        }
    } else {
        output.json(&answer)?;
    }
    Ok(Outcome::of_found(!answer.citations.is_empty()))
}

/// The documents of the collection; none where there is no index. An index that is there
/// but cannot be read is said, and its documents count as unknown.
fn collection(settings: &Settings) -> anyhow::Result<Known> {
    match Collection::open(&settings.index) {
        Ok(collection) => Ok(known(&collection)?),
        Err(OpenError::Generation(GenerationError::Missing(_))) => Ok(Known::default()),
        Err(error) => {
            let cause = message(&error.into());
            say(&format!("warning: {cause}\nwarning: no citation can be resolved"));
            Ok(Known::default())
        }
    }
}

fn print(citation: &PlacedCitation, output: &mut Output) -> anyhow::Result<()> {
    output.bold(&citation.text.replace('\n', " "))?;
    let facts = &citation.facts;
    let place = format!("  [{}–{}]", citation.start, citation.end);
    output.line(&place)?;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(facts.symbol.iter().map(|symbol| format!("số {symbol}")));
    parts.extend(facts.date.iter().map(|date| words::vietnamese_date(date)));
    parts.extend(facts.issuer.clone());
    if !parts.is_empty() {
        output.line(&format!("    {}", parts.join(", ")))?;
    }
    let state = match (facts.state.as_str(), &facts.document) {
        ("resolved", Some(id)) => format!("có trong kho: {id}"),
        ("ambiguous", _) => {
            format!("nhiều văn bản khớp: {}", facts.candidates.join(", "))
        }
        ("malformed", _) => "thiếu phần để xác định văn bản".to_owned(),
        _ => "không có trong kho".to_owned(),
    };
    output.line(&format!("    {state}"))?;
    Ok(())
}
