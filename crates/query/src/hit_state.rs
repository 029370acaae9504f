//! How the documents of hits stand on the day of the question.

use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::{Hit, HitKind, HitState};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_documents};
use tracuu_index::record::DocumentRecord;

/// Most documents whose states are kept; one takes some 100 bytes.
const MAX_KEPT: usize = 50_000;

/// How documents stood on the day of the last question. It depends on the collection and the
/// day alone, and telling it took a fifth of an answer.
#[derive(Default)]
pub(crate) struct HitStates(Mutex<StatesOfDay>);

#[derive(Default)]
struct StatesOfDay {
    day: Option<Date>,
    known: FxHashMap<String, HitState>,
}

impl HitStates {
    /// Fills in how the documents of one page of hits stand; those that are neither hits
    /// themselves nor known are read together.
    pub(crate) fn add(
        &self,
        collection: &Collection,
        hits: &mut [Hit],
        day: Date,
    ) -> Result<(), ReadError> {
        for hit in &mut *hits {
            hit.state = match &hit.kind {
                HitKind::Document(record) => Some(state_of(record, day)),
                _ => self.known(&hit.document.id, day),
            };
        }
        let others = hits.iter().filter(|hit| hit.state.is_none());
        let others: FxHashSet<String> =
            others.map(|hit| hit.document.id.clone()).collect();
        if others.is_empty() {
            return Ok(());
        }
        let plan = Plan::all([of_documents(), Plan::any_of(Field::Id, others)]);
        let read = collection.documents(&plan, Page::WHOLE)?.items.into_iter();
        let read: FxHashMap<String, HitState> = read
            .map(|record| {
                let state = state_of(&record, day);
                (record.id, state)
            })
            .collect();
        for hit in hits.iter_mut().filter(|hit| hit.state.is_none()) {
            hit.state = read.get(&hit.document.id).copied();
        }
        self.keep(read, day);
        Ok(())
    }

    fn known(&self, id: &str, day: Date) -> Option<HitState> {
        let states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        states.known.get(id).copied().filter(|_| states.day == Some(day))
    }

    fn keep(&self, read: FxHashMap<String, HitState>, day: Date) {
        let mut states = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if states.day != Some(day) || states.known.len() >= MAX_KEPT {
            *states = StatesOfDay { day: Some(day), known: FxHashMap::default() };
        }
        states.known.extend(read);
    }
}

/// How a document stands on a day.
fn state_of(record: &DocumentRecord, day: Date) -> HitState {
    let timeline = record.timeline();
    let standing = timeline.state_on(day);
    HitState { status: standing.state, is_assumed: standing.is_assumed }
}
