//! Walks a stretch of the text: paragraphs, cells, fields, notes.

use rustc_hash::FxHashMap;

use super::bytes::u16_at;
use super::error::DocError;
use super::pieces::DocLetter;
use super::reader::DocReader;
use super::styles::{DocParagraph, DocRow, DocRun};
use crate::docx::symbol;
use crate::flow::grid_table::GridTable;
use crate::flow::page_counter::PageCounter;
use crate::flow::pieces::ParagraphPieces;
use crate::flow::{Flow, FlowParagraph, is_layout_field};
use crate::raw::{BreakKind, RawContent};
use tracuu_text::styled::StyledText;

/// Letters that stand for something else ([MS-DOC] 2.4.2).
const CELL_END: char = '\u{7}';
const LINE_END: char = '\u{b}';
const PAGE_END: char = '\u{c}';
const PARAGRAPH_END: char = '\r';
const COLUMN_END: char = '\u{e}';
const FIELD_START: char = '\u{13}';
const FIELD_RESULT: char = '\u{14}';
const FIELD_END: char = '\u{15}';
const FIXED_HYPHEN: char = '\u{1e}';
const SOFT_HYPHEN: char = '\u{1f}';
const SYMBOL: char = '(';

/// Most fields inside each other.
const MAX_FIELDS: usize = 64;

/// So much of the code of a field is kept; its name stands first.
const MAX_CODE_BYTES: usize = 64;

/// The walk.
pub(super) struct DocStory<'r, 'b> {
    reader: &'r mut DocReader<'b>,
    /// The notes to letters of this stretch.
    notes: FxHashMap<usize, (usize, usize)>,
    flow: Flow,
    cell: Flow,
    table: Option<GridTable>,
    table_notes: Vec<StyledText>,
    paragraph: FlowParagraph,
    pages: PageCounter,
    /// Codes of the open fields; `None` where the result has begun and is text.
    fields: Vec<Option<String>>,
}

impl<'r, 'b> DocStory<'r, 'b> {
    /// Walks the letters from `start` to `end`.
    ///
    /// # Errors
    ///
    /// More text than is read.
    pub(super) fn read(
        reader: &'r mut DocReader<'b>,
        (start, end): (usize, usize),
        notes: FxHashMap<usize, (usize, usize)>,
    ) -> Result<Flow, DocError> {
        let mut story = Self::new(reader, notes);
        story.walk(start, end)?;
        Ok(story.flow)
    }

    /// Walks the letters of the document itself, up to `end`, and counts its pages.
    ///
    /// # Errors
    ///
    /// More text than is read.
    pub(super) fn read_body(
        reader: &'r mut DocReader<'b>,
        end: usize,
        notes: FxHashMap<usize, (usize, usize)>,
    ) -> Result<(Flow, PageCounter), DocError> {
        let mut story = Self::new(reader, notes);
        story.pages = PageCounter::of_body();
        story.begin_page();
        story.walk(0, end)?;
        Ok((story.flow, story.pages))
    }

    fn new(
        reader: &'r mut DocReader<'b>,
        notes: FxHashMap<usize, (usize, usize)>,
    ) -> Self {
        Self {
            reader,
            notes,
            flow: Flow::default(),
            cell: Flow::default(),
            table: None,
            table_notes: Vec::new(),
            paragraph: FlowParagraph::default(),
            pages: PageCounter::default(),
            fields: Vec::new(),
        }
    }

    fn walk(&mut self, start: usize, end: usize) -> Result<(), DocError> {
        let letters = self.reader.pieces.letters(start, end);
        let is_end =
            |one: &DocLetter| matches!(one.letter, PARAGRAPH_END | CELL_END | PAGE_END);
        let mut rest = letters.as_slice();
        while !rest.is_empty() {
            let length = rest.iter().position(is_end).map_or(rest.len(), |at| at + 1);
            let (paragraph, behind) = rest.split_at(length);
            self.paragraph(paragraph)?;
            rest = behind;
        }
        self.end_table();
        Ok(())
    }

    /// Says on which page the text of the paragraph goes on.
    fn begin_page(&mut self) {
        self.pages.mark(&mut self.paragraph.pieces);
    }

    /// Reads a paragraph with the letter that ends it.
    fn paragraph(&mut self, letters: &[DocLetter]) -> Result<(), DocError> {
        let Some(last) = letters.last() else { return Ok(()) };
        self.reader.count(1, letters.len())?;
        let changes = self.reader.paragraphs.at(last.place);
        let set = self.reader.styles.paragraph(changes);
        if set.row.is_ended && last.letter == CELL_END {
            self.end_row(&set.row);
            return Ok(());
        }
        if set.begins_page {
            self.pages.break_before();
            self.begin_page();
        }
        self.letters(letters, &set)?;
        let mut paragraph = std::mem::take(&mut self.paragraph);
        self.begin_page();
        paragraph.outline = set.outline;
        paragraph.begins_page = set.begins_page;
        if set.list > 0 {
            let list = i64::try_from(set.list).unwrap_or(0);
            let reader = &mut *self.reader;
            paragraph.label =
                reader.counter.label(&reader.numbering, list, set.list_level);
        }
        if set.is_in_table || last.letter == CELL_END {
            self.table_notes.append(&mut paragraph.notes);
            self.cell.paragraph(paragraph);
        } else {
            self.end_table();
            self.flow.paragraph(paragraph);
        }
        if last.letter == CELL_END {
            let texts = std::mem::take(&mut self.cell).into_texts();
            self.table.get_or_insert_default().end_cell(texts);
        } else if last.letter == PAGE_END {
            self.paragraph.begins_page = true;
        }
        Ok(())
    }

