//! Entries with any of many terms.

use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::SegmentId;
use tantivy::query::{
    BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, Score, SegmentReader, Term};

use super::found_entries;

/// Entries with any of some terms of a field, all scored alike. Each term is looked up: the
/// engine's own set query builds an automaton of all of them first, for every answer and every
/// count, which takes several times as long for thousands of terms (a body that leads thousands
/// of tasks: half of an answer).
#[derive(Clone, Debug)]
pub(super) struct AnyTerm {
    field: Field,
    /// In their order, which is that of the dictionary.
    terms: Arc<[Term]>,
    /// The entries of the segments that were asked already: an answer lists, counts and marks
    /// by the same query.
    found: Arc<Mutex<Vec<(SegmentId, BitSet)>>>,
}

impl AnyTerm {
    /// The terms must be of that field.
    pub(super) fn new(field: Field, terms: impl IntoIterator<Item = Term>) -> Self {
        let mut terms: Vec<Term> = terms.into_iter().collect();
        terms.sort_unstable();
        terms.dedup();
        Self { field, terms: terms.into(), found: Arc::default() }
    }

    /// The entries of a segment.
    fn entries(&self, segment: &SegmentReader) -> tantivy::Result<BitSet> {
        let id = segment.segment_id();
        let mut known = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, entries)) = known.iter().find(|(known, _)| *known == id) {
            return Ok(entries.clone());
        }
        let entries = self.read(segment)?;
        known.push((id, entries.clone()));
        Ok(entries)
    }

    /// Reads the lists of the terms in a segment.
    fn read(&self, segment: &SegmentReader) -> tantivy::Result<BitSet> {
        let mut entries = BitSet::with_max_value(segment.max_doc());
        let lists = segment.inverted_index(self.field)?;
        for term in &*self.terms {
            let Some(found) = lists.get_term_info(term)? else { continue };
            let option = IndexRecordOption::Basic;
            let mut list = lists.read_block_postings_from_terminfo(&found, option)?;
            while !list.docs().is_empty() {
                for entry in list.docs() {
                    entries.insert(*entry);
                }
                list.advance();
            }
        }
        Ok(entries)
    }
}

impl Query for AnyTerm {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for AnyTerm {
    fn scorer(
        &self,
        segment: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Box<dyn Scorer>> {
        let entries = BitSetDocSet::from(self.entries(segment)?);
        Ok(Box::new(ConstScorer::new(entries, boost)))
    }

    fn explain(
        &self,
        segment: &SegmentReader,
        entry: DocId,
    ) -> tantivy::Result<Explanation> {
        found_entries::explain(self.scorer(segment, 1.0)?, entry, "any of some terms")
    }
}
