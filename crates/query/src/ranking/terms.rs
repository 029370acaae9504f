//! A text of free words as terms to rank by.

use rustc_hash::FxHashMap;

use super::definition;
use super::question::Question;
use super::weight::{weights, with_subject};
use crate::free_text::{limited_terms, with_marks};
use tracuu_analysis::restore::{restore, share_of_marked_syllables};
use tracuu_analysis::term::{self, Field, Term};
use tracuu_text::span::Span;

/// Share of marked words below which a text counts as typed without marks here and there;
/// text with all its marks has about 0.83.
const WELL_MARKED: f64 = 0.7;

/// Weight of the words of such a text: without marks a syllable is one of many, a word of
/// several still the only one. 1 and 1.6 keep less of the quality of marked questions.
const BARE_WORD_WEIGHT: f32 = 1.3;

/// A distinct syllable or number of the query.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Syllable {
    /// Without marks.
    pub(crate) folded: String,
    /// As typed, where it was typed with marks.
    pub(crate) exact: Option<String>,
    /// From 0 to 1.
    pub(crate) weight: f32,
}

impl Syllable {
    /// Whether it is a number, which no word holds.
    pub(crate) fn is_number(&self) -> bool {
        self.folded.starts_with(|letter: char| letter.is_ascii_digit())
    }
}

/// Two neighbouring syllables, by index.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct SyllablePair {
    pub(crate) first: usize,
    pub(crate) second: usize,
    pub(crate) weight: f32,
    /// The term in the field of pairs.
    pub(crate) term: String,
}

/// A word with its weight.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct WeightedWord {
    pub(crate) term: String,
    pub(crate) weight: f32,
    /// Whether it has one syllable.
    pub(crate) is_single: bool,
}

/// The syllables of one word, or a number: an entry has all of it or has it not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct RequiredWord {
    /// As typed.
    pub(crate) text: String,
    /// Its syllables, by index.
    pub(crate) syllables: Vec<usize>,
}

/// The terms of a query.
#[derive(Clone, Default, Debug)]
pub(crate) struct RankingTerms {
    pub(crate) syllables: Vec<Syllable>,
    pub(crate) pairs: Vec<SyllablePair>,
    /// Runs of four syllables, by index.
    pub(crate) runs: Vec<([usize; 4], f32)>,
    pub(crate) words: Vec<WeightedWord>,
    /// The words of full weight, of which an entry must have a share.
    pub(crate) required: Vec<RequiredWord>,
    pub(crate) symbols: Vec<String>,
    /// The syllables of a term whose meaning is asked for.
    pub(crate) definition: Vec<usize>,
}

impl RankingTerms {
    /// Analyses a text; of a very long one the beginning.
    pub(crate) fn new(text: &str) -> Self {
        let found = limited_terms(text, Field::Folded);
        let question = Question::new(text);
        let mut of_words = weights(&question, found.iter().map(|one| one.span));
        with_subject(&mut of_words);
        let mut terms = Self::default();
        let order = terms.add_syllables(text, &found, &of_words);
        terms.add_pairs(&found, &order);
        terms.add_runs(&found, &order);
        let restored = limited_terms(&restore(text), Field::Word);
        terms.add_words(text, &restored, &found, &of_words);
        terms.add_required(text, &restored, &found, &order);
        let symbols = limited_terms(text, Field::Symbol);
        terms.symbols = distinct(symbols.into_iter().map(|found| found.text));
        if let Some(subject) = definition::subject(&question) {
            let inside = |one: &&(&Term, usize)| subject.contains(one.0.span);
            let both: Vec<(&Term, usize)> = found.iter().zip(order).collect();
            terms.definition = both.iter().filter(inside).map(|one| one.1).collect();
        }
        terms
    }

    /// Whether there is nothing to rank by.
    pub(crate) fn is_empty(&self) -> bool {
        self.syllables.is_empty() && self.symbols.is_empty()
    }

    /// Syllables of full weight: neither particles nor words that ask.
    pub(crate) fn full(&self) -> impl Iterator<Item = usize> {
        (0..self.syllables.len()).filter(|index| self.is_full(*index))
    }

    fn is_full(&self, syllable: usize) -> bool {
        self.syllables.get(syllable).is_some_and(|one| one.weight >= 1.0)
    }

