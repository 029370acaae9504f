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
    /// Where pages of the source begin, ascending by place; empty where the format does not
    /// say. What stands before the first is on no known page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub page_starts: Vec<PageStart>,
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
}

/// Where a page of the source begins.
///
/// Numbers mostly ascend; what reading order moves (a list of recipients that goes on on the
/// page behind the signature) goes back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PageStart {
    /// Byte of the text.
    pub at: usize,
    /// Number of the page, counted from 1; not what is printed on it.
    pub number: u32,
}

/// The page of the source on which a place stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourcePage {
    /// Counted from 1.
    pub number: u32,
    /// Whether its text was recognised from a picture (OCR): letters and digits may be wrong.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_recognised: bool,
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

/// Adds a page start behind the others; one in the same place takes the place of the last, one
/// of the same page is left out.
pub(super) fn push_page_start(starts: &mut Vec<PageStart>, added: PageStart) {
    starts.pop_if(|last| last.at == added.at);
    if starts.last().is_none_or(|last| last.number != added.number) {
        starts.push(added);
    }
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
            Block { span: cut(block.span), kind }
        });
        let page_starts: Vec<PageStart> = self
            .pages_in(span)
            .iter()
            .map(|start| PageStart {
                at: start.at.max(span.start) - span.start,
                ..*start
            })
            .collect();
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
                .filter(|page| page_starts.iter().any(|start| start.number == *page))
                .collect(),
            page_starts,
        }
    }

    /// The pages on which a stretch stands, the first from before it; empty where they are not
    /// known. O(log n).
    fn pages_in(&self, span: Span) -> &[PageStart] {
        let is_before = |at: usize| move |start: &PageStart| start.at < at;
        let end =
            self.page_starts.partition_point(is_before(span.end.min(self.body_end)));
        let start = self.page_starts.partition_point(is_before(span.start + 1));
        self.page_starts.get(start.saturating_sub(1)..end).unwrap_or_default()
    }

    /// The page on which a byte of the body stands; `None` where the format does not say.
    /// O(log n).
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        if offset >= self.body_end {
            return None;
        }
        let behind = self.page_starts.partition_point(|start| start.at <= offset);
        self.page_starts.get(behind.checked_sub(1)?).map(|start| start.number)
    }

    /// As [`Self::page_at`], with whether its text was recognised from a picture.
    pub fn source_page(&self, offset: usize) -> Option<SourcePage> {
        let number = self.page_at(offset)?;
        let is_recognised = self.recognised_pages.binary_search(&number).is_ok();
        Some(SourcePage { number, is_recognised })
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
        title.push("KẾ HOẠCH", Style { bold: true, ..Style::default() });
        let cell = |column, n_columns, text: &str| CellDraft {
            column,
            n_columns,
            paragraphs: vec![StyledText::plain(text)],
            ..CellDraft::default()
        };
        let mut builder = ManuscriptBuilder::default();
        title.begin_on_page(3);
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
    }

    #[test]
    fn pages_are_known_from_the_first_mark_to_the_end_of_the_body() {
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&StyledText::plain("Số 1"));
        let mut torn = StyledText::plain("một");
        torn.begin_on_page(2);
        let mut rest = StyledText::plain(" hai");
        rest.begin_on_page(3);
        torn.append(&rest);
        builder.paragraph(&torn);
        let mut same = StyledText::plain("ba");
        same.begin_on_page(3);
        builder.paragraph(&same);
        builder.furniture(same);
        let manuscript = builder.finish();
        let (layout, text) = (manuscript.layout(), manuscript.text());
        let page = |word: &str| layout.page_at(text.find(word).unwrap());
        assert_eq!([page("Số"), page("một"), page("hai")], [None, Some(2), Some(3)]);
        assert_eq!(layout.page_starts.len(), 2);
        assert_eq!(layout.page_at(layout.body_end), None);
        let part = layout.slice(Span::new(text.find("ba").unwrap(), text.len()));
        assert_eq!(part.page_starts, [PageStart { at: 0, number: 3 }]);
        assert_eq!(layout.slice(Span::new(0, 2)).page_starts, []);
    }
}
