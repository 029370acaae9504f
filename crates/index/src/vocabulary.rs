//! The words of an index, for the repair of typed queries.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::{TantivyError, Term};

use super::plan::Field;
use super::schema::{Fields, SAMPLED};
use super::statistics::Statistics;
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
    statistics: Arc<Statistics>,
    fields: Fields,
    candidates: Candidates,
    /// Entries of which the pairs are counted.
    n_sampled: u64,
}

impl IndexVocabulary {
    /// Reads the terms of the exact field.
    pub(super) fn read(
        statistics: Arc<Statistics>,
        fields: &Fields,
    ) -> Result<Self, TantivyError> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        statistics.each_term(fields.of(Field::Exact), |term, n_entries| {
            let term = std::str::from_utf8(term).unwrap_or_default();
            if term.len() > MAX_TERM_BYTES || !term.starts_with(char::is_alphabetic) {
                return;
            }
            if let Some(count) = counts.get_mut(term) {
                *count += n_entries;
            } else if counts.len() < MAX_TERMS {
                counts.insert(term.to_owned(), n_entries);
            }
        })?;
        let candidates = Candidates::new(counts);
        let sampled = SAMPLED.trim_end();
        let sampled = Term::from_field_text(fields.of(Field::Pair), sampled);
        let n_sampled = statistics.n_with(&sampled)?;
        Ok(Self { statistics, fields: fields.clone(), candidates, n_sampled })
    }

    /// Entries that have a term; 0 where the index cannot be read, which the search itself
    /// will report.
    fn n_with(&self, field: Field, term: &str) -> u64 {
        let term = Term::from_field_text(self.fields.of(field), term);
        self.statistics.n_with(&term).unwrap_or(0)
    }
}

impl Vocabulary for IndexVocabulary {
    fn n_entries(&self, normal: &str) -> u64 {
        self.n_with(Field::Exact, normal)
    }

    fn n_neighbours(&self, first: &str, second: &str) -> u64 {
        let n_with = self.n_with(Field::Pair, &joined([first, second]));
        let n_all = self.statistics.n_entries();
        // What one entry of the sample has, some of all have.
        (n_with * n_all).div_ceil(self.n_sampled.max(1))
    }

    fn candidates(&self) -> &Candidates {
        &self.candidates
    }
}
