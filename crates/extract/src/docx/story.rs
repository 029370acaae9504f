//! Walks one part: paragraphs, tables, text boxes, fields, tracked changes.
//!
//! Every element that is entered leaves a mark on a stack, and its end undoes what its
//! start did. What is not known is walked through, so that text inside new wrappers is
//! found; what must not be read is passed over whole.

use super::context::{DocxContext, NoteKind};
use super::ends::EdgeSpaces;
use super::field::OpenFields;
use super::paragraph::ParagraphDraft;
use super::properties::{self, ParagraphProperties, RunProperties};
use super::symbol;
use super::table::TableDraft;
use crate::flow::Flow;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use crate::raw::{BreakKind, RawContent};
use tracuu_text::span::Span;

/// What the end of an element undoes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Nothing,
    Paragraph,
    Run,
    Text,
    FieldCode,
    SimpleField,
    Table,
    Row,
    Cell,
    Box,
    Alternatives,
}

/// What has become of an element that has just begun.
enum Step {
    /// Its content comes next.
    Enter(Mark),
    /// It must be passed over.
    PassOver,
    /// It has been read to its end.
    Done,
}

/// The walk through one part or one note of it.
pub(super) struct Story<'s, 'p> {
    xml: &'s mut XmlReader<'p>,
    context: &'s mut DocxContext,
    open: Vec<Mark>,
    flows: Vec<Flow>,
    paragraphs: Vec<ParagraphDraft>,
    tables: Vec<TableDraft>,
    fields: OpenFields,
    /// White space at the ends of the current text.
    ends: EdgeSpaces,
    /// For each choice that is open whether a branch has been taken.
    taken: Vec<bool>,
}

