//! Walks a Rich Text file: groups, destinations, what each control word does.

use super::characters::RtfFonts;
use super::error::RtfError;
use super::group::{RtfDestination, RtfEnd, RtfGroup};
use super::story::RtfText;
use super::token::{RtfToken, RtfTokens};
use crate::flow::tally::ReadTally;
use crate::flow::{Flow, RawDocument};
use tracuu_text::styled::StyledText;

/// Deepest nesting of groups; real files stay below 30.
const MAX_DEPTH: usize = 200;

/// Reads a Rich Text file.
///
/// # Errors
///
/// A file that is cut off, nested too deep, or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, RtfError> {
    let mut walk = RtfWalk {
        fonts: RtfFonts::default(),
        open: vec![RtfGroup::new()],
        texts: vec![RtfText::body()],
        pending: Vec::new(),
        surrogate: None,
        n_skipped: 0,
        font_entry: FontEntry::default(),
        field_codes: Vec::new(),
        furniture: Vec::new(),
        n_stated_pages: None,
        tally: ReadTally::default(),
    };
    for token in RtfTokens::new(bytes) {
        walk.token(token)?;
        if walk.open.len() == 1 && token == RtfToken::Close {
            break;
        }
    }
    if walk.open.len() > 1 {
        return Err(RtfError::Cut { offset_bytes: bytes.len() });
    }
    let text = walk.texts.pop().unwrap_or_default();
    let knows_pages = text.knows_pages(walk.n_stated_pages);
    let blocks = text.finish().finish();
    Ok(RawDocument { blocks, furniture: walk.furniture, knows_pages })
}

/// The font that is being declared.
#[derive(Default)]
pub(super) struct FontEntry {
    pub(super) number: i32,
    pub(super) charset: i32,
    name: String,
}

/// The walk through a file.
pub(super) struct RtfWalk {
    pub(super) fonts: RtfFonts,
    open: Vec<RtfGroup>,
    pub(super) texts: Vec<RtfText>,
    /// Bytes of the text that are not decoded yet: a letter may take several.
    pending: Vec<u8>,
    /// The first half of a letter outside the first plane.
    surrogate: Option<u16>,
    /// Letters to come that stand for one that was read.
    n_skipped: usize,
    pub(super) font_entry: FontEntry,
    /// The codes of the fields that are open.
    pub(super) field_codes: Vec<String>,
    furniture: Vec<StyledText>,
    /// Pages that the file says it has.
    pub(super) n_stated_pages: Option<u32>,
    tally: ReadTally,
}

impl RtfWalk {
    pub(super) fn group(&self) -> RtfGroup {
        self.open.last().copied().unwrap_or_else(RtfGroup::new)
    }

    pub(super) fn set(&mut self, change: impl FnOnce(&mut RtfGroup)) {
        if let Some(group) = self.open.last_mut() {
            change(group);
        }
    }

    fn token(&mut self, token: RtfToken<'_>) -> Result<(), RtfError> {
        match token {
            RtfToken::Byte(_) if self.n_skipped > 0 => self.n_skipped -= 1,
            RtfToken::Byte(byte) => self.pending.push(byte),
            RtfToken::Text(text) => {
                let n_skipped = self.n_skipped.min(text.len());
                self.n_skipped -= n_skipped;
                self.pending.extend_from_slice(text.get(n_skipped..).unwrap_or_default());
            }
            RtfToken::Open => {
                self.flush()?;
                self.n_skipped = 0;
                if self.open.len() > MAX_DEPTH {
                    return Err(RtfError::TooDeep { limit: MAX_DEPTH });
                }
                self.open.push(self.group().inner());
            }
            RtfToken::Close => {
                self.flush()?;
                self.n_skipped = 0;
                self.close();
            }
            RtfToken::Sign(sign) => {
                self.flush()?;
                self.sign(sign)?;
            }
            RtfToken::Word(name, number) => {
                self.flush()?;
                self.word(name, number)?;
            }
        }
        Ok(())
    }

