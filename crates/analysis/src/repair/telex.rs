//! Step `telex`: raw Telex keystrokes (nghij quyeets → nghị quyết).

use unicode_normalization::UnicodeNormalization;

use super::fault::{Certainty, Reason, WordFault};
use super::keystroke::{Keystrokes, telex};
use super::word::CheckedWord;
use crate::lexicon::is_attested;
use tracuu_text::syllable::{in_case_of, is_invisible, lower};

/// A word in capitals of fewer bytes is an abbreviation, a longer one may be a stressed word
/// (`KHOONG`).
const MIN_STRESSED_BYTES: usize = 4;

/// What a word that is no syllable is as keystrokes.
pub(super) fn fault(word: &CheckedWord<'_>) -> Option<WordFault> {
    if word.chunk.contains(char::is_numeric) {
        return None;
    }
    // The normal form may have moved a mark; keys are read in the order typed.
    let typed: String =
        lower(word.typed).nfc().filter(|one| !is_invisible(*one)).collect();
    let read = telex(&typed)?;
    let mut certainty = certainty(word, &read)?;
    if word.is_capitals() {
        let may_be_stressed =
            word.form.len() >= MIN_STRESSED_BYTES && is_attested(&read.syllable);
        certainty = may_be_stressed.then_some(Certainty::Rare)?;
    }
    let to = in_case_of(&read.syllable, word.typed);
    Some(WordFault { to, reason: Reason::Telex, certainty })
}

/// In a symbol nothing is repaired but the keys of Đ, and only in a text of keystrokes:
/// `Quyeets ddinhj 15/QDD-UBND`.
pub(super) fn symbol_fault(word: &CheckedWord<'_>) -> Option<WordFault> {
    // Of three the first stands: BGDDDT is BGDĐT, no code has Đ before D.
    let to = word.typed.replace("DDD", "DĐ").replace("ddd", "dđ");
    let to = to.replace("DD", "Đ").replace("dd", "đ");
    (to != word.typed).then_some(WordFault {
        to,
        reason: Reason::Telex,
        certainty: Certainty::Open,
    })
}

/// How sure it is that a word, which is no syllable, is raw Telex; `None` if it must not be
/// taken for that.
fn certainty(word: &CheckedWord<'_>, read: &Keystrokes) -> Option<Certainty> {
    let n_letters = word.form.chars().count();
    let is_known = is_attested(&read.syllable);
    // tw, ww: a w is ư only in a longer word with a tone, such as thws.
    if !read.has_vowel && (n_letters < 3 || !is_known) {
        return None;
    }
    if word.is_foreign() {
        return is_known.then_some(Certainty::Rare);
    }
    let is_doubtful = n_letters < 3 || !read.has_vowel || read.is_uneven;
    Some(match (is_known, is_doubtful) {
        (true, false) => Certainty::Certain,
        (true, true) => Certainty::Open,
        (false, _) if read.n_marks > 1 => Certainty::Open,
        (false, _) => Certainty::Rare,
    })
}
