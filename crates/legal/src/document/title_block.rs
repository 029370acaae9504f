//! The title block (phần đầu): letterhead, type, title, and where the text begins.
//!
//! Follows 30/2020/NĐ-CP Annex I II.1-5 and 36-HD/VPTW. The letterhead of a party document
//! and of a state document differ in words only; either may be missing, as in a text that
//! was copied out of a letterhead.

use std::ops::Range;

use super::document_type::DocumentType;
use super::label;
use super::letterhead_body::begins_body;
use super::letterhead_mark::{is_number_line, is_place_and_date, is_stamp_text};
use super::line::{Line, Shape};
use super::numbering::{Label, Scheme};
use super::type_name::type_at;
use super::words::{self, Role};
use tracuu_text::capitals::is_capitals;
use tracuu_text::syllable::normal_words;

/// Most lines of a title block.
const MAX_LINES: usize = 60;

/// Lines among which the type must stand when the letterhead has no known words.
const MAX_LINES_TO_TYPE: usize = 16;

/// Longest line of a letterhead, in words.
const MAX_LETTERHEAD_WORDS: usize = 30;

/// Longest line of a title, in words.
const MAX_TITLE_WORDS: usize = 90;

/// Lines among which the letterhead begins when others stand above it.
const MAX_LINES_ABOVE: usize = 24;

/// A title block, in lines.
#[derive(Clone, Debug, Default)]
pub(super) struct TitleBlock {
    /// Lines that it takes; 0 where there is none.
    pub n_lines: usize,
    /// The first line that is the document's own; stamps and banners may stand above.
    pub first: usize,
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

/// Reads the title block at the start of `lines`.
pub(super) fn read(lines: &[Line<'_>]) -> TitleBlock {
    let first = first_own_line(lines);
    let mut reader = Reader::default();
    for nth in 0..MAX_LINES {
        if !reader.takes(lines, first, nth) {
            break;
        }
    }
    reader.finish(lines, first)
}

/// The line where the letterhead begins below what an office, a signing service, a scanner
/// or a gazette put above it; 0 where nothing stands above or no letterhead follows.
fn first_own_line(lines: &[Line<'_>]) -> usize {
    let top = lines.get(..lines.len().min(MAX_LINES_ABOVE)).unwrap_or_default();
    let is_mark = |line: &Line<'_>| is_letterhead(line) && !is_stamp(line);
    let Some(anchor) = top.iter().position(is_mark) else { return 0 };
    let below = lines.iter().skip(anchor).take(MAX_LINES_TO_TYPE);
    let n_marks = below.filter(|line| is_letterhead(line)).count();
    let above = top.get(..anchor).unwrap_or_default();
    let is_own = |line: &&Line<'_>| {
        line.shape == Shape::Rule
            || !is_stamp(line)
                && !line.is_complete()
                && line.n_words() <= MAX_LETTERHEAD_WORDS
                && (line.is_capitals()
                    || begins_body(&line.lead)
                    || words::is_motto_part(line.text)
                    || is_mark(line))
    };
    let first = anchor - above.iter().rev().take_while(is_own).count();
    let foreign = lines.get(..first).unwrap_or_default();
    let is_text = |line: &Line<'_>| {
        line.shape == Shape::Table
            || is_label(line)
            || is_type_heading(line) && !is_stamp(line)
    };
    let is_preface = n_marks > 1 && !foreign.iter().any(is_text);
    if is_preface { first } else { 0 }
}

/// Whether a line was put on the page by others: a stamp of incoming mail, a signature of a
/// machine, a banner, the mark of a copy.
fn is_stamp(line: &Line<'_>) -> bool {
    is_stamp_text(&line.lead) && !line.is_complete()
}

/// Whether a line is a type word as a heading: in capitals, or alone.
fn is_type_heading(line: &Line<'_>) -> bool {
    type_at(line.text).is_some_and(|(_, len)| {
        is_capitals(line.text.get(..len).unwrap_or_default()) || line.text.len() == len
    })
}

/// Whether a line belongs to a letterhead by its words.
pub(super) fn is_letterhead(line: &Line<'_>) -> bool {
    words::find_in_text(line.text, Role::Motto).is_some() && could_be_letterhead(line)
        || is_letterhead_mark(line)
}

fn could_be_letterhead(line: &Line<'_>) -> bool {
    let is_long =
        line.n_words() > MAX_LETTERHEAD_WORDS || line.text.ends_with([';', '.']);
    !is_long && line.shape == Shape::Text && !words::opens_with(&line.lead, Role::Basis)
}

/// Whether a line belongs to a letterhead by its words, the motto aside.
fn is_letterhead_mark(line: &Line<'_>) -> bool {
    let lead = line.lead.as_str();
    if !could_be_letterhead(line) {
        return false;
    }
    let is_mark = line.n_words() <= 6
        && (words::opens_with(lead, Role::Secrecy)
            || words::opens_with(lead, Role::Urgency));
    is_mark
        || is_number_line(lead)
        || is_place_and_date(lead)
        || words::opens_with(lead, Role::Addressee)
        || lead.starts_with("v/v")
        || lead.starts_with("dự thảo")
        || lead.starts_with("(dự thảo")
}

/// What may go on over several lines.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Open {
    /// Nothing.
    #[default]
    None,
    /// The items of an address: `Kính gửi:`.
    Address,
    /// The subject of a letter: `V/v …`.
    Subject,
    /// A bracket: `(Ban hành kèm theo …`.
    Bracket,
}

