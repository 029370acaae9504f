//! The hits of a question that names something: group after group, or all together in an
//! order that was asked for.

use super::plan::structure::Structure;
use super::view::HitView;
use tracuu_index::entry::Record;
use tracuu_index::error::ReadError;
use tracuu_index::reader::{Collection, Listing, Page};

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
    for plan in &found.groups {
        let offset = view.page.offset.saturating_sub(all.total);
        let limit = view.page.limit.saturating_sub(all.items.len());
        if limit == 0 {
            all.total += collection.count(plan)?;
            continue;
        }
        let listing = collection.listed(plan, Page { offset, limit })?;
        all.total += listing.total;
        all.items.extend(listing.items);
    }
    Ok(all)
}
