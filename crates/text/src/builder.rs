//! Builds a manuscript block by block.
//!
//! The readers of every format write through this builder only, so that its invariants hold for
//! every format: the text is NFC, blocks stand a line each and tile it, furniture stands
//! after the body, spans lie on character boundaries.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

use super::layout::{self, Block, BlockKind, Cell, Layout, PageStart, Row, Table};
use super::manuscript::Manuscript;
use super::origin::{self, Origin, Origins};
use super::run::Run;
use super::span::Span;
use super::styled::StyledText;

/// What stands between two cells of a row.
const CELL_SEPARATOR: &str = " | ";

/// One row of a table that is being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowDraft {
    /// From left to right, a merged cell once.
    pub cells: Vec<CellDraft>,
}

/// One cell of a table that is being built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellDraft {
    /// Index of its first column, from 0.
    pub column: usize,
    /// Columns that it spans; 0 is read as 1.
    pub n_columns: usize,
    /// Rows that it spans; 0 is read as 1.
    pub n_rows: usize,
    /// The paragraphs inside; they are joined with a space.
    pub paragraphs: Vec<StyledText>,
}

/// Collects blocks in reading order; see [`Manuscript`].
#[derive(Clone, Debug, Default)]
pub struct ManuscriptBuilder {
    text: String,
    blocks: Vec<Block>,
    runs: Vec<Run>,
    page_breaks: Vec<usize>,
    origins: Vec<Origin>,
    furniture: Vec<StyledText>,
    page_starts: Vec<PageStart>,
}

impl ManuscriptBuilder {
    /// Adds a heading of a level from 1.
    pub fn heading(&mut self, level: u8, text: &StyledText) {
        self.block(BlockKind::Heading(level), text);
    }

    /// Adds a paragraph. A blank one is left out, here as elsewhere.
    pub fn paragraph(&mut self, text: &StyledText) {
        self.block(BlockKind::Paragraph, text);
    }

    /// Adds an item of a list, its mark included.
    pub fn list_item(&mut self, text: &StyledText) {
        self.block(BlockKind::ListItem, text);
    }

    /// Adds a footnote or endnote.
    pub fn note(&mut self, text: &StyledText) {
        self.block(BlockKind::Note, text);
    }

    /// Adds what the page layout repeats; it will stand after the body, in this order.
    pub fn furniture(&mut self, text: StyledText) {
        if !text.is_blank() {
            self.furniture.push(text);
        }
    }

    /// Adds a table; rows without any text are left out, and so is a table without rows.
    pub fn table(&mut self, rows: &[RowDraft]) {
        let mut table = Table::default();
        for row in rows.iter().filter(|row| !is_blank(row)) {
            self.start_line();
            let start = self.text.len();
            let cells = self.cells(row);
            table.rows.push(Row { span: Span::new(start, self.text.len()), cells });
        }
        if let (Some(first), Some(last)) = (table.rows.first(), table.rows.last()) {
            let span = first.span.cover(last.span);
            let kind = BlockKind::Table(table);
            self.blocks.push(Block { span, kind });
        }
    }

    /// The finished manuscript.
    pub fn finish(self) -> Manuscript {
        self.finish_traced().0
    }

    /// The finished manuscript, and where its text stands in the source.
    pub fn finish_traced(mut self) -> (Manuscript, Origins) {
        let mut body_end = self.text.len();
        let n_starts = self.page_starts.len();
        for text in std::mem::take(&mut self.furniture) {
            self.block(BlockKind::Furniture, &text);
        }
        self.page_starts.truncate(n_starts);
        if !is_nfc(&self.text) {
            body_end = self.compose(body_end);
        }
        let layout = Layout {
            blocks: self.blocks,
            runs: self.runs,
            page_breaks: self.page_breaks,
            page_starts: self.page_starts,
            body_end,
            unread_pages: Vec::new(),
            recognised_pages: Vec::new(),
        };
        let manuscript = Manuscript { text: self.text, layout };
        (manuscript, Origins::new(self.origins))
    }

