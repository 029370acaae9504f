//! A held text as a page shows it: lines with anchors, linked citations, tables.

use std::collections::BTreeMap;

use crate::index::record::{CitationRecord, OutlineEntry, Unit};
use crate::text::span::Span;

/// What stands between two cells of a table row in the canonical text.
const CELL_SEPARATOR: &str = " | ";

/// A block of a text: lines of prose, or a table.
#[derive(Debug, PartialEq)]
pub(super) enum Block {
    /// One line.
    Line(Line),
    /// Neighbouring rows.
    Table(Vec<Row>),
}

/// A line of prose.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// Paths of the provisions that begin here.
    pub(super) anchors: Vec<String>,
    /// Depth of the provision whose heading it is, from 1; `None` for a paragraph.
    pub(super) heading: Option<usize>,
    /// The text.
    pub(super) pieces: Vec<Run>,
}

/// A row of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Row {
    /// Paths of the provisions that begin here.
    pub(super) anchors: Vec<String>,
    /// Its cells from left to right.
    pub(super) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Cell {
    /// Columns that it spans.
    pub(super) n_columns: usize,
    /// The text.
    pub(super) pieces: Vec<Run>,
}

/// A stretch of text, linked where it is a citation.
#[derive(Debug, PartialEq)]
pub(super) struct Run {
    /// The text.
    pub(super) text: String,
    /// Where it leads.
    pub(super) link: Option<Link>,
}

/// Where a citation leads.
#[derive(Debug, PartialEq)]
pub(super) enum Link {
    /// To the one document that it names.
    Document(String),
    /// To the documents that it may name.
    Ambiguous(String),
    /// Nowhere: the document is not known, or the symbol cannot be read.
    Nowhere,
}

/// The blocks of a unit, with the anchors of the provisions that begin inside.
pub(super) fn blocks(unit: &Unit, outline: &[OutlineEntry]) -> Vec<Block> {
    let begins = begins_inside(unit, outline);
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = 0;
    for line in unit.text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        let here: Vec<&OutlineEntry> = begins
            .range(span.start..start)
            .flat_map(|(_, entries)| entries)
            .copied()
            .collect();
        if line.trim().is_empty() {
            continue;
        }
        let anchors = here.iter().map(|entry| entry.path.clone()).collect();
        if !line.contains(CELL_SEPARATOR) {
            let heading = here.iter().find_map(|entry| heading_depth(entry, line));
            let pieces = runs(unit, span);
            blocks.push(Block::Line(Line { anchors, heading, pieces }));
            continue;
        }
        let row = Row { anchors, cells: cells(unit, span) };
        match blocks.last_mut() {
            Some(Block::Table(rows)) => rows.push(row),
            _ => blocks.push(Block::Table(vec![row])),
        }
    }
    for block in &mut blocks {
        if let Block::Table(rows) = block {
            fill_rows(rows);
        }
    }
    blocks
}

/// The provisions that begin inside a unit, by their offset in its text.
fn begins_inside<'a>(
    unit: &Unit,
    outline: &'a [OutlineEntry],
) -> BTreeMap<usize, Vec<&'a OutlineEntry>> {
    let mut begins: BTreeMap<usize, Vec<&OutlineEntry>> = BTreeMap::new();
    for entry in outline {
        let inside =
            entry.start.checked_sub(unit.start).filter(|at| *at <= unit.text.len());
        if let Some(offset) = inside {
            begins.entry(offset).or_default().push(entry);
        }
    }
    begins
}

/// The depth of a provision whose heading a line is: the line holds its label and title
/// and little more, so that a clause whose whole text is its line stays a paragraph.
fn heading_depth(entry: &OutlineEntry, line: &str) -> Option<usize> {
    /// Bytes of a line that are neither label nor title: full stops, hyphens, spaces.
    const MAX_REST: usize = 8;
    /// Longest heading; a longer one is read as a paragraph.
    const MAX_HEADING: usize = 400;
    let is_heading = !entry.title.is_empty()
        && line.len() <= MAX_HEADING
        && line.len() <= entry.title.len() + entry.label.len() + MAX_REST;
    is_heading.then(|| entry.path.split('.').count())
}

/// The cells of a row.
fn cells(unit: &Unit, row: Span) -> Vec<Cell> {
    let mut start = row.start;
    let mut found = Vec::new();
    for cell in row.of(&unit.text).split(CELL_SEPARATOR) {
        let span = Span::new(start, start + cell.len());
        start = span.end + CELL_SEPARATOR.len();
        found.push(Cell { n_columns: 1, pieces: runs(unit, span) });
    }
    found
}

