//! Step `joined`: words typed without the blank between them (chuyểnđổi → chuyển đổi).
//!
//! Only where every two neighbours of the parts form a word of the lexicon or stand side by
//! side in the collection, and no other way to part the word comes near.

use super::fault::{Reason, WordFault};
use super::vocabulary::Vocabulary;
use super::word::CheckedWord;
use crate::lexicon::{n_together, n_together_folded};
use tracuu_text::grammar::{is_syllable, is_unmarked_syllable};
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, normal};

/// Most syllables run together that are parted.
const MAX_PARTS: usize = 4;

/// Letters of the shortest word that is parted, with marks and without. Without marks more
/// foreign words look like syllables.
const MIN_LETTERS: usize = 3;
const MIN_UNMARKED_LETTERS: usize = 6;

/// Entries in which two syllables must be neighbours if they are no word.
const MIN_NEIGHBOURS: u64 = 3;
/// The same for syllables without marks, which stand for many.
const MIN_UNMARKED_NEIGHBOURS: u64 = 30;

/// What a word of the lexicon counts beside neighbours in the collection.
const WORD_WEIGHT: u64 = 1_000;

/// The best way to part a word must weigh this many times the next.
const CLEAR: u64 = 4;

/// What a word that is no syllable should be if it is several.
pub(super) fn fault(
    word: &CheckedWord<'_>,
    vocabulary: Option<&dyn Vocabulary>,
) -> Option<WordFault> {
    let is_marked = !word.form.is_ascii();
    let least = if is_marked { MIN_LETTERS } else { MIN_UNMARKED_LETTERS };
    let is_plain = word.typed.chars().all(char::is_alphabetic)
        && word.form.chars().count() >= least
        && !word.is_foreign()
        && !word.is_capitals();
    if !is_plain {
        return None;
    }
    let mut search =
        SplitSearch { typed: word.typed, is_marked, vocabulary, best: None, next: 0 };
    search.part(0, &mut Vec::new(), u64::MAX);
    let (weight, to) = search.best?;
    (weight / CLEAR >= search.next).then(|| WordFault::certain(to, Reason::Joined))
}

/// The ways to part a word that were found.
struct SplitSearch<'s> {
    typed: &'s str,
    is_marked: bool,
    vocabulary: Option<&'s dyn Vocabulary>,
    best: Option<(u64, String)>,
    /// Weight of the second best.
    next: u64,
}

impl SplitSearch<'_> {
    /// Tries every next part from `at` on; the weight of a way is that of its weakest pair.
    fn part(&mut self, at: usize, parts: &mut Vec<Span>, weight: u64) {
        let end = self.typed.len();
        if at == end {
            self.note(parts, weight);
            return;
        }
        if parts.len() == MAX_PARTS {
            return;
        }
        let rest = Span::new(at, end).of(self.typed);
        let ends = rest.char_indices().map(|(place, letter)| place + letter.len_utf8());
        for part_end in ends.map(|place| at + place) {
            let part = Span::new(at, part_end);
            let Some(form) = self.form(part) else { continue };
            let pair = parts.last().map(|last| normal(last.of(self.typed)));
            let pair_weight = pair.map_or(u64::MAX, |before| self.weight(&before, &form));
            if pair_weight == 0 {
                continue;
            }
            parts.push(part);
            self.part(part_end, parts, weight.min(pair_weight));
            parts.pop();
        }
    }

    fn note(&mut self, parts: &[Span], weight: u64) {
        if parts.len() < 2 {
            return;
        }
        match &self.best {
            Some((best, _)) if *best >= weight => self.next = self.next.max(weight),
            _ => {
                self.next = self.best.as_ref().map_or(0, |(best, _)| *best);
                let texts: Vec<&str> =
                    parts.iter().map(|part| part.of(self.typed)).collect();
                self.best = Some((weight, texts.join(" ")));
            }
        }
    }

    /// The normal form of a part that can be a syllable.
    fn form(&self, part: Span) -> Option<String> {
        let form = normal(part.of(self.typed));
        let is_part =
            if self.is_marked { is_syllable(&form) } else { is_unmarked_syllable(&form) };
        is_part.then_some(form)
    }

    /// How strongly two parts belong together; 0 for not at all.
    fn weight(&self, first: &str, second: &str) -> u64 {
        let in_words = if self.is_marked {
            n_together(first, second)
        } else {
            n_together_folded(first, second)
        };
        if in_words > 0 {
            return WORD_WEIGHT + in_words;
        }
        let Some(vocabulary) = self.vocabulary else { return 0 };
        let exist = !self.is_marked
            || (vocabulary.n_entries(first) > 0 && vocabulary.n_entries(second) > 0);
        let least = if self.is_marked { MIN_NEIGHBOURS } else { MIN_UNMARKED_NEIGHBOURS };
        let n = vocabulary.n_neighbours(&folded(first), &folded(second));
        if exist && n >= least { n } else { 0 }
    }
}
