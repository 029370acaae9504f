//! The words of an index, for the repair of typed queries.

use std::collections::BTreeMap;

use tantivy::{Searcher, TantivyError, Term};

use super::plan::Field;
use super::schema::{Fields, SAMPLED};
use tracuu_analysis::repair::vocabulary::{Candidates, Vocabulary};
use tracuu_analysis::term::joined;

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
    /// Entries of which the pairs are counted.
    n_sampled: u64,
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
        let sampled = SAMPLED.trim_end();
        let sampled = Term::from_field_text(fields.of(Field::Pair), sampled);
        let n_sampled = searcher.doc_freq(&sampled)?;
        let (searcher, fields) = (searcher.clone(), fields.clone());
        Ok(Self { searcher, fields, candidates, n_sampled })
    }

    /// Entries that have a term; 0 where the index cannot be read, which the search itself
    /// will report.
    fn n_with(&self, field: Field, term: &str) -> u64 {
        let term = Term::from_field_text(self.fields.of(field), term);
        self.searcher.doc_freq(&term).unwrap_or(0)
    }
}

impl Vocabulary for IndexVocabulary {
    fn n_entries(&self, normal: &str) -> u64 {
        self.n_with(Field::Exact, normal)
    }

    fn n_neighbours(&self, first: &str, second: &str) -> u64 {
        let n_with = self.n_with(Field::Pair, &joined([first, second]));
        let n_all = self.searcher.num_docs();
        // What one entry of the sample has, some of all have.
        (n_with * n_all).div_ceil(self.n_sampled.max(1))
    }

    fn candidates(&self) -> &Candidates {
        &self.candidates
    }
}
