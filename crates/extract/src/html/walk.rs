//! Walks the tokens of a page: paragraphs, lists, tables, heads of pages.

use html5ever::Attribute;

use super::error::HtmlError;
use super::frame::{HtmlApart, HtmlFrame, HtmlSetting, attribute};
use super::list::HtmlList;
use crate::flow::pieces::{RunSetting, collapse_spaces};
use crate::flow::span_table::SpanTable;
use crate::flow::tally::ReadTally;
use crate::flow::{Flow, FlowParagraph};
use crate::raw::{BreakKind, RawContent};
use tracuu_text::builder::CellDraft;
use tracuu_text::styled::StyledText;

/// Deepest nesting of elements that do not end by themselves.
const MAX_DEPTH: usize = 1_000;

/// Elements without an end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "wbr",
];

/// Elements that end when another of the same begins beside them.
const SIBLINGS: [&str; 8] = ["p", "li", "td", "th", "tr", "dt", "dd", "option"];

/// Elements at whose start and end a paragraph ends.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "td",
    "th",
    "ul",
];

/// A table that is open, with the cell that is.
#[derive(Default)]
struct OpenTable {
    table: SpanTable,
    cell: Option<CellDraft>,
}

/// The walk.
pub(super) struct HtmlWalk {
    frames: Vec<HtmlFrame>,
    flows: Vec<Flow>,
    paragraph: FlowParagraph,
    /// Whether white space that comes next is dropped.
    is_after_space: bool,
    lists: Vec<HtmlList>,
    tables: Vec<OpenTable>,
    furniture: Vec<StyledText>,
    tally: ReadTally,
    /// The first limit that was passed; nothing is read after it.
    error: Option<HtmlError>,
}

impl HtmlWalk {
    pub(super) fn new() -> Self {
        Self {
            frames: Vec::new(),
            flows: vec![Flow::default()],
            paragraph: FlowParagraph::default(),
            is_after_space: true,
            lists: Vec::new(),
            tables: Vec::new(),
            furniture: Vec::new(),
            tally: ReadTally::default(),
            error: None,
        }
    }

    /// Blocks, and heads and feet of pages; what was not ended stands at the end.
    ///
    /// # Errors
    ///
    /// Whatever limit was passed.
    pub(super) fn finish(mut self) -> Result<(Flow, Vec<StyledText>), HtmlError> {
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        let mut flows = self.flows.into_iter();
        let mut flow = flows.next().unwrap_or_default();
        flows.for_each(|inside| flow.append(inside));
        self.error.map_or(Ok((flow, self.furniture)), Err)
    }

    /// How text is set here.
    fn setting(&self) -> HtmlSetting {
        self.frames.last().map(|frame| frame.setting).unwrap_or_default()
    }

    fn count(&mut self, n_parts: usize) {
        self.tally.add(n_parts, 0);
        if self.tally.is_too_much() {
            self.error = self.error.or(Some(HtmlError::TooMuch));
        }
    }

    /// An element begins.
    pub(super) fn start(&mut self, name: &str, attributes: &[Attribute]) {
        if self.error.is_some() {
            return;
        }
        self.count(1);
        if SIBLINGS.contains(&name) {
            self.end_sibling(name);
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        let value = |name: &str| attribute(attributes, name);
        match name {
            "br" => self.break_line(),
            "hr" => {
                self.end_paragraph();
                self.push("-----");
                self.end_paragraph();
            }
            "ol" | "ul" => {
                let list = HtmlList::new(name == "ol", value("type"), value("start"));
                self.lists.push(list);
            }
            "li" => {
                let list = self.lists.last_mut();
                self.paragraph.label = list.map(|list| list.label(value("value")));
            }
            "table" => {
                self.end_paragraph();
                self.tables.push(OpenTable::default());
            }
            "tr" => self.end_row(),
            "td" | "th" => {
                let number = |name: &str| {
                    let number = value(name).and_then(|value| value.trim().parse().ok());
                    number.unwrap_or(1)
                };
                self.start_cell((number("colspan"), number("rowspan")), name == "th");
            }
            _ => {}
        }
        if let Some(level) = heading_level(name) {
            self.paragraph.outline = Some(level);
        }
        if VOID.contains(&name) {
            return;
        }
        if self.frames.len() >= MAX_DEPTH {
            self.error = Some(HtmlError::TooDeep { limit: MAX_DEPTH });
            return;
        }
        let frame = HtmlFrame::new(self.setting(), name, attributes);
        if frame.apart.is_some() {
            self.flows.push(Flow::default());
        }
        self.frames.push(frame);
    }

    /// An element ends, with all that is open inside it.
    pub(super) fn end(&mut self, name: &str) {
        let is_open = |frame: &HtmlFrame| frame.name == name;
        let Some(place) = self.frames.iter().rposition(is_open) else { return };
        // A cell holds what is open in it: no end leads out of it.
        let is_cell = |frame: &HtmlFrame| matches!(&*frame.name, "td" | "th");
        let is_structure =
            matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "table");
        if !is_structure && self.frames.iter().skip(place + 1).any(is_cell) {
            return;
        }
        while self.frames.len() > place {
            self.close_frame();
        }
    }

