//! The hits of a question that names something: documents, units and assignments, group
//! after group, or all together in an order that was asked for.

use super::structure::{Structure, units_of};
use super::view::HitView;
use crate::parsed::query::HitKindFilter;
use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::error::ReadError;
use tracuu_index::plan::Plan;
use tracuu_index::reader::{Collection, Listing, Page, of_kind};

/// A group of hits.
#[derive(Clone, Copy)]
enum HitGroup {
    Documents,
    Units,
    Assignments,
}

impl Structure {
    /// The groups in the order in which they are shown.
    const fn groups(&self) -> [HitGroup; 3] {
        if self.units_first {
            [HitGroup::Units, HitGroup::Documents, HitGroup::Assignments]
        } else {
            [HitGroup::Documents, HitGroup::Units, HitGroup::Assignments]
        }
    }

    /// The entries of one group.
    fn group(&self, group: HitGroup) -> Plan {
        match group {
            HitGroup::Documents => {
                Plan::all([of_kind(EntryKind::Document), self.documents.plan.clone()])
            }
            HitGroup::Units => {
                Plan::all([self.units.clone(), units_of(HitKindFilter::Units)])
            }
            HitGroup::Assignments => {
                Plan::all([of_kind(EntryKind::Assignment), self.assignments.clone()])
            }
        }
    }

    /// The entries of all groups.
    pub(crate) fn plan(&self) -> Plan {
        Plan::some(self.groups().map(|group| self.group(group)))
    }
}

/// One page of what was found.
pub(crate) fn page_of(
    collection: &Collection,
    found: &Structure,
    view: HitView,
) -> Result<Listing<Record>, ReadError> {
    if let Some(key) = view.sort.key() {
        return collection.listed_by(&found.plan(), key, view.page);
    }
    let mut all = Listing { items: Vec::new(), total: 0 };
    for group in found.groups() {
        let plan = found.group(group);
        let offset = view.page.offset.saturating_sub(all.total);
        let limit = view.page.limit.saturating_sub(all.items.len());
        if limit == 0 {
            all.total += collection.count(&plan)?;
            continue;
        }
        let listing = collection.listed(&plan, Page { offset, limit })?;
        all.total += listing.total;
        all.items.extend(listing.items);
    }
    Ok(all)
}
