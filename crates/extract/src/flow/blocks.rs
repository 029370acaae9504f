//! Collects the blocks of a text in reading order, and what a reader gives in the end.

use super::label::ListLabel;
use super::pieces::ParagraphPieces;
use crate::lines::is_rule;
use crate::prose;
use crate::raw::{BlockGap, BreakKind, RawBlock, RawContent};
use tracuu_text::span::Span;
use tracuu_text::styled::{Style, StyledText};

/// Level of the outline from which on a paragraph is no heading.
const NO_HEADING: u8 = 9;

/// Deepest level of a heading that raw blocks know.
const MAX_HEADING: u8 = 6;

/// Fields of Word whose results change with the layout.
const LAYOUT_FIELDS: [&str; 3] = ["PAGE", "NUMPAGES", "SECTIONPAGES"];

/// Whether a field of this code shows the number of a page, which is no text.
pub(crate) fn is_layout_field(code: &str) -> bool {
    let name = code.split_whitespace().next().unwrap_or_default();
    LAYOUT_FIELDS.iter().any(|of| name.eq_ignore_ascii_case(of))
}

/// A document as the source has it.
pub(crate) struct RawDocument {
    /// The text in reading order; notes stand after the paragraph that refers to them.
    pub(crate) blocks: Vec<RawBlock>,
    /// Heads and feet of pages, each once.
    pub(crate) furniture: Vec<StyledText>,
    /// Whether the pages on which the texts begin are those of the file, all of them.
    pub(crate) knows_pages: bool,
}

/// A paragraph that has been read.
#[derive(Default)]
pub(crate) struct FlowParagraph {
    pub(crate) pieces: ParagraphPieces,
    pub(crate) label: Option<ListLabel>,
    /// The level of its heading, from 0.
    pub(crate) outline: Option<u8>,
    /// Notes to it, in order.
    pub(crate) notes: Vec<StyledText>,
    /// Where it stands in the part of the text; `None` where the reader keeps no places.
    pub(crate) source: Option<Span>,
    /// Begins a new page.
    pub(crate) begins_page: bool,
    /// Ends a section.
    pub(crate) ends_section: bool,
    /// Goes on in the next one: its mark was deleted.
    pub(crate) goes_on: bool,
}

impl FlowParagraph {
    /// Takes over what stands in a paragraph that goes on here, before its own.
    fn prepend(&mut self, before: Self) {
        self.pieces.prepend(before.pieces);
        let own = std::mem::replace(&mut self.notes, before.notes);
        self.notes.extend(own);
    }
}

/// Collects blocks in reading order.
#[derive(Default)]
pub(crate) struct Flow {
    pub(crate) blocks: Vec<RawBlock>,
    /// What stands before the next block.
    break_kind: BreakKind,
    /// A paragraph that goes on in the next.
    torn: Option<Box<FlowParagraph>>,
}

impl Flow {
    /// Adds a paragraph with its notes; gives the number of its blocks.
    pub(crate) fn paragraph(&mut self, mut draft: FlowParagraph) {
        if let Some(torn) = self.torn.take() {
            draft.prepend(*torn);
        }
        if draft.goes_on {
            self.torn = Some(Box::new(draft));
            return;
        }
        if draft.begins_page {
            self.break_kind = BreakKind::HardBreak;
        }
        let mut label = draft.label.take();
        for (place, (break_kind, line)) in draft.pieces.lines().into_iter().enumerate() {
            if break_kind == BreakKind::PageEnd {
                self.break_kind = break_kind;
            }
            let is_first = place == 0;
            let mut text = StyledText::default();
            if let Some(first) = line.page_starts().first().filter(|first| first.at == 0)
            {
                // Its label stands there, too.
                text.begin_on_page(first.number);
            }
            let is_bullet = label.as_ref().is_some_and(|label| label.is_bullet);
            // A label without text is a number that stands alone; a lone bullet is none.
            if let Some(label) = label.take_if(|_| !(is_bullet && line.is_blank())) {
                text.push(&label.text, first_style(&line));
                if let Some(source) = draft.source {
                    text.set_origin(source);
                }
            }
            text.append(&line.trimmed());
            self.line(text, is_first || break_kind == BreakKind::PageEnd, draft.outline);
        }
        if draft.ends_section {
            self.break_kind = BreakKind::HardBreak;
        }
        self.notes(std::mem::take(&mut draft.notes));
    }

