//! What a collection knows of words: the measure of what exists, and of what a slip of the
//! finger could have meant.

use rustc_hash::{FxHashMap, FxHashSet};

pub use super::candidate::Candidates;
use crate::term::{Field, terms};

/// The words of a collection. An entry is what its index counts: a passage, a document.
pub trait Vocabulary {
    /// Number of entries that have the word `normal`, in normal form. It may be
    /// any word, foreign words and names included; 0 where no entry has it.
    fn n_entries(&self, normal: &str) -> u64;

    /// Number of entries in which two syllables, folded, are neighbours.
    fn n_neighbours(&self, first: &str, second: &str) -> u64;

    /// The syllables that a slip could have meant.
    fn candidates(&self) -> &Candidates;
}

/// The vocabulary of texts in memory, each of them one entry: for tests and measurements,
/// and for callers without an index.
#[derive(Debug, Default)]
pub struct TextVocabulary {
    words: FxHashMap<String, u64>,
    pairs: FxHashMap<String, u64>,
    candidates: Candidates,
}

impl TextVocabulary {
    /// Counts the words of `texts`.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut words = FxHashMap::default();
        let mut pairs = FxHashMap::default();
        for text in texts {
            count(text, Field::Exact, &mut words);
            count(text, Field::Pair, &mut pairs);
        }
        let candidates =
            Candidates::new(words.iter().map(|(word, n)| (word.as_str(), *n)));
        Self { words, pairs, candidates }
    }
}

/// Counts each term of a text once.
fn count(text: &str, field: Field, counts: &mut FxHashMap<String, u64>) {
    let distinct: FxHashSet<String> =
        terms(text, field).into_iter().map(|term| term.text).collect();
    for term in distinct {
        *counts.entry(term).or_default() += 1;
    }
}

impl Vocabulary for TextVocabulary {
    fn n_entries(&self, normal: &str) -> u64 {
        self.words.get(normal).copied().unwrap_or(0)
    }

    fn n_neighbours(&self, first: &str, second: &str) -> u64 {
        self.pairs.get(&format!("{first}_{second}")).copied().unwrap_or(0)
    }

    fn candidates(&self) -> &Candidates {
        &self.candidates
    }
}
