//! Walks a Rich Text file: groups, destinations, what each control word does.

use super::characters::RtfFonts;
use super::error::RtfError;
use super::group::{RtfDestination, RtfEnd, RtfGroup};
use super::story::RtfText;
use super::token::{RtfToken, RtfTokens};
use crate::flow::{Flow, RawDocument, is_layout_field, one_line};
use crate::raw::BreakKind;
use tracuu_text::styled::StyledText;

/// Deepest nesting of groups; real files stay below 30.
const MAX_DEPTH: usize = 200;

/// Most paragraphs, cells and runs of a document, and most bytes of text; as for Word
/// documents.
const MAX_PARTS: usize = 400_000;
const MAX_TEXT_BYTES: usize = 16 << 20;

/// Destinations that may be passed over, and are read all the same.
const READ_OPTIONAL: [&[u8]; 4] = [b"shpinst", b"do", b"fldinst", b"ud"];

/// Destinations whose text is none of the document.
const NOWHERE: [&[u8]; 29] = [
    b"stylesheet",
    b"colortbl",
    b"info",
    b"pict",
    b"filetbl",
    b"listtable",
    b"revtbl",
    b"listoverridetable",
    b"xe",
    b"tc",
    b"tcn",
    b"rxe",
    b"txe",
    b"nonesttables",
    b"shprslt",
    b"sp",
    b"ftnsep",
    b"ftnsepc",
    b"ftncn",
    b"aftnsep",
    b"aftnsepc",
    b"aftncn",
    b"falt",
    b"panose",
    b"fname",
    b"bkmkstart",
    b"bkmkend",
    b"generator",
    b"upr",
];

/// Control words that stand for a sign.
const SIGNS: [(&[u8], &str); 12] = [
    (b"tab", "\t"),
    (b"emdash", "—"),
    (b"endash", "–"),
    (b"lquote", "‘"),
    (b"rquote", "’"),
    (b"ldblquote", "“"),
    (b"rdblquote", "”"),
    (b"bullet", "•"),
    (b"emspace", " "),
    (b"enspace", " "),
    (b"qmspace", " "),
    (b"zwnj", "\u{200c}"),
];

