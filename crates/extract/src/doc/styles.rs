//! Styles ([MS-DOC] 2.9.271): what paragraphs and runs inherit, and how a run and a
//! paragraph are set in the end.

use super::bytes::u16_at;
use super::fonts::DocFonts;
use super::formatting::style_and_changes;
use super::sprm::{self, sprms};
use crate::flow::pieces::RunSetting;
use tracuu_text::styled::Style;

/// Longest chain of styles based on each other; a longer one is a circle.
const MAX_CHAIN: usize = 32;

/// Base of a style that has none.
const NO_BASE: usize = 0x0fff;

/// Kinds of styles: of paragraphs and of characters.
const PARAGRAPH_KIND: u16 = 1;
const CHARACTER_KIND: u16 = 2;

/// Where the default font stands in the head of the list.
const DEFAULT_FONT_AT: usize = 14;

/// One style: its own changes.
#[derive(Clone, Default)]
struct DocStyle {
    base: Option<usize>,
    paragraph: Vec<u8>,
    run: Vec<u8>,
}

/// How a run is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct DocRun {
    style: Style,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    font: usize,
    /// Font and code of the sign that it stands for.
    pub(super) symbol: Option<(usize, u32)>,
}

impl DocRun {
    /// What the flow keeps of it.
    pub(super) fn setting(self, fonts: &DocFonts) -> RunSetting {
        RunSetting { style: self.style, letters: fonts.letters(self.font), source: None }
    }

    fn apply(&mut self, changes: &[u8], styled: Self) {
        for change in sprms(changes) {
            match change.code {
                sprm::BOLD => self.style.bold = change.switch(styled.style.bold),
                sprm::ITALIC => self.style.italic = change.switch(styled.style.italic),
                sprm::HIDDEN => self.is_hidden = change.switch(styled.is_hidden),
                sprm::DELETED => self.is_deleted = change.switch(false),
                sprm::FONT => self.font = usize::try_from(change.number()).unwrap_or(0),
                sprm::SYMBOL => {
                    let font = u16_at(change.value, 0).map(usize::from);
                    let code = u16_at(change.value, 2).map(u32::from);
                    self.symbol = font.zip(code);
                }
                _ => {}
            }
        }
    }
}

/// What a paragraph says of the row of a table that it ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct DocRow {
    /// Whether it ends one.
    pub(super) is_ended: bool,
    pub(super) is_head: bool,
    /// What is stated of the cells.
    pub(super) cells: Vec<u8>,
}

/// How a paragraph is set.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct DocParagraph {
    pub(super) style: usize,
    pub(super) is_in_table: bool,
    pub(super) begins_page: bool,
    /// Level of its heading, from 0.
    pub(super) outline: Option<u8>,
    /// Number of its list, from 1; 0 is none.
    pub(super) list: usize,
    pub(super) list_level: usize,
    pub(super) row: DocRow,
}

impl DocParagraph {
    fn apply(&mut self, changes: &[u8]) {
        for change in sprms(changes) {
            let number = change.number();
            let is_on = number != 0;
            match change.code {
                sprm::IN_TABLE => self.is_in_table = is_on,
                sprm::ENDS_ROW => self.row.is_ended = is_on,
                sprm::BEGINS_PAGE => self.begins_page = is_on,
                sprm::OUTLINE => self.outline = u8::try_from(number).ok(),
                sprm::LIST => self.list = usize::try_from(number).unwrap_or(0),
                sprm::LIST_LEVEL => {
                    self.list_level = usize::try_from(number).unwrap_or(0);
                }
                sprm::ROW_CELLS => self.row.cells = change.value.to_vec(),
                sprm::ROW_IS_HEAD => self.row.is_head = is_on,
                _ => {}
            }
        }
    }
}

/// All styles of a document.
#[derive(Default)]
pub(super) struct DocStyles {
    styles: Vec<DocStyle>,
    default_font: usize,
}

impl DocStyles {
    /// Reads the list; it ends where it is damaged.
    pub(super) fn read(part: &[u8]) -> Self {
        let head_bytes = u16_at(part, 0).map_or(0, usize::from);
        let n_styles = u16_at(part, 2).map_or(0, usize::from);
        let base_bytes = u16_at(part, 4).map_or(0, usize::from);
        let default_font = u16_at(part, DEFAULT_FONT_AT).map_or(0, usize::from);
        let mut at = 2 + head_bytes;
        let mut styles = Vec::new();
        for _ in 0..n_styles {
            let Some(length) = u16_at(part, at).map(usize::from) else { break };
            let style = part.get(at + 2..at + 2 + length);
            styles.push(
                style.and_then(|one| read_style(one, base_bytes)).unwrap_or_default(),
            );
            at += 2 + length;
        }
        Self { styles, default_font }
    }

    /// The styles from the outermost to the one of this number.
    fn chain(&self, number: usize) -> Vec<&DocStyle> {
        let mut chain = Vec::new();
        let mut next = Some(number);
        while let Some(style) = next.and_then(|number| self.styles.get(number)) {
            if chain.len() >= MAX_CHAIN {
                break;
            }
            chain.push(style);
            next = style.base;
        }
        chain.reverse();
        chain
    }

    /// How a paragraph is set, by its style and its own changes.
    pub(super) fn paragraph(&self, changes: &[u8]) -> DocParagraph {
        let (style, own) = style_and_changes(changes);
        let mut paragraph = DocParagraph { style, ..DocParagraph::default() };
        for style in self.chain(style) {
            paragraph.apply(&style.paragraph);
        }
        paragraph.apply(own);
        paragraph
    }

    /// How runs of a paragraph style are set.
    pub(super) fn run_of_style(&self, style: usize) -> DocRun {
        let mut run = DocRun { font: self.default_font, ..DocRun::default() };
        for style in self.chain(style) {
            run.apply(&style.run, run);
        }
        run
    }

    /// How a run is set, by what its paragraph gives, its character style and its changes.
    pub(super) fn run(&self, of_paragraph: DocRun, changes: &[u8]) -> DocRun {
        let mut styled = of_paragraph;
        let named = sprms(changes).find(|change| change.code == sprm::CHARACTER_STYLE);
        if let Some(named) = named {
            let number = usize::try_from(named.number()).unwrap_or(0);
            for style in self.chain(number) {
                styled.apply(&style.run, of_paragraph);
            }
        }
        let mut run = styled;
        run.apply(changes, styled);
        run
    }
}

fn read_style(bytes: &[u8], base_bytes: usize) -> Option<DocStyle> {
    let kind_and_base = u16_at(bytes, 2)?;
    let n_parts = u16_at(bytes, 4)? & 0x0f;
    let kind = kind_and_base & 0x0f;
    let base = usize::from(kind_and_base >> 4);
    let mut style =
        DocStyle { base: (base != NO_BASE).then_some(base), ..DocStyle::default() };
    let name_letters = usize::from(u16_at(bytes, base_bytes)?);
    let mut at = base_bytes + 2 + 2 * name_letters + 2;
    for place in 0..n_parts {
        let length = usize::from(u16_at(bytes, at)?);
        let changes = bytes.get(at + 2..at + 2 + length)?;
        match (kind, place) {
            (PARAGRAPH_KIND, 0) => {
                style.paragraph = style_and_changes(changes).1.to_vec();
            }
            (PARAGRAPH_KIND, 1) | (CHARACTER_KIND, 0) => style.run = changes.to_vec(),
            _ => {}
        }
        // Each begins at an even place.
        at += 2 + length + length % 2;
    }
    Some(style)
}
