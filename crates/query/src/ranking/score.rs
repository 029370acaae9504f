//! From the evidence of an entry to its score: a weighted sum of a few features.
//!
//! The weights were found by coordinate ascent over the development halves of five judged
//! sets at once, checked by five-fold cross-validation, and rounded (`docs/ranking.md`).

use super::feature::{RankingFeature, ScorePart};

/// What speaks for an entry.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Features {
    /// BM25 over the syllables, with their marks where typed.
    pub(crate) syllables: f32,
    /// BM25 over the same syllables with other marks, where the typed ones are missing.
    pub(crate) other_marks: f32,
    /// BM25 over the words.
    pub(crate) words: f32,
    /// BM25 over pairs of neighbouring syllables.
    pub(crate) pairs: f32,
    /// Weight of the runs of four syllables that stand in the entry.
    pub(crate) runs: f32,
    /// Weight of the different syllables in the best stretch of [`super::features::WINDOW`].
    pub(crate) window: f32,
    /// Share of the heading that the query names, from 0 to 1.
    pub(crate) heading: f32,
    /// BM25 over the tokens of document symbols.
    pub(crate) symbols: f32,
    /// 1 where the entry explains the term whose meaning is asked for.
    pub(crate) definition: f32,
}

impl Features {
    /// The features with their weights, in the order of an explanation.
    pub(crate) fn parts(&self) -> [ScorePart; 9] {
        let part = |feature, value, weight| ScorePart { feature, value, weight };
        [
            part(RankingFeature::Syllables, self.syllables, 1.0),
            // Enough to find them, never enough to pass the typed marks.
            part(RankingFeature::OtherMarks, self.other_marks, 0.5),
            part(RankingFeature::Words, self.words, 0.5),
            part(RankingFeature::Pairs, self.pairs, 0.4),
            part(RankingFeature::Runs, self.runs, 1.0),
            part(RankingFeature::Window, self.window, 1.0),
            // A heading that is the query outweighs two or three rare words.
            part(RankingFeature::Heading, self.heading, 12.0),
            part(RankingFeature::Symbols, self.symbols, 2.0),
            part(RankingFeature::Definition, self.definition, 20.0),
        ]
    }

    /// The features that the entry has.
    pub(crate) fn present(&self) -> Vec<ScorePart> {
        self.parts().into_iter().filter(|part| part.value != 0.0).collect()
    }

    /// The score; higher is better. Comparable within one query only.
    pub(crate) fn score(&self) -> f32 {
        self.parts().iter().map(|part| part.value * part.weight).sum()
    }
}

/// Saturation of a term's count (Robertson and Walker 1994) and share of the length
/// normalisation; the engine's own values, and the best of the ten pairs that were tried.
const K1: f32 = 1.2;
/// See [`K1`].
const B: f32 = 0.75;

/// Weight of a term that `n_with` of `n_all` entries have (Robertson and Spärck Jones
/// 1976, kept positive as Lucene does).
pub(crate) fn rarity(n_with: u64, n_all: u64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a logarithm needs few digits")]
    let (with, all) = (n_with as f32, n_all.max(n_with) as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// The length of a text in relation to the mean, as BM25 sees it.
pub(crate) fn length_norm(length: u32, mean: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "lengths are rounded anyway")]
    let relative = length as f32 / mean.max(1.0);
    K1 * (1.0 - B + B * relative)
}

/// A count, saturated.
pub(crate) fn saturated(count: u32, norm: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let count = count as f32;
    if count == 0.0 { 0.0 } else { count * (K1 + 1.0) / (count + norm) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rarer_terms_weigh_more_and_none_less_than_nothing(n_all in 1_u64..1_000_000, share in 0.0_f64..1.0) {
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a test")]
            let n_with = (n_all as f64 * share) as u64;
            prop_assert!(rarity(n_with, n_all) > 0.0);
            prop_assert!(rarity(n_with, n_all) >= rarity(n_with + 1, n_all));
        }

        #[test]
        fn more_of_a_term_is_better_and_longer_texts_need_more(count in 1_u32..100, length in 1_u32..10_000) {
            let norm = length_norm(length, 100.0);
            prop_assert!(saturated(count, norm) < saturated(count + 1, norm));
            prop_assert!(saturated(count, norm) > saturated(count, length_norm(length + 1, 100.0)));
            prop_assert!(saturated(count, norm) < K1 + 1.0);
        }
    }
}
