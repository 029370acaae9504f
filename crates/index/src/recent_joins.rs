//! Joins that were run lately: one answer asks for the same again and again.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tantivy::query::Query;

use super::plan::Join;

/// Joins that are kept: some answers' worth. Thousands of terms take some 100 KB, and so do
/// the entries of a join among a million.
const MAX_KEPT: usize = 16;

/// The queries that joins have become. What a generation holds never changes, so that they stay
/// right as long as it is open.
#[derive(Default)]
pub(super) struct RecentJoins(Mutex<VecDeque<(Join, Box<dyn Query>)>>);

impl RecentJoins {
    /// The query of a join that was run lately.
    pub(super) fn get(&self, join: &Join) -> Option<Box<dyn Query>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known == join);
        found.map(|(_, query)| query.box_clone())
    }

    /// Keeps the query of a join; the oldest gives way.
    pub(super) fn keep(&self, join: &Join, query: &dyn Query) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MAX_KEPT {
            kept.pop_front();
        }
        kept.push_back((join.clone(), query.box_clone()));
    }
}