#[expect(clippy::struct_excessive_bools, reason = "independent marks of one block")]
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
    /// Whether the motto stood above the type word, so that below it its words are title.
    has_motto: bool,
    title_end: usize,
    /// Whether the last line of the title surely goes on in the next.
    goes_on: bool,
}

impl Reader {
    /// Takes the `nth` line of the block, which begins at `first`; `false` where the text
    /// begins or the lines end.
    fn takes(&mut self, lines: &[Line<'_>], first: usize, nth: usize) -> bool {
        let at = first + nth;
        let Some(line) = lines.get(at) else { return false };
        match line.shape {
            Shape::Table => return false,
            Shape::Rule => {
                self.is_closed |= self.title_end > 0;
                return true;
            }
            Shape::Text => {}
        }
        if self.takes_letterhead(line) {
            self.n_sure = at + 1;
            return true;
        }
        if self.open == Open::Address {
            let is_item = line.text.starts_with(['-', '–', '+', '•']);
            self.n_sure = if is_item { at + 1 } else { self.n_sure };
            return is_item;
        }
        if self.open == Open::Subject {
            if line.text.starts_with(char::is_lowercase) {
                self.n_sure = at + 1;
                return true;
            }
            self.open = Open::None;
        }
        if self.open == Open::Bracket
            || self.type_word.is_some() && line.text.starts_with('(')
        {
            let is_shut = line.text.contains(')');
            self.open = if is_shut { Open::None } else { Open::Bracket };
            self.n_sure = at + 1;
            return true;
        }
        if words::opens_with(&line.lead, Role::Basis)
            || words::opens_with(&line.lead, Role::AnnexHead)
            || is_label(line)
            || self.begins_part(line)
        {
            return false;
        }
        if self.type_word.is_some() {
            return self.takes_title(at, line, lines);
        }
        if let Some((document_type, len)) = type_at(line.text).filter(|_| is_title(line))
        {
            self.type_word = Some(TypeWord { line: at, len, document_type });
            self.title_end = at + 1;
            self.n_sure = at + 1;
            return true;
        }
        nth < MAX_LINES_TO_TYPE
            && is_title(line)
            && line.n_words() <= MAX_LETTERHEAD_WORDS
    }

    /// Takes a line of a letterhead. Below the type word the words of the motto are title,
    /// unless the motto has not been seen and the line is nothing else.
    fn takes_letterhead(&mut self, line: &Line<'_>) -> bool {
        let motto = words::find_in_text(line.text, Role::Motto);
        let is_motto = motto.is_some_and(|motto| {
            self.type_word.is_none() || !self.has_motto && motto.len() == line.text.len()
        });
        let is_mark = is_letterhead_mark(line) || is_motto && could_be_letterhead(line);
        if is_mark {
            self.has_letterhead = true;
            self.has_motto |= is_motto;
            self.open = match line.lead.as_str() {
                lead if words::opens_with(lead, Role::Addressee) => Open::Address,
                lead if lead.starts_with("v/v") => Open::Subject,
                _ => Open::None,
            };
        }
        is_mark || self.type_word.is_none() && is_stamp(line)
    }

    fn takes_title(&mut self, at: usize, line: &Line<'_>, lines: &[Line<'_>]) -> bool {
        let is_last = lines.get(at + 1).is_some_and(|next| {
            next.shape == Shape::Rule
                || next.is_capitals()
                || words::opens_with(&next.lead, Role::Basis)
        });
        let is_near = self.type_word.is_some_and(|word| word.line + 1 == at)
            || line.text.starts_with(char::is_lowercase);
        if self.begins_recital(at, line) {
            return false;
        }
        let is_issuer = line.is_capitals() && !line.text.ends_with(':');
        let goes_on =
            !self.is_closed && (is_title(line) || is_last && is_near && ends_flat(line));
        if !(is_issuer || goes_on) {
            return false;
        }
        // Below a title in small letters the body stands again: "HỘI ĐỒNG NHÂN DÂN XÃ …".
        let is_below_title = is_issuer
            && self.type_word.is_some_and(|word| word.line + 1 < at)
            && at
                .checked_sub(1)
                .and_then(|at| lines.get(at))
                .is_some_and(|before| !before.is_capitals() && !before.is_open());
        self.is_closed |= is_below_title && begins_body(&line.lead);
        if !self.is_closed {
            self.title_end = at + 1;
        }
        self.goes_on = line.is_open();
        self.n_sure = at + 1;
        true
    }

