//! The title block (phần đầu): letterhead, type, title, and where the text begins.
//!
//! Follows 30/2020/NĐ-CP Annex I II.1-5 and 36-HD/VPTW. The letterhead of a party document
//! and of a state document differ in words only; either may be missing, as in a text that
//! was copied out of a letterhead.

use std::ops::Range;

use super::document_type::DocumentType;
use super::label;
use super::line::{Line, Shape};
use super::words::{self, Role};

/// Most lines of a title block.
const MAX_LINES: usize = 60;

/// Lines among which the type must stand when the letterhead has no known words.
const MAX_LINES_TO_TYPE: usize = 16;

/// Longest line of a letterhead, in words.
const MAX_LETTERHEAD_WORDS: usize = 30;

/// Longest line of a title, in words.
const MAX_TITLE_WORDS: usize = 90;

/// Most words of a type name: `Thông tư liên tịch`.
const MAX_TYPE_WORDS: usize = 5;

/// A title block, in lines.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleBlock {
    /// Lines that it takes; 0 where there is none.
    pub n_lines: usize,
    /// Whether it has a letterhead, known by its words.
    pub has_letterhead: bool,
    /// The type word, where there is one.
    pub type_word: Option<TypeWord>,
    /// Lines of the title; the first may be the line of the type word.
    pub title: Range<usize>,
}

/// The word that names the type of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct TypeWord {
    /// Its line.
    pub line: usize,
    /// Bytes of the word in that line.
    pub len: usize,
    /// The type.
    pub document_type: DocumentType,
}

/// The type named by the first words of a line, and the bytes of its name.
pub(super) fn type_at(text: &str) -> Option<(DocumentType, usize)> {
    let mut ends = [0; MAX_TYPE_WORDS];
    let mut n_words = 0;
    let mut end = 0;
    for (place, word) in ends.iter_mut().zip(text.split_whitespace()) {
        let rest = text.get(end..)?;
        end += rest.find(word)? + word.len();
        *place = end;
        n_words += 1;
    }
    ends.iter().take(n_words).rev().find_map(|end| {
        let name = text.get(..*end)?.trim_end_matches([':', '.', ',', '*']);
        Some((DocumentType::from_name(name)?, name.len()))
    })
}

/// Reads the title block at the start of `lines`.
pub(super) fn read(lines: &[Line<'_>]) -> TitleBlock {
    let mut reader = Reader::default();
    for (at, line) in lines.iter().enumerate().take(MAX_LINES) {
        let next = lines.get(at + 1);
        if !reader.takes(at, line, next) {
            break;
        }
    }
    reader.finish(lines)
}

/// Whether a line belongs to a letterhead by its words.
pub(super) fn is_letterhead(line: &Line<'_>) -> bool {
    let lead = line.lead.as_str();
    let n_words = line.n_words();
    let is_long = n_words > MAX_LETTERHEAD_WORDS || line.text.ends_with([';', '.']);
    if is_long || line.shape != Shape::Text || words::opens_with(lead, Role::Basis) {
        return false;
    }
    let is_mark = n_words <= 6
        && (words::opens_with(lead, Role::Secrecy)
            || words::opens_with(lead, Role::Urgency));
    is_mark
        || words::find_in_text(line.text, Role::Motto).is_some()
        || is_number_line(lead)
        || is_place_and_date(lead)
        || words::opens_with(lead, Role::Addressee)
        || lead.starts_with("v/v")
        || lead.starts_with("dự thảo")
        || lead.starts_with("(dự thảo")
}

/// `số 56-nq/tu`, `số: 15/qđ-ubnd`, `số     -kh/tu`; in normal form.
pub(super) fn is_number_line(lead: &str) -> bool {
    let typed = type_at(lead).and_then(|(_, len)| lead.get(len..)).map(str::trim_start);
    let typed = typed.filter(|rest| rest.split(' ').count() <= 2).unwrap_or_default();
    let prefixed = lead.strip_prefix("số").or_else(|| typed.strip_prefix("số"));
    let Some(rest) = prefixed else { return false };
    let symbol = rest.trim_start_matches([':', ' ', '.', '…', '_']);
    let has_sign = symbol.chars().take(24).any(|sign| sign == '/' || sign == '-');
    rest.starts_with([':', ' ', '.', '…'])
        && (symbol.is_empty() || has_sign)
        && symbol.starts_with(|sign: char| sign.is_ascii_digit() || "-/".contains(sign))
        || rest.trim() == ":"
}

/// `hà nội, ngày 20 tháng 02 năm 2006`, `ngày … tháng … năm 2022`; in normal form.
pub(super) fn is_place_and_date(lead: &str) -> bool {
    let Some(day) = words::find(lead, "ngày") else { return false };
    let (place, rest) = lead.split_at(day);
    let month = rest.find(" tháng").and_then(|month| rest.get(month..));
    let in_order = month.is_some_and(|rest| rest.contains(" năm"));
    let place = place.trim_end();
    in_order && (place.is_empty() || place.ends_with(',')) && !rest.contains("của")
}

/// What may go on over several lines.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Open {
    /// Nothing.
    #[default]
    None,
    /// The items of an address: `Kính gửi:`.
    Address,
    /// A bracket: `(Ban hành kèm theo …`.
    Bracket,
}

