//! The hits of a question that names something: documents, units and assignments, group
//! after group, or all together in an order that was asked for.

use super::answer::Hit;
use super::hit::Highlighter;
use super::structure::Structure;
use super::view::HitView;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
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
                let ids = self.documents.iter().map(|document| document.id.clone());
                let ids = Plan::any_of(Field::Id, ids);
                Plan::all([of_kind(EntryKind::Document), ids])
            }
            HitGroup::Units => {
                let kinds = [EntryKind::Measure, EntryKind::Provision];
                let kinds = kinds.map(|kind| kind.name().to_owned());
                Plan::all([self.units.clone(), Plan::any_of(Field::Kind, kinds)])
            }
            HitGroup::Assignments => {
                let ids = self.assignments.iter().map(|record| record.id.clone());
                let ids = Plan::any_of(Field::Id, ids);
                Plan::all([of_kind(EntryKind::Assignment), ids])
            }
        }
    }

    /// The entries of all groups.
    pub(crate) fn plan(&self) -> Plan {
        Plan::some(self.groups().map(|group| self.group(group)))
    }
}

/// One page of what was found.
pub(crate) fn listing_of(
    collection: &Collection,
    found: &Structure,
    (marks, view): (&Highlighter<'_>, HitView),
) -> Result<Listing<Hit>, ReadError> {
    if let Some(key) = view.sort.key() {
        let listing = collection.listed_by(&found.plan(), key, view.page)?;
        let items = listing.items.iter().filter_map(|record| marks.hit(record));
        return Ok(Listing { items: items.collect(), total: listing.total });
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
        all.items.extend(listing.items.iter().filter_map(|record| marks.hit(record)));
    }
    Ok(all)
}
