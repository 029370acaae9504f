//! Joining entries with others: the terms that the entries of a plan have in a column.

use rustc_hash::FxHashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::plan::JoinColumn;

/// Collects the distinct terms that the entries found have in a column, in the order of
/// their bytes. The cost grows with the entries found; there is no bound beside the
/// collection itself.
pub(super) struct TermsOfColumn(pub(super) JoinColumn);

impl Collector for TermsOfColumn {
    type Fruit = Vec<String>;
    type Child = SegmentTerms;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentTerms> {
        let column = segment.fast_fields().str(self.0.field().name())?;
        Ok(SegmentTerms { column, ordinals: FxHashSet::default() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<tantivy::Result<Vec<String>>>,
    ) -> tantivy::Result<Vec<String>> {
        let mut terms: Vec<String> = Vec::new();
        for segment in segments {
            terms.extend(segment?);
        }
        terms.sort_unstable();
        terms.dedup();
        Ok(terms)
    }
}

/// The terms of one segment, by their ordinals in its column.
pub(super) struct SegmentTerms {
    /// `None` where no entry of the segment has the field.
    column: Option<StrColumn>,
    ordinals: FxHashSet<u64>,
}

impl SegmentCollector for SegmentTerms {
    type Fruit = tantivy::Result<Vec<String>>;

    fn collect(&mut self, entry: DocId, _: Score) {
        if let Some(column) = &self.column {
            self.ordinals.extend(column.ords().values_for_doc(entry));
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some(column) = self.column else { return Ok(Vec::new()) };
        let mut ordinals: Vec<u64> = self.ordinals.into_iter().collect();
        ordinals.sort_unstable();
        let mut terms = Vec::with_capacity(ordinals.len());
        column.dictionary().sorted_ords_to_term_cb(&ordinals, |term| {
            terms.push(String::from_utf8_lossy(term).into_owned());
        })?;
        Ok(terms)
    }
}