    /// Takes the bytes that have been read as text.
    fn flush(&mut self) -> Result<(), RtfError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let bytes = std::mem::take(&mut self.pending);
        let text = self.fonts.decode(&bytes, self.group().font);
        self.pending = bytes;
        self.pending.clear();
        self.push(&text)
    }

    pub(super) fn push(&mut self, text: &str) -> Result<(), RtfError> {
        let group = self.group();
        let letters = self.fonts.letters(group.font);
        self.tally.add(0, text.len());
        self.count(0)?;
        match group.destination {
            RtfDestination::Text => {
                if let Some(target) = self.texts.last_mut() {
                    target.push(text, group, letters);
                }
            }
            RtfDestination::Label => {
                if let Some(target) = self.texts.last_mut() {
                    target.push_label(text, letters);
                }
            }
            RtfDestination::FieldCode => {
                if let Some(field) = self.field_codes.last_mut() {
                    field.push_str(text);
                }
            }
            RtfDestination::Fonts => {
                for letter in text.chars() {
                    if letter == ';' {
                        self.end_font();
                    } else {
                        self.font_entry.name.push(letter);
                    }
                }
            }
            RtfDestination::Nowhere => {}
        }
        Ok(())
    }

    fn end_font(&mut self) {
        let entry = std::mem::take(&mut self.font_entry);
        self.fonts.add(entry.number, &entry.name, entry.charset);
    }

    pub(super) fn count(&mut self, n_parts: usize) -> Result<(), RtfError> {
        self.tally.add(n_parts, 0);
        if self.tally.is_too_much() {
            return Err(RtfError::TooMuch);
        }
        Ok(())
    }

    fn sign(&mut self, sign: u8) -> Result<(), RtfError> {
        match sign {
            b'*' => {
                self.set(|group| group.is_optional = true);
                Ok(())
            }
            b'~' => self.push("\u{a0}"),
            b'_' => self.push("-"),
            b'-' => self.push("\u{ad}"),
            b'{' | b'}' | b'\\' => self.push(char::from(sign).encode_utf8(&mut [0; 4])),
            // An escaped line end is the end of a paragraph.
            b'\r' | b'\n' => self.end_paragraph(),
            b'\'' => self.push("\u{fffd}"),
            _ => Ok(()),
        }
    }

    pub(super) fn end_paragraph(&mut self) -> Result<(), RtfError> {
        if self.group().destination == RtfDestination::Text
            && let Some(text) = self.texts.last_mut()
        {
            text.end_paragraph();
        }
        self.count(1)
    }

    /// A letter by its code; the codes of larger letters come in two halves.
    pub(super) fn unicode(&mut self, number: i32) -> Result<(), RtfError> {
        self.n_skipped = self.group().n_fallback;
        // Numbers are of 16 bits with a sign (RTF 1.9.1, "Unicode RTF").
        let Ok(unit) = u16::try_from(number.rem_euclid(1 << 16)) else { return Ok(()) };
        let units = self.surrogate.take().into_iter().chain([unit]);
        if (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
            return Ok(());
        }
        let letters = char::decode_utf16(units);
        let text: String =
            letters.map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        self.push(&text)
    }

    /// Ends a group.
    fn close(&mut self) {
        if self.open.len() == 1 {
            return;
        }
        let Some(group) = self.open.pop() else { return };
        match group.end {
            RtfEnd::Nothing => {}
            RtfEnd::Field => drop(self.field_codes.pop()),
            RtfEnd::Note | RtfEnd::Box | RtfEnd::Margin => {
                let inside = self.texts.pop().unwrap_or_default().finish();
                self.take_inside(group.end, inside);
            }
        }
    }

    /// Puts a text that stands apart where it belongs.
    fn take_inside(&mut self, end: RtfEnd, inside: Flow) {
        if end == RtfEnd::Margin {
            inside.add_to_furniture(&mut self.furniture);
            return;
        }
        let Some(around) = self.texts.last_mut() else { return };
        if end == RtfEnd::Box {
            around.append(inside);
            return;
        }
        if let Some(note) = self.tally.note_of(inside) {
            around.note(note);
        }
    }
}
