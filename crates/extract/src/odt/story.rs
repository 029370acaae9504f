//! Walks a text of `OpenDocument`: paragraphs, lists, tables, notes, text boxes.
//!
//! Every element that is entered leaves a mark on a stack, and its end undoes what its start
//! did. What is not known is walked through; what must not be read is passed over whole.

use super::lists::{OUTLINE, OdtCounter};
use super::styles::{OdtStyle, OdtStyles, StyleFamily};
use super::table::OdtTable;
use crate::flow::label::ListLabel;
use crate::flow::page_counter::PageCounter;
use crate::flow::pieces::{RunSetting, collapse_spaces};
use crate::flow::tally::ReadTally;
use crate::flow::{Flow, FlowParagraph};
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use crate::raw::{BreakKind, RawContent};

/// Most spaces that one element stands for.
const MAX_SPACES: usize = 1_000;

/// What the end of an element undoes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Nothing,
    Paragraph,
    Run,
    List,
    Item,
    Table,
    Head,
    Row,
    Cell,
    CoveredCell,
    Note,
    NoteBody,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Draft {
    paragraph: FlowParagraph,
    /// What its style and the runs that are open say, the innermost last.
    styles: Vec<OdtStyle>,
    /// Whether white space that comes next is dropped: none has been shown yet, or some has.
    is_after_space: bool,
}

/// A list that is open.
struct OpenList {
    style: String,
    /// Whether its current item has no label yet.
    is_unlabelled: bool,
    /// The number that the item states.
    start: Option<u32>,
}

/// The walk through one part.
pub(super) struct OdtStory<'s, 'p> {
    xml: &'s mut XmlReader<'p>,
    styles: OdtStyles,
    counter: OdtCounter,
    open: Vec<Mark>,
    flows: Vec<Flow>,
    drafts: Vec<Draft>,
    lists: Vec<OpenList>,
    tables: Vec<OdtTable>,
    tally: ReadTally,
    pages: &'s mut PageCounter,
}

impl<'s, 'p> OdtStory<'s, 'p> {
    /// Walks to the end of the element that has just begun, or of the part.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`], or more text than is read.
    pub(super) fn read(
        xml: &'s mut XmlReader<'p>,
        styles: OdtStyles,
        pages: &'s mut PageCounter,
    ) -> Result<Flow, PackageError> {
        let mut story = Self {
            xml,
            styles,
            counter: OdtCounter::default(),
            open: Vec::new(),
            flows: vec![Flow::default()],
            drafts: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            tally: ReadTally::default(),
            pages,
        };
        loop {
            match story.xml.next()? {
                XmlNode::Start => match story.start()? {
                    Some(mark) => story.open.push(mark),
                    None => story.xml.skip()?,
                },
                XmlNode::Text => {
                    let text = story.xml.text().to_owned();
                    story.text(&text)?;
                }
                XmlNode::End => match story.open.pop() {
                    Some(mark) => story.end(mark),
                    None => break,
                },
                XmlNode::Eof => break,
            }
        }
        Ok(story.flows.pop().unwrap_or_default())
    }

    /// Begins an element; `None` where it must be passed over.
    fn start(&mut self) -> Result<Option<Mark>, PackageError> {
        Ok(match self.xml.name() {
            (Namespace::Text, _) => return self.start_text(),
            (Namespace::Table, name) => match name {
                "table" => {
                    self.tables.push(OdtTable::default());
                    Some(Mark::Table)
                }
                "table-header-rows" => {
                    if let Some(table) = self.tables.last_mut() {
                        table.is_in_head = true;
                    }
                    Some(Mark::Head)
                }
                "table-row" => {
                    self.pages.start_row();
                    if let Some(table) = self.tables.last_mut() {
                        table.start_row();
                    }
                    Some(Mark::Row)
                }
                "table-cell" | "covered-table-cell" => {
                    let is_covered = name == "covered-table-cell";
                    self.pages.start_cell();
                    if let Some(table) = self.tables.last_mut() {
                        table.start_cell(self.xml);
                    }
                    self.flows.push(Flow::default());
                    self.count(1)?;
                    Some(if is_covered { Mark::CoveredCell } else { Mark::Cell })
                }
                _ => Some(Mark::Nothing),
            },
            // Comments, controls; words that stand for a picture.
            (
                Namespace::Office,
                "annotation" | "annotation-end" | "forms" | "scripts",
            )
            | (Namespace::Graphics, "title" | "desc") => None,
            _ => Some(Mark::Nothing),
        })
    }

