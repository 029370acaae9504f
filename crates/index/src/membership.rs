//! Which of some entries a query has.

use tantivy::query::Scorer;
use tantivy::{DocId, SeekDangerResult};

/// Which entries of a segment a query has; they are asked for in ascending order, each once.
pub(super) struct Membership {
    scorer: Box<dyn Scorer>,
    first: DocId,
    /// No entry before it that has not been asked for is one of the query's.
    bound: DocId,
}

impl Membership {
    /// A scorer as it begins.
    pub(super) fn new(scorer: Box<dyn Scorer>) -> Self {
        let first = scorer.doc();
        Self { scorer, first, bound: first }
    }

    /// Whether the query has an entry. Where it has not, the engine leaves the place of the
    /// scorer undefined, and may only be asked for entries from the bound that it gives.
    pub(super) fn has(&mut self, entry: DocId) -> bool {
        if entry == self.first {
            return true;
        }
        if entry < self.bound {
            return false;
        }
        match self.scorer.seek_danger(entry) {
            SeekDangerResult::Found => true,
            SeekDangerResult::SeekLowerBound(bound) => {
                self.bound = bound;
                false
            }
        }
    }
}
