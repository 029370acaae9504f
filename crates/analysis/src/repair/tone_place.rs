//! Step `tone_place`: the tone mark stands on the wrong vowel (cuả → của).
//!
//! The two accepted places of oa, oe, uy (hòa, hoà) are no fault: all analyzers read them
//! alike.

use super::fault::{Reason, WordFault};
use super::word::CheckedWord;
use crate::lexicon::is_attested;
use tracuu_text::grammar::{spell, without_tone};
use tracuu_text::syllable::in_case_of;

/// What a word that is no syllable should be if only its tone mark must move.
pub(super) fn fault(word: &CheckedWord<'_>) -> Option<WordFault> {
    let (base, tone) = without_tone(&word.form);
    let spelled = spell(&base, Some(tone?)).filter(|spelled| is_attested(spelled))?;
    Some(WordFault::certain(in_case_of(&spelled, word.typed), Reason::TonePlace))
}