impl<'s, 'p> Story<'s, 'p> {
    /// Walks to the end of the element that has just begun, or of the part.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`], or more text than is read.
    pub(super) fn read(
        xml: &'s mut XmlReader<'p>,
        context: &'s mut DocxContext,
    ) -> Result<Flow, PackageError> {
        let mut story = Self {
            xml,
            context,
            open: Vec::new(),
            flows: vec![Flow::default()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            fields: OpenFields::default(),
            ends: EdgeSpaces::default(),
            taken: Vec::new(),
        };
        loop {
            match story.xml.next()? {
                XmlNode::Start => match story.start()? {
                    Step::Enter(mark) => story.open.push(mark),
                    Step::PassOver => story.xml.skip()?,
                    Step::Done => {}
                },
                XmlNode::Text => story.text()?,
                XmlNode::End => match story.open.pop() {
                    Some(mark) => story.end(mark),
                    None => break,
                },
                XmlNode::Eof => break,
            }
        }
        Ok(story.flows.pop().unwrap_or_default())
    }

    /// Begins an element.
    fn start(&mut self) -> Result<Step, PackageError> {
        let mark = match self.xml.name() {
            (Namespace::Compatibility, "AlternateContent") => {
                self.taken.push(false);
                Mark::Alternatives
            }
            (Namespace::Compatibility, "Choice" | "Fallback") => {
                let is_taken = self.taken.last_mut();
                let was_taken =
                    is_taken.is_some_and(|taken| std::mem::replace(taken, true));
                return Ok(if was_taken {
                    Step::PassOver
                } else {
                    Step::Enter(Mark::Nothing)
                });
            }
            (Namespace::Math, "t") => {
                self.ends = EdgeSpaces::new(true);
                Mark::Text
            }
            (Namespace::Word, _) => return self.start_word(),
            _ => Mark::Nothing,
        };
        Ok(Step::Enter(mark))
    }

    fn start_word(&mut self) -> Result<Step, PackageError> {
        let mark = match self.xml.name().1 {
            "p" => {
                self.count(1)?;
                self.paragraphs.push(ParagraphDraft::new(self.source()));
                self.begin_page();
                Mark::Paragraph
            }
            "pPr" => return self.paragraph_properties().map(|()| Step::Done),
            "r" => {
                self.count(1)?;
                self.start_run(&RunProperties::default());
                Mark::Run
            }
            "rPr" => return self.run_properties().map(|()| Step::Done),
            "t" => {
                let space = self.xml.attribute(Namespace::Other, "space");
                self.ends = EdgeSpaces::new(space.as_deref() == Some("preserve"));
                Mark::Text
            }
            "instrText" => Mark::FieldCode,
            "fldSimple" => {
                let code =
                    self.xml.attribute(Namespace::Word, "instr").unwrap_or_default();
                self.fields.open(&code, self.xml.part())?;
                self.fields.show_result();
                Mark::SimpleField
            }
            "tbl" => {
                self.tables.push(TableDraft::default());
                Mark::Table
            }
            "tr" | "tc" | "trPr" | "tcPr" => return self.start_in_table(),
            "txbxContent" => {
                self.flows.push(Flow::default());
                Mark::Box
            }
            "sectPr" => return self.section().map(|()| Step::Done),
            // Deleted or moved away, properties of wrappers, readings over the line.
            "del" | "moveFrom" | "delText" | "delInstrText" | "sdtPr" | "sdtEndPr"
            | "customXmlPr" | "smartTagPr" | "tblPr" | "tblGrid" | "rt"
            | "background" => {
                return Ok(Step::PassOver);
            }
            _ => return self.start_sign(),
        };
        Ok(Step::Enter(mark))
    }

    /// Elements without content that stand for a sign or a place.
    fn start_sign(&mut self) -> Result<Step, PackageError> {
        match self.xml.name().1 {
            "tab" | "ptab" => self.push("\t")?,
            "noBreakHyphen" => self.push("-")?,
            "softHyphen" => self.push("\u{ad}")?,
            "cr" => self.break_line(BreakKind::Nothing)?,
            "br" => {
                let kind = self.xml.attribute(Namespace::Word, "type");
                if kind.as_deref() == Some("page") {
                    self.break_line(BreakKind::PageEnd)?;
                    self.context.pages.break_page();
                    self.begin_page();
                } else {
                    self.break_line(BreakKind::Nothing)?;
                }
            }
            // Behind a section that begins a page Word writes it, too.
            "lastRenderedPageBreak" => {
                self.context.pages.begin_laid_out();
                self.begin_page();
            }
            "sym" => {
                let font =
                    self.xml.attribute(Namespace::Word, "font").unwrap_or_default();
                let code =
                    self.xml.attribute(Namespace::Word, "char").unwrap_or_default();
                if let Some(sign) = symbol::sign(&font, &code) {
                    self.push(sign.encode_utf8(&mut [0; 4]))?;
                }
            }
            "fldChar" => self.field_sign()?,
            "footnoteReference" => self.note(NoteKind::Foot),
            "endnoteReference" => self.note(NoteKind::End),
            _ => return Ok(Step::Enter(Mark::Nothing)),
        }
        Ok(Step::PassOver)
    }

    fn start_in_table(&mut self) -> Result<Step, PackageError> {
        let Some(table) = self.tables.last_mut() else {
            return Ok(Step::Enter(Mark::Nothing));
        };
        match self.xml.name().1 {
            "tr" => {
                table.start_row();
                self.context.pages.start_row();
                Ok(Step::Enter(Mark::Row))
            }
            "tc" => {
                table.start_cell();
                self.context.pages.start_cell();
                self.count(1)?;
                self.flows.push(Flow::default());
                Ok(Step::Enter(Mark::Cell))
            }
            "trPr" => table.read_row(self.xml).map(|()| Step::Done),
            _ => table.read_cell(self.xml).map(|()| Step::Done),
        }
    }

    fn end(&mut self, mark: Mark) {
        match mark {
            Mark::Nothing | Mark::Text | Mark::FieldCode => {}
            Mark::Row => {
                self.context.pages.end_row();
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            Mark::Paragraph => self.end_paragraph(),
            Mark::Run => self.start_run(&RunProperties::default()),
            Mark::SimpleField => self.fields.close(),
            Mark::Table => self.end_table(),
            Mark::Cell => {
                let flow = self.flows.pop().unwrap_or_default();
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(flow.into_texts());
                }
            }
            Mark::Box => {
                let inside = self.flows.pop().unwrap_or_default();
                if let Some(flow) = self.flows.last_mut() {
                    flow.append(inside);
                }
            }
            Mark::Alternatives => {
                self.taken.pop();
            }
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut draft) = self.paragraphs.pop() else { return };
        let ends = draft.inside.source.zip(self.source());
        draft.inside.source = ends.map(|(start, end)| start.cover(end));
        if !draft.is_counted {
            self.count_label(&mut draft);
        }
        if self.paragraphs.is_empty() {
            self.fields.end_codes();
        }
        if !self.tables.is_empty() && self.flows.len() > 1 {
            let notes = std::mem::take(&mut draft.inside.notes);
            if let Some(table) = self.tables.last_mut() {
                table.notes.extend(notes);
            }
        }
        if let Some(flow) = self.flows.last_mut() {
            flow.paragraph(draft.finish());
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.tables.pop() else { return };
        let notes = std::mem::take(&mut table.notes);
        if let Some(outer) = self.tables.last_mut() {
            outer.notes.extend(notes);
            if let Some(flow) = self.flows.last_mut() {
                let texts = table.finish().into_paragraphs();
                texts.for_each(|text| flow.push(RawContent::Paragraph(text)));
            }
        } else if let Some(flow) = self.flows.last_mut() {
            flow.push(RawContent::Table(table.finish()));
            flow.notes(notes);
        }
    }

    fn paragraph_properties(&mut self) -> Result<(), PackageError> {
        let properties = ParagraphProperties::read(self.xml)?;
        self.context.margins.extend(properties.margins.iter().cloned());
        let Some(mut draft) = self.paragraphs.pop() else { return Ok(()) };
        draft.properties = properties;
        if !draft.properties.mark.is_deleted {
            self.count_label(&mut draft);
        }
        let begins_page = draft.properties.begins_page;
        self.paragraphs.push(draft);
        if begins_page {
            self.context.pages.break_before();
            self.begin_page();
        }
        self.start_run(&RunProperties::default());
        Ok(())
    }

    /// Finds list and heading of a paragraph, its own or those of its style, and counts.
    fn count_label(&mut self, draft: &mut ParagraphDraft) {
        draft.is_counted = true;
        let own = &draft.properties;
        let style = self.context.styles.of_paragraph(own.style.as_deref());
        let inherited = style.map(|style| &style.paragraph);
        draft.inside.outline = own.outline.or(inherited.and_then(|style| style.outline));
        let Some(list) = own.list.or(inherited.and_then(|style| style.list)) else {
            return;
        };
        let numbering = &self.context.numbering;
        let level_of_style = || {
            let style = inherited.filter(|_| own.list.is_none())?.style.as_deref()?;
            numbering.level_of_style(list, style)
        };
        let level = own
            .list_level
            .or_else(level_of_style)
            .or(inherited.and_then(|style| style.list_level));
        draft.inside.label =
            self.context.counter.label(numbering, list, level.unwrap_or(0));
        let n_bytes = draft.inside.label.as_ref().map_or(0, |label| label.text.len());
        self.context.add_text(n_bytes);
    }

    fn start_run(&mut self, own: &RunProperties) {
        let Some(draft) = self.paragraphs.last_mut() else { return };
        let styles = &self.context.styles;
        let style = styles.of_paragraph(draft.properties.style.as_deref());
        draft.run = styles.of_run(own, style);
    }

    fn run_properties(&mut self) -> Result<(), PackageError> {
        let own = RunProperties::read(self.xml)?;
        if self.open.last() == Some(&Mark::Run) {
            self.start_run(&own);
        }
        Ok(())
    }

    fn section(&mut self) -> Result<(), PackageError> {
        let margins = properties::read_section(self.xml)?;
        self.context.margins.extend(margins);
        Ok(())
    }

    fn text(&mut self) -> Result<(), PackageError> {
        match self.open.last() {
            Some(Mark::Text) => {
                let text = self.xml.text().to_owned();
                let source = self.xml.place();
                for (text, source) in self.ends.take(&text, source) {
                    self.push_from(&text, Some(source))?;
                }
                Ok(())
            }
            Some(Mark::FieldCode) => {
                self.fields.add_code(self.xml.text());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Where the current node stands in the part of the text; `None` in other parts.
    fn source(&self) -> Option<Span> {
        (self.xml.part() == PackagePart::Body).then(|| self.xml.place())
    }

    /// Adds what the current node stands for.
    fn push(&mut self, text: &str) -> Result<(), PackageError> {
        self.push_from(text, self.source())
    }

    /// Adds text to the current paragraph, unless it is hidden or no text of the document.
    fn push_from(
        &mut self,
        text: &str,
        source: Option<Span>,
    ) -> Result<(), PackageError> {
        if self.fields.hide() {
            return Ok(());
        }
        let source = source.filter(|_| self.xml.part() == PackagePart::Body);
        if let Some(draft) = self.paragraphs.last_mut()
            && draft.run.hidden != Some(true)
        {
            draft.push(text, source);
            self.context.pages.add_text();
            self.context.add_text(text.len());
        }
        self.count(0)
    }

    fn break_line(&mut self, kind: BreakKind) -> Result<(), PackageError> {
        if let Some(draft) = self.paragraphs.last_mut() {
            draft.inside.pieces.break_line(kind);
        }
        self.count(1)
    }

    /// Says on which page the text of the paragraph goes on.
    fn begin_page(&mut self) {
        if let Some(draft) = self.paragraphs.last_mut() {
            self.context.pages.mark(&mut draft.inside.pieces);
        }
    }

    fn count(&mut self, n_parts: usize) -> Result<(), PackageError> {
        self.context.count(n_parts, self.xml.part())
    }

    fn field_sign(&mut self) -> Result<(), PackageError> {
        match self.xml.attribute(Namespace::Word, "fldCharType").as_deref() {
            Some("begin") => self.fields.open("", self.xml.part())?,
            Some("separate") => self.fields.show_result(),
            Some("end") => self.fields.close(),
            _ => {}
        }
        Ok(())
    }

    /// Puts a note, at the first place that refers to it, after its paragraph.
    fn note(&mut self, kind: NoteKind) {
        let id = self.xml.number("id").unwrap_or_default();
        let source = self.source();
        if let Some(draft) = self.paragraphs.last_mut() {
            draft.inside.notes.extend(self.context.note(kind, id, source));
        }
    }
}
