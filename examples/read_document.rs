//! Reads a document: its head, its outline and its citations.
//!
//! `cargo run --example read_document -- tests/documents/nghi-quyet-tinh-uy.txt`

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use tracuu_extract::read::read;
use tracuu_legal::reading::Reading;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("usage: read_document FILE")?;
    std::io::Write::write_all(&mut std::io::stdout(), report(file.as_ref())?.as_bytes())?;
    Ok(())
}

/// What a file says, a line for each thing.
pub(crate) fn report(file: &Path) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(file)?;
    // Bytes become a manuscript, the one text that all places are ranges of.
    let manuscript = read(&bytes, file.to_str())?;
    // No text is an error from here on; what is not stated is `None`.
    let reading = Reading::read(manuscript, None);
    let (document, manuscript) = (&reading.document, &reading.document.manuscript);

    let mut out = String::new();
    if let Some(symbol) = &document.header.symbol {
        writeln!(out, "symbol: {}", symbol.value)?;
    }
    if let Some(date) = &document.header.date {
        writeln!(out, "date: {}", date.value)?;
    }
    if let Some(title) = &document.header.title {
        writeln!(out, "title: {}", title.value)?;
    }
    for provision in &document.outline.provisions {
        writeln!(out, "{}: {}", provision.path, provision.caption(manuscript))?;
    }
    for citation in &reading.citations {
        let place = document.outline.at(citation.span.start);
        let provision = place.and_then(|index| document.outline.provisions.get(index));
        let path = provision.map_or("the head", |provision| provision.path.as_str());
        writeln!(out, "cited in {path}: {}", manuscript.slice(citation.span))?;
    }
    Ok(out)
}
