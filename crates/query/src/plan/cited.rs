//! Documents that others cite: "Kế hoạch 12-KH/TU dẫn những nghị quyết nào".

use super::structure::Structure;
use crate::directory::Directory;
use crate::document_set::DocumentSet;
use crate::parsed::part::{PartRole, QueryPart};
use crate::parsed::query::{DocumentQuery, ParsedQuery};
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{Collection, Page, of_documents, of_units};
use tracuu_legal::document::document_type::DocumentType;

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

/// The documents that cite others, all of them where the question says "cả …", and where.
pub(super) fn citing(
    directory: &Directory,
    cited: &DocumentQuery,
    found: DocumentSet,
    types: &[DocumentType],
) -> Result<Structure, ReadError> {
    let units_citing =
        |cited: &DocumentSet| Plan::all([of_units(), cited.joined(Field::Cites)]);
    let places = units_citing(&found);
    let each = if cited.needs_all { cited.each() } else { Vec::new() };
    let each = each.iter().map(|one| directory.documents(one));
    let each = each.collect::<Result<Vec<_>, _>>()?;
    let each = if each.is_empty() { vec![found.clone()] } else { each };
    let holding = each
        .iter()
        .map(|one| Plan::joined(Field::Id, JoinColumn::Document, units_citing(one)));
    let mut wanted: Vec<Plan> = std::iter::once(of_documents()).chain(holding).collect();
    if !types.is_empty() {
        let types = types.iter().map(|one| one.id().to_owned());
        wanted.push(Plan::any_of(Field::Type, types));
    }
    let citing = DocumentSet::new(Plan::all(wanted));
    let places = Plan::all([places, citing.joined(Field::Document)]);
    let themselves = Plan::all([of_documents(), found.plan.clone()]);
    let themselves = themselves.but_not(citing.plan.clone());
    Ok(Structure::new(found, vec![citing.plan, places, themselves]))
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
