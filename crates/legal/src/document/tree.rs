//! The provision tree while it is being built; names and spans are given at the end.

use rustc_hash::FxHashMap;

use super::document_type::DocumentType;
use super::level::ProvisionLevel;
use super::outline::{Outline, Provision};
use tracuu_text::span::Span;

/// A provision in the making.
pub(super) struct DraftProvision {
    pub level: ProvisionLevel,
    /// The label as printed.
    pub label: String,
    /// Its part of the path.
    pub component: String,
    /// The heading's words; empty where the unit is its own text.
    pub title: Span,
    /// First byte of the unit.
    pub start: usize,
    /// Those that are not under a unit below.
    pub paragraphs: Vec<Span>,
    /// The unit above.
    pub parent: Option<DraftId>,
    /// Whether a table stands among its paragraphs.
    pub has_table: bool,
    /// Of an enclosed document.
    pub document_type: Option<DocumentType>,
}

impl DraftProvision {
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

/// A unit of the tree that is being built, by its place in document order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct DraftId(usize);

/// Units in document order, parents before children.
#[derive(Default)]
pub(super) struct TreeBuilder {
    drafts: Vec<DraftProvision>,
}

impl TreeBuilder {
    pub(super) fn add(&mut self, draft: DraftProvision) -> DraftId {
        self.drafts.push(draft);
        DraftId(self.drafts.len() - 1)
    }

    /// Adds a paragraph (or a table) to a unit.
    pub(super) fn add_paragraph(&mut self, unit: DraftId, span: Span, is_table: bool) {
        let draft = &mut self.drafts[unit.0];
        draft.paragraphs.push(span);
        draft.has_table |= is_table;
    }

    /// The outline over a body that ends at `body_end`, and the type of each of its
    /// provisions that is an enclosed document. The first unit is drawn to the start of
    /// the text and the last to its end, so that nothing is outside.
    pub(super) fn finish(
        mut self,
        body_end: usize,
    ) -> (Outline, Vec<Option<DocumentType>>) {
        if self.drafts.is_empty() && body_end > 0 {
            self.add(DraftProvision::new(ProvisionLevel::Preamble, "preamble", 0));
        }
        if let Some(first) = self.drafts.first_mut() {
            first.start = 0;
        }
        self.name_annexes();
        let ends = self.ends(body_end);
        let paths = self.paths();
        let types = self.drafts.iter().map(|draft| draft.document_type).collect();
        let drafts = self.drafts.into_iter().zip(paths).zip(ends);
        let provisions = drafts
            .map(|((draft, path), end)| Provision {
                path,
                level: draft.level,
                label: draft.label,
                title: draft.title,
                span: Span::new(draft.start, end),
                paragraphs: draft.paragraphs,
                parent: draft.parent.map(|DraftId(index)| index),
                is_measure: false,
            })
            .collect();
        (Outline { provisions }, types)
    }

    /// An annex that is a table is called so, any other by its kind.
    fn name_annexes(&mut self) {
        let mut has_units = vec![false; self.drafts.len()];
        for DraftId(parent) in self.drafts.iter().filter_map(|draft| draft.parent) {
            has_units[parent] = true;
        }
        let mut n_annexes = 0;
        for (draft, has_units) in self.drafts.iter_mut().zip(has_units) {
            if draft.level != ProvisionLevel::Annex {
                continue;
            }
            n_annexes += 1;
            let name = if draft.has_table && !has_units { "table" } else { "annex" };
            draft.component = match n_annexes {
                1 => name.to_owned(),
                number => format!("{name}-{number}"),
            };
        }
    }

    /// Where each unit ends: at the next one that is not under it.
    fn ends(&self, body_end: usize) -> Vec<usize> {
        let mut ends = vec![body_end; self.drafts.len()];
        let mut open: Vec<DraftId> = Vec::new();
        for (index, draft) in self.drafts.iter().enumerate() {
            let is_beside = |last: &mut DraftId| Some(*last) != draft.parent;
            while let Some(DraftId(last)) = open.pop_if(is_beside) {
                ends[last] = draft.start;
            }
            open.push(DraftId(index));
        }
        ends
    }

    /// Paths, unique in the document: a second unit of one name gets `~2`.
    fn paths(&self) -> Vec<String> {
        let mut n_of: FxHashMap<String, u32> = FxHashMap::default();
        let mut paths: Vec<String> = Vec::with_capacity(self.drafts.len());
        for draft in &self.drafts {
            let base = match self.path_parent(draft) {
                Some(DraftId(above)) => format!("{}.{}", paths[above], draft.component),
                None => draft.component.clone(),
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
    fn path_parent(&self, draft: &DraftProvision) -> Option<DraftId> {
        let mut above = draft.parent?;
        if draft.level != ProvisionLevel::Article {
            return Some(above);
        }
        loop {
            let unit = &self.drafts[above.0];
            if matches!(unit.level, ProvisionLevel::Annex | ProvisionLevel::Enclosure) {
                return Some(above);
            }
            above = unit.parent?;
        }
    }
}
