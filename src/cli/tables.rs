//! The tables of a draft: its documents, and which of its parts cite which.

use std::io;

use serde::Serialize;

use super::output::Output;
use tracuu_check::draft::Draft;
use tracuu_check::field::CitationPart;
use tracuu_check::report::CheckReport;
use tracuu_check::table::{CitedDocumentRow, CitingPartRow, documents, parts};
use tracuu_print::messages::VIETNAMESE;
use tracuu_print::sheet::table::{Cell, Sheet};

/// A document of a draft on the wire.
#[derive(Serialize)]
struct ListedDocument<'d> {
    name: &'d str,
    full: &'d str,
    missing: &'d [CitationPart],
    document: Option<&'d str>,
    paths: &'d [String],
    n_mentions: usize,
}

/// A part of a draft on the wire.
#[derive(Serialize)]
struct ListedPart<'d> {
    path: &'d str,
    title: &'d str,
    cites: Vec<&'d str>,
}

/// A table as a sheet.
pub(super) fn sheet(is_parts: bool, draft: &Draft, report: &CheckReport) -> Sheet {
    let cited = documents(draft, report);
    if is_parts {
        return parts_sheet(&cited, &parts(draft, report));
    }
    let head = [
        VIETNAMESE.column_number(),
        VIETNAMESE.column_document(),
        VIETNAMESE.cli_table_full(),
        VIETNAMESE.cli_table_missing(),
        VIETNAMESE.column_places(),
        VIETNAMESE.cli_table_n_mentions(),
    ];
    let mut sheet = Sheet::new(VIETNAMESE.column_document(), head);
    for (at, document) in cited.iter().enumerate() {
        sheet.push([
            (at + 1).into(),
            document.name.clone().into(),
            document.full.clone().into(),
            missing(document).into(),
            places(&document.paths).into(),
            document.n_mentions.into(),
        ]);
    }
    sheet
}

fn parts_sheet(cited: &[CitedDocumentRow], parts: &[CitingPartRow]) -> Sheet {
    let mut head =
        [VIETNAMESE.column_unit(), VIETNAMESE.column_task()].map(str::to_owned).to_vec();
    head.extend(cited.iter().map(|document| document.name.clone()));
    let rows = parts.iter().map(|part| {
        let mut row: Vec<Cell> =
            vec![VIETNAMESE.path_name(&part.path).into(), part.title.clone().into()];
        row.extend(part.cites.iter().map(|cites| if *cites { "x" } else { "" }.into()));
        row
    });
    Sheet { name: VIETNAMESE.cli_table_parts(), head, rows: rows.collect(), note: None }
}

fn places(paths: &[String]) -> String {
    paths.iter().map(|path| VIETNAMESE.path_name(path)).collect::<Vec<_>>().join("; ")
}

fn missing(document: &CitedDocumentRow) -> String {
    document.missing.iter().map(|part| part.label()).collect::<Vec<_>>().join(", ")
}

/// Prints a table for people, or as JSON.
pub(super) fn print(
    is_parts: bool,
    draft: &Draft,
    report: &CheckReport,
    output: &mut Output,
) -> io::Result<()> {
    let cited = documents(draft, report);
    let parts = if is_parts { parts(draft, report) } else { Vec::new() };
    match (output.is_text(), is_parts) {
        (true, false) => print_documents(&cited, output),
        (true, true) => print_parts(&cited, &parts, output),
        (false, false) => {
            let listed = cited.iter().map(|document| ListedDocument {
                name: &document.name,
                full: &document.full,
                missing: &document.missing,
                document: document.document.as_deref(),
                paths: &document.paths,
                n_mentions: document.n_mentions,
            });
            output.json(&listed.collect::<Vec<_>>())
        }
        (false, true) => {
            let listed = parts.iter().map(|part| ListedPart {
                path: &part.path,
                title: &part.title,
                cites: names(&cited, part),
            });
            output.json(&listed.collect::<Vec<_>>())
        }
    }
}

fn names<'d>(cited: &'d [CitedDocumentRow], part: &CitingPartRow) -> Vec<&'d str> {
    let marked = cited.iter().zip(&part.cites).filter(|(_, cites)| **cites);
    marked.map(|(document, _)| document.name.as_str()).collect()
}

fn print_documents(cited: &[CitedDocumentRow], output: &mut Output) -> io::Result<()> {
    for (at, document) in cited.iter().enumerate() {
        output.plain(&format!("{:>3}. ", at + 1))?;
        output.bold(&document.full)?;
        output.line("")?;
        if !document.missing.is_empty() {
            output.line(&format!(
                "     {}",
                VIETNAMESE.cli_check_missing(missing(document))
            ))?;
        }
        output.line(&format!(
            "     {}",
            VIETNAMESE.cli_check_cited_at(places(&document.paths))
        ))?;
    }
    Ok(())
}

fn print_parts(
    cited: &[CitedDocumentRow],
    parts: &[CitingPartRow],
    output: &mut Output,
) -> io::Result<()> {
    for part in parts {
        output.bold(&VIETNAMESE.path_name(&part.path))?;
        output.line(&format!(" {}", part.title))?;
        for name in names(cited, part) {
            output.line(&format!("    {name}"))?;
        }
    }
    Ok(())
}
