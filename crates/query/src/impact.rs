//! Impact: what would be touched if a document changed: everything that cites it, and
//! everything that rests on it, step by step.

use rustc_hash::FxHashSet;
use strum::VariantArray;

use tracuu_index::error::ReadError;
use tracuu_index::key::{cites_term, relation_term};
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page};
use tracuu_index::record::{DocumentRecord, EdgeRecord};
use tracuu_legal::citation::relation::RelationKind;

/// Most steps followed; a chain from a central resolution to a commune's plan has four.
const MAX_STEPS: usize = 6;

/// Most documents listed of either part.
const MAX_DOCUMENTS: usize = 500;

/// What a change of a document would touch.
#[derive(Clone, Debug)]
pub struct Impact {
    /// Held documents that cite it.
    pub citers: Vec<Citer>,
    /// Number of all of them.
    pub n_citers: usize,
    /// Held documents that rest on it, directly or through others; nearest first.
    pub resting: Vec<Resting>,
    /// Whether documents were left out.
    pub is_cut: bool,
}

/// A document that cites another.
#[derive(Clone, Debug)]
pub struct Citer {
    /// The citing document.
    pub document: DocumentRecord,
    /// What it does with the other.
    pub relations: Vec<EdgeRecord>,
}

/// A document that rests on another.
#[derive(Clone, Debug)]
pub struct Resting {
    /// The document that rests.
    pub document: DocumentRecord,
    /// The relation that leads one step nearer to the root.
    pub relation: EdgeRecord,
    /// Steps from the root.
    pub distance: usize,
}

/// What a change of the document with an id would touch.
///
/// # Errors
/// Where the index cannot be read.
pub fn impact(collection: &Collection, id: &str) -> Result<Impact, ReadError> {
    let plan = Plan::term(Field::Relation, cites_term(id));
    let page = Page { offset: 0, limit: MAX_DOCUMENTS };
    let found = collection.documents(&plan, page)?;
    let n_citers = found.total;
    let citers: Vec<Citer> = found
        .items
        .into_iter()
        .map(|document| {
            let to_it = document.relations.iter().filter(|edge| edge.target == id);
            Citer { relations: to_it.cloned().collect(), document }
        })
        .collect();
    let (resting, is_cut) = resting(collection, id)?;
    let is_cut = is_cut || n_citers > citers.len();
    Ok(Impact { citers, n_citers, resting, is_cut })
}

/// The documents that rest on one, by breadth; cycles are walked once.
fn resting(
    collection: &Collection,
    root: &str,
) -> Result<(Vec<Resting>, bool), ReadError> {
    let mut found: Vec<Resting> = Vec::new();
    let mut known: FxHashSet<String> = FxHashSet::default();
    known.insert(root.to_owned());
    let mut frontier = vec![root.to_owned()];
    let mut is_cut = false;
    for distance in 1..=MAX_STEPS {
        let mut next = Vec::new();
        for id in frontier {
            let page = Page { offset: 0, limit: MAX_DOCUMENTS };
            let listing = collection.documents(&rests_on(&id), page)?;
            is_cut |= listing.total > listing.items.len();
            for document in listing.items {
                let Some(relation) = resting_edge(&document, &id) else { continue };
                if known.contains(&document.id) {
                    continue;
                }
                if found.len() >= MAX_DOCUMENTS {
                    return Ok((found, true));
                }
                known.insert(document.id.clone());
                next.push(document.id.clone());
                found.push(Resting { document, relation, distance });
            }
        }
        frontier = next;
    }
    Ok((found, is_cut || !frontier.is_empty()))
}

fn rests_on(id: &str) -> Plan {
    let kinds = RelationKind::VARIANTS.iter().copied().filter(|kind| kind.rests());
    Plan::any_of(Field::Relation, kinds.map(|kind| relation_term(kind, id)))
}

/// The first relation of a document by which it rests on another.
fn resting_edge(document: &DocumentRecord, on: &str) -> Option<EdgeRecord> {
    let rests = |edge: &&EdgeRecord| edge.target == on && edge.kind.rests();
    document.relations.iter().find(rests).cloned()
}
