//! The features of a ranking (`docs/ranking.md`).

use serde::{Deserialize, Serialize};

/// What speaks for a hit.
// The serde names are stable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RankingFeature {
    /// BM25 over the syllables, with their marks where typed.
    Syllables,
    /// BM25 over the same syllables with other marks, where the typed ones are missing.
    OtherMarks,
    /// BM25 over the words.
    Words,
    /// BM25 over pairs of neighbouring syllables.
    Pairs,
    /// Weight of the runs of four syllables that stand in the entry.
    Runs,
    /// Weight of the different syllables in the best stretch of the text.
    Window,
    /// Share of the heading that the query names, from 0 to 1.
    Heading,
    /// BM25 over the tokens of document symbols.
    Symbols,
    /// 1 where the entry explains the term whose meaning is asked for.
    Definition,
}

/// One addend of a score: the score is the sum of all values times their weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScorePart {
    /// Which feature.
    pub feature: RankingFeature,
    /// Its value in the entry.
    pub value: f32,
    /// Its weight in every score.
    pub weight: f32,
}

tracuu_text::display_serde_names!(RankingFeature);
