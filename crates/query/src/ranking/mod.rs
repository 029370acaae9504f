//! Ranking of free words in two stages: a fast union of terms finds candidates, which are
//! then looked at closely. The recipe and what was tried are in `docs/ranking.md`.

mod definition;
pub mod feature;
mod features;
mod question;
pub(crate) mod rank;
pub(crate) mod relaxed;
pub(crate) mod score;
mod term_statistics;
pub(crate) mod terms;
mod weight;
