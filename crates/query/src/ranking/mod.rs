//! Ranking of free words in two stages: a fast union of terms finds candidates, which are
//! then looked at closely. The recipe and what was tried are in `docs/ranking.md`.

mod definition;
mod evidence;
mod features;
mod question;
pub(super) mod rank;
pub(super) mod score;
pub(super) mod terms;
mod weight;
