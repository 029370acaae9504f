//! Entries that have enough of some clauses.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{BitSet, COLLECT_BLOCK_BUFFER_LEN, DocId, Score, SegmentReader};

use super::found_entries;
use super::membership::Membership;

/// Entries that have clauses of so many points together, all scored alike. The cheapest
/// clauses of which an entry must have one are gone through; the others, which are the common
/// syllables and the phrases of them, are only asked about what these have found. The engine's
/// own union with a minimum goes through all of them, with a heap for every entry.
#[derive(Debug)]
pub(super) struct AtLeast {
    clauses: Vec<(Box<dyn Query>, u32)>,
    least: u32,
}

impl AtLeast {
    /// `least` is at least 1.
    pub(super) fn new(clauses: Vec<(Box<dyn Query>, u32)>, least: u32) -> Self {
        Self { clauses, least: least.max(1) }
    }
}

impl Clone for AtLeast {
    fn clone(&self) -> Self {
        let clauses = self.clauses.iter();
        let clauses = clauses.map(|(query, points)| (query.box_clone(), *points));
        Self { clauses: clauses.collect(), least: self.least }
    }
}

impl Query for AtLeast {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let unscored = EnableScoring::disabled_from_schema(scoring.schema());
        let clauses = self.clauses.iter();
        let clauses =
            clauses.map(|(query, points)| Ok((query.weight(unscored)?, *points)));
        let clauses = clauses.collect::<tantivy::Result<_>>()?;
        Ok(Box::new(AtLeastWeight { clauses, least: self.least }))
    }
}

struct AtLeastWeight {
    clauses: Vec<(Box<dyn Weight>, u32)>,
    least: u32,
}

impl Weight for AtLeastWeight {
    fn scorer(
        &self,
        segment: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<Box<dyn Scorer>> {
        let mut clauses = Vec::with_capacity(self.clauses.len());
        for (weight, points) in &self.clauses {
            clauses.push((weight.scorer(segment, 1.0)?, *points));
        }
        clauses.sort_by_key(|(scorer, _)| scorer.cost());
        let entries = matching(clauses, self.least, segment.max_doc());
        Ok(found_entries::scorer(entries, boost))
    }

    fn explain(
        &self,
        segment: &SegmentReader,
        entry: DocId,
    ) -> tantivy::Result<Explanation> {
        found_entries::explain(
            self.scorer(segment, 1.0)?,
            entry,
            "enough of some clauses",
        )
    }
}

/// The entries of a segment with clauses of `least` points together; the clauses cheapest
/// first.
fn matching(
    clauses: Vec<(Box<dyn Scorer>, u32)>,
    least: u32,
    n_entries: DocId,
) -> BitSet {
    let mut left: u32 = clauses.iter().map(|(_, points)| points).sum();
    let mut points = Points(vec![0; n_entries as usize]);
    let mut seen: Option<Vec<DocId>> = None;
    for (clause, worth) in clauses {
        let (rest, is_plain) =
            (left - worth, clause.cost() == u64::from(clause.size_hint()));
        match &mut seen {
            // The lists of terms are gone through faster than asked.
            Some(entries) if is_plain && clause.cost() / 4 < entries.len() as u64 => {
                points.add(clause, worth);
                entries.retain(|entry| points.of(*entry) + rest >= least);
            }
            Some(entries) => {
                let mut clause = Membership::new(clause);
                entries.retain(|entry| {
                    if points.of(*entry) < least && clause.has(*entry) {
                        points.give(*entry, worth);
                    }
                    points.of(*entry) + rest >= least
                });
            }
            None => {
                points.add(clause, worth);
                // What none of the clauses so far has cannot have enough of the others.
                seen = (rest < least).then(|| points.given(least - rest));
            }
        }
        left = rest;
    }
    let mut found = BitSet::with_max_value(n_entries);
    for entry in seen.unwrap_or_default() {
        if points.of(entry) >= least {
            found.insert(entry);
        }
    }
    found
}

/// The points of the entries of a segment; more than 255 are as good as 255, since a query has
/// fewer syllables.
struct Points(Vec<u8>);

impl Points {
    fn of(&self, entry: DocId) -> u32 {
        self.0.get(entry as usize).copied().unwrap_or_default().into()
    }

    fn give(&mut self, entry: DocId, worth: u32) {
        if let Some(points) = self.0.get_mut(entry as usize) {
            *points = points.saturating_add(u8::try_from(worth).unwrap_or(u8::MAX));
        }
    }

    /// Gives every entry of a clause its points.
    fn add(&mut self, mut clause: Box<dyn Scorer>, worth: u32) {
        let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
        loop {
            let n_here = clause.fill_buffer(&mut block);
            for entry in block.iter().take(n_here) {
                self.give(*entry, worth);
            }
            if n_here < block.len() {
                return;
            }
        }
    }

    /// The entries that have so many points.
    fn given(&self, least: u32) -> Vec<DocId> {
        let entries = (0..).zip(&self.0);
        let given = entries.filter(|(_, points)| u32::from(**points) >= least);
        given.map(|(entry, _)| entry).collect()
    }
}
