//! A paragraph of Word that is being read: pieces of one style and one font, line and page
//! breaks between them, the label of its list before them.

use super::counter::Label;
use super::font::{self, Family};
use super::properties::{ParagraphProperties, RunProperties};
use crate::extract::lines::is_rule;
use crate::extract::prose;
use crate::extract::raw::{Gap, RawBlock, RawContent, Sign};
use crate::text::styled::{Style, StyledText};

/// Level of the outline from which on a paragraph is no heading.
const NO_HEADING: u8 = 9;

/// Deepest level of a heading that raw blocks know.
const MAX_HEADING: u8 = 6;

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct ParagraphDraft {
    pub(super) properties: ParagraphProperties,
    /// Whether its properties have been read and its label counted.
    pub(super) is_counted: bool,
    pub(super) label: Option<Label>,
    /// The level of its heading, from 0.
    pub(super) outline: Option<u8>,
    /// How the current run is set.
    pub(super) run: RunProperties,
    /// Notes to it, in order.
    pub(super) notes: Vec<StyledText>,
    pieces: Vec<Piece>,
}

enum Piece {
    Text {
        text: String,
        style: Style,
        family: Family,
    },
    /// The line ends, or the page does.
    Break(Sign),
}

impl ParagraphDraft {
    /// Adds text as the current run is set.
    pub(super) fn push(&mut self, text: &str) {
        let style = Style {
            bold: self.run.bold == Some(true),
            italic: self.run.italic == Some(true),
        };
        let family = self.run.family.unwrap_or_default();
        if let Some(Piece::Text { text: last, style: set, family: of }) =
            self.pieces.last_mut()
            && (*set, *of) == (style, family)
        {
            last.push_str(text);
            return;
        }
        self.pieces.push(Piece::Text { text: text.to_owned(), style, family });
    }

    /// Ends the line, or with [`Sign::PageEnd`] the page.
    pub(super) fn break_line(&mut self, sign: Sign) {
        self.pieces.push(Piece::Break(sign));
    }

    /// Takes over what stands in a paragraph whose mark was deleted, before its own.
    pub(super) fn prepend(&mut self, before: Self) {
        let own = std::mem::replace(&mut self.pieces, before.pieces);
        self.pieces.extend(own);
        let own = std::mem::replace(&mut self.notes, before.notes);
        self.notes.extend(own);
    }

    /// Its lines with what stands before each.
    fn lines(&mut self) -> Vec<(Sign, StyledText)> {
        let is_unicode = self.pieces.iter().any(|piece| match piece {
            Piece::Text { text, family, .. } => {
                *family != Family::Unicode && font::is_unicode(text)
            }
            Piece::Break(_) => false,
        });
        let mut lines = vec![(Sign::Nothing, StyledText::default())];
        for piece in self.pieces.drain(..) {
            match piece {
                Piece::Break(sign) => lines.push((sign, StyledText::default())),
                Piece::Text { text, style, family } => {
                    let family = if is_unicode { Family::Unicode } else { family };
                    let text = without_soft_hyphens(family.decode(&text));
                    if let Some((_, line)) = lines.last_mut() {
                        line.push(&without_tabs(&text), style);
                    }
                }
            }
        }
        lines
    }
}

/// A soft hyphen is no letter: it shows only where a line ends.
fn without_soft_hyphens(text: String) -> String {
    if text.contains('\u{ad}') { text.replace('\u{ad}', "") } else { text }
}

/// Tabs and line ends inside a run as spaces, a run of them as one.
fn without_tabs(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' | '\n' | '\r' if clean.ends_with(' ') => {}
            '\t' | '\n' | '\r' => clean.push(' '),
            letter if letter.is_control() => {}
            letter => clean.push(letter),
        }
    }
    clean
}

/// Blocks that follow each other: the body, a cell, a text box, a note.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<RawBlock>,
    /// What stands before the next block.
    sign: Sign,
    /// A paragraph whose mark was deleted, to go on in the next.
    pub(super) torn: Option<Box<ParagraphDraft>>,
}