#[derive(Default)]
struct Reader {
    has_letterhead: bool,
    type_word: Option<TypeWord>,
    /// Lines up to the last that surely belongs to the block.
    n_sure: usize,
    /// What the lines that follow may continue.
    open: Open,
    /// Whether a rule closed the title.
    is_closed: bool,
    title_end: usize,
}

impl Reader {
    /// Takes a line into the block; `false` where the text begins.
    fn takes(&mut self, at: usize, line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
        match line.shape {
            Shape::Table => return false,
            Shape::Rule => {
                self.is_closed |= self.title_end > 0;
                return true;
            }
            Shape::Text => {}
        }
        if is_letterhead(line) {
            self.has_letterhead = true;
            let is_address = words::opens_with(&line.lead, Role::Addressee);
            self.open = if is_address { Open::Address } else { Open::None };
            self.n_sure = at + 1;
            return true;
        }
        if self.open == Open::Address {
            let is_item = line.text.starts_with(['-', '–', '+', '•']);
            self.n_sure = if is_item { at + 1 } else { self.n_sure };
            return is_item;
        }
        if self.open == Open::Bracket
            || self.type_word.is_some() && line.text.starts_with('(')
        {
            let is_shut = line.text.contains(')');
            self.open = if is_shut { Open::None } else { Open::Bracket };
            self.n_sure = at + 1;
            return true;
        }
        if words::opens_with(&line.lead, Role::Basis) || is_label(line) {
            return false;
        }
        if self.type_word.is_some() {
            return self.takes_title(at, line, next);
        }
        if let Some((document_type, len)) = type_at(line.text).filter(|_| is_title(line))
        {
            self.type_word = Some(TypeWord { line: at, len, document_type });
            self.title_end = at + 1;
            self.n_sure = at + 1;
            return true;
        }
        at < MAX_LINES_TO_TYPE && is_title(line) && line.n_words() <= MAX_LETTERHEAD_WORDS
    }

    fn takes_title(
        &mut self,
        at: usize,
        line: &Line<'_>,
        next: Option<&Line<'_>>,
    ) -> bool {
        let is_last = next.is_some_and(|next| {
            next.shape == Shape::Rule
                || next.is_capitals()
                || words::opens_with(&next.lead, Role::Basis)
        });
        let is_near = self.type_word.is_some_and(|word| word.line + 1 == at)
            || line.text.starts_with(char::is_lowercase);
        let is_issuer = line.is_capitals() && !line.text.ends_with(':');
        let goes_on =
            !self.is_closed && (is_title(line) || is_last && is_near && ends_flat(line));
        if !(is_issuer || goes_on) {
            return false;
        }
        if !self.is_closed {
            self.title_end = at + 1;
        }
        self.n_sure = at + 1;
        true
    }

    fn finish(self, lines: &[Line<'_>]) -> TitleBlock {
        let mut n_lines = self.n_sure;
        if self.type_word.is_none() && !self.has_letterhead {
            n_lines = lines
                .iter()
                .take(MAX_LINES_TO_TYPE)
                .take_while(|line| line.is_capitals() && !is_label(line))
                .count();
        }
        while n_lines > 0
            && lines.get(n_lines).is_some_and(|line| line.shape == Shape::Rule)
        {
            n_lines += 1;
        }
        let title = match self.type_word {
            Some(word) => word.line..self.title_end.max(word.line + 1),
            None => 0..0,
        };
        TitleBlock {
            n_lines,
            has_letterhead: self.has_letterhead,
            type_word: self.type_word,
            title,
        }
    }
}

fn is_label(line: &Line<'_>) -> bool {
    label::is_labelled(line.text)
}

/// Whether a line can be one of a title: words that do not end like a sentence.
fn is_title(line: &Line<'_>) -> bool {
    let ends_recital = line.text.ends_with([',', ';']);
    let is_recital = ends_recital && words::opens_with(&line.lead, Role::Recital);
    !line.is_complete() && !is_recital && line.n_words() <= MAX_TITLE_WORDS
}

/// Whether a line is short enough for a title in spite of its full stop.
fn ends_flat(line: &Line<'_>) -> bool {
    line.text.ends_with('.') && line.n_words() <= MAX_TITLE_WORDS / 2
}
