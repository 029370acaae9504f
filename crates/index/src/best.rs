//! The best entries of a plan; of equal ones the first in the order of the collection, in
//! whatever segments they stand.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::address::Address;
use super::membership::Membership;
use super::plan::Field;

/// An entry with its score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored {
    pub(super) score: Score,
    pub(super) entry: Address,
}

/// The better is the less.
impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.entry.cmp(&other.entry))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Scored {}

/// Collects so many of the best entries, the best first.
pub(super) struct Best {
    n: usize,
    /// What an entry must have beside; it does not score.
    wanted: Vec<Box<dyn Weight>>,
    /// What it must not have.
    unwanted: Vec<Box<dyn Weight>>,
}

impl Best {
    /// The `n` best of a query.
    pub(super) fn of_all(n: usize) -> Self {
        Self { n, wanted: Vec::new(), unwanted: Vec::new() }
    }

    /// The `n` best of those that other queries have or have not.
    pub(super) fn of_some(
        n: usize,
        wanted: Vec<Box<dyn Weight>>,
        unwanted: Vec<Box<dyn Weight>>,
    ) -> Self {
        Self { n, wanted, unwanted }
    }
}

/// Those of a segment.
pub(super) struct SegmentBest {
    n: usize,
    segment: SegmentOrdinal,
    orders: Column<u64>,
    /// The worst on top.
    kept: BinaryHeap<Scored>,
}

impl Collector for Best {
    type Fruit = Vec<Scored>;
    type Child = SegmentBest;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<SegmentBest> {
        let orders = reader.fast_fields().u64(Field::Order.name())?;
        Ok(SegmentBest { n: self.n.max(1), segment, orders, kept: BinaryHeap::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<Vec<Scored>>) -> tantivy::Result<Vec<Scored>> {
        let mut all: Vec<Scored> = segments.into_iter().flatten().collect();
        all.sort_unstable();
        all.truncate(self.n);
        Ok(all)
    }

    /// What cannot be among the best is not looked at.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Vec<Scored>> {
        let mut best = self.for_segment(segment, reader)?;
        let alive = reader.alive_bitset();
        let members = |weights: &[Box<dyn Weight>]| -> tantivy::Result<Vec<Membership>> {
            let scorers = weights.iter().map(|weight| weight.scorer(reader, 1.0));
            scorers.map(|scorer| scorer.map(Membership::new)).collect()
        };
        let (mut wanted, mut unwanted) =
            (members(&self.wanted)?, members(&self.unwanted)?);
        weight.for_each_pruning(Score::MIN, reader, &mut |entry, score| {
            if alive.is_none_or(|alive| alive.is_alive(entry))
                && wanted.iter_mut().all(|one| one.has(entry))
                && !unwanted.iter_mut().any(|one| one.has(entry))
            {
                best.collect(entry, score);
            }
            best.threshold()
        })?;
        Ok(best.harvest())
    }
}

impl SegmentBest {
    /// What a score must be above: just below the worst of those kept, so that equal ones are
    /// seen.
    fn threshold(&self) -> Score {
        let worst = self.kept.peek().filter(|_| self.kept.len() == self.n);
        worst.map_or(Score::MIN, |worst| worst.score.next_down())
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = Vec<Scored>;

    fn collect(&mut self, entry: DocId, score: Score) {
        let order = self.orders.first(entry).unwrap_or(u64::MAX);
        let place = DocAddress::new(self.segment, entry);
        let found = Scored { score, entry: Address { order, place } };
        if self.kept.len() < self.n {
            self.kept.push(found);
        } else if let Some(mut worst) = self.kept.peek_mut()
            && found < *worst
        {
            *worst = found;
        }
    }

    fn harvest(self) -> Vec<Scored> {
        self.kept.into_vec()
    }
}
