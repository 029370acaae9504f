//! Raw blocks: what a reader of any format hands to the mending pass.

use tracuu_text::builder::RowDraft;
use tracuu_text::styled::StyledText;

/// One block as the source has it, before mending.
#[derive(Clone, Debug)]
pub(super) struct RawBlock {
    /// What stands between it and the block before.
    pub(super) gap: BlockGap,
    /// Columns of white space before the text.
    pub(super) indent: usize,
    /// The block itself.
    pub(super) content: RawContent,
}

impl RawBlock {
    /// A block of which no indent is known.
    pub(super) const fn new(gap: BlockGap, content: RawContent) -> Self {
        Self { gap, indent: 0, content }
    }
}

/// What stands between a block and the one before.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct BlockGap {
    /// Blank lines.
    pub(super) blank_lines: usize,
    /// What else parts the two.
    pub(super) break_kind: BreakKind,
}

/// What parts two blocks, beside blank lines.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) enum BreakKind {
    /// None.
    #[default]
    Nothing,
    /// A line end inside a paragraph of Markdown: a space, unless the lines say otherwise.
    SoftBreak,
    /// A line break that the writer made (`<br>`, two spaces at the line end): the two
    /// are never joined.
    HardBreak,
    /// A rule: the two are never joined.
    Rule,
    /// The page ends: a form feed, a page number, a running head.
    PageEnd,
}

impl BlockGap {
    /// Whether the block stands on the line right under the one before.
    pub(super) const fn is_line_end(self) -> bool {
        self.blank_lines == 0
            && matches!(self.break_kind, BreakKind::Nothing | BreakKind::SoftBreak)
    }

    /// Whether a page ends here for certain.
    pub(super) const fn is_page_end(self) -> bool {
        matches!(self.break_kind, BreakKind::PageEnd)
    }
}

/// Collects blocks in reading order.
#[derive(Default)]
pub(super) struct RawBlocks {
    pub(super) blocks: Vec<RawBlock>,
    /// A rule stands before the next block.
    pub(super) after_rule: bool,
}

impl RawBlocks {
    pub(super) fn push(&mut self, mut gap: BlockGap, indent: usize, content: RawContent) {
        if std::mem::take(&mut self.after_rule) {
            gap.break_kind = BreakKind::Rule;
        }
        self.blocks.push(RawBlock { indent, ..RawBlock::new(gap, content) });
    }
}

/// The content of a raw block.
#[derive(Clone, Debug)]
pub(super) enum RawContent {
    /// Marked as a heading, of level 1 to 6.
    Heading(u8, StyledText),
    /// A paragraph, or a line of one.
    Paragraph(StyledText),
    /// An item of a list, its mark included.
    ListItem(StyledText),
    /// A footnote or endnote, behind the paragraph that refers to it.
    Note(StyledText),
    /// A table, or a piece of one.
    Table(RawTable),
}

impl RawContent {
    /// The text of anything but a table.
    pub(super) const fn text(&self) -> Option<&StyledText> {
        match self {
            Self::Heading(_, text)
            | Self::Paragraph(text)
            | Self::ListItem(text)
            | Self::Note(text) => Some(text),
            Self::Table(_) => None,
        }
    }

    /// The text of anything but a table, to be added to.
    pub(super) const fn text_mut(&mut self) -> Option<&mut StyledText> {
        match self {
            Self::Heading(_, text)
            | Self::Paragraph(text)
            | Self::ListItem(text)
            | Self::Note(text) => Some(text),
            Self::Table(_) => None,
        }
    }
}

/// A table as the source has it, or a piece of one.
#[derive(Clone, Debug, Default)]
pub(super) struct RawTable {
    /// From top to bottom.
    pub(super) rows: Vec<RawRow>,
    /// Whether the source marks the first row as the head.
    pub(super) has_head: bool,
    /// Page numbers that stood among its lines.
    pub(super) page_numbers: Vec<StyledText>,
}

impl RawTable {
    /// Cuts cells that span more rows than there are.
    pub(super) fn cut_spans(&mut self) {
        let n_rows = self.rows.len();
        for (place, row) in self.rows.iter_mut().enumerate() {
            for cell in &mut row.cells.cells {
                cell.n_rows = cell.n_rows.min(n_rows - place);
            }
        }
    }

    /// All paragraphs in order, for a table inside a cell.
    pub(super) fn into_paragraphs(self) -> impl Iterator<Item = StyledText> {
        let cells = self.rows.into_iter().flat_map(|row| row.cells.cells);
        cells.flat_map(|cell| cell.paragraphs)
    }
}

/// One row as the source has it.
#[derive(Clone, Debug, Default)]
pub(super) struct RawRow {
    /// Its cells.
    pub(super) cells: RowDraft,
    /// Whether blank lines or a page end stand between it and the row before.
    pub(super) is_parted: bool,
}
