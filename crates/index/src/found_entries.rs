//! Entries that a query has found before it is asked for them.

use tantivy::query::{BitSetDocSet, ConstScorer, Explanation, Scorer};
use tantivy::{BitSet, DocId, Score, TantivyError};

/// Goes through entries that were found, all scored alike.
pub(super) fn scorer(entries: BitSet, score: Score) -> Box<dyn Scorer> {
    Box::new(ConstScorer::new(BitSetDocSet::from(entries), score))
}

/// Why an entry has the score of a query of such entries: `what` all of them have.
///
/// # Errors
/// Where it is none of them.
pub(super) fn explain(
    mut found: Box<dyn Scorer>,
    entry: DocId,
    what: &'static str,
) -> tantivy::Result<Explanation> {
    if found.seek(entry) == entry {
        return Ok(Explanation::new(what, 1.0));
    }
    Err(TantivyError::InvalidArgument("no such entry".to_owned()))
}
