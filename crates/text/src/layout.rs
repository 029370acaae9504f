//! The layout of a text: its blocks, tables, bold and italic stretches and page breaks, as
//! places in the canonical text.
//!
//! Built with the manuscript and complete without it, so that it can be stored beside the
//! text and a page can be drawn from the two. Every value serialises as it stands.

use serde::{Deserialize, Serialize};

use super::run::Run;
use super::span::Span;

/// How the canonical text of one document is set.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Layout {
    /// Blocks in the order of the text, a line each (a table: a line a row).
    pub blocks: Vec<Block>,
    /// Bold and italic stretches, in order, without overlap; across blocks where the source
    /// goes on in one style.
    pub runs: Vec<Run>,
    /// Bytes at which a page break of the source was mended inside a paragraph or a cell,
    /// ascending.
    pub page_breaks: Vec<usize>,
    /// Where the body ends and what the page layout repeats begins.
    pub body_end: usize,
    /// Pages of the source whose text could not be read, ascending: pictures, or characters
    /// without sense. Nothing of them is in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread_pages: Vec<u32>,
    /// Pages of the source whose text a recogniser of characters (OCR) read, ascending: letters
    /// and digits may be wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recognised_pages: Vec<u32>,
}

/// One block of the text: a line of the canonical text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Block {
    /// Its place, without the line end.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Page of the source on which it begins, from 1. `None` for furniture and for formats
    /// whose pages are not fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_number: Option<u32>,
}

/// What a block is, as far as the source says. Levels and marks carry no meaning for the
/// outline: number sequences do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BlockKind {
    /// Marked as a heading by the source, of level 1 and up.
    Heading(u8),
    /// A paragraph; halves parted by a page break are one.
    Paragraph,
    /// An item of a list, its mark included in the text.
    ListItem,
    /// A footnote or endnote, behind the paragraph that refers to it. The place of the sign
    /// inside that paragraph is not kept: the sign is no text.
    Note,
    /// A table; the span covers all its rows, a line each, cells joined by ` | `.
    Table(Table),
    /// Repeated by the page layout; after the body.
    Furniture,
}

/// A table as geometry; what its columns mean is read elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Table {
    /// From top to bottom; rows continued over a page are one row, and heads typed again
    /// on a later page are not among them.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Its line.
    pub span: Span,
    /// From left to right; a merged cell is listed once, where it starts.
    pub cells: Vec<Cell>,
}

/// One cell of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cell {
    /// Its text; empty cells have an empty span.
    pub span: Span,
    /// Index of its first column, from 0.
    pub column: usize,
    /// Columns that it spans, at least 1.
    pub n_columns: usize,
    /// Rows that it spans, at least 1.
    pub n_rows: usize,
    /// The paragraphs inside, in order; one that covers the whole span in most tables.
    pub paragraphs: Vec<Span>,
}

impl Layout {
    /// The blocks that share a byte with `span`, or hold it where it is empty. O(log n).
    pub fn blocks_in(&self, span: Span) -> &[Block] {
        let start = self.blocks.partition_point(|block| block.span.end <= span.start);
        let end = self.blocks.partition_point(|block| block.span.start < span.end);
        self.blocks.get(start..end).unwrap_or_default()
    }

    /// The layout of a stretch of the text, its places counted from the beginning of the
    /// stretch. A table keeps the rows that share a byte with it; cells keep their columns.
    #[must_use]
    pub fn slice(&self, span: Span) -> Self {
        let cut = |place: Span| clipped(place, span);
        let blocks = self.blocks_in(span).iter().map(|block| {
            let kind = match &block.kind {
                BlockKind::Table(table) => BlockKind::Table(table.slice(span)),
                other => other.clone(),
            };
            Block { span: cut(block.span), kind, page_number: block.page_number }
        });
        let mut pages = self.blocks_in(span).iter().filter_map(|block| block.page_number);
        let first_page = pages.next();
        let last_page = pages.next_back().or(first_page);
        let runs = self.runs_in(span).iter();
        let page_breaks =
            self.page_breaks.iter().filter(|at| (span.start..span.end).contains(*at));
        Self {
            blocks: blocks.collect(),
            runs: runs.map(|run| Run { span: cut(run.span), ..*run }).collect(),
            page_breaks: page_breaks.map(|at| at - span.start).collect(),
            body_end: self.body_end.clamp(span.start, span.end) - span.start,
            // What is not in the text is in no stretch of it.
            unread_pages: Vec::new(),
            recognised_pages: self
                .recognised_pages
                .iter()
                .copied()
                .filter(|page| first_page <= Some(*page) && Some(*page) <= last_page)
                .filter(|_| first_page.is_some())
                .collect(),
        }
    }