    /// Whether a line below the title heads a part of the text.
    fn begins_part(&self, line: &Line<'_>) -> bool {
        let has_title = self.type_word.is_some_and(|word| self.title_end > word.line + 1);
        has_title
            && line.is_capitals()
            && words::opening(&line.lead, Role::PartTitle).is_some_and(|phrase| {
                phrase.len() == line.lead.trim_end_matches(':').len()
            })
    }

    /// Whether a line below the title begins the text like a recital, with a capital and
    /// the number of a document: `Thực hiện Nghị quyết số …`, cut at the line end.
    fn begins_recital(&self, at: usize, line: &Line<'_>) -> bool {
        let has_title = self.type_word.is_some_and(|word| at > word.line + 1);
        let number = words::find(&line.lead, "số")
            .and_then(|at| line.lead.get(at..))
            .and_then(|rest| rest.split(' ').nth(1));
        has_title
            && !self.goes_on
            && line.text.starts_with(char::is_uppercase)
            && !line.is_capitals()
            && words::opens_with(&line.lead, Role::Recital)
            && number
                .is_some_and(|number| number.starts_with(|it: char| it.is_ascii_digit()))
    }

    fn finish(self, lines: &[Line<'_>], first: usize) -> TitleBlock {
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
        let type_word = self.type_word.map(|word| self.with_tail(word, lines));
        let title = match type_word {
            Some(word) => word.line..self.title_end.max(word.line + 1),
            None => 0..0,
        };
        TitleBlock {
            n_lines,
            first,
            has_letterhead: self.has_letterhead,
            type_word,
            title,
        }
    }

    /// A type word with the rest of its line, where that only says of what kind it is and
    /// the title stands below: "KẾT LUẬN THANH TRA".
    fn with_tail(&self, word: TypeWord, lines: &[Line<'_>]) -> TypeWord {
        let line = lines.get(word.line).filter(|_| self.title_end > word.line + 1);
        let tail = line.and_then(|line| line.text.get(word.len..)).unwrap_or_default();
        let form = normal_words(tail);
        let is_tail = words::phrases(Role::TypeTail).any(|phrase| phrase == form.trim());
        TypeWord { len: word.len + if is_tail { tail.len() } else { 0 }, ..word }
    }
}

/// Whether a line begins with a label, or with the first of its kind without a mark: `I MỤC
/// TIÊU`, `Điều 1 Phạm vi`.
fn is_label(line: &Line<'_>) -> bool {
    let is_first = |label: Label| {
        let scheme = label.scheme;
        matches!(scheme, Scheme::Roman | Scheme::Article) && label.number.value() == 1
    };
    label::is_labelled(line.text) || label::read_weak(line.text).is_some_and(is_first)
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
