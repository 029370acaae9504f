//! The groups of hits in the order in which they are shown.

use super::structure::Structure;
use super::units::units_of;
use crate::document_set::DocumentSet;
use crate::parsed::query::{HitKindFilter, ParsedQuery};
use crate::phrase::Phrase;
use tracuu_index::entry::EntryKind;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{of_kind, of_units};
use tracuu_legal::agency::body::Agency;

/// The groups of a question in the order in which they are shown.
pub(super) fn grouped(
    query: &ParsedQuery,
    documents: DocumentSet,
    units: Vec<Plan>,
    assignments: Vec<Plan>,
) -> Structure {
    let themselves =
        vec![Plan::all([of_kind(EntryKind::Document), documents.plan.clone()])];
    let order = match query.hit_kind {
        HitKindFilter::Measures | HitKindFilter::Units => {
            [units, themselves, assignments]
        }
        HitKindFilter::Assignments => [assignments, units, themselves],
        HitKindFilter::Anything | HitKindFilter::Documents => {
            [themselves, units, assignments]
        }
    };
    Structure::new(documents, order.into_iter().flatten().collect())
}

/// Where units are asked for, documents and assignments are those of the units found.
pub(super) fn limit_to_results(
    documents: &mut DocumentSet,
    assignments: &mut Plan,
    units: &Plan,
    query: &ParsedQuery,
) {
    let has_documents = query.documents.is_some();
    let by_both = !query.performers.is_empty() && has_documents;
    let units_first =
        matches!(query.hit_kind, HitKindFilter::Measures | HitKindFilter::Units);
    if !(by_both || (has_documents && units_first)) {
        return;
    }
    let cited = Plan::joined(Field::Id, JoinColumn::Cites, units.clone());
    let own = std::mem::replace(&mut documents.plan, Plan::Nothing);
    documents.plan = Plan::all([own, cited]);
    if by_both {
        let covering = Plan::joined(Field::Within, JoinColumn::Within, units.clone());
        let own = std::mem::replace(assignments, Plan::Nothing);
        *assignments = Plan::all([own, covering]);
    }
}

/// The units that speak of a body that is all that was typed; `None` beside anything else.
pub(super) fn mentions(query: &ParsedQuery) -> Option<Plan> {
    let [only] = query.performers.as_slice() else { return None };
    let has_more = query.has_documents()
        || query.within.is_some()
        || query.place.is_some()
        || query.deadline.is_some()
        || query.hit_kind != HitKindFilter::Anything
        || !query.free.is_empty();
    if has_more || only.is_explicit || only.is_denied {
        return None;
    }
    let typed = only.span.of(&query.text);
    let names = only.agency.readings().iter().map(Agency::name).chain([typed]);
    let phrases = names.filter_map(Phrase::new).map(|phrase| phrase.plan());
    Some(Plan::all([of_units(), Plan::some(phrases)]))
}

/// "các nhiệm vụ": all of a kind.
pub(super) fn listing(kind: HitKindFilter) -> Structure {
    let assignments = || of_kind(EntryKind::Assignment);
    let groups = match kind {
        HitKindFilter::Documents => Vec::new(),
        HitKindFilter::Assignments => vec![assignments()],
        HitKindFilter::Measures => vec![units_of(kind), assignments()],
        _ => vec![units_of(kind)],
    };
    Structure::new(DocumentSet::EMPTY, groups)
}
