//! Counting the values of some fields over the entries of a plan.

use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::error::ReadError;
use super::plan::{Field, Plan};
use super::reader::Collection;

/// The fields that are counted, in the order of [`Counts`].
pub const COUNTED: [Field; 7] = [
    Field::Kind,
    Field::Type,
    Field::Issuer,
    Field::Year,
    Field::Deadline,
    Field::Agency,
    Field::Collection,
];

/// Most entries of a segment that are counted; what lies beyond makes a count a lower
/// bound. Counting one takes some 50 ns, so that a search stays within some milliseconds.
pub const MAX_COUNTED: usize = 100_000;

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
        Ok(self.inner.searcher.search(&*query, &FacetCollector)?)
    }
}

/// Counts the values of [`COUNTED`].
struct FacetCollector;

impl Collector for FacetCollector {
    type Fruit = Counts;
    type Child = SegmentCounts;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCounts> {
        let columns = COUNTED.map(|field| Counted::open(segment, field));
        let mut opened = Vec::with_capacity(columns.len());
        for column in columns {
            opened.push(column?);
        }
        Ok(SegmentCounts { columns: opened, n_counted: 0, seen: Vec::new() })
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
    columns: Vec<Counted>,
    n_counted: usize,
    /// Values of one entry, so that a value stated twice counts once.
    seen: Vec<u64>,
}

/// A column with its counts.
enum Counted {
    /// Terms by their ordinals.
    Terms { terms: Option<StrColumn>, counts: Vec<u32> },
    /// Numbers.
    Numbers { numbers: Column<u64>, counts: FxHashMap<u64, u32> },
}

impl Counted {
    fn open(segment: &SegmentReader, field: Field) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        if matches!(field, Field::Year | Field::Deadline) {
            let numbers = columns.u64(field.name())?;
            return Ok(Self::Numbers { numbers, counts: FxHashMap::default() });
        }
        let terms = columns.str(field.name())?;
        let n_terms = terms.as_ref().map_or(0, |terms| terms.dictionary().num_terms());
        Ok(Self::Terms { terms, counts: vec![0; n_terms] })
    }

    fn count(&mut self, entry: DocId, seen: &mut Vec<u64>) {
        seen.clear();
        match self {
            Self::Terms { terms: None, .. } => {}
            Self::Terms { terms: Some(terms), counts } => {
                seen.extend(terms.ords().values_for_doc(entry));
                for ordinal in distinct(seen) {
                    let slot = usize::try_from(*ordinal).ok();
                    if let Some(slot) = slot.and_then(|slot| counts.get_mut(slot)) {
                        *slot += 1;
                    }
                }
            }
            Self::Numbers { numbers, counts } => {
                seen.extend(numbers.values_for_doc(entry));
                for number in distinct(seen) {
                    *counts.entry(*number).or_default() += 1;
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<FxHashMap<String, usize>> {
        match self {
            Self::Numbers { counts, .. } => Ok(counts
                .into_iter()
                .map(|(number, count)| (number.to_string(), count as usize))
                .collect()),
            Self::Terms { terms: None, .. } => Ok(FxHashMap::default()),
            Self::Terms { terms: Some(terms), counts } => {
                let found: Vec<(u64, u32)> =
                    (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
                let ordinals: Vec<u64> = found.iter().map(|(at, _)| *at).collect();
                let mut named = FxHashMap::default();
                let mut counts = found.iter().map(|(_, count)| *count as usize);
                terms.dictionary().sorted_ords_to_term_cb(&ordinals, |term| {
                    let term = String::from_utf8_lossy(term).into_owned();
                    named.insert(term, counts.next().unwrap_or_default());
                })?;
                Ok(named)
            }
        }
    }
}

fn distinct(values: &mut Vec<u64>) -> &[u64] {
    if values.len() > 1 {
        values.sort_unstable();
        values.dedup();
    }
    values
}

impl SegmentCollector for SegmentCounts {
    type Fruit = tantivy::Result<Counts>;

    fn collect(&mut self, entry: DocId, _: Score) {
        self.n_counted += 1;
        if self.n_counted > MAX_COUNTED {
            return;
        }
        for column in &mut self.columns {
            column.count(entry, &mut self.seen);
        }
    }

    fn harvest(self) -> Self::Fruit {
        let is_exact = self.n_counted <= MAX_COUNTED;
        let mut counts = Counts { is_exact, ..Counts::default() };
        for (slot, column) in counts.by_field.iter_mut().zip(self.columns) {
            *slot = column.harvest()?;
        }
        Ok(counts)
    }
}
