//! The graph of documents: what cites what, and in which relation, to a depth.
//!
//! Edges are those that held documents state, about themselves or about two others. Work
//! is bounded by [`GraphBounds`]; a graph says whether it was cut.

use rustc_hash::{FxHashMap, FxHashSet};

use super::resolver::by_id;
use tracuu_index::error::ReadError;
use tracuu_index::key::{cites_term, stated_term};
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page};
use tracuu_index::record::{DocumentRecord, EdgeRecord, Stored};
use tracuu_legal::citation::relation::RelationKind;

/// How large a graph may grow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct GraphBounds {
    /// Steps from the root.
    pub depth: usize,
    /// Documents.
    pub nodes: usize,
    /// Relations.
    pub edges: usize,
}

impl GraphBounds {
    /// Deepest graph: beyond four steps nearly everything is connected.
    pub const MAX_DEPTH: usize = 4;

    /// The bounds of a graph that a person can read, to a depth.
    pub const fn to_depth(depth: usize) -> Self {
        let depth = if depth > Self::MAX_DEPTH { Self::MAX_DEPTH } else { depth };
        Self { depth, nodes: 300, edges: 1_500 }
    }
}

/// Documents that one document is asked for at most: those that cite it, or state its
/// relations. More of them cut the graph.
const MAX_NEIGHBOURS: usize = 200;

/// A part of the graph of documents.
#[derive(Clone, Debug)]
pub struct Graph {
    /// Id of the document in the middle.
    pub root: String,
    /// The documents, nearest first; the root is the first.
    pub nodes: Vec<GraphNode>,
    /// The relations between them, in the order of the nodes that state them.
    pub edges: Vec<GraphEdge>,
    /// Whether the bounds left documents or relations out.
    pub is_cut: bool,
}

/// A document of a graph.
#[derive(Clone, Debug)]
pub struct GraphNode {
    /// What is known of it.
    pub document: DocumentRecord,
    /// Steps from the root.
    pub distance: usize,
}

/// A relation of a graph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GraphEdge {
    /// Kind, ends, partiality, place and cue.
    pub edge: EdgeRecord,
    /// Id of the document that states it: the source of the edge or a third.
    pub stated_in: String,
}

/// The graph around a document; `None` where no document has the id.
///
/// # Errors
/// Where the index cannot be read.
pub fn around(
    collection: &Collection,
    id: &str,
    bounds: GraphBounds,
) -> Result<Option<Graph>, ReadError> {
    let Some(root) = by_id(collection, id)? else { return Ok(None) };
    let mut growth = Growth::new(collection, bounds);
    growth.admit(root, 0);
    let mut next = 0;
    while let Some(node) = growth.nodes.get(next) {
        let (id, distance) = (node.document.id.clone(), node.distance);
        let own = node.document.relations.clone();
        growth.expand((&id, own), distance)?;
        next += 1;
    }
    Ok(Some(growth.finish(id)))
}

/// A graph while it grows.
struct Growth<'c> {
    collection: &'c Collection,
    bounds: GraphBounds,
    nodes: Vec<GraphNode>,
    known: FxHashSet<String>,
    /// Records read and not yet admitted, by id.
    read: FxHashMap<String, DocumentRecord>,
    edges: Vec<GraphEdge>,
    known_edges: FxHashSet<(RelationKind, String, String, String)>,
    is_cut: bool,
}

impl<'c> Growth<'c> {
    fn new(collection: &'c Collection, bounds: GraphBounds) -> Self {
        Self {
            collection,
            bounds,
            nodes: Vec::new(),
            known: FxHashSet::default(),
            read: FxHashMap::default(),
            edges: Vec::new(),
            known_edges: FxHashSet::default(),
            is_cut: false,
        }
    }

    /// Takes a document in; false where there is no room.
    fn admit(&mut self, document: DocumentRecord, distance: usize) -> bool {
        if self.known.contains(&document.id) {
            return true;
        }
        if self.nodes.len() >= self.bounds.nodes {
            self.is_cut = true;
            return false;
        }
        self.known.insert(document.id.clone());
        self.nodes.push(GraphNode { document, distance });
        true
    }

    /// Takes a document in by its id.
    fn admit_id(&mut self, id: &str, distance: usize) -> Result<bool, ReadError> {
        if self.known.contains(id) {
            return Ok(true);
        }
        let read = match self.read.remove(id) {
            Some(read) => Some(read),
            None => by_id(self.collection, id)?,
        };
        Ok(read.is_some_and(|read| self.admit(read, distance)))
    }

    /// Adds the edges at a document, given with those that it states itself. At the last
    /// step only those between documents that are in already.
    fn expand(
        &mut self,
        (id, own): (&str, Stored<EdgeRecord>),
        distance: usize,
    ) -> Result<(), ReadError> {
        let grows = distance < self.bounds.depth;
        for edge in self.edges_at(id, (own, grows))? {
            let other = if edge.edge.source == id {
                edge.edge.target.clone()
            } else {
                edge.edge.source.clone()
            };
            let has_room = if grows {
                self.admit_id(&other, distance + 1)?
            } else {
                self.known.contains(&other)
            };
            if has_room {
                self.add(edge);
            }
        }
        Ok(())
    }

    fn add(&mut self, edge: GraphEdge) {
        let one = &edge.edge;
        let key =
            (one.kind, one.source.clone(), one.target.clone(), edge.stated_in.clone());
        if self.known_edges.contains(&key) {
            return;
        }
        if self.edges.len() >= self.bounds.edges {
            self.is_cut = true;
            return;
        }
        self.known_edges.insert(key);
        self.edges.push(edge);
    }

    /// The edges at a document: what it states itself, what its citers state of it, and
    /// what others state of it and a third.
    fn edges_at(
        &mut self,
        id: &str,
        (own, grows): (Stored<EdgeRecord>, bool),
    ) -> Result<Vec<GraphEdge>, ReadError> {
        let mut edges: Vec<GraphEdge> = own
            .into_iter()
            .map(|edge| GraphEdge { edge, stated_in: id.to_owned() })
            .collect();
        // Citers that are in already say at their own turn what they do; new ones are
        // looked for only where they have room, or to tell whether there are any.
        let is_full = self.nodes.len() >= self.bounds.nodes;
        let citers = (grows && !(is_full && self.is_cut)).then(|| cites_term(id));
        let terms = citers.into_iter().chain([stated_term(id)]);
        let plan = Plan::any_of(Field::Relation, terms);
        // More of them than the graph may have documents would not fit.
        let limit = MAX_NEIGHBOURS.min(self.bounds.nodes);
        let found = self.collection.documents(&plan, Page { offset: 0, limit })?;
        self.is_cut |= found.total > found.items.len();
        for citer in found.items {
            let said = citer.relations.iter().chain(&citer.stated);
            let here = said.filter(|edge| edge.source == id || edge.target == id);
            edges.extend(here.map(|edge| GraphEdge {
                edge: edge.clone(),
                stated_in: citer.id.clone(),
            }));
            if !self.known.contains(&citer.id) {
                self.read.insert(citer.id.clone(), citer);
            }
        }
        Ok(edges)
    }

    fn finish(self, root: &str) -> Graph {
        let Self { nodes, edges, is_cut, .. } = self;
        Graph { root: root.to_owned(), nodes, edges, is_cut }
    }
}