    fn block(&mut self, kind: BlockKind, text: &StyledText) {
        if text.is_blank() {
            return;
        }
        self.start_line();
        let span = self.write(text);
        self.blocks.push(Block { span, kind });
    }

    fn start_line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn cells(&mut self, row: &RowDraft) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(row.cells.len());
        for (place, draft) in row.cells.iter().enumerate() {
            if place > 0 {
                self.text.push_str(CELL_SEPARATOR);
            }
            let start = self.text.len();
            let mut paragraphs: Vec<Span> = Vec::with_capacity(draft.paragraphs.len());
            for text in draft.paragraphs.iter().filter(|text| !text.is_blank()) {
                if !paragraphs.is_empty() {
                    self.text.push(' ');
                }
                paragraphs.push(self.write(text));
            }
            cells.push(Cell {
                span: Span::new(start, self.text.len()),
                column: draft.column,
                n_columns: draft.n_columns.max(1),
                n_rows: draft.n_rows.max(1),
                paragraphs,
            });
        }
        cells
    }

    /// Writes a text without the white space at its ends, line ends as spaces.
    fn write(&mut self, text: &StyledText) -> Span {
        let inside = Span::new(0, text.text().len()).trimmed(text.text());
        let start = self.text.len();
        let place = |at: usize| start + at.clamp(inside.start, inside.end) - inside.start;
        for (line, rest) in inside.of(text.text()).split(['\n', '\r']).enumerate() {
            if line > 0 {
                self.text.push(' ');
            }
            self.text.push_str(rest);
        }
        for run in text.runs() {
            let span = Span::new(place(run.span.start), place(run.span.end));
            if !span.is_empty() {
                self.runs.push(Run { span, ..*run });
            }
        }
        self.page_breaks.extend(text.page_breaks().iter().map(|at| place(*at)));
        for page in text.page_starts() {
            layout::push_page_start(
                &mut self.page_starts,
                PageStart { at: place(page.at), ..*page },
            );
        }
        let origins = text.origins().iter().filter_map(|one| one.inside(inside));
        origins.for_each(|one| {
            origin::push(&mut self.origins, one.moved(inside.start, start));
        });
        Span::new(start, self.text.len())
    }

    /// Composes a text that the removal of marks has left outside NFC (`**e**` before a
    /// combining accent), and moves every offset along. Returns the new end of the body.
    fn compose(&mut self, body_end: usize) -> usize {
        let composed = Composed::new(&self.text);
        for block in &mut self.blocks {
            composed.shift(&mut block.span);
            if let BlockKind::Table(table) = &mut block.kind {
                for row in &mut table.rows {
                    composed.shift(&mut row.span);
                    for cell in &mut row.cells {
                        composed.shift(&mut cell.span);
                        cell.paragraphs.iter_mut().for_each(|span| composed.shift(span));
                    }
                }
            }
        }
        self.runs.iter_mut().for_each(|run| composed.shift(&mut run.span));
        self.runs.retain(|run| !run.span.is_empty());
        self.page_breaks.iter_mut().for_each(|at| *at = composed.place(*at));
        self.page_starts.iter_mut().for_each(|start| start.at = composed.place(start.at));
        let body_end = composed.place(body_end);
        self.origins = origin::retraced(&self.origins, composed.stretches());
        self.text = composed.text;
        body_end
    }
}

fn is_blank(row: &RowDraft) -> bool {
    row.cells.iter().all(|cell| cell.paragraphs.iter().all(StyledText::is_blank))
}

/// A text in NFC with a map of offsets.
struct Composed {
    text: String,
    /// Old and new offset of every place at which the text can be cut, ascending.
    cuts: Vec<(usize, usize)>,
}

