//! The page of a document's graph: a drawing, and the same as a list.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::asset;
use super::drawing::{self, Drawing, NODE_HEIGHT, NODE_WIDTH};
use super::layout::html_response;
use super::names::DocumentLabel;
use crate::language;
use crate::params::Params;
use crate::problem::Problem;
use crate::queries;
use crate::state::Service;
use tracuu_print::messages::{Messages, spoken};
use tracuu_query::graph::{self, Graph, GraphBounds};

/// Steps where none are given.
const DEFAULT_DEPTH: usize = 1;

/// Deepest drawing; beyond it nobody can follow the lines.
const MAX_DEPTH: usize = 2;

/// Documents and relations that a drawing holds; more of them cannot be read.
const MAX_NODES: usize = 60;
const MAX_EDGES: usize = 240;

#[derive(Template)]
#[template(path = "graph.html")]
struct GraphPage {
    msg: Messages,
    id: String,
    name: String,
    depth: usize,
    nodes: Vec<NodeView>,
    edges: Vec<EdgeView>,
    width: usize,
    height: usize,
    is_cut: bool,
}

/// A document of the drawing.
struct NodeView {
    url: String,
    /// What fits into a box.
    short: String,
    /// What it has to do with the document in the middle, as far as it fits.
    relation: String,
    name: String,
    title: String,
    /// Year of issue, where one is known.
    year: Option<String>,
    is_held: bool,
    is_root: bool,
    x: usize,
    y: usize,
}

/// A relation of the drawing.
struct EdgeView {
    line: String,
    /// `rests`, `changes` or `refers`.
    class: &'static str,
    label: &'static str,
    source: usize,
    target: usize,
    is_partial: bool,
    /// Where it is said.
    url: String,
    place: String,
}

/// `/documents/{id}/graph`.
pub(crate) async fn page(
    State(service): State<Service>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let params = Params::decode(raw.as_deref())?;
    let depth = params.whole("depth", DEFAULT_DEPTH, 1..=MAX_DEPTH)?;
    let bounds = GraphBounds { depth, nodes: MAX_NODES, edges: MAX_EDGES };
    let graph = service.run_blocking(move |searcher| {
        graph::around(searcher.collection(), &id, bounds)?
            .ok_or_else(queries::no_document)
    });
    html_response(&GraphPage::new(graph.await?, depth))
}

impl GraphPage {
    fn new(graph: Graph, depth: usize) -> Self {
        let ids = graph.nodes.iter().enumerate();
        let places: HashMap<&str, usize> =
            ids.map(|(place, node)| (node.document.id.as_str(), place)).collect();
        let edges: Vec<EdgeView> = graph
            .edges
            .iter()
            .filter_map(|edge| {
                let source = *places.get(edge.edge.source.as_str())?;
                let target = *places.get(edge.edge.target.as_str())?;
                Some(EdgeView::new(edge, source, target))
            })
            .collect();
        let ends: Vec<_> = edges.iter().map(|edge| (edge.source, edge.target)).collect();
        let Drawing { width, height, places, lines } =
            drawing::draw(graph.nodes.len(), &ends);
        let mut nodes: Vec<NodeView> = graph
            .nodes
            .iter()
            .zip(places)
            .map(|(node, at)| NodeView::new(node, at))
            .collect();
        tell_apart(&mut nodes);
        relate(&mut nodes, &edges);
        let edges = edges.into_iter().zip(lines);
        let edges = edges.map(|(edge, line)| EdgeView { line, ..edge }).collect();
        let name = nodes.first().map(|root| root.name.clone()).unwrap_or_default();
        Self {
            msg: spoken(),
            id: graph.root,
            name,
            depth,
            nodes,
            edges,
            width,
            height,
            is_cut: graph.is_cut,
        }
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "templates hand values over by reference"
)]
impl GraphPage {
    /// What a document does with others, in the order of the edges.
    fn edges_of(&self, source: &usize) -> Vec<(&EdgeView, &NodeView)> {
        let from = self.edges.iter().filter(|edge| edge.source == *source);
        from.filter_map(|edge| Some((edge, self.nodes.get(edge.target)?))).collect()
    }

