//! Questions of relation: the documents at the other end, then the places that say so, then
//! the documents named.

use rustc_hash::FxHashSet;

use super::place::citing_place;
use super::structure::Structure;
use crate::directory::Directory;
use crate::document_set::DocumentSet;
use crate::graph::GraphEdge;
use crate::parsed::part::RelationDirection;
use crate::parsed::query::{PlaceQuery, RelationQuery};
use crate::read::cue::relation_named;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::key::{place_terms, relation_term, stated_term};
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_kind, of_units};
use tracuu_index::record::{DocumentRecord, EdgeRecord};
use tracuu_legal::citation::relation::RelationKind;

/// Most documents named of which relations are read.
const MAX_NAMED: usize = 10;

/// Most documents that are read for the relations of one; reading one takes some 30 µs.
const MAX_STATING: usize = 100;

/// The path of what stands before the first numbered unit.
const PREAMBLE: &str = "preamble";

/// Looks up the relation of documents.
pub(super) fn related(
    directory: &Directory,
    documents: DocumentSet,
    asked: &RelationQuery,
    place: Option<&PlaceQuery>,
) -> Result<Structure, ReadError> {
    let collection = directory.collection();
    let page = Page { offset: 0, limit: MAX_NAMED };
    let mut edges = Vec::new();
    let mut named = Vec::new();
    for document in collection.documents(&documents.plan, page)?.items {
        edges.extend(edges_of(collection, &document, asked)?);
        named.push(document.id);
    }
    let others =
        edges.iter().map(|edge| other_end(&edge.edge, asked.direction).to_owned());
    let mut others = Plan::any_of(Field::Id, others);
    if !asked.types.is_empty() {
        let types = asked.types.iter().map(|one| one.id().to_owned());
        others = Plan::all([others, Plan::any_of(Field::Type, types)]);
    }
    // A provision inside an article has no unit of its own.
    let places = edges.iter().filter_map(|edge| {
        let whole = place_terms(&edge.edge.path).into_iter().next()?;
        Some(Plan::all([
            Plan::term(Field::Document, edge.stated_in.clone()),
            Plan::term(Field::Place, whole),
        ]))
    });
    // Between two documents named, every place that cites the other says what is asked.
    let between = edges.iter().filter(|edge| {
        named.contains(&edge.edge.target) && named.contains(&edge.stated_in)
    });
    let between = between.map(|edge| {
        Plan::all([
            Plan::term(Field::Document, edge.stated_in.clone()),
            Plan::term(Field::Cites, edge.edge.target.clone()),
        ])
    });
    let mut units = Plan::all([of_units(), Plan::some(places.chain(between))]);
    let mut seen = FxHashSet::default();
    edges.retain(|edge| seen.insert(other_end(&edge.edge, asked.direction).to_owned()));
    if let Some(place) = place {
        let at_place = citing_place(directory, &documents, place)?;
        let inside = DocumentSet::new(others.clone()).joined(Field::Document);
        let at_place = Plan::all([at_place, inside]);
        if collection.count(&at_place)? > 0 {
            units = at_place;
        }
    }
    let other_documents = Plan::all([of_kind(EntryKind::Document), others.clone()]);
    let themselves = Plan::all([of_kind(EntryKind::Document), documents.plan.clone()])
        .but_not(other_documents.clone());
    let marked = Plan::some([documents.plan.clone(), others]);
    let groups = vec![other_documents, units, themselves];
    Ok(Structure { marked, edges, ..Structure::new(documents, groups) })
}

/// The end of a relation that is asked for.
pub(crate) fn other_end(edge: &EdgeRecord, direction: RelationDirection) -> &str {
    match direction {
        RelationDirection::Out => &edge.target,
        RelationDirection::In => &edge.source,
    }
}

/// The relations of a document, stated by itself or by others.
fn edges_of(
    collection: &Collection,
    document: &DocumentRecord,
    asked: &RelationQuery,
) -> Result<Vec<GraphEdge>, ReadError> {
    let id = document.id.as_str();
    let kinds = kinds_of(asked.kind);
    let carried_out = (asked.kind == RelationKind::Guides)
        .then_some([RelationKind::Implements, RelationKind::Continues]);
    let incoming = kinds.iter().copied().chain(carried_out.into_iter().flatten());
    let incoming = incoming.map(|kind| relation_term(kind, id));
    let terms = incoming.chain([stated_term(id)]);
    let page = Page { offset: 0, limit: MAX_STATING };
    let plan = Plan::any_of(Field::Relation, terms);
    let stating = collection.documents(&plan, page)?.items;
    let ends_at = |edge: &&EdgeRecord| match asked.direction {
        RelationDirection::Out => edge.source == id,
        RelationDirection::In => edge.target == id,
    };
    let is_asked = |edge: &&EdgeRecord| kinds.contains(&edge.kind) && ends_at(edge);
    let mut found: Vec<GraphEdge> = Vec::new();
    for stating in std::iter::once(document).chain(&stating) {
        // "Hướng dẫn … thực hiện Quy định …": what a guide carries out it guides.
        let is_guide = asked.kind == RelationKind::Guides && is_guide(stating);
        let is_guiding = |edge: &&EdgeRecord| {
            let carries_out =
                matches!(edge.kind, RelationKind::Implements | RelationKind::Continues);
            is_guide && carries_out && ends_at(edge) && edge.source == stating.id
        };
        let edges = stating.relations.iter().chain(&stating.stated);
        let edges = edges.filter(|edge| is_asked(edge) || is_guiding(edge));
        for edge in edges {
            let other = other_end(edge, asked.direction);
            let is_known = found.iter().any(|known| {
                other_end(&known.edge, asked.direction) == other
                    && known.edge.path == edge.path
                    && known.stated_in == stating.id
            });
            if other != id && !is_known {
                let stated_in = stating.id.clone();
                found.push(GraphEdge { edge: edge.clone(), stated_in });
            }
        }
    }
    // What a document rests on stands at its head; "theo …" further down is a citation.
    let is_at_head = |edge: &GraphEdge| edge.edge.path == PREAMBLE;
    if asked.kind == RelationKind::Basis
        && asked.direction == RelationDirection::Out
        && found.iter().any(is_at_head)
    {
        found.retain(is_at_head);
    }
    Ok(found)
}

/// Whether a document is by its type what guides others.
fn is_guide(document: &DocumentRecord) -> bool {
    let name = document.type_name.as_deref().unwrap_or_default();
    relation_named(name) == Some(RelationKind::Guides)
}

/// The relations that a word for one can mean.
fn kinds_of(asked: RelationKind) -> Vec<RelationKind> {
    match asked {
        RelationKind::Implements => {
            vec![RelationKind::Implements, RelationKind::Continues, RelationKind::Guides]
        }
        // "Hướng dẫn thực hiện …" is read as both.
        RelationKind::Guides => vec![RelationKind::Guides, RelationKind::Explains],
        kind => vec![kind],
    }
}
