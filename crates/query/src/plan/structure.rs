//! What a query names, looked up: groups of hits in the order in which they are shown.

use crate::document_set::DocumentSet;
use crate::filter::OperatorFilter;
use crate::graph::GraphEdge;
use tracuu_index::plan::Plan;

/// What a query names, looked up; all plans are whole lists, however long.
pub(crate) struct Structure {
    /// Documents named or described.
    pub(crate) documents: DocumentSet,
    /// Documents whose citations are marked in the units.
    pub(crate) marked: Plan,
    /// The hits, group after group; an entry stands in one group only.
    pub(crate) groups: Vec<Plan>,
    /// The relations that a question of relation has found.
    pub(crate) edges: Vec<GraphEdge>,
}

impl Structure {
    /// Groups of hits around some documents.
    pub(crate) fn new(documents: DocumentSet, groups: Vec<Plan>) -> Self {
        let marked = documents.plan.clone();
        Self { documents, marked, groups, edges: Vec::new() }
    }

    /// Keeps what fits the operators of the query.
    pub(crate) fn narrow(&mut self, filter: &OperatorFilter) {
        for plan in &mut self.groups {
            *plan = filter.apply(std::mem::replace(plan, Plan::Nothing));
        }
    }

    /// The entries of all groups.
    pub(crate) fn plan(&self) -> Plan {
        Plan::some(self.groups.iter().cloned())
    }
}
