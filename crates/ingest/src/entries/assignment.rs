//! Entries of the assignments of a held document.

use super::unit::DocumentUnits;
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::key::day_number;
use tracuu_index::plan::Field;
use tracuu_index::record::{AgencyKey, AssignmentRecord};
use tracuu_legal::assignment::deadline::Deadline;
use tracuu_legal::assignment::deadline_reader::DeadlineReader;
use tracuu_legal::assignment::duty::{Assignment, AssignmentSource, Duty};
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// The entries of all assignments, in the order of the text.
pub(crate) fn assignment_entries(
    units: &DocumentUnits<'_>,
    assignments: &[Assignment],
) -> Vec<Entry> {
    let assignments = (1..).zip(assignments);
    let deadlines = DeadlineReader::new(&units.reading.document);
    let records = assignments.map(|(number, one)| record(units, number, one, &deadlines));
    records.map(entry).collect()
}

fn record(
    units: &DocumentUnits<'_>,
    number: usize,
    assignment: &Assignment,
    deadlines: &DeadlineReader,
) -> AssignmentRecord {
    let text = units.text();
    let deadline = assignment.deadline.and_then(|span| deadlines.read(span.of(text)));
    let agencies = |is_meant: fn(Duty) -> bool| -> Vec<AgencyKey> {
        let parties = assignment.parties.iter().filter(|party| is_meant(party.duty));
        parties.map(|party| AgencyKey::from(&party.agency)).collect()
    };
    let written = |span: Span| one_line(span.of(text));
    let path = units.path_at(assignment.span.start);
    let mut covered: Vec<String> =
        assignment.measures.iter().map(|path| units.unit_id(path)).collect();
    if assignment.source == AssignmentSource::Text && covered.is_empty() {
        covered.push(units.unit_id(&path));
    }
    AssignmentRecord {
        id: format!("{}#giao-{number}", units.key.id),
        source: assignment.source,
        row: assignment.row.clone(),
        path,
        task: written(assignment.task),
        items: assignment.items.iter().map(|item| item.number).collect(),
        measures: assignment.measures.clone(),
        units: covered,
        lead: agencies(|duty| duty == Duty::Lead),
        coordinating: agencies(|duty| duty == Duty::Coordinate),
        others: agencies(|duty| !matches!(duty, Duty::Lead | Duty::Coordinate)),
        role: assignment.duty,
        deadline: assignment.deadline.map(written),
        due: deadline.and_then(|deadline| deadline.days(deadlines.issued())),
        recurrence: deadline.and_then(Deadline::recurrence),
        product: assignment.product.map(written),
        document: units.key.clone(),
        start: assignment.span.start,
        end: assignment.span.end,
        page: units
            .reading
            .document
            .manuscript
            .layout()
            .source_page(assignment.span.start),
        evidence: assignment.span.of(text).to_owned(),
    }
}

fn entry(record: AssignmentRecord) -> Entry {
    let mut keys = vec![(Field::Document, record.document.id.clone())];
    keys.extend(record.units.iter().map(|unit| (Field::Within, unit.clone())));
    let mut add = |field, agencies: &[AgencyKey]| {
        keys.extend(agencies.iter().map(|agency| (field, agency.id.clone())));
    };
    add(Field::Lead, &record.lead);
    add(Field::Coordinating, &record.coordinating);
    for agencies in [&record.lead, &record.coordinating, &record.others] {
        add(Field::Agency, agencies);
    }
    let recurrence =
        record.recurrence.map(|every| (Field::Recurrence, every.to_string()));
    keys.extend(recurrence);
    let numbers = record.due.map(|due| {
        let number = |field, day| (field, day_number(day));
        vec![number(Field::DeadlineStart, due.first), number(Field::Deadline, due.last)]
    });
    Entry {
        kind: EntryKind::Assignment,
        id: record.id.clone(),
        keys,
        numbers: numbers.unwrap_or_default(),
        heading: String::new(),
        body: record.evidence.clone(),
        record: Record::Assignment(Box::new(record)),
    }
}
