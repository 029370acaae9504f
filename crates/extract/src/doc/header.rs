//! The head of the main stream (FIB, [MS-DOC] 2.5): where everything else stands.

use super::bytes::{place_at, u16_at};
use super::error::DocError;

/// What the stream begins with.
const SIGN: u16 = 0xa5ec;

/// First version whose head has this shape: Word 97.
const WORD_97: u16 = 0x00c1;

/// Place of the flags, and those among them that are looked at.
const FLAGS_AT: usize = 0x0a;
const IS_ENCRYPTED: u16 = 0x0100;
const USES_TABLE_1: u16 = 0x0200;

/// Place of the lengths of all texts ([MS-DOC] 2.5.4), and of the list of parts (2.5.6).
const LENGTHS_AT: usize = 0x4c;
const PARTS_AT: usize = 0x9a;

/// A part of the table stream, by its number in the head.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DocPart {
    Styles = 1,
    FootnotePlaces = 2,
    FootnoteTexts = 3,
    PageHeads = 11,
    RunPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Settings = 31,
    Pieces = 33,
    EndnotePlaces = 46,
    EndnoteTexts = 47,
    ListFormats = 73,
    Lists = 74,
}

/// The texts of a document, in the order in which they follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct DocTexts {
    /// Letters of the text itself, as of all others.
    pub(super) body: usize,
    pub(super) footnotes: usize,
    pub(super) page_heads: usize,
    macros: usize,
    comments: usize,
    pub(super) endnotes: usize,
    pub(super) boxes: usize,
}

impl DocTexts {
    /// Place of the first letter of the page heads.
    pub(super) const fn page_heads_at(self) -> usize {
        self.body + self.footnotes
    }

    /// Place of the first letter of the endnotes.
    pub(super) const fn endnotes_at(self) -> usize {
        self.page_heads_at() + self.page_heads + self.macros + self.comments
    }

    /// Place of the first letter of the text boxes.
    pub(super) const fn boxes_at(self) -> usize {
        self.endnotes_at() + self.endnotes
    }
}

/// The head.
pub(super) struct DocHeader<'b> {
    stream: &'b [u8],
    pub(super) texts: DocTexts,
}

impl<'b> DocHeader<'b> {
    /// Reads the head of the main stream.
    ///
    /// # Errors
    ///
    /// No document, a version before 97, one under a password.
    pub(super) fn read(stream: &'b [u8]) -> Result<Self, DocError> {
        let damaged = DocError::Damaged { what: "its head" };
        let (sign, version) = u16_at(stream, 0).zip(u16_at(stream, 2)).ok_or(damaged)?;
        if sign != SIGN {
            return Err(DocError::TooOld);
        }
        if version < WORD_97 {
            return Err(DocError::TooOld);
        }
        if u16_at(stream, FLAGS_AT).ok_or(damaged)? & IS_ENCRYPTED != 0 {
            return Err(DocError::Encrypted);
        }
        let length =
            |index: usize| place_at(stream, LENGTHS_AT + 4 * index).ok_or(damaged);
        let texts = DocTexts {
            body: length(0)?,
            footnotes: length(1)?,
            page_heads: length(2)?,
            macros: length(3)?,
            comments: length(4)?,
            endnotes: length(5)?,
            boxes: length(6)?,
        };
        let all = [texts.body, texts.footnotes, texts.page_heads, texts.macros];
        let rest = [texts.comments, texts.endnotes, texts.boxes];
        // A letter takes a byte at least, so no text is longer than the file.
        if all.iter().chain(&rest).any(|n_letters| *n_letters > stream.len()) {
            return Err(damaged);
        }
        Ok(Self { stream, texts })
    }

    /// Name of the stream with the tables.
    pub(super) fn table_name(&self) -> &'static str {
        let flags = u16_at(self.stream, FLAGS_AT).unwrap_or_default();
        if flags & USES_TABLE_1 != 0 { "1Table" } else { "0Table" }
    }

    /// A part of the table stream; empty where the document has none.
    pub(super) fn part<'t>(&self, part: DocPart, table: &'t [u8]) -> &'t [u8] {
        let at = PARTS_AT + 8 * part as usize;
        let (start, length) = (place_at(self.stream, at), place_at(self.stream, at + 4));
        let span = start
            .zip(length)
            .and_then(|(start, length)| table.get(start..start.checked_add(length)?));
        span.unwrap_or_default()
    }
}
