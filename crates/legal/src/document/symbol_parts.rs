//! The smallest parts of a symbol where it stands in a text: letters and separators, with
//! what departs from the canonical form.

use super::deviation::Deviation;
use super::document_type::CodeFit;
use super::leniency::Leniency;
use super::misread;
use super::symbol::{MAX_CODE_CHARS, is_code_char};
use tracuu_text::cursor::{Blanks, Cursor};
use tracuu_text::syllable::is_letter;

/// The two separators.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Hyphen,
    Slash,
}

/// Departures from the canonical form.
#[derive(Clone, Default)]
pub(super) struct Seen {
    pub(super) deviations: Vec<Deviation>,
    pub(super) type_codes: Vec<&'static str>,
}

impl Seen {
    pub(super) fn note(&mut self, deviation: Deviation) {
        if !self.deviations.contains(&deviation) {
            self.deviations.push(deviation);
        }
    }
}

/// One reading, left to right.
#[derive(Clone)]
pub(super) struct Reader<'t> {
    pub(super) cursor: Cursor<'t>,
    pub(super) leniency: Leniency,
    pub(super) seen: Seen,
    /// Whether the last code was cut out of letters that ran on.
    pub(super) ran_on: bool,
}

impl Reader<'_> {
    /// The letters of a code, with Ð read as Đ.
    pub(super) fn letters(&mut self) -> Option<String> {
        let first = self.cursor.peek()?;
        let starts = match self.leniency {
            Leniency::Capitals => first.is_uppercase(),
            Leniency::AnyCase => is_letter(first),
        };
        if !starts {
            return None;
        }
        let mut written = String::new();
        while let Some(next) = self.cursor.peek() {
            if !is_code_char(next) || (next == '.' && !self.unit_follows()) {
                break;
            }
            let meant = misread::latin(next);
            if meant.is_some() {
                self.seen.note(Deviation::Lookalike);
            }
            written.push(meant.unwrap_or(next));
            self.cursor.bump();
        }
        (written.chars().count() <= MAX_CODE_CHARS).then_some(written)
    }

    /// Whether a full stop parts two units (`VP.TH`) and does not end a sentence.
    fn unit_follows(&self) -> bool {
        let mut ahead = self.cursor;
        ahead.bump();
        let unit = ahead.eat_while(is_letter);
        !unit.is_empty()
            && unit.chars().all(char::is_uppercase)
            && unit.chars().count() <= 6
    }

    /// A hyphen or slash with the blanks around it.
    pub(super) fn separator(&mut self) -> Option<Mark> {
        let mut ahead = self.cursor;
        let before = ahead.skip_blanks();
        let written = ahead.bump()?;
        let mark = match written {
            mark if is_hyphen(mark) => Mark::Hyphen,
            '/' | '\u{2044}' | '\u{2215}' | '\u{ff0f}' => Mark::Slash,
            _ => return None,
        };
        let after = ahead.skip_blanks();
        if before.count + after.count > 4 {
            return None;
        }
        self.cursor = ahead;
        self.note_blanks(before, after);
        if !matches!(written, '-' | '/') {
            self.seen.note(Deviation::Dash);
        }
        Some(mark)
    }

    fn note_blanks(&mut self, before: Blanks, after: Blanks) {
        if before.line_ends + after.line_ends > 0 {
            self.seen.note(Deviation::LineBreak);
        } else if before.count + after.count > 0 {
            self.seen.note(Deviation::Space);
        }
    }

    pub(super) fn note_fit(&mut self, fit: CodeFit) {
        match fit {
            CodeFit::Exact => {}
            CodeFit::Case => self.seen.note(Deviation::Case),
            CodeFit::Folded => self.seen.note(Deviation::Folded),
        }
    }
}

/// Whether a mark is a hyphen, or stands for one: a dash, or the low line of file names.
pub(crate) const fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
