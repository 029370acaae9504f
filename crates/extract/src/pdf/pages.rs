//! Paragraphs and tables of all pages, in order; paragraphs that go on over the end of a page
//! become one.

use std::collections::VecDeque;

use tracuu_text::styled::StyledText;

use super::cells::{FilledTable, TableHead};
use super::heads::RepeatedHead;
use super::layout::{PageLayout, TextRow};
use super::line::LineBox;
use super::margins::PageColumns;
use super::notes::PageNote;
use super::paragraph::{Column, Paragraph, paragraphs};
use super::zone::{Zone, zones};
use crate::flow::tally::ReadTally;
use crate::prose;
use crate::raw::{BlockGap, BreakKind, RawBlock, RawContent, RawTable};

/// What a page consists of, in order.
enum PageItem {
    Text(Paragraph, Column),
    /// Of a column beside another, with its number: it is joined with nothing.
    Beside(Paragraph, usize),
    Table(RawTable),
}

impl PageItem {
    /// Says on which page its texts stand.
    fn begin_on_page(&mut self, number: u32) {
        match self {
            Self::Text(paragraph, _) | Self::Beside(paragraph, _) => {
                paragraph.text.begin_on_page(number);
            }
            Self::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells.cells);
                let texts = cells.flat_map(|cell| &mut cell.paragraphs);
                for text in texts {
                    text.begin_on_page(number);
                }
            }
        }
    }
}

/// Puts the paragraphs of all pages together.
pub(super) struct PageJoiner {
    columns: PageColumns,
    blocks: Vec<RawBlock>,
    /// A paragraph that may go on on the next page.
    open: Option<OpenParagraph>,
    tally: ReadTally,
    break_kind: BreakKind,
    recipients: Option<RecipientList>,
    /// Of the table above.
    head: RepeatedHead,
}

/// The list on the left of a signature, which may go on on the next page.
struct RecipientList {
    /// The block behind its last item.
    end: usize,
    /// Blocks of the text up to the end of the signature.
    n_blocks: usize,
    last: LineBox,
}

impl RecipientList {
    /// Whether a paragraph at the top of the next page is one of its items.
    fn goes_on_with(&self, paragraph: &Paragraph, n_blocks: usize) -> bool {
        let first = &paragraph.first;
        n_blocks == self.n_blocks
            && prose::starts_listed(paragraph.text.text())
            && (first.size - self.last.size).abs() < 0.6
            && (first.left - self.last.left).abs() < first.size
    }
}

struct OpenParagraph {
    paragraph: Paragraph,
    column: Column,
    break_kind: BreakKind,
    notes: Vec<PageNote>,
}

impl PageJoiner {
    pub(super) fn new(pages: &[PageLayout]) -> Self {
        Self {
            columns: PageColumns::new(pages),
            blocks: Vec::new(),
            open: None,
            tally: ReadTally::default(),
            break_kind: BreakKind::Nothing,
            recipients: None,
            head: RepeatedHead::default(),
        }
    }

    pub(super) fn read(mut self, pages: Vec<PageLayout>) -> Vec<RawBlock> {
        let mut head = None;
        for page in pages {
            let number = page.number;
            let column = self.columns.column(&page);
            let mut notes = page.notes;
            for note in &mut notes {
                note.text.begin_on_page(number);
            }
            let mut items = items(page.rows, page.tables, &column, &mut head);
            for item in &mut items {
                item.begin_on_page(number);
            }
            self.break_kind = BreakKind::PageEnd;
            let n_items = items.len();
            for (place, item) in items.into_iter().enumerate() {
                self.item(item, place == 0, &mut notes);
                if place + 1 == n_items
                    && let Some(open) = &mut self.open
                {
                    open.notes.append(&mut notes);
                }
            }
            self.flush_unless_open(&mut notes);
        }
        self.close();
        self.blocks
    }

    fn item(&mut self, item: PageItem, is_first: bool, notes: &mut Vec<PageNote>) {
        match item {
            PageItem::Text(paragraph, _) if self.is_recipient(&paragraph) => {
                self.recipient(paragraph);
            }
            PageItem::Text(paragraph, column) => {
                self.text(paragraph, column, is_first);
                self.take_notes(notes);
            }
            PageItem::Beside(paragraph, column) => self.beside(paragraph, column),
            PageItem::Table(mut table) => {
                self.close();
                let above = self.blocks.last().map(|block| &block.content);
                let goes_on = is_first && matches!(above, Some(RawContent::Table(_)));
                if !goes_on {
                    self.head.begin(&table);
                }
                self.head.take_out(&mut table, goes_on);
                if table.rows.is_empty() {
                    return;
                }
                let break_kind = std::mem::take(&mut self.break_kind);
                let gap = BlockGap { blank_lines: 1, break_kind };
                self.push(gap, RawContent::Table(table));
            }
        }
    }

    /// Adds a paragraph, to the open one where that goes on with it.
    fn text(&mut self, paragraph: Paragraph, column: Column, is_first: bool) {
        let mut break_kind = std::mem::take(&mut self.break_kind);
        if let Some(open) = &mut self.open {
            let is_new_column = is_first || column.left > open.column.right;
            let over = is_new_column
                .then(|| {
                    open.paragraph.goes_on_over_page(&paragraph, &open.column, &column)
                })
                .flatten();
            if over == Some(true) {
                open.paragraph.append(paragraph, is_first);
                open.column = column;
                return;
            }
            if over == Some(false) {
                break_kind = BreakKind::HardBreak;
            }
        }
        self.close();
        let notes = Vec::new();
        self.open = Some(OpenParagraph { paragraph, column, break_kind, notes });
    }