impl Composed {
    fn new(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut cuts = Vec::new();
        let mut piece_start = 0;
        let mut is_after_blank = false;
        for (at, letter) in source.char_indices() {
            // A mark at the beginning of a line or a cell composes with no blank before it.
            if stands_alone(letter) || is_after_blank {
                text.extend(Span::new(piece_start, at).of(source).nfc());
                cuts.push((at, text.len()));
                piece_start = at;
            }
            is_after_blank = matches!(letter, ' ' | '\n');
        }
        text.extend(Span::new(piece_start, source.len()).of(source).nfc());
        cuts.push((source.len(), text.len()));
        Self { text, cuts }
    }

    /// The new place of an old offset: the last cut at or before it.
    fn place(&self, offset: usize) -> usize {
        let after = self.cuts.partition_point(|(old, _)| *old <= offset);
        after.checked_sub(1).and_then(|cut| self.cuts.get(cut)).map_or(0, |(_, new)| *new)
    }

    /// What stands between two cuts, in the old and in the new text.
    fn stretches(&self) -> impl Iterator<Item = (Span, Span)> {
        let pairs = self.cuts.iter().zip(self.cuts.iter().skip(1));
        pairs.map(|(from, to)| (Span::new(from.0, to.0), Span::new(from.1, to.1)))
    }

    fn shift(&self, span: &mut Span) {
        *span = Span::new(self.place(span.start), self.place(span.end));
    }
}

/// Whether nothing before the letter can compose with it.
fn stands_alone(letter: char) -> bool {
    canonical_combining_class(letter) == 0
        && is_nfc_quick(std::iter::once(letter)) == IsNormalized::Yes
}

#[cfg(test)]
mod tests {
    use super::super::styled::Style;
    use super::*;

    #[test]
    fn furniture_stands_after_the_body() {
        let mut builder = ManuscriptBuilder::default();
        builder.furniture(StyledText::plain("2"));
        builder.paragraph(&StyledText::plain("  Điều 1 \n nêu trên  "));
        let manuscript = builder.finish();
        assert_eq!(manuscript.text(), "Điều 1   nêu trên\n2");
        assert_eq!(manuscript.slice(manuscript.body()), "Điều 1   nêu trên");
    }

    #[test]
    fn a_block_may_begin_with_a_mark() {
        let mut builder = ManuscriptBuilder::default();
        for text in ["Quye\u{302}\u{301}t", "\u{309}nh", "o\u{31b} đây"] {
            builder.paragraph(&StyledText::plain(text));
        }
        let manuscript = builder.finish();
        assert_eq!(manuscript.text(), "Quyết\n\u{309}nh\nơ đây");
        let lines = manuscript.blocks().iter().map(|block| manuscript.slice(block.span));
        assert_eq!(lines.collect::<Vec<_>>().join("\n"), manuscript.text());
    }

    #[test]
    fn cells_are_joined_with_bars_and_keep_their_places() {
        let cell = |column, text: &str| CellDraft {
            column,
            paragraphs: vec![StyledText::plain(text)],
            ..CellDraft::default()
        };
        let mut builder = ManuscriptBuilder::default();
        builder.table(&[
            RowDraft { cells: vec![cell(0, "1"), cell(1, ""), cell(2, "Sở Y tế")] },
            RowDraft { cells: vec![cell(0, " ")] },
        ]);
        let manuscript = builder.finish();
        assert_eq!(manuscript.text(), "1 |  | Sở Y tế");
        let BlockKind::Table(table) = &manuscript.blocks()[0].kind else {
            panic!("table")
        };
        assert_eq!(table.rows.len(), 1);
        assert_eq!(manuscript.slice(table.rows[0].cells[2].span), "Sở Y tế");
        assert!(table.rows[0].cells[1].span.is_empty());
    }

    #[test]
    fn marks_that_meet_their_letter_late_are_composed_with_it() {
        let mut text = StyledText::plain("Bí thư T");
        text.push("i", Style { bold: true, ..Style::default() });
        text.push("\u{309}nh", Style::default());
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&text);
        builder.paragraph(&StyledText::plain("ủy"));
        let manuscript = builder.finish();
        assert_eq!(manuscript.text(), "Bí thư Tỉnh\nủy");
        assert_eq!(manuscript.slice(manuscript.blocks()[1].span), "ủy");
    }
}
