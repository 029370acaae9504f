//! Step `typo`: slips of the finger (nhgị → nghị), against what the collection has.
//!
//! A word that the collection has in any spelling stays, and so does what may be a name or
//! a foreign word, unless its neighbours support one candidate. Candidates are weighed
//! by how near they are, whether they form a word with their neighbours, and how common they
//! are; where the second is about as good as the first, nothing is repaired, or only the
//! letters where the marks alone tell them apart.

use super::candidate::NearSyllable;
use super::fault::{Reason, WordFault};
use super::vocabulary::Vocabulary;
use super::word::CheckedWord;
use crate::inventory::is_in_use;
use crate::lexicon::{is_attested, n_together, n_together_folded};
use tracuu_text::grammar::{is_syllable, is_unmarked_syllable};
use tracuu_text::syllable::{folded, in_case_of};

/// Farthest candidate, in hundredths of a wrong letter: one slip, and the tone lost with
/// the vowel that bore it.
const LIMIT: u32 = 115;

/// Candidates weighed by their neighbours: the nearest and most common.
const MAX_WEIGHED: usize = 16;

/// What one doubling of a count is worth, in hundredths of a wrong letter.
const BIT: u32 = 7;
/// What a word of the lexicon with a neighbour is worth, besides its count.
const WORD: u32 = 50;
/// By how much the best candidate must lead.
const MARGIN: u32 = 25;
/// By how much it must lead those that differ in marks only, where marks were typed: it is
/// twice as common or half a mark nearer.
const MARGIN_OF_MARKS: u32 = 10;

/// Entries in which a candidate must stand beside a neighbour to be supported by it.
const MIN_NEIGHBOURS: u64 = 2;

/// The words around a word, in normal form.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Neighbours<'a> {
    pub(super) before: Option<&'a str>,
    pub(super) after: Option<&'a str>,
    /// Whether the text is typed without marks.
    pub(super) is_unmarked: bool,
}

/// What a word should be if it is a slip.
pub(super) fn fault(
    word: &CheckedWord<'_>,
    around: Neighbours<'_>,
    vocabulary: &dyn Vocabulary,
) -> Option<WordFault> {
    let is_ascii = word.form.is_ascii();
    if !may_be_slip(word, around, vocabulary) {
        return None;
    }
    let known = vocabulary.candidates();
    let near = if around.is_unmarked {
        known.near_folded(&word.form, LIMIT)
    } else {
        known.near(&word.form, LIMIT)
    };
    let weighed = weigh(near, around, vocabulary);
    let best = weighed.first()?;
    let needs_neighbours = is_ascii || is_possible(&word.form) || is_name(word);
    if needs_neighbours && !best.is_borne_out {
        return None;
    }
    let leads = |rival: Option<&WeighedCandidate<'_>>, margin: u32| {
        rival.is_none_or(|rival| rival.cost >= best.cost + i64::from(margin))
    };
    let rivals = weighed.iter().skip(1);
    let (alike, other): (Vec<_>, Vec<_>) =
        rivals.partition(|rival| rival.near.folded == best.near.folded);
    if !leads(other.first().copied(), MARGIN) {
        return None;
    }
    // The letters may be sure where the marks are not.
    let margin = if is_ascii { MARGIN } else { MARGIN_OF_MARKS };
    let is_sure = leads(alike.first().copied(), margin);
    let to = if is_sure { best.near.text } else { best.near.folded };
    let is_change = to != word.form;
    is_change.then(|| WordFault::certain(in_case_of(to, word.typed), Reason::Typo))
}

/// Whether a word can be a slip at all: letters with a vowel, and nothing that the
/// collection or the lexicon knows.
fn may_be_slip(
    word: &CheckedWord<'_>,
    around: Neighbours<'_>,
    vocabulary: &dyn Vocabulary,
) -> bool {
    let form = word.form.as_str();
    let plain = folded(form);
    let is_word = word.typed.chars().all(char::is_alphabetic)
        && plain.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        && plain.len() > if form.is_ascii() { 2 } else { 1 }
        && !word.is_capitals()
        && !word.is_foreign();
    is_word && !is_known(form, around, vocabulary)
}

fn is_known(form: &str, around: Neighbours<'_>, vocabulary: &dyn Vocabulary) -> bool {
    let makes_word = || {
        around.before.is_some_and(|before| n_together(before, form) > 0)
            || around.after.is_some_and(|after| n_together(form, after) > 0)
    };
    is_in_use(form)
        || vocabulary.n_entries(form) > 0
        || (form.is_ascii() && vocabulary.candidates().has_folded(form))
        || (is_attested(form) && makes_word())
}

/// Whether a word could be Vietnamese as it is.
fn is_possible(form: &str) -> bool {
    is_syllable(form) || is_unmarked_syllable(form)
}

/// Whether a word may be a name: a capital first, small letters then, inside the text.
fn is_name(word: &CheckedWord<'_>) -> bool {
    word.follows
        && word.typed.chars().next().is_some_and(char::is_uppercase)
        && !word.is_all_capitals()
}

/// A candidate with its weight; the less the better.
struct WeighedCandidate<'c> {
    near: NearSyllable<'c>,
    cost: i64,
    /// Whether a neighbour supports it.
    is_borne_out: bool,
}

fn weigh<'c>(
    mut near: Vec<NearSyllable<'c>>,
    around: Neighbours<'_>,
    vocabulary: &dyn Vocabulary,
) -> Vec<WeighedCandidate<'c>> {
    let alone = |near: &NearSyllable<'_>| {
        i64::from(near.distance) - i64::from(BIT * bits(near.n_entries))
    };
    near.sort_by_key(|near| (alone(near), near.text));
    near.truncate(MAX_WEIGHED);
    let mut weighed: Vec<WeighedCandidate<'_>> = near
        .into_iter()
        .map(|near| {
            let together = neighbourhood(&near, around, vocabulary);
            let cost = alone(&near) - i64::from(together);
            WeighedCandidate { near, cost, is_borne_out: together > 0 }
        })
        .collect();
    weighed.sort_by_key(|weighed| (weighed.cost, weighed.near.text));
    weighed
}

/// What the neighbours of a candidate are worth.
fn neighbourhood(
    near: &NearSyllable<'_>,
    around: Neighbours<'_>,
    vocabulary: &dyn Vocabulary,
) -> u32 {
    let side = |first: &str, second: &str| {
        let in_words = if around.is_unmarked {
            n_together_folded(first, second)
        } else {
            n_together(first, second)
        };
        if in_words > 0 {
            return WORD + BIT * bits(in_words);
        }
        let n = vocabulary.n_neighbours(&folded(first), &folded(second));
        if n >= MIN_NEIGHBOURS { BIT * bits(n) } else { 0 }
    };
    let before = around.before.map_or(0, |before| side(before, near.text));
    let after = around.after.map_or(0, |after| side(near.text, after));
    before + after
}

/// Doublings of one in a count.
fn bits(count: u64) -> u32 {
    count.checked_ilog2().map_or(0, |bits| bits + 1)
}