    fn start_text(&mut self) -> Result<Option<Mark>, PackageError> {
        let mark = match self.xml.name().1 {
            "p" | "h" => {
                self.count(1)?;
                self.start_paragraph();
                Mark::Paragraph
            }
            "span" => {
                self.count(1)?;
                self.start_run();
                Mark::Run
            }
            "list" => {
                self.start_list();
                Mark::List
            }
            "list-item" => {
                let start = self.attribute("start-value");
                let start = start.and_then(|start| start.trim().parse().ok());
                if let Some(list) = self.lists.last_mut() {
                    (list.is_unlabelled, list.start) = (true, start);
                }
                Mark::Item
            }
            "list-header" => {
                if let Some(list) = self.lists.last_mut() {
                    list.is_unlabelled = false;
                }
                Mark::Item
            }
            "note" => Mark::Note,
            "note-body" => {
                self.flows.push(Flow::default());
                Mark::NoteBody
            }
            // Deleted text, numbers of pages and of notes, readings over the line.
            "tracked-changes" | "note-citation" | "page-number" | "page-count"
            | "ruby-text" => return Ok(None),
            "hidden-text" | "hidden-paragraph"
                if self.attribute("is-hidden").as_deref() == Some("true") =>
            {
                return Ok(None);
            }
            _ => return self.start_sign(),
        };
        Ok(Some(mark))
    }

    /// Elements without content that stand for a sign.
    fn start_sign(&mut self) -> Result<Option<Mark>, PackageError> {
        match self.xml.name().1 {
            "s" => {
                let count =
                    self.attribute("c").and_then(|count| count.trim().parse().ok());
                let count: usize = count.unwrap_or(1).min(MAX_SPACES);
                self.push(&" ".repeat(count))?;
            }
            "tab" => {
                self.push("\t")?;
            }
            "soft-page-break" => {
                self.pages.begin_laid_out();
                self.begin_page();
            }
            "line-break" => {
                self.count(1)?;
                if let Some(draft) = self.drafts.last_mut() {
                    draft.paragraph.pieces.break_line(BreakKind::Nothing);
                    draft.is_after_space = true;
                }
            }
            _ => return Ok(Some(Mark::Nothing)),
        }
        Ok(None)
    }

