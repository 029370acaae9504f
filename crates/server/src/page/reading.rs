//! A held text as a page shows it: lines with anchors, linked citations, tables.

use std::collections::BTreeMap;

use tracuu_index::record::{CitationRecord, OutlineEntry, Unit};
use tracuu_text::span::Span;

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
    pub(super) runs: Vec<Run>,
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
    pub(super) runs: Vec<Run>,
}

/// A stretch of text, linked where it is a citation.
#[derive(Debug, PartialEq)]
pub(super) struct Run {
    /// The text, in pieces where some of it was found.
    pub(super) pieces: Vec<Piece>,
    /// Where it leads.
    pub(super) link: Option<Link>,
}

/// A stretch of text that was found, or was not.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    /// The text.
    pub(super) text: String,
    /// Whether it is of a place that was found.
    pub(super) is_found: bool,
    /// The number of the place that begins here, from 1.
    pub(super) number: Option<usize>,
}

/// Lines of a unit, and the places in it that were found.
#[derive(Clone, Copy)]
pub(super) struct Reading<'u> {
    /// The unit.
    pub(super) unit: &'u Unit,
    /// Places in its text, ascending.
    pub(super) places: &'u [Span],
    /// Number of the first, from 1.
    pub(super) first_number: usize,
    /// The lines to show, in bytes of its text.
    pub(super) lines: Span,
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

/// The blocks of some lines of a unit, with the anchors of the provisions that begin inside.
pub(super) fn blocks(reading: Reading<'_>, outline: &[OutlineEntry]) -> Vec<Block> {
    let unit = reading.unit;
    let begins = begins_inside(unit, outline);
    let mut blocks: Vec<Block> = Vec::new();
    let mut start = reading.lines.start;
    for line in reading.lines.of(&unit.text).split('\n') {
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
            let runs = runs(reading, span);
            blocks.push(Block::Line(Line { anchors, heading, runs }));
            continue;
        }
        let row = Row { anchors, cells: cells(reading, span) };
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
fn cells(reading: Reading<'_>, row: Span) -> Vec<Cell> {
    let mut start = row.start;
    let mut found = Vec::new();
    for cell in row.of(&reading.unit.text).split(CELL_SEPARATOR) {
        let span = Span::new(start, start + cell.len());
        start = span.end + CELL_SEPARATOR.len();
        found.push(Cell { n_columns: 1, runs: runs(reading, span) });
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
fn runs(reading: Reading<'_>, span: Span) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = span.start;
    for citation in &reading.unit.citations {
        let start = citation.start.max(at);
        let end = citation.end.min(span.end);
        if end <= start {
            continue;
        }
        found.extend(run(reading, Span::new(at, start), None));
        found.extend(run(reading, Span::new(start, end), link_of(citation)));
        at = end;
    }
    found.extend(run(reading, Span::new(at, span.end), None));
    found
}

/// One run, cut at the places that were found; `None` where it would be empty.
fn run(reading: Reading<'_>, span: Span, link: Option<Link>) -> Option<Run> {
    let text = &reading.unit.text;
    let mut pieces = Vec::new();
    let mut at = span.start;
    let mut push = |span: Span, is_found: bool, number: Option<usize>| {
        if !span.is_empty() {
            pieces.push(Piece { text: span.of(text).to_owned(), is_found, number });
        }
    };
    let first = reading.places.partition_point(|place| place.end <= span.start);
    let places = reading.places.iter().enumerate().skip(first);
    for (index, place) in places.take_while(|(_, place)| place.start < span.end) {
        let (start, end) = (place.start.max(span.start), place.end.min(span.end));
        push(Span::new(at, start), false, None);
        let begins_here = place.start == start;
        let number = begins_here.then_some(reading.first_number + index);
        push(Span::new(start, end), true, number);
        at = end;
    }
    push(Span::new(at, span.end), false, None);
    (!pieces.is_empty()).then_some(Run { pieces, link })
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

    fn whole(unit: &Unit) -> Reading<'_> {
        let lines = Span::new(0, unit.text.len());
        Reading { unit, places: &[], first_number: 1, lines }
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
        let blocks = blocks(whole(&unit(text, vec![])), &outline);
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
        let blocks = blocks(
            whole(&unit(text, vec![citation(text, "Nghị quyết số 5-NQ/TU")])),
            &[],
        );
        assert_eq!(blocks.len(), 2);
        let Block::Table(rows) = &blocks[0] else { panic!("no table") };
        assert_eq!(rows.len(), 2);
        let pieces = &rows[1].cells[1].runs;
        assert_eq!(pieces[0].pieces[0].text, "Nghị quyết số 5-NQ/TU");
        assert_eq!(pieces[0].link, Some(Link::Document("/documents/x".to_owned())));
        assert_eq!(pieces[1].pieces[0].text, " và");
    }

    #[test]
    fn the_runs_of_a_line_give_its_text_back() {
        let text = "Theo Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU.";
        let citations = vec![
            citation(text, "Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU"),
            citation(text, "Nghị quyết số 2-NQ/TU"),
        ];
        let pieces = runs(whole(&unit(text, citations)), Span::new(0, text.len()));
        let joined: String = pieces
            .iter()
            .flat_map(|run| &run.pieces)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(joined, text);
        assert_eq!(pieces.len(), 3);
    }

    #[test]
    fn what_was_found_is_marked_across_citations_and_numbered_once() {
        let text = "Thực hiện Nghị quyết số 5-NQ/TU về kiểm tra";
        let unit = unit(text, vec![citation(text, "Nghị quyết số 5-NQ/TU")]);
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let places = [at("hiện Nghị"), at("kiểm tra")];
        let reading = Reading { places: &places, first_number: 4, ..whole(&unit) };
        let found: Vec<(String, Option<usize>)> = runs(reading, reading.lines)
            .into_iter()
            .flat_map(|run| run.pieces)
            .filter(|piece| piece.is_found)
            .map(|piece| (piece.text, piece.number))
            .collect();
        let expected = [("hiện ", Some(4)), ("Nghị", None), ("kiểm tra", Some(5))];
        assert_eq!(found, expected.map(|(text, number)| (text.to_owned(), number)));
    }
}
