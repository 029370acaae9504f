//! Which segments of an index are merged: each is to be several times as large as all smaller
//! ones together, and to have few entries that were removed. A search asks each segment, and what
//! was removed is subtracted term by term.

use tantivy::SegmentMeta;
use tantivy::index::SegmentId;

/// How many times larger than all smaller ones together a segment stays as it is.
const GROWTH: u32 = 4;

/// Removed entries that a segment may have, whatever its size.
const MIN_REMOVED: u32 = 64;
/// Beyond that, one in so many of its entries.
const REMOVED_SHARE: u32 = 32;

/// Most segments that are merged: merging more takes longer than it saves.
const MAX_MERGED: usize = 32;

/// The segments to merge into one; none where all can stay.
pub(super) fn choose(mut segments: Vec<SegmentMeta>) -> Vec<SegmentId> {
    segments.sort_by_key(|segment| (segment.num_docs(), segment.id()));
    let mut n_smaller = 0_u32;
    let mut n_small = 0;
    for (place, segment) in segments.iter().enumerate() {
        if segment.num_docs() < GROWTH.saturating_mul(n_smaller) {
            n_small = place + 1;
        }
        n_smaller = n_smaller.saturating_add(segment.num_docs());
    }
    let is_worn = |segment: &SegmentMeta| {
        let allowed = MIN_REMOVED.max(segment.max_doc() / REMOVED_SHARE);
        segment.num_deleted_docs() > allowed
    };
    let chosen = segments.iter().enumerate();
    let chosen = chosen.filter(|(place, segment)| *place < n_small || is_worn(segment));
    chosen.take(MAX_MERGED).map(|(_, segment)| segment.id()).collect()
}
