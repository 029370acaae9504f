//! Similar measures on the wire.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::Hit;
use tracuu_query::similar as query;

/// A paragraph for which similar measures are asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimilarQuestion {
    /// The paragraph; of one longer than 12 KiB the beginning.
    pub text: String,
    /// Measures in all; 20 where absent.
    pub limit: Option<usize>,
}

/// Similar measures.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarAnswer {
    /// The most similar first.
    pub hits: Vec<SimilarMeasure>,
}

/// A measure that is like the paragraph.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarMeasure {
    /// The measure; what both have is marked in the snippets.
    #[serde(flatten)]
    pub hit: Hit,
    /// The mean of `wording` and `words`, from 0 to 1; a copy has 1.
    pub similarity: f32,
    /// Share of the paragraph's runs of three syllables that the measure has.
    pub wording: f32,
    /// Share of the paragraph's words that the measure has; rare words count more.
    pub words: f32,
    /// Syllables of the longest run that both have.
    pub longest_run: usize,
}

impl From<Vec<query::SimilarMeasure>> for SimilarAnswer {
    fn from(found: Vec<query::SimilarMeasure>) -> Self {
        let measure = |one: query::SimilarMeasure| SimilarMeasure {
            hit: one.hit.into(),
            similarity: one.likeness.similarity,
            wording: one.likeness.wording,
            words: one.likeness.words,
            longest_run: one.likeness.longest_run,
        };
        Self { hits: found.into_iter().map(measure).collect() }
    }
}
