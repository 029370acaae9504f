//! The place of an entry in an open index.

use tantivy::{DocAddress, DocId};

/// The place of an entry in one open collection; meaningless in any other. Addresses are ordered
/// as the collection is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address {
    /// [`super::plan::Field::Order`] of the entry.
    pub(super) order: u64,
    pub(super) place: DocAddress,
}

impl Address {
    pub(super) const fn segment(self) -> usize {
        self.place.segment_ord as usize
    }

    pub(super) const fn document(self) -> DocId {
        self.place.doc_id
    }

    pub(super) const fn key(self) -> (u32, DocId) {
        (self.place.segment_ord, self.place.doc_id)
    }
}
