//! Listings of measures by what they cite and who leads or coordinates them.

use super::plan::units::covered;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Listing, Page, of_kind};
use tracuu_index::record::Unit;

/// Which measures to list; all that is given must hold.
#[derive(Clone, Debug, Default)]
pub struct MeasureFilter {
    /// Id of a document that they cite.
    pub cites: Option<String>,
    /// Id of the agency that leads.
    pub lead: Option<String>,
    /// Id of an agency that coordinates.
    pub coordinates: Option<String>,
}

/// The measures that fit, in the order of the collection.
///
/// # Errors
/// Where the index cannot be read.
pub fn measures(
    collection: &Collection,
    filter: &MeasureFilter,
    page: Page,
) -> Result<Listing<Unit>, ReadError> {
    let mut must = vec![of_kind(EntryKind::Measure)];
    if let Some(cited) = &filter.cites {
        must.push(Plan::term(Field::Cites, cited.clone()));
    }
    for (field, agency) in
        [(Field::Lead, &filter.lead), (Field::Coordinating, &filter.coordinates)]
    {
        if let Some(id) = agency {
            let assigned =
                [of_kind(EntryKind::Assignment), Plan::term(field, id.clone())];
            let field = if filter.cites.is_some() { Field::Within } else { Field::Id };
            must.push(covered(field, Plan::all(assigned)));
        }
    }
    collection.units(&Plan::all(must), page)
}
