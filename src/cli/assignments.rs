//! `tracuu assignments FILE`.

use std::path::Path;

use serde::Serialize;

use super::failure::Outcome;
use super::input;
use super::output::Output;
use crate::config::settings::Settings;
use tracuu_legal::assignment::duty::{self, AssignmentSource, Duty};
use tracuu_legal::reading::Reading;
use tracuu_print::messages::VIETNAMESE;
use tracuu_server::wire::offset_unit::OffsetUnit;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::utf16::Utf16Offsets;

/// Who does what in a document, on the wire.
#[derive(Serialize)]
struct AssignmentsAnswer {
    offset_unit: OffsetUnit,
    assignments: Vec<Assignment>,
}

/// One assignment; agencies as written.
#[derive(Serialize)]
struct Assignment {
    source: &'static str,
    row: Option<String>,
    task: String,
    items: Vec<u32>,
    measures: Vec<String>,
    lead: Vec<String>,
    coordinating: Vec<String>,
    others: Vec<String>,
    role: &'static str,
    deadline: Option<String>,
    product: Option<String>,
    path: Option<String>,
    start: usize,
    end: usize,
}

/// Prints who does what in a document, in the order of its text.
pub(super) fn run(
    settings: &Settings,
    file: &Path,
    output: &mut Output,
) -> anyhow::Result<Outcome> {
    let manuscript = input::manuscript(file)?;
    let draft = Reading::read(manuscript, settings.office.province.as_deref());
    let manuscript = &draft.document.manuscript;
    let offsets = Utf16Offsets::new(manuscript.text());
    let found = draft.assignments();
    let assignments =
        found.iter().map(|one| Assignment::new(one, manuscript, &offsets)).collect();
    let answer = AssignmentsAnswer { offset_unit: OffsetUnit::Utf16, assignments };
    if output.is_text() {
        for assignment in &answer.assignments {
            print(assignment, output)?;
        }
    } else {
        output.json(&answer)?;
    }
    Ok(Outcome::from_found(!answer.assignments.is_empty()))
}

impl Assignment {
    fn new(
        found: &duty::Assignment,
        manuscript: &Manuscript,
        offsets: &Utf16Offsets<'_>,
    ) -> Self {
        let written = |span: Span| manuscript.slice(span).to_owned();
        let is_other = |duty| !matches!(duty, Duty::Lead | Duty::Coordinate);
        Self {
            source: match found.source {
                AssignmentSource::Table => "table",
                AssignmentSource::Text => "text",
            },
            row: found.row.clone(),
            task: written(found.task),
            items: found.items.iter().map(|item| item.number).collect(),
            measures: found.measures.clone(),
            lead: found.lead().map(|party| written(party.span)).collect(),
            coordinating: found.coordinating().map(|party| written(party.span)).collect(),
            others: found
                .parties
                .iter()
                .filter(|party| is_other(party.duty))
                .map(|party| written(party.span))
                .collect(),
            role: VIETNAMESE.duty(found.duty),
            deadline: found.deadline.map(written),
            product: found.product.map(written),
            path: found.provision.clone(),
            start: offsets.of_byte(found.span.start),
            end: offsets.of_byte(found.span.end),
        }
    }
}

fn print(assignment: &Assignment, output: &mut Output) -> anyhow::Result<()> {
    match (&assignment.row, &assignment.path) {
        (Some(row), _) => output.bold(&VIETNAMESE.cli_row(row))?,
        (None, Some(path)) => output.bold(path)?,
        (None, None) => output.bold("–")?,
    }
    output.line(&format!("  {}", assignment.task.replace('\n', " ")))?;
    for (label, agencies) in [
        (VIETNAMESE.common_lead(), &assignment.lead),
        (VIETNAMESE.common_coordinating(), &assignment.coordinating),
        (VIETNAMESE.cli_other_agencies(), &assignment.others),
    ] {
        if !agencies.is_empty() {
            output.line(&format!("    {label}: {}", agencies.join("; ")))?;
        }
    }
    if !assignment.measures.is_empty() {
        let label = VIETNAMESE.common_measure();
        output.line(&format!("    {label}: {}", assignment.measures.join(", ")))?;
    }
    for (label, value) in [
        (VIETNAMESE.common_deadline(), &assignment.deadline),
        (VIETNAMESE.common_product(), &assignment.product),
    ] {
        if let Some(value) = value {
            output.line(&format!("    {label}: {value}"))?;
        }
    }
    Ok(())
}
