//! A place in a document that is named: the unit, then who cites it, then the document.

use super::structure::Structure;
use super::units::at_place;
use crate::directory::Directory;
use crate::document_set::DocumentSet;
use crate::parsed::query::{PlaceQuery, PlaceTerm};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::key::cited_place_term;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{Page, of_kind, of_units};

/// Most documents whose places are looked for one by one.
const MAX_DOCUMENTS: usize = 20;

/// The units that cite a place of the documents.
pub(super) fn citing_place(
    directory: &Directory,
    documents: &DocumentSet,
    place: &PlaceQuery,
) -> Result<Plan, ReadError> {
    let PlaceTerm::Paths(paths) = &place.term else { return Ok(Plan::Nothing) };
    let page = Page { offset: 0, limit: MAX_DOCUMENTS };
    let ids = directory.collection().ids(&documents.plan, page)?.items;
    let terms = ids
        .iter()
        .flat_map(|id| paths.iter().map(move |path| cited_place_term(id, path)));
    Ok(Plan::all([of_units(), Plan::any_of(Field::CitesPlace, terms)]))
}

/// The place itself, or the nearest around it that there is, where it is asked for who does
/// it, and what cites it.
pub(super) fn at(
    directory: &Directory,
    documents: DocumentSet,
    place: &PlaceQuery,
    is_who: bool,
) -> Result<Structure, ReadError> {
    let inside = documents.joined(Field::Document);
    let at = |term: &PlaceTerm| Plan::all([of_units(), at_place(term), inside.clone()]);
    let mut term = place.term.clone();
    let mut pinned = at(&term);
    while directory.collection().count(&pinned)? == 0 {
        let Some(around) = around(&term) else { break };
        term = around;
        pinned = at(&term);
    }
    let citing_place = citing_place(directory, &documents, place)?;
    let citing = Plan::all([of_units(), documents.joined(Field::Cites)]);
    let themselves = Plan::all([of_kind(EntryKind::Document), documents.plan.clone()]);
    let covering = Plan::joined(Field::Within, JoinColumn::Id, pinned.clone());
    let tasks = Plan::all([of_kind(EntryKind::Assignment), covering]);
    let groups = vec![
        pinned.clone(),
        if is_who { tasks } else { Plan::Nothing },
        citing_place.clone().but_not(pinned.clone()),
        themselves,
        citing.but_not(Plan::some([pinned, citing_place])),
    ];
    Ok(Structure::new(documents, groups))
}

/// The place around a place; `None` where none is named.
fn around(term: &PlaceTerm) -> Option<PlaceTerm> {
    let PlaceTerm::Paths(paths) = term else { return None };
    let around =
        paths.iter().filter_map(|path| Some(path.rsplit_once('.')?.0.to_owned()));
    let around: Vec<String> = around.filter(|path| path.contains(['.', '-'])).collect();
    (!around.is_empty()).then_some(PlaceTerm::Paths(around))
}