    fn letters(
        &mut self,
        letters: &[DocLetter],
        set: &DocParagraph,
    ) -> Result<(), DocError> {
        let of_style = self.reader.styles.run_of_style(set.style);
        let mut run_end = 0;
        let mut run_start = 0;
        let mut run = of_style;
        for letter in letters {
            if !(run_start..run_end).contains(&letter.place) {
                let found = self.reader.runs.with_span(letter.place);
                let (start, end, changes) =
                    found.unwrap_or((letter.place, letter.place + 1, &[]));
                (run_start, run_end) = (start, end);
                run = self.reader.styles.run(of_style, changes);
            }
            if let Some(note) = self.notes.remove(&letter.at) {
                self.note(note)?;
            }
            self.letter(letter.letter, run);
        }
        let mark_is_deleted = run.is_deleted
            && letters.last().is_some_and(|one| one.letter == PARAGRAPH_END);
        self.paragraph.goes_on = mark_is_deleted;
        Ok(())
    }

    fn letter(&mut self, letter: char, run: DocRun) {
        match letter {
            FIELD_START if self.fields.len() < MAX_FIELDS => {
                self.fields.push(Some(String::new()));
            }
            FIELD_RESULT => {
                if let Some(field) = self.fields.last_mut() {
                    field.take_if(|code| !is_layout_field(code));
                }
            }
            FIELD_END => drop(self.fields.pop()),
            _ if self.is_in_code() => {
                if let Some(Some(code)) = self.fields.last_mut()
                    && code.len() < MAX_CODE_BYTES
                {
                    code.push(letter);
                }
            }
            _ if run.is_hidden || run.is_deleted => {}
            LINE_END => self.pieces().break_line(BreakKind::Nothing),
            PAGE_END => {
                self.pieces().break_line(BreakKind::PageEnd);
                self.pages.break_page();
                self.begin_page();
            }
            PARAGRAPH_END | CELL_END | COLUMN_END => {}
            FIXED_HYPHEN => self.push("-", run),
            SOFT_HYPHEN => self.push("\u{ad}", run),
            SYMBOL if run.symbol.is_some() => {
                let (font, code) = run.symbol.unwrap_or_default();
                let font = self.reader.fonts.name(font).to_owned();
                if let Some(sign) = symbol::sign(&font, &format!("{code:x}")) {
                    self.push(sign.encode_utf8(&mut [0; 4]), run);
                }
            }
            '\t' => self.push("\t", run),
            letter if letter < ' ' => {}
            letter => self.push(letter.encode_utf8(&mut [0; 4]), run),
        }
    }

    fn is_in_code(&self) -> bool {
        self.fields.iter().any(Option::is_some)
    }

    fn pieces(&mut self) -> &mut ParagraphPieces {
        &mut self.paragraph.pieces
    }

    fn push(&mut self, text: &str, run: DocRun) {
        let setting = run.setting(&self.reader.fonts);
        self.paragraph.pieces.push(text, setting);
        self.pages.add_text();
    }

    /// Adds a note, which has none itself.
    fn note(&mut self, span: (usize, usize)) -> Result<(), DocError> {
        let inside = DocStory::read(self.reader, span, FxHashMap::default())?;
        self.paragraph.notes.extend(self.reader.tally.note_of(inside));
        Ok(())
    }

    fn end_row(&mut self, row: &DocRow) {
        let table = self.table.get_or_insert_default();
        table.define_row();
        if row.is_head {
            table.mark_head();
        }
        define_cells(table, &row.cells);
        table.end_row();
    }

    fn end_table(&mut self) {
        let rest = std::mem::take(&mut self.cell).into_texts();
        if !rest.is_empty() {
            self.table.get_or_insert_default().end_cell(rest);
        }
        if let Some(table) = self.table.take().and_then(GridTable::finish) {
            self.flow.push(RawContent::Table(table));
        }
        self.flow.notes(std::mem::take(&mut self.table_notes));
    }
}

/// Bytes that a row states of one cell, and the flags among them ([MS-DOC] 2.9.315).
const CELL_BYTES: usize = 20;
const JOINS_LEFT: u16 = 0x0002;
const JOINS_ABOVE: u16 = 0x0020;
const STARTS_JOIN: u16 = 0x0040;

/// Tells a table what a row states of its cells: how many, where each begins and the last
/// one ends, then what joins.
fn define_cells(table: &mut GridTable, stated: &[u8]) {
    let n_cells = stated.first().copied().map_or(0, usize::from);
    let ends = stated.get(3..).unwrap_or_default();
    let cells = stated.get(1 + 2 * (n_cells + 1)..).unwrap_or_default();
    for place in 0..n_cells {
        let flags = u16_at(cells, place * CELL_BYTES).unwrap_or_default();
        table.next.joins_left = flags & JOINS_LEFT != 0;
        table.next.joins_above = flags & JOINS_ABOVE != 0 && flags & STARTS_JOIN == 0;
        let Some(end) = u16_at(ends, place * 2) else { return };
        table.define_cell(i32::from(end.cast_signed()));
    }
}
