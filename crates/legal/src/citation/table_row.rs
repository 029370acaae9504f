//! Date, issuer and title of a document that is listed in a table: each in a cell of its own,
//! under a head that says so ("Văn bản | Ngày ban hành | Cơ quan ban hành").

use std::ops::Range;

use super::mention::{Citation, CitationKind};
use super::title_end::TitleEnd;
use super::vocabulary::{Class, eat};
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::layout::{BlockKind, Cell, Row, Table};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Longest cell that is taken for the name of a body, in bytes.
const MAX_ISSUER_BYTES: usize = 160;

/// What a column tells of the documents in the rows below.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    Document,
    Date,
    Issuer,
    Title,
}

/// Gives the documents in the rows of tables what the cells beside them state and they do
/// not. `citations` are in the order of the text.
pub(super) fn link(manuscript: &Manuscript, citations: &mut [Citation]) {
    for block in manuscript.blocks() {
        if let BlockKind::Table(table) = &block.kind {
            link_table(manuscript.text(), table, citations);
        }
    }
}

fn link_table(text: &str, table: &Table, citations: &mut [Citation]) {
    let Some((head, rows)) = table.rows.split_first() else { return };
    let read = |cell: &Cell| Some((cell.column, read_head(text, cell)?));
    let columns: Vec<_> = head.cells.iter().filter_map(read).collect();
    // "Ngày" alone may be the day of anything.
    if columns.len() < 2 {
        return;
    }
    for row in rows {
        link_row(text, row, &columns, citations);
    }
}

/// What the head of a column says of the cells below.
fn read_head(text: &str, cell: &Cell) -> Option<Column> {
    let words = cell.span.of(text);
    let is_all = |class| {
        let mut cursor = Cursor::new(words, 0);
        eat(class, &mut cursor) && cursor.rest().trim().is_empty()
    };
    let heads = [
        (Class::DocumentHead, Column::Document),
        (Class::DateHead, Column::Date),
        (Class::IssuerHead, Column::Issuer),
        (Class::TitleHead, Column::Title),
    ];
    heads.into_iter().find_map(|(class, column)| is_all(class).then_some(column))
}

fn link_row(
    text: &str,
    row: &Row,
    columns: &[(usize, Column)],
    citations: &mut [Citation],
) {
    let inside = citations.get_mut(inside(row, citations)).unwrap_or_default();
    let Some(citation) = listed(text, row, columns, inside) else { return };
    for (column, what) in columns {
        let cell = row.cells.iter().find(|cell| cell.column == *column);
        let place = cell.map(|cell| cell.span.trimmed(text)).unwrap_or_default();
        if !place.is_empty() && !place.overlaps(citation.span) {
            take(text, *what, place, citation);
        }
    }
}

/// The places of the citations in a row.
pub(super) fn inside(row: &Row, citations: &[Citation]) -> Range<usize> {
    let before = |end: usize| citations.partition_point(|one| one.span.start < end);
    before(row.span.start)..before(row.span.end)
}

/// Whether a citation with a number opens one of some cells.
pub(super) fn opens_cell<'c>(
    text: &str,
    citation: &Citation,
    cells: impl IntoIterator<Item = &'c Cell>,
) -> bool {
    let mut starts = cells.into_iter().map(|cell| cell.span.trimmed(text).start);
    citation.nested_in.is_none()
        && citation.kind == CitationKind::Numbered
        && starts.any(|start| start == citation.span.start)
}

/// The document that a row lists: the only one that opens a cell, in the column of documents
/// where there is one. What stands inside the words of a cell is named by them.
fn listed<'c>(
    text: &str,
    row: &Row,
    columns: &[(usize, Column)],
    citations: &'c mut [Citation],
) -> Option<&'c mut Citation> {
    let kind_of = |cell: &Cell| {
        columns.iter().find(|(column, _)| *column == cell.column).map(|(_, kind)| *kind)
    };
    let has_own = columns.iter().any(|(_, kind)| *kind == Column::Document);
    let holds_documents = |cell: &&Cell| match kind_of(cell) {
        Some(kind) => kind == Column::Document,
        None => !has_own,
    };
    let opens = |citation: &Citation| {
        opens_cell(text, citation, row.cells.iter().filter(holds_documents))
    };
    let mut opening = citations.iter_mut().filter(|citation| opens(citation));
    opening.next().filter(|_| opening.next().is_none())
}

/// Takes what a cell states.
fn take(text: &str, what: Column, place: Span, citation: &mut Citation) {
    let written = place.of(text);
    match what {
        Column::Date if citation.date_span.is_none() => {
            let date = read_date(text, place.start).filter(|(_, read)| *read == place);
            if let Some((date, _)) = date {
                citation.date = Some(date);
                citation.date_span = Some(place);
            }
        }
        Column::Issuer if citation.issuer.is_none() => {
            let is_name = written.len() <= MAX_ISSUER_BYTES && !written.contains('\n');
            citation.issuer = is_name.then_some(place);
        }
        Column::Title if citation.title.is_none() => {
            citation.title = Some(place);
            citation.title_end = Some(TitleEnd::Mark);
        }
        _ => {}
    }
}
