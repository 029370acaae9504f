//! The issuers and units at the end of a symbol, each a code: listed ones in any letters,
//! others in capitals, and what was lost or ran on between them.

use super::deviation::Deviation;
use super::issuer_code;
use super::leniency::Leniency;
use super::misread;
use super::symbol::MAX_ISSUERS;
use super::symbol_parts::{Mark, Reader};
use tracuu_text::grammar::is_unmarked_syllable;
use tracuu_text::numeral;
use tracuu_text::syllable::{is_letter, is_letter_or_digit, lower};

/// Longest code of a unit that is known by its letters alone: `XDCB`.
const MAX_UNIT_CHARS: usize = 4;

impl Reader<'_> {
    /// A blank where a hyphen was lost, in front of a known issuer: `512/QĐ UBND`.
    pub(super) fn lost_hyphen(&mut self) -> Option<Mark> {
        let (at, _, written) = self.behind_blank()?;
        issuer_code::find(&written)?;
        self.cursor = at.cursor;
        self.note_lost_hyphen();
        Some(Mark::Hyphen)
    }

    /// A unit behind a blank where a hyphen was lost: `2210/UBND VX`. It stands in capitals
    /// that spell no word, and no name follows them ("UBND TP Hòa An").
    pub(super) fn lost_unit(&mut self) -> Option<String> {
        let (at, behind, written) = self.behind_blank()?;
        let is_unit = at.starts_capitals()
            && written.chars().count() <= MAX_UNIT_CHARS
            && numeral::roman(&written).is_none()
            && !is_unmarked_syllable(&lower(&written))
            && !behind.cursor.rest().trim_start().starts_with(char::is_uppercase);
        is_unit.then(|| {
            *self = behind;
            self.note_lost_hyphen();
            written
        })
    }

    /// The letters of a whole word behind one blank: the places before and behind them.
    fn behind_blank(&self) -> Option<(Self, Self, String)> {
        let mut at = self.clone();
        let passed = at.cursor.skip_blanks();
        let mut behind = at.clone();
        let written = behind.letters()?;
        let is_word =
            passed.count == 1 && passed.line_ends == 0 && behind.cursor.ends_word();
        is_word.then_some((at, behind, written))
    }

    fn note_lost_hyphen(&mut self) {
        self.seen.note(Deviation::HyphenMissing);
        self.seen.note(Deviation::Space);
    }

    /// Codes of issuers and units joined by hyphens; at least one.
    pub(super) fn issuers(&mut self) -> Option<Vec<String>> {
        let mut codes = vec![self.code()?];
        while codes.len() < MAX_ISSUERS {
            let mut ahead = self.clone();
            let Some(mark) = ahead.separator() else { break };
            let passed = self.cursor.rest().len() - ahead.cursor.rest().len();
            let passed = self.cursor.rest().get(..passed).unwrap_or_default();
            let spaced = passed.contains(char::is_whitespace);
            let is_capital = ahead.starts_capitals();
            let Some(code) = ahead.code() else { break };
            let known = issuer_code::find(&code).is_some();
            // A unit of the issuer behind a slash: `236/QĐ-BCĐ138/CP`, `2045/UBND-TH/VX`.
            let by_slash = mark == Mark::Slash;
            if (spaced || by_slash && !is_capital) && !known {
                break;
            }
            if by_slash {
                ahead.seen.note(Deviation::Separator);
            }
            codes.push(code);
            *self = ahead;
        }
        Some(codes)
    }

    /// One code of an issuer or unit, in canonical letters.
    pub(super) fn code(&mut self) -> Option<String> {
        let mut ahead = self.clone();
        let written = ahead.letters()?;
        let (known, fit) = issuer_code::read(&written);
        if let Some(first) = known.first() {
            ahead.note_fit(fit);
            *self = ahead;
            return Some(first.code.to_owned());
        }
        if let Some(code) = misread::before_next_word(&written) {
            for _ in code.chars() {
                self.cursor.bump();
            }
            self.ran_on = true;
            self.seen.note(Deviation::RunOn);
            return Some(code.to_owned());
        }
        let capitals = written.chars().filter(|letter| letter.is_uppercase()).count();
        let letters = written.chars().filter(|letter| is_letter(*letter)).count();
        let first_is_capital = written.chars().next().is_some_and(char::is_uppercase);
        if first_is_capital && (capitals == letters || capitals >= 2) {
            *self = ahead;
            return Some(written);
        }
        if self.leniency == Leniency::AnyCase && capitals == 0 && letters <= 10 {
            *self = ahead;
            self.seen.note(Deviation::Case);
            return Some(written.to_uppercase());
        }
        let meant = first_is_capital.then(|| misread::near_issuer_code(&written))??;
        *self = ahead;
        self.seen.note(Deviation::CodeTypo);
        Some(meant.to_owned())
    }

    /// Whether two capitals or more stand here, and no small letter touches them.
    pub(super) fn starts_capitals(&self) -> bool {
        let mut ahead = self.cursor;
        let code = ahead.eat_while(is_letter_or_digit);
        let letters = || code.chars().filter(|letter| is_letter(*letter));
        letters().count() >= 2 && letters().all(char::is_uppercase)
    }
}
