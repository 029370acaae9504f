//! The features of one candidate.

use rustc_hash::FxHashMap;

use super::score::{Features, saturated};
use super::term_statistics::{CandidateTerm, TermStatistics};
use super::terms::RankingTerms;

/// Length of the stretch in which syllables count as standing together, in syllables: a
/// long clause.
pub(crate) const WINDOW: u32 = 20;

/// Computes the features of the candidates of one query.
pub(crate) struct FeatureReader<'q> {
    terms: &'q RankingTerms,
    evidence: &'q TermStatistics,
    /// Weight by rarity of each folded syllable, times its weight in the question.
    weights: Vec<f32>,
    /// Mean rarity of the syllables, for those of a heading that were not asked for.
    mean_rarity: f32,
    /// For each syllable the first with the same folded form: it has the places of both.
    standing: Vec<usize>,
    /// Which pair two syllables are, by these first ones.
    pair_of: FxHashMap<[usize; 2], usize>,
    /// Which run four syllables are.
    run_of: FxHashMap<[usize; 4], usize>,
}

/// A syllable of the query in the text of a candidate: its position, and which.
type Place = (u32, usize);

impl<'q> FeatureReader<'q> {
    pub(crate) fn new(terms: &'q RankingTerms, evidence: &'q TermStatistics) -> Self {
        let rarities: Vec<f32> =
            evidence.folded.iter().map(|known| known.rarity).collect();
        let weights = terms.syllables.iter().zip(&rarities);
        #[expect(clippy::cast_precision_loss, reason = "a query has few syllables")]
        let mean_rarity = rarities.iter().sum::<f32>() / rarities.len().max(1) as f32;
        let standing: Vec<usize> =
            (0..terms.syllables.len()).map(|index| standing_for(terms, index)).collect();
        let first = |index: usize| standing.get(index).copied().unwrap_or(index);
        let pairs = terms.pairs.iter().enumerate();
        let pair_of =
            pairs.map(|(index, pair)| ([pair.first, pair.second].map(first), index));
        let runs = terms.runs.iter().enumerate();
        let run_of = runs.map(|(index, (run, _))| (run.map(first), index));
        Self {
            terms,
            evidence,
            pair_of: pair_of.collect(),
            run_of: run_of.collect(),
            standing,
            weights: weights.map(|(one, rarity)| one.weight * rarity).collect(),
            mean_rarity,
        }
    }

    /// How many of the syllables of full weight the candidate has.
    pub(crate) fn n_full(&self, candidate: usize) -> usize {
        self.terms.full().filter(|index| self.has(*index, candidate)).count()
    }

    /// How many syllables the required words have that the candidate has whole.
    pub(crate) fn n_in_words(&self, candidate: usize) -> usize {
        let words = self.terms.required.iter().map(|word| word.syllables.as_slice());
        let found = words.filter(|syllables| match syllables {
            [only] => self.has(*only, candidate),
            many => self.has_side_by_side(many, candidate),
        });
        found.map(<[usize]>::len).sum()
    }

    /// Whether syllables stand one behind the other in the text of a candidate, of which its
    /// heading is part.
    fn has_side_by_side(&self, syllables: &[usize], candidate: usize) -> bool {
        let places: Vec<&[u32]> = syllables
            .iter()
            .filter_map(|at| Some(self.evidence.folded.get(*at)?.places(candidate)))
            .collect();
        let Some((first, rest)) = places.split_first() else { return false };
        first.iter().any(|start| {
            let mut next = *start;
            rest.iter().all(|places| {
                next += 1;
                places.binary_search(&next).is_ok()
            })
        })
    }

    /// Whether the text or the heading of a candidate has a syllable.
    fn has(&self, syllable: usize, candidate: usize) -> bool {
        let of = |list: &[CandidateTerm]| {
            list.get(syllable).is_some_and(|known| known.is_in(candidate))
        };
        of(&self.evidence.folded) || of(&self.evidence.heading)
    }

    /// Whether the candidate has a symbol of the query.
    pub(crate) fn has_symbol(&self, candidate: usize) -> bool {
        self.evidence.symbols.iter().any(|known| known.is_in(candidate))
    }

    pub(crate) fn features(&self, candidate: usize) -> Features {
        let places = self.places(candidate);
        let norm = self.evidence.norms.get(candidate).copied().unwrap_or_default();
        let word_norm =
            self.evidence.word_norms.get(candidate).copied().unwrap_or_default();
        let (syllables, other_marks) = self.syllables(candidate, norm);
        let words = self.terms.words.iter().zip(&self.evidence.words);
        let words =
            words.map(|(word, known)| word.weight * known.bm25(candidate, word_norm));
        let symbols = self.evidence.symbols.iter();
        Features {
            syllables,
            other_marks,
            words: words.sum(),
            pairs: self.pairs(&places, norm),
            runs: self.runs(&places),
            window: self.window(&places),
            heading: self.heading(candidate),
            symbols: symbols.map(|known| known.bm25(candidate, norm)).sum(),
            definition: f32::from(u8::from(self.explains(candidate, &places))),
        }
    }

