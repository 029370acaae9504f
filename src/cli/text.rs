//! `tracuu text FILE`.

use std::path::Path;

use serde::Serialize;

use super::failure::Outcome;
use super::input;
use super::output::Output;

/// The canonical text on the wire.
#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
}

/// Prints the canonical text of a document, a block a line.
pub(super) fn run(file: &Path, output: &mut Output) -> anyhow::Result<Outcome> {
    let manuscript = input::manuscript(file)?;
    let text = manuscript.text();
    if output.is_text() {
        output.line(text.strip_suffix('\n').unwrap_or(text))?;
    } else {
        output.json(&Text { text })?;
    }
    Ok(Outcome::from_found(!text.trim().is_empty()))
}
