//! The text of a Rich Text file as it grows: paragraphs, cells, notes, text boxes.

use super::group::RtfGroup;
use crate::flow::grid_table::GridTable;
use crate::flow::label::{ListLabel, bullet};
use crate::flow::page_counter::PageCounter;
use crate::flow::pieces::RunSetting;
use crate::flow::{Flow, FlowParagraph};
use crate::legacy::font::FontLetters;
use crate::raw::{BreakKind, RawContent};
use tracuu_text::styled::StyledText;

/// A flow of paragraphs and tables: the document, a note, a text box, a page head.
#[derive(Default)]
pub(super) struct RtfText {
    flow: Flow,
    paragraph: FlowParagraph,
    has_text: bool,
    /// The cell that is open.
    cell: Flow,
    /// The table that is open.
    table: Option<GridTable>,
    /// Whether the paragraph stands in a table (`\intbl`).
    pub(super) is_in_table: bool,
    /// Notes to the text of the table, which stand after it.
    table_notes: Vec<StyledText>,
    label: String,
    pages: PageCounter,
}

impl RtfText {
    /// The text of the document, which has pages.
    pub(super) fn body() -> Self {
        let mut body = Self { pages: PageCounter::of_body(), ..Self::default() };
        body.mark_page();
        body
    }

    /// Adds text as its group is set.
    pub(super) fn push(&mut self, text: &str, group: RtfGroup, letters: FontLetters) {
        if text.is_empty() || !group.is_shown() {
            return;
        }
        self.has_text = true;
        self.pages.add_text();
        let run = RunSetting { style: group.style, letters, source: None };
        self.paragraph.pieces.push(text, run);
    }

    /// Adds to the number of the list that stands before the paragraph.
    pub(super) fn push_label(&mut self, text: &str, letters: FontLetters) {
        letters.decode_signs(text, |_, sign| self.label.push_str(sign));
    }

    /// Ends the line, or with [`BreakKind::PageEnd`] the page.
    pub(super) fn break_line(&mut self, kind: BreakKind) {
        self.paragraph.pieces.break_line(kind);
        if kind == BreakKind::PageEnd {
            self.pages.break_page();
            self.mark_page();
        }
    }

    /// Sets the level of the heading, from 0.
    pub(super) const fn set_outline(&mut self, level: Option<u8>) {
        self.paragraph.outline = level;
    }

    /// A page begins with the next paragraph, or a section ends.
    pub(super) fn begin_page(&mut self) {
        self.paragraph.begins_page = true;
        self.pages.break_before();
        self.mark_page();
    }

    /// Says on which page the text of the paragraph goes on.
    fn mark_page(&mut self) {
        self.pages.mark(&mut self.paragraph.pieces);
    }

    /// Whether every page was begun by a break: there are as many as the file states.
    pub(super) fn knows_pages(&self, n_stated: Option<u32>) -> bool {
        self.pages.are_all(n_stated)
    }

    /// Adds a note to the paragraph.
    pub(super) fn note(&mut self, note: StyledText) {
        if self.is_in_table {
            self.table_notes.push(note);
        } else {
            self.paragraph.notes.push(note);
        }
    }

    /// Adds a text box before the paragraph that carries it.
    pub(super) fn append(&mut self, inside: Flow) {
        if self.is_in_table {
            self.cell.append(inside);
        } else {
            self.end_table();
            self.flow.append(inside);
        }
    }

    /// Ends the paragraph.
    pub(super) fn end_paragraph(&mut self) {
        let outline = self.paragraph.outline;
        let mut paragraph = std::mem::take(&mut self.paragraph);
        self.mark_page();
        // What is set for a paragraph holds for the next one, unless that says otherwise.
        self.paragraph.outline = outline;
        self.has_text = false;
        paragraph.label = label(&std::mem::take(&mut self.label));
        if self.is_in_table {
            self.cell.paragraph(paragraph);
        } else {
            self.end_table();
            self.flow.paragraph(paragraph);
        }
    }

    /// The table that is open; one begins where none is.
    pub(super) fn table(&mut self) -> &mut GridTable {
        self.table.get_or_insert_default()
    }

    /// Ends the cell with the paragraph in it.
    pub(super) fn end_cell(&mut self) {
        self.is_in_table = true;
        self.end_paragraph();
        let texts = std::mem::take(&mut self.cell).into_texts();
        self.table().end_cell(texts);
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take().and_then(GridTable::finish) {
            self.flow.push(RawContent::Table(table));
        }
        self.flow.notes(std::mem::take(&mut self.table_notes));
    }

    /// All of it; what was not ended stands at the end.
    pub(super) fn finish(mut self) -> Flow {
        if self.has_text {
            self.end_paragraph();
        }
        let rest = std::mem::take(&mut self.cell).into_texts();
        if !rest.is_empty() {
            self.table().end_cell(rest);
        }
        self.end_table();
        self.flow
    }
}

/// The label of a paragraph; `None` where it shows nothing.
fn label(text: &str) -> Option<ListLabel> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let is_bullet = !text.chars().any(char::is_alphanumeric) || text == "o";
    let text = if is_bullet { bullet(text) } else { text.to_owned() };
    Some(ListLabel { text: format!("{text} "), is_bullet })
}