    fn end(&mut self, mark: Mark) {
        match mark {
            Mark::Nothing | Mark::Item | Mark::Note => {}
            Mark::Paragraph => self.end_paragraph(),
            Mark::Run => {
                if let Some(draft) = self.drafts.last_mut() {
                    draft.styles.pop();
                }
            }
            Mark::List => drop(self.lists.pop()),
            Mark::Head => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_in_head = false;
                }
            }
            Mark::Row => {
                self.pages.end_row();
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Mark::Cell | Mark::CoveredCell => {
                let flow = self.flows.pop().unwrap_or_default();
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(flow.into_texts(), mark == Mark::CoveredCell);
                }
            }
            Mark::Table => self.end_table(),
            Mark::NoteBody => self.end_note(),
        }
    }

    fn attribute(&self, name: &str) -> Option<String> {
        self.xml.attribute(Namespace::Text, name).map(Into::into)
    }

    fn start_paragraph(&mut self) {
        let is_heading = self.xml.name().1 == "h";
        let name = self.attribute("style-name");
        let style = self.styles.of_paragraph(name.as_deref());
        let level = self.attribute("outline-level");
        let level: Option<u8> = level.and_then(|level| level.trim().parse().ok());
        let outline = level.filter(|_| is_heading).and_then(|level| level.checked_sub(1));
        let label = self.label(style.list.as_deref(), outline);
        let begins_page = style.begins_page == Some(true);
        let paragraph =
            FlowParagraph { label, outline, begins_page, ..Default::default() };
        self.drafts.push(Draft { paragraph, styles: vec![style], is_after_space: true });
        if begins_page {
            self.pages.break_before();
        }
        self.begin_page();
    }

    /// Says on which page the text of the paragraph goes on.
    fn begin_page(&mut self) {
        if let Some(draft) = self.drafts.last_mut() {
            self.pages.mark(&mut draft.paragraph.pieces);
        }
    }

    /// The label of a paragraph that begins now: the first one of an item has it.
    fn label(
        &mut self,
        list_of_style: Option<&str>,
        outline: Option<u8>,
    ) -> Option<ListLabel> {
        let lists = &self.styles.lists;
        let depth = self.lists.len();
        if let Some(open) = self.lists.last_mut() {
            let is_first = std::mem::take(&mut open.is_unlabelled);
            let own = Some(&*open.style).filter(|name| !name.is_empty());
            let name = own.or(list_of_style).unwrap_or_default();
            return is_first
                .then(|| self.counter.label(lists, name, depth - 1, open.start.take()))
                .flatten();
        }
        let place = outline.map(usize::from)?;
        self.counter.label(lists, OUTLINE, place, None)
    }

    fn start_run(&mut self) {
        let name = self.attribute("style-name").unwrap_or_default();
        let own = self.styles.named(StyleFamily::Run, &name).unwrap_or_default();
        if let Some(draft) = self.drafts.last_mut() {
            let around = draft.styles.last();
            let style = around.map_or_else(|| own.clone(), |around| own.over(around));
            draft.styles.push(style);
        }
    }

    fn start_list(&mut self) {
        let outer = self.lists.last().map(|list| list.style.clone());
        let style = self.attribute("style-name").or(outer).unwrap_or_default();
        let goes_on = self.attribute("continue-numbering").as_deref() == Some("true")
            || self.attribute("continue-list").is_some();
        if self.lists.is_empty() && !goes_on {
            self.counter.restart(&style);
        }
        self.lists.push(OpenList { style, is_unlabelled: false, start: None });
    }

    fn end_paragraph(&mut self) {
        let Some(mut draft) = self.drafts.pop() else { return };
        if let Some(table) = self.tables.last_mut().filter(|_| self.flows.len() > 1) {
            table.notes.append(&mut draft.paragraph.notes);
        }
        if let Some(flow) = self.flows.last_mut() {
            flow.paragraph(draft.paragraph);
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        let notes = std::mem::take(&mut table.notes);
        let Some(flow) = self.flows.last_mut() else { return };
        if let Some(outer) = self.tables.last_mut() {
            outer.notes.extend(notes);
            let texts = table.finish().into_paragraphs();
            texts.for_each(|text| flow.push(RawContent::Paragraph(text)));
        } else {
            flow.push(RawContent::Table(table.finish()));
            flow.notes(notes);
        }
    }

    /// Puts a note after the paragraph that it stands in.
    fn end_note(&mut self) {
        let inside = self.flows.pop().unwrap_or_default();
        let note = self.tally.note_of(inside);
        if let Some(draft) = self.drafts.last_mut() {
            draft.paragraph.notes.extend(note);
        }
    }

    /// Adds a stretch of text.
    fn text(&mut self, text: &str) -> Result<(), PackageError> {
        let Some(draft) = self.drafts.last_mut() else { return Ok(()) };
        let shown = collapse_spaces(text, &mut draft.is_after_space);
        self.push(&shown)
    }

    /// Adds text to the current paragraph, unless it is hidden.
    fn push(&mut self, text: &str) -> Result<(), PackageError> {
        if let Some(draft) = self.drafts.last_mut()
            && let Some(style) = draft.styles.last()
            && style.is_hidden != Some(true)
            && !text.is_empty()
        {
            let (style, letters) = (style.style(), style.letters());
            let run = RunSetting { style, letters, source: None };
            draft.paragraph.pieces.push(text, run);
            self.pages.add_text();
            draft.is_after_space = text.ends_with([' ', '\t']);
            self.tally.add(0, text.len());
        }
        self.count(0)
    }

    fn count(&mut self, n_parts: usize) -> Result<(), PackageError> {
        self.tally.add(n_parts, 0);
        if self.tally.is_too_much() {
            return Err(PackageError::TooMuch { part: self.xml.part() });
        }
        Ok(())
    }
}
