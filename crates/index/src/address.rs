//! The place of an entry in an open index.

use tantivy::{DocAddress, DocId};

/// The place of an entry in one open collection; meaningless in any other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Address(pub(super) DocAddress);

impl Address {
    pub(super) const fn segment(self) -> usize {
        self.0.segment_ord as usize
    }

    pub(super) const fn document(self) -> DocId {
        self.0.doc_id
    }

    pub(super) const fn key(self) -> (u32, DocId) {
        (self.0.segment_ord, self.0.doc_id)
    }
}
