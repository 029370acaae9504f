//! A paragraph of Word that is being read: pieces of one style and one font, line and page
//! breaks between them, the label of its list before them.

use super::counter::ListLabel;
use super::properties::{ParagraphProperties, RunProperties};
use crate::legacy::font::FontLetters;
use crate::legacy::{LegacyEncoding, recognise_in_font, recognise_text};
use crate::lines::is_rule;
use crate::prose;
use crate::raw::{BlockGap, BreakKind, RawBlock, RawContent};
use tracuu_text::origin::{self, Origin};
use tracuu_text::span::Span;
use tracuu_text::styled::{Style, StyledText};

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
    pub(super) label: Option<ListLabel>,
    /// The level of its heading, from 0.
    pub(super) outline: Option<u8>,
    /// How the current run is set.
    pub(super) run: RunProperties,
    /// Notes to it, in order.
    pub(super) notes: Vec<StyledText>,
    /// Where it stands in the part of the text; `None` in other parts.
    pub(super) source: Option<Span>,
    pieces: Vec<Piece>,
}

enum Piece {
    Text {
        text: String,
        origins: Vec<Origin>,
        style: Style,
        letters: FontLetters,
    },
    /// The line ends, or the page does.
    Break(BreakKind),
}

impl ParagraphDraft {
    /// An empty one that begins at a place of the part of the text.
    pub(super) fn new(source: Option<Span>) -> Self {
        Self { source, ..Self::default() }
    }

    /// Adds text as the current run is set, with its place in the part of the text.
    pub(super) fn push(&mut self, added: &str, source: Option<Span>) {
        let set = Style {
            bold: self.run.bold == Some(true),
            italic: self.run.italic == Some(true),
        };
        let stored = self.run.letters.unwrap_or_default();
        let has_place = matches!(self.pieces.last(), Some(Piece::Text { style, letters, .. })
            if (*style, *letters) == (set, stored));
        if !has_place {
            let (text, origins) = (String::new(), Vec::new());
            self.pieces.push(Piece::Text { text, origins, style: set, letters: stored });
        }
        if let Some(Piece::Text { text, origins, .. }) = self.pieces.last_mut() {
            let span = Span::new(text.len(), text.len() + added.len());
            text.push_str(added);
            if let Some(source) = source {
                let is_exact = span.len() == source.len();
                origin::push(origins, Origin { span, source, is_exact });
            }
        }
    }

    /// Ends the line, or with [`BreakKind::PageEnd`] the page.
    pub(super) fn break_line(&mut self, break_kind: BreakKind) {
        self.pieces.push(Piece::Break(break_kind));
    }

    /// Takes over what stands in a paragraph whose mark was deleted, before its own.
    pub(super) fn prepend(&mut self, before: Self) {
        let own = std::mem::replace(&mut self.pieces, before.pieces);
        self.pieces.extend(own);
        let own = std::mem::replace(&mut self.notes, before.notes);
        self.notes.extend(own);
    }

    /// Its lines with what stands before each.
    fn lines(&mut self) -> Vec<(BreakKind, StyledText)> {
        self.settle_letters();
        let mut lines = vec![(BreakKind::Nothing, StyledText::default())];
        for piece in self.pieces.drain(..) {
            match piece {
                Piece::Break(break_kind) => {
                    lines.push((break_kind, StyledText::default()));
                }
                Piece::Text { text, origins, style, letters } => {
                    let (text, origins) = clean(&text, &origins, letters);
                    if let Some((_, line)) = lines.last_mut() {
                        line.push_traced(&text, style, &origins);
                    }
                }
            }
        }
        lines
    }

    /// Settles how the letters of the paragraph are stored: what its fonts say, where its
    /// words agree.
    fn settle_letters(&mut self) {
        for named in [Some(LegacyEncoding::Tcvn3), Some(LegacyEncoding::Vni), None] {
            let text = self.text_named(named);
            let encoding = match named {
                Some(named) => recognise_in_font(named, &text),
                None => recognise_text(&text),
            };
            if encoding == named {
                continue;
            }
            for piece in &mut self.pieces {
                if let Piece::Text { letters, .. } = piece
                    && letters.encoding() == named
                {
                    *letters = letters.in_encoding(encoding);
                }
            }
        }
        join_marks(&mut self.pieces);
    }

