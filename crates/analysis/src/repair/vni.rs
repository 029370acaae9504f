//! Step `vni`: raw VNI keystrokes (nghi5 quye61t → nghị quyết).
//!
//! A number behind a word without a blank (`dieu5`) reads the same as a key: only digits
//! that no number would have are certain, others need such a word in the text.

use super::fault::{Certainty, Reason, WordFault};
use super::keystroke::vni;
use super::word::CheckedWord;
use crate::inventory::is_in_use;
use tracuu_text::syllable::in_case_of;

/// A word in capitals of fewer bytes is an abbreviation with a number (`QH14`).
const MIN_STRESSED_BYTES: usize = 4;

/// What a word with digits is as keystrokes.
pub(super) fn fault(word: &CheckedWord<'_>) -> Option<WordFault> {
    if word.chunk.contains(['/', '-']) {
        return None;
    }
    let read = vni(&word.form).filter(|read| is_in_use(&read.syllable))?;
    let before_digits = word.form.trim_end_matches(is_digit);
    let is_inside = !before_digits.is_ascii() || before_digits.contains(is_digit);
    let is_shaped = read.n_marks > 1 && read.has_tone;
    let certainty = if word.is_capitals() {
        let is_long = word.form.len() >= MIN_STRESSED_BYTES;
        is_long.then_some(Certainty::Rare)?
    } else if is_inside || is_shaped {
        Certainty::Certain
    } else {
        Certainty::Open
    };
    let to = in_case_of(&read.syllable, word.typed);
    Some(WordFault { to, reason: Reason::Vni, certainty })
}

/// In a symbol nothing is repaired but the keys of Đ, and only in a text of keystrokes:
/// `quye61t d9i5nh 15/QD9-UBND`.
pub(super) fn symbol_fault(word: &CheckedWord<'_>) -> Option<WordFault> {
    let to = word.typed.replace("D9", "Đ").replace("d9", "đ");
    (to != word.typed).then_some(WordFault {
        to,
        reason: Reason::Vni,
        certainty: Certainty::Open,
    })
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}
