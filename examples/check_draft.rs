//! Checks a draft against a collection and the house rules.
//!
//! `cargo run -- ingest && cargo run --example check_draft -- index draft.docx`

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::run::{CheckSettings, check};
use tracuu_extract::read::read;
use tracuu_index::reader::Collection;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "usage: check_draft INDEX FILE";
    let (index, file) = (args.next().ok_or(usage)?, args.next().ok_or(usage)?);
    let report = report(index.as_ref(), file.as_ref())?;
    std::io::Write::write_all(&mut std::io::stdout(), report.as_bytes())?;
    Ok(())
}

/// The findings on a draft, a line each, and what was compared.
pub(crate) fn report(index: &Path, file: &Path) -> Result<String, Box<dyn Error>> {
    let manuscript = read(&std::fs::read(file)?, file.to_str())?;
    // The second value is the office's province: what `TU` means where the text does not
    // say which one.
    let draft = Draft::read(manuscript, None);

    let collection = Collection::open(index)?;
    let directory = DocumentDirectory::read(&collection)?;
    let against =
        ReferenceCollection { directory: &directory, collection: Some(&collection) };
    // Without a day the draft's own date decides which documents are in force.
    let report = check(&draft, against, &CheckSettings::default())?;

    let mut out = String::new();
    for finding in &report.findings {
        let words = draft.document.manuscript.slice(finding.span);
        writeln!(out, "{}: “{words}”: {}", finding.rule.id(), finding.message)?;
    }
    let coverage = &report.coverage;
    writeln!(
        out,
        "{} citations found, {} checked",
        coverage.n_found, coverage.n_checked
    )?;
    Ok(out)
}
