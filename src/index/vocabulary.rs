//! The words of an index, for the repair of typed queries.

use std::collections::BTreeMap;

use tantivy::{Searcher, TantivyError, Term};

use super::plan::Field;
use super::schema::{Fields, SAMPLED};
use crate::analysis::repair::vocabulary::{Candidates, Vocabulary};
use crate::analysis::term::joined;

/// Most distinct terms read, so that the memory for them is bounded whatever debris an
/// index holds; 100,000 passages of Vietnamese text have some 30,000.
const MAX_TERMS: usize = 1 << 19;

/// Longest term read, in bytes: the longest syllable, `nghiễng`, has nine.
const MAX_TERM_BYTES: usize = 12;

/// The words of one generation of an index. Its syllables are gathered once, numbers and
/// foreign words left out; any other word is looked up in the index itself.
pub(super) struct IndexVocabulary {
    searcher: Searcher,
    fields: Fields,
    candidates: Candidates,
}

impl IndexVocabulary {
    /// Reads the terms of the exact field.
    pub(super) fn read(
        searcher: &Searcher,
        fields: &Fields,
    ) -> Result<Self, TantivyError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(fields.of(Field::Exact))?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                let n_entries = u64::from(terms.value().doc_freq);
                let term = std::str::from_utf8(terms.key()).unwrap_or_default();
                if term.len() > MAX_TERM_BYTES || !term.starts_with(char::is_alphabetic) {
                    continue;
                }
                if let Some(count) = counts.get_mut(term) {
                    *count += n_entries;
                } else if counts.len() < MAX_TERMS {
                    counts.insert(term.to_owned(), n_entries);
                }
            }
        }
        let candidates = Candidates::new(counts);
        Ok(Self { searcher: searcher.clone(), fields: fields.clone(), candidates })
    }

    /// Entries that have a term; 0 where the index cannot be read, which the search itself
    /// will report.
    fn n_with(&self, field: Field, term: &str) -> u64 {
        let term = Term::from_field_text(self.fields.of(field), term);
        self.searcher.doc_freq(&term).unwrap_or(0)
    }
}

/// In how many entries of the sample a pair stands, and the size of the sample.
pub(super) fn pair_frequency(
    (searcher, fields): (&Searcher, &Fields),
    pair: &str,
) -> Result<[u64; 2], TantivyError> {
    let n_with = |term: &str| {
        searcher.doc_freq(&Term::from_field_text(fields.of(Field::Pair), term))
    };
    Ok([n_with(pair)?, n_with(SAMPLED.trim_end())?])
}

impl Vocabulary for IndexVocabulary {
    fn n_entries(&self, normal: &str) -> u64 {
        self.n_with(Field::Exact, normal)
    }

    fn n_neighbours(&self, first: &str, second: &str) -> u64 {
        let pair = joined([first, second]);
        let found = pair_frequency((&self.searcher, &self.fields), &pair);
        let [n_with, n_sampled] = found.unwrap_or_default();
        let n_all = self.searcher.num_docs();
        // What one entry of the sample has, some of all have.
        (n_with * n_all).div_ceil(n_sampled.max(1))
    }

    fn candidates(&self) -> &Candidates {
        &self.candidates
    }
}
