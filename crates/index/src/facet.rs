//! Counting the values of some fields over the entries of a plan.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Weight;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::counted::{COUNTED, is_number};
use super::error::ReadError;
use super::plan::{Field, Plan};
use super::profile::SegmentProfiles;
use super::reader::Collection;

/// Entries of lists that are gone through for one count in all segments together, less than a
/// millisecond; where a plan has more, its entries are counted in evenly spread stretches.
const MAX_WORK: u64 = 1 << 16;

/// Entries of a stretch, in the order of a segment: some documents.
const STRETCH: DocId = 1 << 11;

/// How many entries have each value of each field.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// For every field of [`COUNTED`] its values with their numbers of entries.
    pub by_field: [FxHashMap<String, usize>; COUNTED.len()],
    /// Whether every entry was counted; else the numbers are estimates from a sample, of two
    /// digits.
    pub is_exact: bool,
}

impl Collection {
    /// The values of [`COUNTED`] over the entries of a plan.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn counts(&self, plan: &Plan) -> Result<Counts, ReadError> {
        let query = self.inner.compile(plan)?;
        let n_entries = self.n_entries().max(1);
        let collector = FacetCollector { profiles: self.inner.profiles()?, n_entries };
        Ok(self.inner.searcher.search(&*query, &collector)?)
    }
}

/// Counts the values of [`COUNTED`], by the profiles of the segments.
struct FacetCollector {
    profiles: Vec<Arc<SegmentProfiles>>,
    /// In all segments.
    n_entries: u64,
}

impl Collector for FacetCollector {
    type Fruit = Counts;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let profiles = self.profiles.get(ordinal as usize).cloned().unwrap_or_default();
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
        let found = [Vec::new(), Vec::new()];
        Ok(SegmentCounts { profiles, counts, found, terms: opened, share: 1.0 })
    }

    /// Counts all entries, or some stretches of them where there are too many.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<tantivy::Result<Counts>> {
        let mut counts = self.for_segment(ordinal, segment)?;
        let mut found = weight.scorer(segment, 1.0)?;
        let n_entries = u64::from(segment.max_doc());
        let room = (MAX_WORK * n_entries / self.n_entries).max(1);
        let n_stretches = segment.max_doc().div_ceil(STRETCH).max(1);
        let step = u32::try_from(found.cost().div_ceil(room)).unwrap_or(n_stretches);
        let step = step.clamp(1, n_stretches);
        let alive = segment.alive_bitset();
        for stretch in (0..n_stretches).step_by(step as usize) {
            let (start, end) = (stretch * STRETCH, (stretch + 1) * STRETCH);
            let mut entry = found.doc();
            if entry < start {
                entry = found.seek(start);
            }
            while entry < end {
                if alive.is_none_or(|alive| alive.is_alive(entry)) {
                    counts.collect(entry, 0.0);
                }
                entry = found.advance();
            }
        }
        counts.share = f64::from(n_stretches.div_ceil(step)) / f64::from(n_stretches);
        Ok(counts.harvest())
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
    /// The profiles of which there are any.
    found: [Vec<u32>; 2],
    /// The terms of each field of [`COUNTED`]; `None` for numbers, and where no entry has any.
    terms: Vec<Option<StrColumn>>,
    /// Which share of the segment was looked at.
    share: f64,
}

impl SegmentCollector for SegmentCounts {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, entry: DocId, _: Score) {
        let counts = self.counts.iter_mut().zip(&mut self.found);
        for (group, (counts, found)) in self.profiles.groups.iter().zip(counts) {
            let Some(profile) = group.profile_of(entry) else { continue };
            let Some(count) = counts.get_mut(profile as usize) else { continue };
            if *count == 0 {
                found.push(profile);
            }
            *count += 1;
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut by_value: [FxHashMap<u64, u32>; COUNTED.len()] = Default::default();
        let counts = self.counts.iter().zip(&self.found);
        for (group, (counts, found)) in self.profiles.groups.iter().zip(counts) {
            for profile in found {
                let count = counts.get(*profile as usize).copied().unwrap_or_default();
                for (field, value) in group.values_of(*profile as usize) {
                    if let Some(known) = by_value.get_mut(usize::from(*field)) {
                        *known.entry(*value).or_default() += count;
                    }
                }
            }
        }
        let is_exact = self.share >= 1.0;
        if !is_exact {
            for count in by_value.iter_mut().flat_map(FxHashMap::values_mut) {
                *count = estimate(*count, self.share);
            }
        }
        let mut counts = Counts { is_exact, ..Counts::default() };
        let fields = COUNTED.into_iter().zip(by_value).zip(&self.terms);
        for (slot, ((field, found), terms)) in counts.by_field.iter_mut().zip(fields) {
            *slot = named(field, found, terms.as_ref())?;
        }
        Ok(counts)
    }
}

/// The number of all, from the number in a share of them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "there are no more than entries of a segment"
)]
fn estimate(count: u32, share: f64) -> u32 {
    if count == 0 {
        return 0;
    }
    let all = f64::from(count) / share;
    // More digits would look like a count.
    let unit = 10_f64.powf(all.log10().floor() - 1.0).max(1.0);
    ((all / unit).round() * unit) as u32
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_two_digits_and_a_count_all() {
        for (count, share, all) in
            [(0, 0.5, 0), (7, 0.5, 14), (123, 0.25, 490), (1_299, 0.1, 13_000)]
        {
            assert_eq!(estimate(count, share), all, "{count} of a share of {share}");
        }
    }
}
