//! Whether a sentence tells what has been done instead of giving a task.

use super::clause::{Draft, SentenceReader};
use super::deadline_text::is_date_word;
use super::words::Cue;
use crate::document::symbol::year_of;

/// Words of a sentence among which the time that it opens with ends: "Trong 6 tháng đầu năm
/// 2025," has 7.
const MAX_TIME: usize = 12;

impl SentenceReader<'_, '_> {
    /// Whether a phrase of the sentence says so, or it opens with a time that is past.
    pub(super) fn is_told(&self) -> bool {
        self.cues.iter().any(|cue| cue.value == Cue::Told) || self.opens_in_past()
    }

    /// "Năm 2025, Sở A chủ trì …" in a document of 2026; in one of unknown year where a
    /// clause behind tells how it came out: "…, vượt chỉ tiêu".
    fn opens_in_past(&self) -> bool {
        let Some(comma) = (0..MAX_TIME).find(|at| self.is_mark(*at, ",")) else {
            return false;
        };
        let opening = self.words.get(..comma).unwrap_or_default();
        let last = opening.iter().filter_map(|word| year_of(&word.normal)).max();
        let is_time = |at: usize| {
            let word = self.words.get(at).is_some_and(|word| is_date_word(&word.normal));
            word || self
                .cue_at(at, |cue| matches!(cue, Cue::Clause | Cue::Topic))
                .is_some()
        };
        let Some(last) = last.filter(|_| (0..comma).all(is_time)) else { return false };
        match self.discourse.year {
            Some(issued) => last < issued.cast_unsigned(),
            None => self.states_outcome(),
        }
    }

    /// Whether a clause behind a comma tells how a deed came out.
    fn states_outcome(&self) -> bool {
        self.cues.iter().any(|cue| {
            cue.value == Cue::Outcome
                && cue.start.checked_sub(1).is_some_and(|at| self.is_mark(at, ","))
        })
    }

    /// Whether what stands behind the words of duty tells: "A chủ trì, phối hợp với B đã …".
    pub(super) fn goes_on_in_past(&self, draft: &Draft) -> bool {
        let first = draft.word + usize::from(self.is_mark(draft.word, ","));
        draft.duty.is_some() && self.cue_at(first, |cue| cue == Cue::Past).is_some()
    }
}