    fn end_sibling(&mut self, name: &str) {
        let holder = |frame: &HtmlFrame| {
            matches!(&*frame.name, "table" | "td" | "th" | "ul" | "ol" | "dl")
                && frame.name != name
        };
        let place = self.frames.iter().rposition(|frame| frame.name == name);
        let around = self.frames.iter().rposition(holder);
        let is_beside = match name {
            "td" | "th" | "tr" => {
                let table = self.frames.iter().rposition(|frame| frame.name == "table");
                place > table
            }
            _ => place > around,
        };
        if is_beside && place.is_some() {
            let place = place.unwrap_or_default();
            while self.frames.len() > place {
                self.close_frame();
            }
        }
    }

    fn close_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        let name = &*frame.name;
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        match name {
            "ol" | "ul" => drop(self.lists.pop()),
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => self.end_table(),
            _ => {}
        }
        let Some(apart) = frame.apart else { return };
        let inside = self.flows.pop().unwrap_or_default();
        match apart {
            HtmlApart::Margin => inside.add_to_furniture(&mut self.furniture),
            HtmlApart::Note => self.end_note(inside),
        }
    }

    /// Puts a note where the page has it, behind the text.
    fn end_note(&mut self, inside: Flow) {
        let note = self.tally.note_of(inside);
        if let Some((flow, note)) = self.flows.last_mut().zip(note) {
            flow.notes(vec![note]);
        }
    }

    /// White space is one space, and none at the start of a line, unless it is kept.
    pub(super) fn text(&mut self, text: &str) {
        let setting = self.setting();
        if setting.is_hidden || self.error.is_some() {
            return;
        }
        if setting.keeps_space {
            for (place, line) in text.split('\n').enumerate() {
                if place > 0 {
                    self.break_line();
                }
                self.push(line);
            }
            return;
        }
        let shown = collapse_spaces(text, &mut self.is_after_space);
        self.push(&shown);
    }

    fn push(&mut self, text: &str) {
        let setting = self.setting();
        if text.is_empty() || setting.is_hidden {
            return;
        }
        let run =
            RunSetting { style: setting.style, letters: setting.letters, source: None };
        self.paragraph.pieces.push(text, run);
        self.tally.add(0, text.len());
        self.count(0);
    }

    fn break_line(&mut self) {
        self.paragraph.pieces.break_line(BreakKind::Nothing);
        self.is_after_space = true;
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.is_after_space = true;
        if let Some(flow) = self.flows.last_mut() {
            flow.paragraph(paragraph);
        }
    }

    fn start_cell(&mut self, spans: (usize, usize), is_head: bool) {
        let Some(open) = self.tables.last_mut() else { return };
        if open.cell.is_none() {
            open.cell = Some(open.table.start_cell(spans, is_head));
            self.flows.push(Flow::default());
        }
    }

    fn end_cell(&mut self) {
        let Some(open) = self.tables.last_mut() else { return };
        let Some(mut cell) = open.cell.take() else { return };
        let flow = self.flows.pop().unwrap_or_default();
        cell.paragraphs = flow.into_texts();
        open.table.push(cell);
    }

    fn end_row(&mut self) {
        self.end_paragraph();
        self.end_cell();
        if let Some(open) = self.tables.last_mut() {
            open.table.end_row();
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        let Some(open) = self.tables.pop() else { return };
        let is_inner = !self.tables.is_empty();
        let Some(flow) = self.flows.last_mut() else { return };
        if is_inner {
            let texts = open.table.finish().into_paragraphs();
            texts.for_each(|text| flow.push(RawContent::Paragraph(text)));
        } else {
            flow.push(RawContent::Table(open.table.finish()));
        }
    }
}

/// The level of a heading, from 0.
fn heading_level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?.parse::<u8>().ok()?;
    digit.checked_sub(1).filter(|level| *level < 6)
}