    /// The runs that share a byte with `span`; the first and the last may reach beyond it.
    /// An empty span has those around it. O(log n).
    pub fn runs_in(&self, span: Span) -> &[Run] {
        let start = self.runs.partition_point(|run| run.span.end <= span.start);
        let end = self.runs.partition_point(|run| run.span.start < span.end);
        self.runs.get(start..end).unwrap_or_default()
    }
}

impl Table {
    fn slice(&self, span: Span) -> Self {
        let cut = |place: Span| clipped(place, span);
        let rows = self.rows.iter().filter(|row| row.span.overlaps(span));
        let rows = rows.map(|row| Row {
            span: cut(row.span),
            cells: row
                .cells
                .iter()
                .map(|cell| Cell {
                    span: cut(cell.span),
                    paragraphs: cell.paragraphs.iter().copied().map(cut).collect(),
                    ..*cell
                })
                .collect(),
        });
        Self { rows: rows.collect() }
    }
}

/// The part of a place inside a stretch, counted from the beginning of the stretch.
fn clipped(place: Span, span: Span) -> Span {
    let inside = |at: usize| at.clamp(span.start, span.end);
    Span::new(inside(place.start), inside(place.end)).shifted_back(span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::{CellDraft, ManuscriptBuilder, RowDraft};
    use crate::manuscript::Manuscript;
    use crate::styled::{Style, StyledText};

    fn manuscript() -> Manuscript {
        let mut title = StyledText::default();
        title.push("KẾ HOẠCH", Style { bold: true, italic: false });
        let cell = |column, n_columns, text: &str| CellDraft {
            column,
            n_columns,
            paragraphs: vec![StyledText::plain(text)],
            ..CellDraft::default()
        };
        let mut builder = ManuscriptBuilder::default();
        builder.begin_page(3);
        builder.heading(1, &title);
        builder.table(&[
            RowDraft {
                cells: vec![cell(0, 2, "Nhiệm vụ"), cell(2, 1, "Thời hạn")]
            },
            RowDraft { cells: vec![cell(0, 1, "1"), cell(2, 1, "Quý I")] },
        ]);
        builder.paragraph(&StyledText::plain("Nơi nhận"));
        builder.finish()
    }

    #[test]
    fn a_layout_is_stored_and_read_back() {
        let manuscript = manuscript();
        let stored = serde_json::to_string(manuscript.layout()).unwrap();
        let read: Layout = serde_json::from_str(&stored).unwrap();
        assert_eq!(&read, manuscript.layout());
    }

    #[test]
    fn a_stretch_has_the_layout_of_its_words() {
        let manuscript = manuscript();
        let layout = manuscript.layout();
        let text = manuscript.text();
        let span = Span::new(text.find("1 |").unwrap(), text.len());
        let slice = layout.slice(span);
        let part = span.of(text);
        let [table, paragraph] = slice.blocks.as_slice() else { panic!("{slice:?}") };
        assert_eq!(paragraph.span.of(part), "Nơi nhận");
        let BlockKind::Table(table) = &table.kind else { panic!("table") };
        assert_eq!(table.rows.len(), 1);
        let cell = &table.rows[0].cells[1];
        assert_eq!((cell.span.of(part), cell.column), ("Quý I", 2));
        assert_eq!(layout.slice(Span::new(0, text.len())), *layout);
    }

    #[test]
    fn parts_are_found_by_their_place() {
        let manuscript = manuscript();
        let layout = manuscript.layout();
        let place = manuscript.text().find("Quý").unwrap();
        let [block] = layout.blocks_in(Span::new(place, place + 1)) else {
            panic!("help: one block holds one letter")
        };
        let BlockKind::Table(table) = &block.kind else { panic!("table") };
        assert_eq!(table.rows[1].cells[1].column, 2);
        assert_eq!(table.rows[0].cells[0].n_columns, 2);
        assert!(layout.runs_in(block.span).is_empty());
        assert_eq!(layout.runs_in(Span::new(0, 1)).len(), 1);
        assert_eq!(layout.blocks_in(Span::new(2, 2)).len(), 1);
        assert_eq!(block.page_number, Some(3));
    }
}
