//! The provision tree while it is being built; names and spans are given at the end.

use rustc_hash::FxHashMap;

use super::document_type::DocumentType;
use super::level::ProvisionLevel;
use super::outline::{Outline, Provision};
use tracuu_text::span::Span;

/// A provision in the making.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// What kind of unit.
    pub level: ProvisionLevel,
    /// The label as printed.
    pub label: String,
    /// Its part of the path.
    pub component: String,
    /// The heading's words.
    pub title: Span,
    /// First byte of the unit.
    pub start: usize,
    /// Its own paragraphs.
    pub paragraphs: Vec<Span>,
    /// The unit above.
    pub parent: Option<usize>,
    /// Whether a table stands among its paragraphs.
    pub has_table: bool,
    /// Type of an enclosed document.
    pub document_type: Option<DocumentType>,
}

impl Node {
    /// A unit without label, title or text.
    pub(super) fn new(level: ProvisionLevel, component: &str, start: usize) -> Self {
        Self {
            level,
            label: String::new(),
            component: component.to_owned(),
            title: Span::new(start, start),
            start,
            paragraphs: Vec::new(),
            parent: None,
            has_table: false,
            document_type: None,
        }
    }
}

/// Nodes in document order, parents before children.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Adds a unit; returns its place.
    pub(super) fn add(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Adds a paragraph (or a table) to a unit.
    pub(super) fn add_paragraph(&mut self, unit: usize, span: Span, is_table: bool) {
        if let Some(node) = self.nodes.get_mut(unit) {
            node.paragraphs.push(span);
            node.has_table |= is_table;
        }
    }

    /// The outline over a body that ends at `body_end`. The first unit is drawn to the
    /// start of the text and the last to its end, so that nothing is outside.
    pub(super) fn finish(
        mut self,
        body_end: usize,
    ) -> (Outline, Vec<Option<DocumentType>>) {
        if self.nodes.is_empty() && body_end > 0 {
            self.add(Node::new(ProvisionLevel::Preamble, "preamble", 0));
        }
        if let Some(first) = self.nodes.first_mut() {
            first.start = 0;
        }
        self.name_annexes();
        let ends = self.ends(body_end);
        let paths = self.paths();
        let types = self.nodes.iter().map(|node| node.document_type).collect();
        let units = self.nodes.into_iter().zip(paths).zip(ends);
        let provisions = units
            .map(|((node, path), end)| Provision {
                path,
                level: node.level,
                label: node.label,
                title: node.title,
                span: Span::new(node.start, end),
                paragraphs: node.paragraphs,
                parent: node.parent,
                is_measure: false,
            })
            .collect();
        (Outline { provisions }, types)
    }

    /// An annex that is a table is called so, any other by its kind.
    fn name_annexes(&mut self) {
        let mut has_units = vec![false; self.nodes.len()];
        for parent in self.nodes.iter().filter_map(|node| node.parent) {
            if let Some(flag) = has_units.get_mut(parent) {
                *flag = true;
            }
        }
        let mut n_annexes = 0;
        for (node, has_units) in self.nodes.iter_mut().zip(has_units) {
            if node.level != ProvisionLevel::Annex {
                continue;
            }
            n_annexes += 1;
            let name = if node.has_table && !has_units { "table" } else { "annex" };
            node.component = match n_annexes {
                1 => name.to_owned(),
                place => format!("{name}-{place}"),
            };
        }
    }

    /// Where each unit ends: at the next one that is not under it.
    fn ends(&self, body_end: usize) -> Vec<usize> {
        let mut ends = vec![body_end; self.nodes.len()];
        let mut open: Vec<usize> = Vec::new();
        for (place, node) in self.nodes.iter().enumerate() {
            while let Some(last) = open.pop_if(|last| Some(*last) != node.parent) {
                if let Some(end) = ends.get_mut(last) {
                    *end = node.start;
                }
            }
            open.push(place);
        }
        ends
    }

    /// Paths, unique in the document: a second unit of one name gets `~2`.
    fn paths(&self) -> Vec<String> {
        let mut n_of: FxHashMap<String, u32> = FxHashMap::default();
        let mut paths: Vec<String> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let above = self.named_under(node).and_then(|place| paths.get(place));
            let base = match above {
                Some(above) => format!("{above}.{}", node.component),
                None => node.component.clone(),
            };
            let mut path = base.clone();
            let mut n = n_of.get(&base).copied().unwrap_or(0);
            while n > 0 && n_of.contains_key(&path) {
                n += 1;
                path = format!("{base}~{n}");
            }
            n_of.insert(base, n.max(1));
            n_of.entry(path.clone()).or_insert(1);
            paths.push(path);
        }
        paths
    }

    /// The unit whose path begins this unit's path: the unit above, but for articles the
    /// annex or enclosed document they stand in, because articles are numbered through.
    fn named_under(&self, node: &Node) -> Option<usize> {
        let mut above = node.parent?;
        if node.level != ProvisionLevel::Article {
            return Some(above);
        }
        loop {
            let unit = self.nodes.get(above)?;
            if matches!(unit.level, ProvisionLevel::Annex | ProvisionLevel::Enclosure) {
                return Some(above);
            }
            above = unit.parent?;
        }
    }
}