    /// Adds a line of a letterhead or a signature.
    fn beside(&mut self, paragraph: Paragraph, column: usize) {
        self.close();
        let is_item = prose::starts_listed(paragraph.text.text());
        let last = paragraph.first;
        let gap = BlockGap { blank_lines: 0, break_kind: BreakKind::HardBreak };
        self.break_kind = BreakKind::HardBreak;
        self.push(gap, text_content(paragraph.text));
        let n_blocks = self.blocks.len();
        match &mut self.recipients {
            Some(list) if column > 0 => list.n_blocks = n_blocks,
            _ if is_item => {
                self.recipients = Some(RecipientList { end: n_blocks, n_blocks, last });
            }
            _ => self.recipients = None,
        }
    }

    /// Adds an item to the list on the left of a signature that stands on the page before.
    fn recipient(&mut self, paragraph: Paragraph) {
        let gap = BlockGap { blank_lines: 0, break_kind: BreakKind::HardBreak };
        self.push(gap, text_content(paragraph.text));
        if let (Some(list), Some(block)) = (&mut self.recipients, self.blocks.pop()) {
            self.blocks.insert(list.end, block);
            (list.end, list.n_blocks) = (list.end + 1, list.n_blocks + 1);
        }
    }

    fn is_recipient(&self, paragraph: &Paragraph) -> bool {
        let n_blocks = self.blocks.len();
        let goes_on = |list: &RecipientList| list.goes_on_with(paragraph, n_blocks);
        self.open.is_none() && self.recipients.as_ref().is_some_and(goes_on)
    }

    /// Gives the open paragraph the notes to which it refers.
    fn take_notes(&mut self, notes: &mut Vec<PageNote>) {
        let Some(open) = &mut self.open else { return };
        for sign in std::mem::take(&mut open.paragraph.notes) {
            if let Some(place) = notes.iter().position(|note| note.sign == sign) {
                open.notes.push(notes.remove(place));
            }
        }
    }

    /// Writes the open paragraph and its notes.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let gap = BlockGap { blank_lines: 1, break_kind: open.break_kind };
        self.push(gap, text_content(open.paragraph.text));
        self.notes(open.notes);
    }

    /// Writes notes to which no paragraph refers.
    fn flush_unless_open(&mut self, notes: &mut Vec<PageNote>) {
        if self.open.is_none() {
            self.notes(std::mem::take(notes));
        }
    }

    fn notes(&mut self, notes: Vec<PageNote>) {
        for note in notes {
            let text = self.tally.number_note(&note.text);
            let gap = BlockGap { blank_lines: 1, break_kind: BreakKind::HardBreak };
            self.push(gap, RawContent::Note(text));
            self.break_kind = BreakKind::HardBreak;
        }
    }

    fn push(&mut self, gap: BlockGap, content: RawContent) {
        self.blocks.push(RawBlock::new(gap, content));
    }
}

/// The items of a page from top to bottom.
fn items(
    rows: Vec<TextRow>,
    tables: Vec<FilledTable>,
    column: &Column,
    head: &mut Option<TableHead>,
) -> Vec<PageItem> {
    let mut items = Vec::new();
    let mut rows = VecDeque::from(rows);
    for table in tables {
        let own_head = table.head();
        let n_above =
            rows.iter().take_while(|row| row.y <= table.top() + 0.5 * row.size).count();
        text_items(rows.drain(..n_above).collect(), column, &mut items);
        items.push(PageItem::Table(table.into_raw(head.as_ref())));
        *head = Some(own_head);
    }
    text_items(rows.into(), column, &mut items);
    items
}

fn text_items(rows: Vec<TextRow>, column: &Column, items: &mut Vec<PageItem>) {
    for zone in zones(rows, column.pitch) {
        match zone {
            Zone::Body(lines) => {
                let found = paragraphs(lines, column).into_iter();
                items.extend(found.map(|one| PageItem::Text(one, *column)));
            }
            Zone::Columns { columns, is_letterhead } => {
                for (number, lines) in columns.into_iter().enumerate() {
                    let places = || lines.iter().map(|line| line.place);
                    let left =
                        places().map(|place| place.left).fold(f64::INFINITY, f64::min);
                    let right = places().map(|place| place.right).fold(0.0, f64::max);
                    let own = Column { left, right, is_letterhead, ..*column };
                    let found = paragraphs(lines, &own).into_iter();
                    items.extend(found.map(|one| {
                        if is_letterhead {
                            PageItem::Beside(one, number)
                        } else {
                            PageItem::Text(one, own)
                        }
                    }));
                }
            }
            Zone::Table(table) => items.push(PageItem::Table(table)),
        }
    }
}

fn text_content(text: StyledText) -> RawContent {
    if prose::starts_listed(text.text()) {
        RawContent::ListItem(text)
    } else {
        RawContent::Paragraph(text)
    }
}
