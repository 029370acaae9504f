//! Asking the index for the evidence of a query's terms in the candidates.

use super::definition::IS;
use super::score::{length_norm, rarity, saturated};
use super::terms::RankingTerms;
use tracuu_index::address::Address;
use tracuu_index::error::ReadError;
use tracuu_index::evidence::{TermEvidence, TermRequest};
use tracuu_index::plan::Field;
use tracuu_index::reader::Collection;

/// A term in the candidates, and how rare it is in the collection.
pub(crate) struct CandidateTerm {
    term: TermEvidence,
    /// Weight by rarity.
    pub(crate) rarity: f32,
}

impl CandidateTerm {
    /// Whether the candidate has the term.
    pub(crate) fn is_in(&self, candidate: usize) -> bool {
        self.term.count(candidate) > 0
    }

    /// The positions of the term in a candidate, ascending.
    pub(crate) fn places(&self, candidate: usize) -> &[u32] {
        self.term.places(candidate)
    }

    /// BM25 of the term in a candidate of this length.
    pub(crate) fn bm25(&self, candidate: usize, norm: f32) -> f32 {
        self.rarity * saturated(self.term.count(candidate), norm)
    }
}

/// What the index knows of the terms of a query in the candidates. All lists are in the
/// order of the query's own lists.
pub(crate) struct TermStatistics {
    /// Folded syllables, with places.
    pub(crate) folded: Vec<CandidateTerm>,
    /// Syllables as typed; nothing known of those typed without marks.
    pub(crate) exact: Vec<CandidateTerm>,
    /// Folded syllables in headings.
    pub(crate) heading: Vec<CandidateTerm>,
    pub(crate) words: Vec<CandidateTerm>,
    pub(crate) symbols: Vec<CandidateTerm>,
    /// The "là" of a definition, where one is asked for.
    pub(crate) is: Option<CandidateTerm>,
    /// Weight by rarity of each pair.
    pub(crate) pair_rarity: Vec<f32>,
    /// Length of each candidate's text, as BM25 sees it.
    pub(crate) norms: Vec<f32>,
    /// The same for its words.
    pub(crate) word_norms: Vec<f32>,
    /// Length of each candidate's heading in syllables.
    pub(crate) heading_lengths: Vec<u32>,
}

impl TermStatistics {
    /// Reads all of it; the cost is bounded by terms times candidates.
    pub(crate) fn read(
        collection: &Collection,
        terms: &RankingTerms,
        candidates: &[Address],
    ) -> Result<Self, ReadError> {
        let n_all = collection.n_entries();
        let read = |wanted: Vec<TermRequest>| -> Result<Vec<CandidateTerm>, ReadError> {
            let found = collection.evidence(candidates, &wanted)?.into_iter();
            let known = found.map(|term| {
                let rarity = rarity(term.n_entries, n_all);
                CandidateTerm { term, rarity }
            });
            Ok(known.collect())
        };
        let folded = |field, places| -> Vec<TermRequest> {
            let all = terms.syllables.iter();
            all.map(|one| request(field, &one.folded, places)).collect()
        };
        let exact = terms.syllables.iter().map(|one| {
            // A term that no entry has stands for "typed without marks".
            request(Field::Exact, one.exact.as_deref().unwrap_or_default(), false)
        });
        let words =
            terms.words.iter().map(|word| request(Field::Word, &word.term, false));
        let symbols =
            terms.symbols.iter().map(|term| request(Field::Symbol, term, false));
        let is = vec![request(Field::Folded, IS, true)];
        let norms = |field| -> Result<Vec<f32>, ReadError> {
            let lengths = collection.lengths(candidates, field)?;
            let of_entries = lengths.of_entries.iter();
            Ok(of_entries.map(|length| length_norm(*length, lengths.mean)).collect())
        };
        let n_sampled = collection.n_pair_sample()?;
        let pair_rarity = terms.pairs.iter().map(|pair| {
            Ok(rarity(collection.n_with_term(Field::Pair, &pair.term)?, n_sampled))
        });
        Ok(Self {
            folded: read(folded(Field::Folded, true))?,
            exact: read(exact.collect())?,
            heading: read(folded(Field::Heading, false))?,
            words: read(words.collect())?,
            symbols: read(symbols.collect())?,
            is: if terms.definition.is_empty() { None } else { read(is)?.pop() },
            pair_rarity: pair_rarity.collect::<Result<_, ReadError>>()?,
            norms: norms(Field::Folded)?,
            word_norms: norms(Field::Word)?,
            heading_lengths: collection.lengths(candidates, Field::Heading)?.of_entries,
        })
    }
}

fn request(field: Field, term: &str, places: bool) -> TermRequest {
    TermRequest { field, term: term.to_owned(), places }
}
