//! Documents that others cite: "Kế hoạch 12-KH/TU dẫn những nghị quyết nào".

use super::structure::Structure;
use crate::directory::Directory;
use crate::document_set::DocumentSet;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, ParsedQuery};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{Collection, Page, of_documents, of_units};

/// The documents that others cite, of the types and facts asked for, and where.
pub(super) fn cited_by(
    directory: &Directory,
    query: &ParsedQuery,
    citing: &DocumentQuery,
    parts: &mut [QueryPart],
) -> Result<Structure, ReadError> {
    let citing = directory.documents(citing)?;
    record_within(directory.collection(), &citing, parts)?;
    let units = Plan::all([of_units(), citing.joined(Field::Document)]);
    let cited = Plan::joined(Field::Id, JoinColumn::Cites, units.clone());
    let wanted = match &query.documents {
        Some(wanted) => directory.documents(wanted)?.plan,
        None => of_documents(),
    };
    let found = DocumentSet::new(Plan::all([wanted, cited]));
    let places = Plan::all([units, found.joined(Field::Cites)]);
    let groups = vec![found.plan.clone(), places];
    Ok(Structure::new(found, groups))
}

/// Records in which documents hits stand.
pub(crate) fn record_within(
    collection: &Collection,
    documents: &DocumentSet,
    parts: &mut [QueryPart],
) -> Result<(), ReadError> {
    for part in parts.iter_mut().filter(|part| part.role == PartRole::Within) {
        part.record_resolution(collection.ids(&documents.plan, Page::WHOLE)?);
    }
    Ok(())
}
