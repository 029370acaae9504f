//! Units that cite documents, or must not, or are covered by assignments.

use crate::directory::Directory;
use crate::document_set::DocumentSet;
use crate::parsed::query::{DocumentQuery, HitKindFilter, ParsedQuery, PlaceTerm};
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{of_kind, of_units};

/// Units of the kind that is asked for.
pub(crate) fn units_of(kind: HitKindFilter) -> Plan {
    if kind == HitKindFilter::Measures {
        return of_kind(EntryKind::Measure);
    }
    of_units()
}

/// Units that have in a field the id of one that the assignments cover.
pub(crate) fn covered(field: Field, assignments: Plan) -> Plan {
    Plan::joined(field, JoinColumn::Within, assignments)
}

/// Units at a place, in whatever document.
pub(super) fn at_place(term: &PlaceTerm) -> Plan {
    match term {
        PlaceTerm::Number(number) => Plan::term(Field::Number, number.clone()),
        PlaceTerm::Paths(paths) => Plan::any_of(Field::Place, paths.iter().cloned()),
    }
}

/// Units that cite the documents wanted, or are covered by the assignments, or both, at the
/// place asked for, without those that cite what is denied.
pub(super) fn units_plan(
    directory: &Directory,
    query: &ParsedQuery,
    documents: Option<&DocumentSet>,
    assignments: Option<&Plan>,
) -> Result<Plan, ReadError> {
    let mut must = vec![units_of(query.hit_kind)];
    if let Some(place) = &query.place {
        must.push(at_place(&place.term));
    }
    if let Some(assignments) = assignments {
        let field = if documents.is_some() { Field::Within } else { Field::Id };
        must.push(covered(field, assignments.clone()));
    }
    let wanted = query.documents.as_ref();
    match (documents, wanted.filter(|wanted| wanted.needs_all)) {
        (Some(_), Some(wanted)) => {
            for one in wanted.each() {
                must.push(directory.documents(&one)?.joined(Field::Cites));
            }
        }
        (Some(documents), None) => must.push(documents.joined(Field::Cites)),
        (None, _) => {}
    }
    let plan = Plan::all(must);
    match &query.denied {
        Some(denied) => Ok(plan.but_not(citing(directory, denied)?)),
        None => Ok(plan),
    }
}

/// Units that cite documents, themselves or inside.
fn citing(directory: &Directory, denied: &DocumentQuery) -> Result<Plan, ReadError> {
    Ok(match (denied.is_any(), denied.numbered) {
        (true, true) => Plan::term(Field::CitesWithin, "numbered"),
        (true, false) => {
            Plan::any_of(Field::CitesWithin, ["numbered", "named"].map(str::to_owned))
        }
        _ => directory.documents(denied)?.joined(Field::CitesWithin),
    })
}