/// Lets the last cell of a short row reach to the right edge of the table.
fn fill_rows(rows: &mut [Row]) {
    let n_columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    for row in rows {
        let missing = n_columns - row.cells.len();
        if let Some(last) = row.cells.last_mut() {
            last.n_columns += missing;
        }
    }
}

/// The text under a span, cut at its citations. A citation inside another's span is part
/// of the outer link.
fn runs(unit: &Unit, span: Span) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = span.start;
    for citation in &unit.citations {
        let start = citation.start.max(at);
        let end = citation.end.min(span.end);
        if end <= start {
            continue;
        }
        push(&mut found, Span::new(at, start).of(&unit.text), None);
        push(&mut found, Span::new(start, end).of(&unit.text), link_of(citation));
        at = end;
    }
    push(&mut found, Span::new(at, span.end).of(&unit.text), None);
    found
}

fn push(found: &mut Vec<Run>, text: &str, link: Option<Link>) {
    if !text.is_empty() {
        found.push(Run { text: text.to_owned(), link });
    }
}

/// Where a citation leads; a document that speaks of itself leads nowhere.
fn link_of(citation: &CitationRecord) -> Option<Link> {
    if citation.kind == "self" {
        return None;
    }
    Some(match (&citation.document, citation.state.as_str()) {
        (Some(id), _) => Link::Document(format!("/documents/{id}")),
        (None, "ambiguous") => {
            Link::Ambiguous(citation.symbol.clone().unwrap_or_default())
        }
        _ => Link::Nowhere,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, title: &str, start: usize) -> OutlineEntry {
        OutlineEntry {
            path: path.to_owned(),
            level: "clause".to_owned(),
            label: path.rsplit('.').next().unwrap_or_default().to_owned(),
            title: title.to_owned(),
            start,
            end: start,
        }
    }

    fn unit(text: &str, citations: Vec<CitationRecord>) -> Unit {
        Unit { start: 100, text: text.to_owned(), citations, ..Unit::default() }
    }

    fn citation(text: &str, cited: &str) -> CitationRecord {
        let start = text.find(cited).unwrap();
        CitationRecord {
            start,
            end: start + cited.len(),
            document: Some("x".to_owned()),
            ..CitationRecord::default()
        }
    }

    #[test]
    fn provisions_that_begin_on_a_line_are_anchored_there() {
        let text = "1. Công tác cán bộ\nMột đoạn.\na) Điểm";
        let second = "1. Công tác cán bộ\nMột đoạn.\n".len();
        let outline =
            [entry("II.1", "Công tác cán bộ", 100), entry("II.1.a", "", 100 + second)];
        let blocks = blocks(&unit(text, vec![]), &outline);
        let lines: Vec<(Vec<String>, Option<usize>)> = blocks
            .into_iter()
            .map(|block| match block {
                Block::Line(line) => (line.anchors, line.heading),
                Block::Table(_) => panic!("no table"),
            })
            .collect();
        assert_eq!(
            lines,
            [
                (vec!["II.1".to_owned()], Some(2)),
                (vec![], None),
                (vec!["II.1.a".to_owned()], None)
            ]
        );
    }

    #[test]
    fn rows_become_a_table_with_linked_citations_in_their_cells() {
        let text = "STT | Văn bản\n1 | Nghị quyết số 5-NQ/TU và\nNhóm";
        let blocks =
            blocks(&unit(text, vec![citation(text, "Nghị quyết số 5-NQ/TU")]), &[]);
        assert_eq!(blocks.len(), 2);
        let Block::Table(rows) = &blocks[0] else { panic!("no table") };
        assert_eq!(rows.len(), 2);
        let pieces = &rows[1].cells[1].pieces;
        assert_eq!(pieces[0].text, "Nghị quyết số 5-NQ/TU");
        assert_eq!(pieces[0].link, Some(Link::Document("/documents/x".to_owned())));
        assert_eq!(pieces[1].text, " và");
    }

    #[test]
    fn the_runs_of_a_line_give_its_text_back() {
        let text = "Theo Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU.";
        let citations = vec![
            citation(text, "Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU"),
            citation(text, "Nghị quyết số 2-NQ/TU"),
        ];
        let pieces = runs(&unit(text, citations), Span::new(0, text.len()));
        let joined: String = pieces.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(joined, text);
        assert_eq!(pieces.len(), 3);
    }
}