    /// BM25 over the syllables as typed, and over those with other marks.
    fn syllables(&self, candidate: usize, norm: f32) -> (f32, f32) {
        let (mut as_typed, mut other) = (0.0, 0.0);
        let known = self.evidence.folded.iter().zip(&self.evidence.exact);
        for (syllable, (folded, exact)) in self.terms.syllables.iter().zip(known) {
            let of =
                |known: &CandidateTerm| syllable.weight * known.bm25(candidate, norm);
            if syllable.exact.is_none() {
                as_typed += of(folded);
            } else if exact.is_in(candidate) {
                as_typed += of(exact);
            } else {
                other += of(folded);
            }
        }
        (as_typed, other)
    }

    /// All places of the query's syllables, ascending. Two syllables that differ in marks
    /// only share their places; the first of them stands for both.
    fn places(&self, candidate: usize) -> Vec<Place> {
        let mut places = Vec::new();
        for (index, known) in self.evidence.folded.iter().enumerate() {
            let here = known.places(candidate);
            places.extend(here.iter().map(|place| (*place, index)));
        }
        places.sort_unstable();
        places.dedup_by_key(|place| place.0);
        places
    }

    fn pairs(&self, places: &[Place], norm: f32) -> f32 {
        let mut counts = vec![0_u32; self.terms.pairs.len()];
        for (one, other) in places.iter().zip(places.iter().skip(1)) {
            let pair = self.pair_of.get(&[one.1, other.1]);
            let pair = pair.filter(|_| one.0 + 1 == other.0);
            if let Some(count) = pair.and_then(|index| counts.get_mut(*index)) {
                *count += 1;
            }
        }
        let pairs = self.terms.pairs.iter().zip(&self.evidence.pair_rarity);
        let score = pairs
            .zip(counts)
            .map(|((pair, rarity), count)| pair.weight * rarity * saturated(count, norm));
        score.sum()
    }

    fn runs(&self, places: &[Place]) -> f32 {
        let mut has_run = vec![false; self.terms.runs.len()];
        for here in places.windows(4) {
            let [first, second, third, last] = here else { continue };
            if first.0 + 3 == last.0
                && let Some(index) =
                    self.run_of.get(&[first.1, second.1, third.1, last.1])
                && let Some(has) = has_run.get_mut(*index)
            {
                *has = true;
            }
        }
        let found = self.terms.runs.iter().zip(has_run).filter(|(_, has)| *has);
        let score = found.map(|((run, weight), _)| {
            let rarities = run.iter().filter_map(|index| self.weights.get(*index));
            weight * rarities.sum::<f32>() / 4.0
        });
        score.sum()
    }

    /// The best stretch: one pass with two ends.
    fn window(&self, places: &[Place]) -> f32 {
        let mut counts = vec![0_u32; self.weights.len()];
        let weight = |index: usize| self.weights.get(index).copied().unwrap_or_default();
        let (mut sum, mut best, mut first) = (0.0_f32, 0.0_f32, 0);
        for (position, syllable) in places {
            let Some(count) = counts.get_mut(*syllable) else { continue };
            sum += if *count == 0 { weight(*syllable) } else { 0.0 };
            *count += 1;
            while let Some((start, left)) =
                places.get(first).filter(|place| position - place.0 >= WINDOW)
            {
                debug_assert!(start < position);
                if let Some(count) = counts.get_mut(*left) {
                    *count -= 1;
                    sum -= if *count == 0 { weight(*left) } else { 0.0 };
                }
                first += 1;
            }
            best = best.max(sum);
        }
        best
    }

    /// How much of the heading was asked for; its other syllables count as the query's do
    /// on average.
    fn heading(&self, candidate: usize) -> f32 {
        let length = self.evidence.heading_lengths.get(candidate).copied().unwrap_or(0);
        let named = self.evidence.heading.iter().zip(&self.weights);
        let named = named.filter(|(known, _)| known.is_in(candidate));
        let (sum, n_named) =
            named.fold((0.0, 0_u32), |(sum, n), (_, weight)| (sum + weight, n + 1));
        #[expect(clippy::cast_precision_loss, reason = "headings are short")]
        let others = length.saturating_sub(n_named) as f32 * self.mean_rarity;
        if sum > 0.0 { sum / (sum + others) } else { 0.0 }
    }

    /// Whether "là" stands right behind the term whose meaning is asked for.
    fn explains(&self, candidate: usize, places: &[Place]) -> bool {
        let Some(is) = &self.evidence.is else { return false };
        let first = |index: &usize| self.standing.get(*index).copied();
        let term: Vec<usize> = self.terms.definition.iter().filter_map(first).collect();
        let has_marks = self.terms.definition.iter().all(|index| {
            let is_typed = |known: &CandidateTerm| known.is_in(candidate);
            let typed =
                self.terms.syllables.get(*index).and_then(|one| one.exact.as_ref());
            typed.is_none() || self.evidence.exact.get(*index).is_some_and(is_typed)
        });
        has_marks
            && places.windows(term.len().max(1)).any(|here| {
                let steps = here.iter().zip(here.iter().skip(1));
                let Some(last) = here.last() else { return false };
                steps.into_iter().all(|(one, other)| one.0 + 1 == other.0)
                    && here.iter().map(|place| place.1).eq(term.iter().copied())
                    && is.places(candidate).contains(&(last.0 + 1))
            })
    }
}

/// The first syllable with the same folded form.
fn standing_for(terms: &RankingTerms, syllable: usize) -> usize {
    let folded = |index: usize| terms.syllables.get(index).map(|one| &one.folded);
    let wanted = folded(syllable);
    (0..syllable).find(|earlier| folded(*earlier) == wanted).unwrap_or(syllable)
}
