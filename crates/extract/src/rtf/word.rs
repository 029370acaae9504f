//! What each control word does: it sets letters, says where the text of its group goes, or
//! forms paragraphs and tables.

use super::document::RtfWalk;
use super::error::RtfError;
use super::group::{RtfDestination, RtfEnd};
use super::story::RtfText;
use crate::flow::is_layout_field;
use crate::raw::BreakKind;

/// Groups that may be passed over, and are walked through all the same: drawings, whose text
/// boxes are inside.
const READ_OPTIONAL: [&[u8]; 2] = [b"shpinst", b"do"];

/// Destinations whose text is none of the document.
const NOWHERE: [&[u8]; 28] = [
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

impl RtfWalk {
    /// Does what a control word says.
    pub(super) fn word(
        &mut self,
        name: &[u8],
        number: Option<i32>,
    ) -> Result<(), RtfError> {
        if name == b"nofpages" {
            self.n_stated_pages = number.and_then(|number| u32::try_from(number).ok());
        }
        let is_optional = self.group().is_optional;
        self.set(|group| group.is_optional = false);
        if self.group().destination == RtfDestination::Nowhere
            || self.destination_word(name)
        {
            return Ok(());
        }
        if NOWHERE.contains(&name) || (is_optional && !READ_OPTIONAL.contains(&name)) {
            self.set(|group| group.destination = RtfDestination::Nowhere);
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
}
