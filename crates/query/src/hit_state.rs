//! How the documents of hits stand on the day of the question.

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::{Hit, HitKind, HitState};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents};
use tracuu_index::record::DocumentRecord;

/// Fills in how the documents of one page of hits stand; those that are no hits themselves
/// are read together.
pub(crate) fn add_states(
    collection: &Collection,
    hits: &mut [Hit],
    day: Date,
) -> Result<(), ReadError> {
    let mut known: FxHashMap<String, HitState> = FxHashMap::default();
    for hit in &*hits {
        if let HitKind::Document(record) = &hit.kind {
            known.insert(record.id.clone(), state_of(record, day));
        }
    }
    let others = hits.iter().map(|hit| &hit.document.id);
    let others: FxHashSet<String> =
        others.filter(|id| !known.contains_key(*id)).cloned().collect();
    let plan = Plan::all([of_documents(), Plan::any_of(Field::Id, others)]);
    for record in collection.documents(&plan, Page::WHOLE)?.items {
        known.entry(record.id.clone()).or_insert_with(|| state_of(&record, day));
    }
    for hit in hits {
        hit.state = known.get(&hit.document.id).copied();
    }
    Ok(())
}

/// How a document stands on a day.
fn state_of(record: &DocumentRecord, day: Date) -> HitState {
    let timeline = record.timeline();
    let standing = timeline.state_on(day);
    HitState { status: standing.state, is_assumed: standing.is_assumed }
}