    /// The words in fonts that name this encoding, or none.
    fn text_named(&self, encoding: Option<LegacyEncoding>) -> String {
        let mut joined = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text { text, letters, .. } if letters.encoding() == encoding => {
                    joined.push_str(text);
                }
                _ => joined.push(' '),
            }
        }
        joined
    }
}

/// Moves a mark that begins a run to the letter before it, which ends the run before: VNI
/// stores the two apart, and they can be set differently.
fn join_marks(pieces: &mut [Piece]) {
    for place in 1..pieces.len() {
        let (before, after) = pieces.split_at_mut(place);
        let (
            Some(Piece::Text { text: head, origins: traced, letters: stored, .. }),
            Some(tail),
        ) = (before.last_mut(), after.first_mut())
        else {
            continue;
        };
        let Piece::Text { text, origins, letters, .. } = tail else { continue };
        let encoding = letters.encoding().filter(|one| stored.encoding() == Some(*one));
        let mark = text.chars().next().filter(|mark| {
            let letter = head.chars().next_back();
            encoding
                .zip(letter)
                .is_some_and(|(one, letter)| one.is_mark_of(letter, *mark))
        });
        let Some(mark) = mark else { continue };
        let n_bytes = mark.len_utf8();
        let moved = origins.iter().filter_map(|one| one.inside(Span::new(0, n_bytes)));
        moved.for_each(|one| origin::push(traced, one.moved(0, head.len())));
        head.push(mark);
        let kept = Span::new(n_bytes, text.len());
        let kept = origins.iter().filter_map(|one| one.inside(kept));
        *origins = kept.map(|one| one.moved(n_bytes, 0)).collect();
        text.drain(..n_bytes);
    }
}

/// A text as it is read: in Unicode, without soft hyphens (they show only where a line
/// ends), tabs and line ends inside a run as spaces, a run of them as one.
fn clean(text: &str, origins: &[Origin], letters: FontLetters) -> (String, Vec<Origin>) {
    let mut clean = String::with_capacity(text.len());
    let mut changes: Vec<(Span, Span)> = Vec::new();
    let mut read = 0;
    letters.decode_signs(text, |n_bytes, letters| {
        let (old, new) = (read, clean.len());
        read += n_bytes;
        for letter in letters.chars() {
            match letter {
                '\t' | '\n' | '\r' if clean.ends_with(' ') => {}
                '\t' | '\n' | '\r' => clean.push(' '),
                '\u{ad}' => {}
                letter if letter.is_control() => {}
                letter => clean.push(letter),
            }
        }
        let (old, new) = (Span::new(old, read), Span::new(new, clean.len()));
        match changes.last_mut() {
            Some((of, to)) if of.len() == to.len() && old.len() == new.len() => {
                (of.end, to.end) = (old.end, new.end);
            }
            _ => changes.push((old, new)),
        }
    });
    let origins = origin::retraced(origins, changes.into_iter());
    (clean, origins)
}

/// Blocks that follow each other: the body, a cell, a text box, a note.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<RawBlock>,
    /// What stands before the next block.
    break_kind: BreakKind,
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
            self.break_kind = BreakKind::HardBreak;
        }
        let mut label = draft.label.take();
        for (place, (break_kind, line)) in draft.lines().into_iter().enumerate() {
            if break_kind == BreakKind::PageEnd {
                self.break_kind = break_kind;
            }
            let is_first = place == 0;
            let mut text = StyledText::default();
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
        if draft.properties.ends_section {
            self.break_kind = BreakKind::HardBreak;
        }
        self.notes(std::mem::take(&mut draft.notes));
    }

    /// Adds notes, a block each.
    pub(super) fn notes(&mut self, notes: Vec<StyledText>) {
        for note in notes {
            let gap = BlockGap { blank_lines: 1, break_kind: BreakKind::HardBreak };
            let content = RawContent::Note(note);
            self.blocks.push(RawBlock { gap, indent: 0, content });
            self.break_kind = BreakKind::HardBreak;
        }
    }

    /// Adds any other content after a paragraph.
    pub(super) fn push(&mut self, content: RawContent) {
        let gap =
            BlockGap { blank_lines: 1, break_kind: std::mem::take(&mut self.break_kind) };
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
                | RawContent::ListItem(text)
                | RawContent::Note(text) => texts.push(text),
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