impl Flow {
    /// Adds a paragraph with its notes; gives the number of its blocks.
    pub(super) fn paragraph(&mut self, mut draft: ParagraphDraft) {
        if let Some(torn) = self.torn.take() {
            draft.prepend(*torn);
        }
        if draft.properties.mark.is_deleted {
            self.torn = Some(Box::new(draft));
            return;
        }
        if draft.properties.begins_page {
            self.sign = Sign::HardBreak;
        }
        let mut label = draft.label.take();
        for (place, (sign, line)) in draft.lines().into_iter().enumerate() {
            if sign == Sign::PageEnd {
                self.sign = sign;
            }
            let is_first = place == 0;
            let mut text = StyledText::default();
            let is_bullet = label.as_ref().is_some_and(|label| label.is_bullet);
            // A label without text is a number that stands alone; a lone bullet is none.
            if let Some(label) = label.take_if(|_| !(is_bullet && line.is_blank())) {
                text.push(&label.text, first_style(&line));
            }
            text.append(&line.trimmed());
            self.line(text, is_first || sign == Sign::PageEnd, draft.outline);
        }
        if draft.properties.ends_section {
            self.sign = Sign::HardBreak;
        }
        self.notes(std::mem::take(&mut draft.notes));
    }

    /// Adds notes, a block each.
    pub(super) fn notes(&mut self, notes: Vec<StyledText>) {
        for note in notes {
            let gap = Gap { blank_lines: 1, sign: Sign::HardBreak };
            let content = RawContent::Paragraph(note);
            self.blocks.push(RawBlock { gap, indent: 0, content });
            self.sign = Sign::HardBreak;
        }
    }

    /// Adds any other content after a paragraph.
    pub(super) fn push(&mut self, content: RawContent) {
        let gap = Gap { blank_lines: 1, sign: std::mem::take(&mut self.sign) };
        self.blocks.push(RawBlock { gap, indent: 0, content });
    }

    /// Adds the blocks of another flow as they are.
    pub(super) fn append(&mut self, other: Self) {
        self.blocks.extend(other.finish());
    }

    /// All blocks; a paragraph that waits for the next one stands at the end.
    pub(super) fn finish(mut self) -> Vec<RawBlock> {
        if let Some(mut torn) = self.torn.take() {
            torn.properties.mark.is_deleted = false;
            self.paragraph(*torn);
        }
        self.blocks
    }

    /// The texts of all blocks, those of tables too: for cells and notes.
    pub(super) fn into_texts(self) -> Vec<StyledText> {
        let mut texts = Vec::new();
        for block in self.finish() {
            match block.content {
                RawContent::Heading(_, text)
                | RawContent::Paragraph(text)
                | RawContent::ListItem(text) => texts.push(text),
                RawContent::Table(table) => {
                    let cells = table.rows.into_iter().flat_map(|row| row.cells.cells);
                    texts.extend(cells.flat_map(|cell| cell.paragraphs));
                }
            }
        }
        texts
    }

    fn line(&mut self, text: StyledText, is_apart: bool, outline: Option<u8>) {
        if text.is_blank() {
            return;
        }
        if is_rule(text.text()) {
            self.sign = Sign::Rule;
            return;
        }
        let content = match outline.filter(|level| *level < NO_HEADING) {
            Some(level) => RawContent::Heading((level + 1).min(MAX_HEADING), text),
            None if prose::starts_listed(text.text()) => RawContent::ListItem(text),
            None => RawContent::Paragraph(text),
        };
        let sign = std::mem::take(&mut self.sign);
        let gap = Gap { blank_lines: usize::from(is_apart), sign };
        self.blocks.push(RawBlock { gap, indent: 0, content });
    }
}

/// The style of the first letters of a line, which its label shares.
fn first_style(line: &StyledText) -> Style {
    let start = line.text().len() - line.text().trim_start().len();
    let first = line.runs().iter().find(|run| run.span.end > start);
    let first = first.filter(|run| run.span.start <= start);
    first.map_or(Style::default(), |run| Style { bold: run.bold, italic: run.italic })
}