    /// Adds notes, a block each.
    pub(crate) fn notes(&mut self, notes: Vec<StyledText>) {
        for note in notes {
            let gap = BlockGap { blank_lines: 1, break_kind: BreakKind::HardBreak };
            let content = RawContent::Note(note);
            self.blocks.push(RawBlock::new(gap, content));
            self.break_kind = BreakKind::HardBreak;
        }
    }

    /// Adds any other content after a paragraph.
    pub(crate) fn push(&mut self, content: RawContent) {
        let gap =
            BlockGap { blank_lines: 1, break_kind: std::mem::take(&mut self.break_kind) };
        self.blocks.push(RawBlock::new(gap, content));
    }

    /// Adds the blocks of another flow as they are.
    pub(crate) fn append(&mut self, other: Self) {
        self.blocks.extend(other.finish());
    }

    /// All blocks; a paragraph that waits for the next one stands at the end.
    pub(crate) fn finish(mut self) -> Vec<RawBlock> {
        if let Some(mut torn) = self.torn.take() {
            torn.goes_on = false;
            self.paragraph(*torn);
        }
        self.blocks
    }

    /// The texts of all blocks, those of tables too: for cells and notes.
    pub(crate) fn into_texts(self) -> Vec<StyledText> {
        let mut texts = Vec::new();
        for block in self.finish() {
            match block.content {
                RawContent::Heading(_, text)
                | RawContent::Paragraph(text)
                | RawContent::ListItem(text)
                | RawContent::Note(text) => texts.push(text),
                RawContent::Table(table) => texts.extend(table.into_paragraphs()),
            }
        }
        texts
    }

    /// Adds the texts to those of page heads and feet, each once.
    pub(crate) fn add_to_furniture(self, furniture: &mut Vec<StyledText>) {
        for text in self.into_texts() {
            let text = text.trimmed();
            let is_new = furniture.iter().all(|found| found.text() != text.text());
            if is_new && !text.is_blank() {
                furniture.push(text);
            }
        }
    }

    fn line(&mut self, text: StyledText, is_apart: bool, outline: Option<u8>) {
        if text.is_blank() {
            return;
        }
        if is_rule(text.text()) {
            self.break_kind = BreakKind::Rule;
            return;
        }
        let content = match outline.filter(|level| *level < NO_HEADING) {
            Some(level) => RawContent::Heading((level + 1).min(MAX_HEADING), text),
            None if prose::starts_listed(text.text()) => RawContent::ListItem(text),
            None => RawContent::Paragraph(text),
        };
        let break_kind = std::mem::take(&mut self.break_kind);
        let gap = BlockGap { blank_lines: usize::from(is_apart), break_kind };
        self.blocks.push(RawBlock::new(gap, content));
    }
}

/// Texts as one, with a space between two: a note must not look like units of the document.
pub(crate) fn one_line(texts: &[StyledText]) -> StyledText {
    let mut line = StyledText::default();
    for text in texts.iter().filter(|text| !text.is_blank()) {
        if !line.is_blank() {
            line.push(" ", Style::default());
        }
        line.append(&text.trimmed());
    }
    line
}

/// The style of the first letters of a line, which its label shares.
fn first_style(line: &StyledText) -> Style {
    let start = line.text().len() - line.text().trim_start().len();
    let first = line.runs().iter().find(|run| run.span.end > start);
    let first = first.filter(|run| run.span.start <= start);
    first.map_or(Style::default(), Style::of)
}