    fn node(&self, place: &usize) -> Option<&NodeView> {
        self.nodes.get(*place)
    }
}

impl NodeView {
    fn new(node: &graph::GraphNode, (x, y): (usize, usize)) -> Self {
        /// Characters that fit into a box.
        const MAX_SHORT: usize = 24;
        let document = &node.document;
        let DocumentLabel { short, full, title, .. } = DocumentLabel::from(document);
        Self {
            url: format!("/documents/{}", document.id),
            short: fitting(short, MAX_SHORT),
            relation: String::new(),
            title: title.unwrap_or_default(),
            name: full,
            year: document.date.as_deref().and_then(year_of),
            is_held: document.held,
            is_root: node.distance == 0,
            x,
            y,
        }
    }

    /// How far its symbol stands above the middle of its box, in pixels: where there is small
    /// print below it.
    fn raised(&self) -> usize {
        if self.relation.is_empty() { 0 } else { 8 }
    }
}

/// A text of at most `max` characters; a longer one says that it goes on.
fn fitting(text: String, max: usize) -> String {
    if text.chars().count() <= max {
        return text;
    }
    let head: String = text.chars().take(max - 1).collect();
    format!("{}…", head.trim_end())
}

/// Writes into each box what its document has to do with the one in the middle.
fn relate(nodes: &mut [NodeView], edges: &[EdgeView]) {
    /// Characters of the small print that fit into a box.
    const MAX_RELATION: usize = 30;
    let root = nodes.iter().position(|node| node.is_root);
    let mut labels = vec![Vec::new(); nodes.len()];
    for edge in edges {
        let ends = [Some(edge.source), Some(edge.target)];
        let other = if ends[0] == root { edge.target } else { edge.source };
        let known = labels.get_mut(other).filter(|_| ends.contains(&root));
        if let Some(known) = known.filter(|known| !known.contains(&edge.label)) {
            known.push(edge.label);
        }
    }
    for (node, labels) in nodes.iter_mut().zip(labels) {
        node.relation = fitting(labels.join("; "), MAX_RELATION);
    }
}

/// The year of an ISO date.
fn year_of(date: &str) -> Option<String> {
    date.split('-').next().map(str::to_owned)
}

/// Gives documents that are called the same their years: numbers begin anew with a term.
fn tell_apart(nodes: &mut [NodeView]) {
    let mut n_called: HashMap<String, usize> = HashMap::new();
    for node in nodes.iter() {
        *n_called.entry(node.name.clone()).or_default() += 1;
    }
    for node in nodes {
        let is_shared = n_called.get(&node.name).is_some_and(|count| *count > 1);
        if let (true, Some(year)) = (is_shared, &node.year) {
            node.short = format!("{} ({year})", node.short);
            node.name = format!("{} ({year})", node.name);
        }
    }
}

impl EdgeView {
    fn new(edge: &graph::GraphEdge, source: usize, target: usize) -> Self {
        let kind = edge.edge.kind;
        let class = match kind {
            kind if kind.rests() => "rests",
            kind if kind.changes() => "changes",
            _ => "refers",
        };
        Self {
            line: String::new(),
            class,
            label: spoken().relation(kind),
            source,
            target,
            is_partial: edge.edge.is_partial,
            url: format!("/documents/{}#{}", edge.stated_in, edge.edge.path),
            place: spoken().path_name(&edge.edge.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_one_number_are_told_apart_by_their_years() {
        let node = |name: &str, year: Option<&str>| NodeView {
            url: String::new(),
            short: name.to_owned(),
            relation: String::new(),
            name: name.to_owned(),
            title: String::new(),
            year: year.map(str::to_owned),
            is_held: false,
            is_root: false,
            x: 0,
            y: 0,
        };
        let mut nodes = [
            node("1", Some("2017")),
            node("1", Some("2022")),
            node("2", Some("2022")),
            node("1", None),
        ];
        tell_apart(&mut nodes);
        let names = nodes.map(|node| node.name);
        assert_eq!(names, ["1 (2017)", "1 (2022)", "2", "1"]);
    }
}
