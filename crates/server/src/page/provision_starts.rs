//! Which provisions begin where in a unit, so that a page can set their anchors.

use std::collections::BTreeMap;

use tracuu_index::record::{OutlineEntry, Unit};
use tracuu_text::span::Span;

/// The provisions that begin inside a unit, by their offset in its text.
pub(super) struct ProvisionStarts<'a>(BTreeMap<usize, Vec<&'a OutlineEntry>>);

impl<'a> ProvisionStarts<'a> {
    /// Those of an outline that begin inside the unit.
    pub(super) fn new(unit: &Unit, outline: &'a [OutlineEntry]) -> Self {
        let mut starts: BTreeMap<usize, Vec<&OutlineEntry>> = BTreeMap::new();
        for entry in outline {
            let inside =
                entry.start.checked_sub(unit.start).filter(|at| *at <= unit.text.len());
            if let Some(offset) = inside {
                starts.entry(offset).or_default().push(entry);
            }
        }
        Self(starts)
    }

    /// Those that begin in a stretch, its end included: an empty one begins there.
    pub(super) fn within(&self, span: Span) -> Vec<&'a OutlineEntry> {
        let within = self.0.range(span.start..=span.end);
        within.flat_map(|(_, entries)| entries).copied().collect()
    }
}
