//! Counting the values of some fields over the entries of a plan.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::counted::{COUNTED, is_number};
use super::error::ReadError;
use super::plan::{Field, Plan};
use super::profile::SegmentProfiles;
use super::reader::Collection;

/// Most entries of a segment that are counted; what lies beyond makes a count a lower
/// bound. Counting one takes some 2 ns, so that a search stays within some milliseconds.
pub const MAX_COUNTED: usize = 1_000_000;

/// How many entries have each value of each field.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// For every field of [`COUNTED`] its values with their numbers of entries.
    pub by_field: [FxHashMap<String, usize>; COUNTED.len()],
    /// Whether every entry was counted.
    pub is_exact: bool,
}

impl Collection {
    /// The values of [`COUNTED`] over the entries of a plan.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn counts(&self, plan: &Plan) -> Result<Counts, ReadError> {
        let query = self.inner.compile(plan)?;
        let collector = FacetCollector(self.inner.profiles()?);
        Ok(self.inner.searcher.search(&*query, &collector)?)
    }
}

/// Counts the values of [`COUNTED`], by the profiles of the segments.
struct FacetCollector(Vec<Arc<SegmentProfiles>>);

impl Collector for FacetCollector {
    type Fruit = Counts;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let profiles = self.0.get(ordinal as usize).cloned().unwrap_or_default();
        let terms = COUNTED.map(|field| {
            if is_number(field) {
                return Ok(None);
            }
            segment.fast_fields().str(field.name())
        });
        let mut opened = Vec::with_capacity(terms.len());
        for terms in terms {
            opened.push(terms?);
        }
        let counts = profiles.groups.each_ref().map(|group| vec![0; group.n_profiles()]);
        Ok(SegmentCounts { profiles, counts, terms: opened, n_counted: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<Counts>>,
    ) -> tantivy::Result<Counts> {
        let mut all = Counts { is_exact: true, ..Counts::default() };
        for segment in segments {
            let segment = segment?;
            all.is_exact &= segment.is_exact;
            for (known, found) in all.by_field.iter_mut().zip(segment.by_field) {
                for (value, count) in found {
                    *known.entry(value).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

/// The counts of one segment.
struct SegmentCounts {
    profiles: Arc<SegmentProfiles>,
    /// Entries found of each profile, group by group.
    counts: [Vec<u32>; 2],
    /// The terms of each field of [`COUNTED`]; `None` for numbers, and where no entry has any.
    terms: Vec<Option<StrColumn>>,
    n_counted: usize,
}

impl SegmentCollector for SegmentCounts {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, entry: DocId, _: Score) {
        self.collect_block(&[entry]);
    }

    fn collect_block(&mut self, entries: &[DocId]) {
        let room = MAX_COUNTED.saturating_sub(self.n_counted);
        self.n_counted += entries.len();
        let counted = entries.get(..room.min(entries.len())).unwrap_or_default();
        for (group, counts) in self.profiles.groups.iter().zip(&mut self.counts) {
            for entry in counted {
                let count = group.profile_of(*entry).and_then(|one| counts.get_mut(one));
                if let Some(count) = count {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut by_value: [FxHashMap<u64, u32>; COUNTED.len()] = Default::default();
        for (group, counts) in self.profiles.groups.iter().zip(&self.counts) {
            let found = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            for (profile, count) in found {
                for (field, value) in group.values_of(profile) {
                    if let Some(known) = by_value.get_mut(usize::from(*field)) {
                        *known.entry(*value).or_default() += count;
                    }
                }
            }
        }
        let is_exact = self.n_counted <= MAX_COUNTED;
        let mut counts = Counts { is_exact, ..Counts::default() };
        let fields = COUNTED.into_iter().zip(by_value).zip(&self.terms);
        for (slot, ((field, found), terms)) in counts.by_field.iter_mut().zip(fields) {
            *slot = named(field, found, terms.as_ref())?;
        }
        Ok(counts)
    }
}

/// The counts of a field by what its values are called.
fn named(
    field: Field,
    found: FxHashMap<u64, u32>,
    terms: Option<&StrColumn>,
) -> tantivy::Result<FxHashMap<String, usize>> {
    if is_number(field) {
        let numbers = found.into_iter();
        return Ok(numbers
            .map(|(one, count)| (one.to_string(), count as usize))
            .collect());
    }
    let Some(terms) = terms else { return Ok(FxHashMap::default()) };
    let mut found: Vec<(u64, u32)> = found.into_iter().collect();
    found.sort_unstable();
    let ordinals: Vec<u64> = found.iter().map(|(at, _)| *at).collect();
    let mut named = FxHashMap::default();
    let mut counts = found.iter().map(|(_, count)| *count as usize);
    terms.dictionary().sorted_ords_to_term_cb(&ordinals, |term| {
        let term = String::from_utf8_lossy(term).into_owned();
        named.insert(term, counts.next().unwrap_or_default());
    })?;
    Ok(named)
}
