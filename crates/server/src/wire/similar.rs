//! Similar measures on the wire.

use serde::{Deserialize, Deserializer, Serialize};
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
    #[schema(minimum = 1, maximum = 100)]
    #[serde(default, deserialize_with = "whole_number")]
    pub limit: Option<usize>,
}

/// A number without a fraction, also as `20.0`: JSON Schema takes that for an integer, and
/// languages without integers write it. A number that is none is no count.
fn whole_number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<usize>, D::Error> {
    let Some(number) = Option::<f64>::deserialize(from)? else { return Ok(None) };
    #[expect(clippy::cast_possible_truncation, reason = "saturates: far above any limit")]
    #[expect(clippy::cast_sign_loss, reason = "saturates at 0, which is refused")]
    let whole = number as usize;
    if number.fract() == 0.0 {
        return Ok(Some(whole));
    }
    Err(serde::de::Error::custom("not a whole number"))
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