    /// Adds the distinct syllables; returns the index of each in the order of the text.
    fn add_syllables(
        &mut self,
        text: &str,
        found: &[Term],
        weights: &[f32],
    ) -> Vec<usize> {
        let mut known: FxHashMap<(String, Option<String>), usize> = FxHashMap::default();
        let mut order = Vec::with_capacity(found.len());
        for (one, weight) in found.iter().zip(weights) {
            let exact = with_marks(one, text);
            let index =
                *known.entry((one.text.clone(), exact.clone())).or_insert_with(|| {
                    let folded = one.text.clone();
                    self.syllables.push(Syllable { folded, exact, weight: 0.0 });
                    self.syllables.len() - 1
                });
            if let Some(syllable) = self.syllables.get_mut(index) {
                syllable.weight = syllable.weight.max(*weight);
            }
            order.push(index);
        }
        order
    }

    /// The least weight of some syllables.
    fn least(&self, indexes: &[usize]) -> f32 {
        let weights = indexes.iter().filter_map(|index| self.syllables.get(*index));
        weights.map(|one| one.weight).fold(1.0, f32::min)
    }

    fn add_pairs(&mut self, found: &[Term], order: &[usize]) {
        for (terms, indexes) in found.windows(2).zip(order.windows(2)) {
            let ([one, other], [first, second]) = (terms, indexes) else { continue };
            let is_known = self
                .pairs
                .iter()
                .any(|pair| (pair.first, pair.second) == (*first, *second));
            if one.position + 1 != other.position || is_known {
                continue;
            }
            self.pairs.push(SyllablePair {
                first: *first,
                second: *second,
                weight: self.least(indexes),
                term: term::joined([one.text.as_str(), other.text.as_str()]),
            });
        }
    }

    fn add_runs(&mut self, found: &[Term], order: &[usize]) {
        for (terms, indexes) in found.windows(4).zip(order.windows(4)) {
            let Ok(run) = <[usize; 4]>::try_from(indexes) else { continue };
            let (Some(first), Some(last)) = (terms.first(), terms.last()) else {
                continue;
            };
            let is_known = self.runs.iter().any(|(known, _)| *known == run);
            if first.position + 3 == last.position && !is_known {
                self.runs.push((run, self.least(&run)));
            }
        }
    }

    /// Adds the words of which an entry must have a share: those of the lexicon, and what
    /// stands in none. They are those of the restored text.
    fn add_required(
        &mut self,
        text: &str,
        restored: &[Term],
        found: &[Term],
        order: &[usize],
    ) {
        let mut is_taken = vec![false; found.len()];
        for word in restored {
            let n_syllables = term::syllables(&word.text).count();
            let first = found.partition_point(|one| one.position < word.position);
            let range = first..first + n_syllables;
            let inside = order.get(range.clone()).unwrap_or_default();
            let is_full = inside.iter().all(|index| self.is_full(*index));
            if n_syllables < 2 || inside.is_empty() || !is_full {
                continue;
            }
            is_taken.get_mut(range.clone()).unwrap_or_default().fill(true);
            self.require(text, found.get(range).unwrap_or_default(), inside);
        }
        for (at, taken) in is_taken.into_iter().enumerate() {
            let (Some(one), Some(index)) = (found.get(at), order.get(at)) else { break };
            if !taken && self.is_full(*index) {
                self.require(text, std::slice::from_ref(one), &[*index]);
            }
        }
    }

    fn require(&mut self, text: &str, found: &[Term], syllables: &[usize]) {
        let spans = found.iter().map(|one| one.span);
        let Some(span) = spans.reduce(Span::cover) else { return };
        let word = RequiredWord {
            text: span.of(text).to_owned(),
            syllables: syllables.to_vec(),
        };
        if !self.required.iter().any(|known| known.syllables == word.syllables) {
            self.required.push(word);
        }
    }

    /// Adds the words; those of a text with few marks are cut as the restored text is.
    fn add_words(
        &mut self,
        text: &str,
        restored: &[Term],
        found: &[Term],
        weights: &[f32],
    ) {
        let typed;
        let is_bare = share_of_marked_syllables(text) < WELL_MARKED;
        let (cut, share) = if is_bare {
            (restored, BARE_WORD_WEIGHT)
        } else {
            typed = limited_terms(text, Field::Word);
            (typed.as_slice(), 1.0)
        };
        for word in cut.iter().filter(|word| !word.is_function) {
            let at = found.iter().position(|one| one.position == word.position);
            let Some(weight) = at.and_then(|at| weights.get(at)).copied() else {
                continue;
            };
            let weight = weight * share;
            if let Some(known) = self.words.iter_mut().find(|one| one.term == word.text) {
                known.weight = known.weight.max(weight);
                continue;
            }
            let is_single = found.iter().any(|one| one.text == word.text);
            let term = word.text.clone();
            self.words.push(WeightedWord { term, weight, is_single });
        }
    }
}

fn distinct(terms: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    for term in terms {
        if !found.contains(&term) {
            found.push(term);
        }
    }
    found
}
