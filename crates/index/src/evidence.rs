//! What the index knows of the terms of a query in some entries: counts, places, lengths.
//!
//! The second stage of a ranking looks at a few hundred entries only, but closely. Their
//! postings are read by seeking, term by term in the order of the entries, so that the
//! cost grows with terms times entries and not with the collection.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, Term};

use super::address::Address;
use super::error::ReadError;
use super::plan::Field;
use super::reader::Collection;

/// Most places of one term in one entry that are looked at: a term that stands more often
/// is no evidence of a place, and a hostile text must not cost more.
const MAX_PLACES: usize = 256;

/// A term to be looked up, and whether its places are wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TermRequest {
    /// The field.
    pub field: Field,
    /// The term, analysed.
    pub term: String,
    /// Whether its places are read; of fields with positions only.
    pub places: bool,
}

/// What is known of one term.
#[derive(Clone, Debug, Default)]
pub struct TermEvidence {
    /// Entries of the collection that have the term.
    pub n_entries: u64,
    /// How often each entry asked for has it.
    pub counts: Vec<u32>,
    places: Vec<u32>,
    ends: Vec<usize>,
}

impl TermEvidence {
    /// How often the entry with this index, in the order asked for, has the term.
    pub fn count(&self, entry: usize) -> u32 {
        self.counts.get(entry).copied().unwrap_or(0)
    }

    /// The positions of the term in an entry, ascending; empty where they were not asked
    /// for.
    pub fn places(&self, entry: usize) -> &[u32] {
        let end = |index: usize| self.ends.get(index).copied().unwrap_or(0);
        let start = entry.checked_sub(1).map_or(0, end);
        self.places.get(start..end(entry)).unwrap_or_default()
    }
}

/// The lengths of a field in some entries.
#[derive(Clone, Debug, Default)]
pub struct Lengths {
    /// Terms of each entry asked for, to about an eighth.
    pub of_entries: Vec<u32>,
    /// Mean over the collection.
    pub mean: f32,
}

impl Collection {
    /// What the index knows of each requested term in some entries, which may stand in any
    /// order.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn evidence(
        &self,
        entries: &[Address],
        requests: &[TermRequest],
    ) -> Result<Vec<TermEvidence>, ReadError> {
        let (searcher, fields) = (&self.inner.searcher, &self.inner.fields);
        let mut sorted: Vec<(usize, Address)> =
            entries.iter().copied().enumerate().collect();
        sorted.sort_unstable_by_key(|(_, entry)| entry.key());
        let mut found = Vec::with_capacity(requests.len());
        for request in requests {
            let term = Term::from_field_text(fields.of(request.field), &request.term);
            let mut scan = TermScan::new(term, request.places, entries.len());
            for group in
                sorted.chunk_by(|one, other| one.1.segment() == other.1.segment())
            {
                scan.read_segment(searcher, group)?;
            }
            let n_entries = self.inner.statistics.n_with(&scan.term)?;
            found.push(scan.finish(n_entries));
        }
        Ok(found)
    }

    /// The lengths of a text field in some entries.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn lengths(
        &self,
        entries: &[Address],
        field: Field,
    ) -> Result<Lengths, ReadError> {
        let searcher = &self.inner.searcher;
        let engine_field = self.inner.fields.of(field);
        let mut of_entries = vec![0; entries.len()];
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            let norms = segment.get_fieldnorms_reader(engine_field)?;
            let here = entries.iter().zip(&mut of_entries);
            for (entry, length) in here.filter(|(entry, _)| entry.segment() == ordinal) {
                *length = norms.fieldnorm(entry.document());
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a mean needs no more digits")]
        let mean = self.inner.statistics.n_tokens(engine_field) as f32
            / searcher.num_docs().max(1) as f32;
        Ok(Lengths { of_entries, mean })
    }
}

/// Collects the evidence of one term.
struct TermScan {
    term: Term,
    needs_places: bool,
    counts: Vec<u32>,
    places: Vec<Vec<u32>>,
}

impl TermScan {
    fn new(term: Term, needs_places: bool, n_entries: usize) -> Self {
        Self { term, needs_places, counts: vec![0; n_entries], places: Vec::new() }
    }

    fn read_segment(
        &mut self,
        searcher: &Searcher,
        group: &[(usize, Address)],
    ) -> Result<(), ReadError> {
        let Some((_, first)) = group.first() else { return Ok(()) };
        let Some(segment) = searcher.segment_readers().get(first.segment()) else {
            return Ok(());
        };
        let option = if self.needs_places {
            IndexRecordOption::WithFreqsAndPositions
        } else {
            IndexRecordOption::WithFreqs
        };
        let inverted = segment.inverted_index(self.term.field())?;
        let postings = inverted.read_postings(&self.term, option);
        let Some(mut postings) = postings.map_err(tantivy::TantivyError::from)? else {
            return Ok(());
        };
        for (index, entry) in group {
            let target = entry.document();
            if postings.doc() < target {
                postings.seek(target);
            }
            if postings.doc() != target {
                continue;
            }
            if let Some(count) = self.counts.get_mut(*index) {
                *count = postings.term_freq();
            }
            if self.needs_places {
                self.places.resize(self.counts.len(), Vec::new());
                if let Some(places) = self.places.get_mut(*index) {
                    postings.positions(places);
                    places.truncate(MAX_PLACES);
                }
            }
        }
        Ok(())
    }

    fn finish(self, n_entries: u64) -> TermEvidence {
        let mut found =
            TermEvidence { n_entries, counts: self.counts, ..TermEvidence::default() };
        for places in self.places {
            found.places.extend(places);
            found.ends.push(found.places.len());
        }
        found
    }
}
