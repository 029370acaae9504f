//! `tracuu outline FILE`.

use std::path::Path;

use super::failure::Outcome;
use super::input;
use super::output::Output;
use tracuu_legal::document::outline;
use tracuu_legal::document::structure::read_outline;
use tracuu_server::wire::offset_unit::OffsetUnit;
use tracuu_server::wire::outline::{Outline, Provision};
use tracuu_text::utf16::Utf16Offsets;

/// Prints the provision tree of a document.
pub(super) fn run(file: &Path, output: &mut Output) -> anyhow::Result<Outcome> {
    let manuscript = input::manuscript(file)?;
    let offsets = Utf16Offsets::new(manuscript.text());
    let tree = read_outline(&manuscript);
    let provision = |unit: &outline::Provision| Provision {
        path: unit.path.clone(),
        level: unit.kind(),
        label: unit.label.clone(),
        title: manuscript.slice(unit.title).to_owned(),
        start: offsets.of_byte(unit.span.start),
        end: offsets.of_byte(unit.span.end),
        changed: None,
    };
    let answer = Outline {
        offset_unit: OffsetUnit::Utf16,
        provisions: tree.provisions.iter().map(provision).collect(),
    };
    if output.is_text() {
        for (unit, wire) in tree.provisions.iter().zip(&answer.provisions) {
            let indent = "  ".repeat(wire.path.split('.').count() - 1);
            output.plain(&indent)?;
            output.bold(&wire.path)?;
            output.line(&format!(" {}", unit.caption(&manuscript)))?;
        }
    } else {
        output.json(&answer)?;
    }
    Ok(Outcome::from_found(!answer.provisions.is_empty()))
}