/// Reads a Rich Text file.
///
/// # Errors
///
/// A file that is cut off, nested too deep, or too large.
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, RtfError> {
    let mut walk = RtfWalk {
        fonts: RtfFonts::default(),
        open: vec![RtfGroup::new()],
        texts: vec![RtfText::default()],
        pending: Vec::new(),
        surrogate: None,
        n_skipped: 0,
        font_entry: FontEntry::default(),
        field_codes: Vec::new(),
        furniture: Vec::new(),
        n_notes: 0,
        n_parts: 0,
        n_text_bytes: 0,
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
    Ok(RawDocument { blocks: text.finish().finish(), furniture: walk.furniture })
}

/// The font that is being declared.
#[derive(Default)]
struct FontEntry {
    number: i32,
    charset: i32,
    name: String,
}

struct RtfWalk {
    fonts: RtfFonts,
    open: Vec<RtfGroup>,
    texts: Vec<RtfText>,
    /// Bytes of the text that are not decoded yet: a letter may take several.
    pending: Vec<u8>,
    /// The first half of a letter outside the first plane.
    surrogate: Option<u16>,
    /// Letters to come that stand for one that was read.
    n_skipped: usize,
    font_entry: FontEntry,
    /// The codes of the fields that are open.
    field_codes: Vec<String>,
    furniture: Vec<StyledText>,
    n_notes: usize,
    n_parts: usize,
    n_text_bytes: usize,
}

impl RtfWalk {
    fn group(&self) -> RtfGroup {
        self.open.last().copied().unwrap_or_else(RtfGroup::new)
    }

    fn set(&mut self, change: impl FnOnce(&mut RtfGroup)) {
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

    fn push(&mut self, text: &str) -> Result<(), RtfError> {
        let group = self.group();
        let letters = self.fonts.letters(group.font);
        self.n_text_bytes += text.len();
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

    fn count(&mut self, n_parts: usize) -> Result<(), RtfError> {
        self.n_parts += n_parts;
        if self.n_parts > MAX_PARTS || self.n_text_bytes > MAX_TEXT_BYTES {
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

    fn word(&mut self, name: &[u8], number: Option<i32>) -> Result<(), RtfError> {
        let group = self.group();
        let is_passed_over = group.is_optional && !READ_OPTIONAL.contains(&name);
        self.set(|group| group.is_optional = false);
        if is_passed_over || NOWHERE.contains(&name) {
            self.set(|group| group.destination = RtfDestination::Nowhere);
        }
        if self.group().destination == RtfDestination::Nowhere {
            return Ok(());
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(word, _)| *word == name) {
            return self.push(sign);
        }
        if self.character_word(name, number) {
            return Ok(());
        }
        if name == b"u" {
            return self.unicode(number.unwrap_or_default());
        }
        if self.destination_word(name) {
            return Ok(());
        }
        self.paragraph_word(name, number)
    }

    /// Words that set letters; tells whether this is one.
    fn character_word(&mut self, name: &[u8], number: Option<i32>) -> bool {
        let is_on = number != Some(0);
        let default = self.fonts.default;
        match name {
            b"b" => self.set(|group| group.style.bold = is_on),
            b"i" => self.set(|group| group.style.italic = is_on),
            b"v" => self.set(|group| group.is_hidden = is_on),
            b"deleted" => self.set(|group| group.is_deleted = is_on),
            b"plain" => self.set(|group| group.set_plain(default)),
            b"uc" => {
                let n_fallback = number.and_then(|n| usize::try_from(n).ok());
                self.set(|group| group.n_fallback = n_fallback.unwrap_or(1));
            }
            b"f" if self.group().destination == RtfDestination::Fonts => {
                self.font_entry.number = number.unwrap_or_default();
            }
            b"f" => self.set(|group| group.font = number.unwrap_or(default)),
            b"fcharset" => self.font_entry.charset = number.unwrap_or_default(),
            b"ansicpg" => self.fonts.set_page(number.unwrap_or_default()),
            b"deff" => {
                self.fonts.default = number.unwrap_or_default();
                let default = self.fonts.default;
                self.set(|group| group.font = default);
            }
            _ => return false,
        }
        true
    }

    /// Words that say where the text of their group goes; tells whether this is one.
    fn destination_word(&mut self, name: &[u8]) -> bool {
        let (destination, end) = match name {
            b"fonttbl" => (RtfDestination::Fonts, RtfEnd::Nothing),
            b"listtext" | b"pntext" => (RtfDestination::Label, RtfEnd::Nothing),
            b"fldinst" => (RtfDestination::FieldCode, RtfEnd::Nothing),
            b"field" => {
                self.field_codes.push(String::new());
                (RtfDestination::Text, RtfEnd::Field)
            }
            b"fldrslt" => {
                let code = self.field_codes.last().map_or("", String::as_str);
                if is_layout_field(code) {
                    (RtfDestination::Nowhere, RtfEnd::Nothing)
                } else {
                    (RtfDestination::Text, RtfEnd::Nothing)
                }
            }
            b"footnote" => (RtfDestination::Text, RtfEnd::Note),
            b"shptxt" | b"dptxbxtext" => (RtfDestination::Text, RtfEnd::Box),
            b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl"
            | b"footerr" | b"footerf" => (RtfDestination::Text, RtfEnd::Margin),
            _ => return false,
        };
        if matches!(end, RtfEnd::Note | RtfEnd::Box | RtfEnd::Margin) {
            self.texts.push(RtfText::default());
        }
        self.set(|group| (group.destination, group.end) = (destination, end));
        true
    }

    /// Words that form paragraphs and tables.
    fn paragraph_word(
        &mut self,
        name: &[u8],
        number: Option<i32>,
    ) -> Result<(), RtfError> {
        if matches!(name, b"par" | b"nestcell") {
            return self.end_paragraph();
        }
        let Some(text) = self.texts.last_mut() else { return Ok(()) };
        match name {
            b"line" => text.break_line(BreakKind::Nothing),
            b"page" => text.break_line(BreakKind::PageEnd),
            b"sect" | b"pagebb" => text.begin_page(),
            b"pard" => {
                text.is_in_table = false;
                text.set_outline(None);
            }
            b"intbl" => text.is_in_table = true,
            b"outlinelevel" => {
                text.set_outline(number.and_then(|level| u8::try_from(level).ok()));
            }
            b"trowd" => text.table().define_row(),
            b"trhdr" => text.table().mark_head(),
            b"clmrg" => text.table().next.joins_left = true,
            b"clvmrg" => text.table().next.joins_above = true,
            b"cellx" => text.table().define_cell(number.unwrap_or_default()),
            b"cell" => {
                text.end_cell();
                return self.count(1);
            }
            b"row" => text.table().end_row(),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), RtfError> {
        if self.group().destination == RtfDestination::Text
            && let Some(text) = self.texts.last_mut()
        {
            text.end_paragraph();
        }
        self.count(1)
    }

    /// A letter by its code; the codes of larger letters come in two halves.
    fn unicode(&mut self, number: i32) -> Result<(), RtfError> {
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
        let text = one_line(&inside.into_texts());
        if !text.is_blank() {
            self.n_notes += 1;
            let mut note = StyledText::plain(format!("[{}] ", self.n_notes));
            note.append(&text);
            around.note(note);
        }
    }
}
