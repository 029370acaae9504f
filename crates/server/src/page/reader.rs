//! The text of a held document on its page: in parts where it is long, and with what was
//! looked for in it marked.

use std::collections::BTreeSet;

use super::linked_text::UnitExcerpt;
use super::text_blocks::{TextBlock, text_blocks};
use crate::params::encode;
use tracuu_index::record::{OutlineEntry, Unit};
use tracuu_print::messages::spoken;
use tracuu_print::names::page_numbers;
use tracuu_query::find;
use tracuu_text::span::Span;

/// Most text of one part, in bytes. With its markup it takes about 30 KB on the way to the
/// reader, half of what a page may take.
const MAX_PART_BYTES: usize = 96 * 1024;

/// What a reader asks of the text.
pub(super) struct ReaderRequest {
    /// The part, from 1.
    pub(super) part: usize,
    /// Words to find; may be empty.
    pub(super) find: String,
}

/// The text as the page shows it.
pub(super) struct DocumentReader {
    /// The table of contents.
    pub(super) outline: Vec<OutlineRow>,
    /// The part at hand.
    pub(super) blocks: Vec<TextBlock>,
    /// Which part it is, from 1.
    pub(super) part: usize,
    /// How many there are.
    pub(super) n_parts: usize,
    /// What was looked for.
    pub(super) found: Option<FoundPlaces>,
    /// The pages that were recognised from pictures (OCR), side by side; empty where there are
    /// none.
    pub(super) recognised_pages: String,
}

/// What was found in a document.
pub(super) struct FoundPlaces {
    /// The words, as typed.
    pub(super) words: String,
    /// Number of places.
    pub(super) total: usize,
    /// The provisions with any, in order.
    pub(super) units: Vec<FoundUnit>,
    /// Places in further provisions.
    pub(super) n_more: usize,
}

/// The places in one provision.
pub(super) struct FoundUnit {
    /// The first of them.
    pub(super) url: String,
    /// The provision.
    pub(super) path: String,
    /// How many.
    pub(super) count: usize,
}

/// A line of the table of contents.
pub(super) struct OutlineRow {
    /// Where it leads: the anchor, on another part its address.
    pub(super) url: String,
    /// The path where its provision is on another part, so that links to it arrive here.
    pub(super) anchor: Option<String>,
    /// Label as printed, or the name of a part.
    pub(super) label: String,
    /// Heading.
    pub(super) title: String,
    /// From 1.
    pub(super) depth: usize,
}

/// A stretch of a unit's text, whole lines.
#[derive(Clone, Copy)]
struct UnitSlice {
    unit: usize,
    lines: Span,
}

impl DocumentReader {
    /// The part that is wished for, or the nearest there is.
    pub(super) fn new(
        id: &str,
        units: &[Unit],
        outline: &[OutlineEntry],
        request: &ReaderRequest,
    ) -> Self {
        let parts = parts(units);
        let part = request.part.clamp(1, parts.len().max(1));
        let texts = units.iter().map(|unit| unit.text.as_str());
        let places = find::places(texts, &request.find);
        let numbers = first_numbers(&places);
        let slices = parts.get(part - 1).map_or(&[][..], |slices| slices);
        let (mut blocks, mut last_page) = (Vec::new(), None);
        for slice in slices {
            let (Some(unit), Some(places), Some(first_number)) =
                (units.get(slice.unit), places.get(slice.unit), numbers.get(slice.unit))
            else {
                continue;
            };
            let excerpt = UnitExcerpt {
                unit,
                places,
                first_number: *first_number,
                lines: slice.lines,
            };
            blocks.extend(text_blocks(excerpt, outline, &mut last_page));
        }
        let address = PartAddresses { id, starts: starts(units, &parts), part };
        let listed = outline.iter().filter(|entry| is_listed(entry));
        let recognised: BTreeSet<u32> = units
            .iter()
            .flat_map(|unit| unit.layout.recognised_pages.iter().copied())
            .collect();
        Self {
            recognised_pages: page_numbers(&recognised),
            outline: listed.map(|entry| address.row(entry)).collect(),
            blocks,
            part,
            n_parts: parts.len(),
            found: (!request.find.is_empty())
                .then(|| address.found(&request.find, units, &places)),
        }
    }
}

/// Where the provisions of a document are on its parts.
struct PartAddresses<'a> {
    id: &'a str,
    /// Where the parts begin, in bytes of the canonical text.
    starts: Vec<usize>,
    /// The part at hand, from 1.
    part: usize,
}

impl PartAddresses<'_> {
    /// The part with a byte of the text, from 1.
    fn part_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    fn row(&self, entry: &OutlineEntry) -> OutlineRow {
        let has_label = !entry.label.is_empty() && entry.label != entry.path;
        let part = self.part_of(entry.start);
        let is_here = part == self.part;
        let url = if is_here {
            format!("#{}", entry.path)
        } else {
            format!("/documents/{}?part={part}#{}", self.id, entry.path)
        };
        OutlineRow {
            url,
            anchor: (!is_here).then(|| entry.path.clone()),
            label: if has_label {
                entry.label.clone()
            } else {
                spoken().path_name(&entry.path)
            },
            title: entry.title.clone(),
            depth: entry.path.split('.').count(),
        }
    }

    fn found(&self, typed: &str, units: &[Unit], places: &[Vec<Span>]) -> FoundPlaces {
        /// Provisions listed; more do not help to choose.
        const MAX_LISTED: usize = 60;
        let encoded = encode(typed);
        let mut found = FoundPlaces {
            words: typed.to_owned(),
            total: places.iter().map(Vec::len).sum(),
            units: Vec::new(),
            n_more: 0,
        };
        let mut number = 1;
        for (unit, spans) in units.iter().zip(places) {
            let Some(first) = spans.first() else { continue };
            if found.units.len() == MAX_LISTED {
                found.n_more += spans.len();
                continue;
            }
            let part = self.part_of(unit.start + first.start);
            let url =
                format!("/documents/{}?part={part}&find={encoded}#tim-{number}", self.id);
            let path = unit.path.clone();
            found.units.push(FoundUnit { url, path, count: spans.len() });
            number += spans.len();
        }
        found
    }
}

/// The number of the first place of each unit, from 1.
fn first_numbers(places: &[Vec<Span>]) -> Vec<usize> {
    let next = |number: &mut usize, places: &Vec<Span>| {
        let first = *number;
        *number += places.len();
        Some(first)
    };
    places.iter().scan(1, next).collect()
}

/// The text cut into parts: at the beginning of a unit where it can be, else between two
/// lines. One part at least, where there is any text.
fn parts(units: &[Unit]) -> Vec<Vec<UnitSlice>> {
    let mut parts: Vec<Vec<UnitSlice>> = Vec::new();
    let mut n_bytes = MAX_PART_BYTES;
    for (index, unit) in units.iter().enumerate() {
        let fits = n_bytes + unit.text.len() <= MAX_PART_BYTES;
        if !fits && n_bytes > MAX_PART_BYTES / 2 {
            parts.push(Vec::new());
            n_bytes = 0;
        }
        let mut start = 0;
        let mut at = 0;
        for line in unit.text.split_inclusive('\n') {
            if n_bytes > 0 && n_bytes + line.len() > MAX_PART_BYTES {
                push(&mut parts, index, Span::new(start, at));
                parts.push(Vec::new());
                (start, n_bytes) = (at, 0);
            }
            at += line.len();
            n_bytes += line.len();
        }
        push(&mut parts, index, Span::new(start, at));
    }
    parts.retain(|slices| !slices.is_empty());
    parts
}

fn push(parts: &mut [Vec<UnitSlice>], unit: usize, lines: Span) {
    if let (Some(part), false) = (parts.last_mut(), lines.is_empty()) {
        part.push(UnitSlice { unit, lines });
    }
}

/// Where the parts begin, in bytes of the canonical text.
fn starts(units: &[Unit], parts: &[Vec<UnitSlice>]) -> Vec<usize> {
    let first = parts.iter().filter_map(|slices| slices.first());
    first
        .filter_map(|slice| Some(units.get(slice.unit)?.start + slice.lines.start))
        .collect()
}

/// Whether a provision is worth a line in the table of contents: it has a title, or is a
/// named part such as the annex.
fn is_listed(entry: &OutlineEntry) -> bool {
    /// Deepest level listed: part, task, sub-task.
    const MAX_DEPTH: usize = 3;
    let is_shown = entry.path.split('.').count() <= MAX_DEPTH;
    is_shown && (!entry.title.is_empty() || spoken().path_name(&entry.path) != entry.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(texts: &[String]) -> Vec<Unit> {
        let mut start = 0;
        let unit = |text: &String| {
            let unit = Unit { start, text: text.clone(), ..Unit::default() };
            start += text.len() + 1;
            unit
        };
        texts.iter().map(unit).collect()
    }

    #[test]
    fn a_short_text_is_one_part_and_a_long_one_begins_anew_with_a_unit() {
        let short = units(&["một".to_owned(), "hai".to_owned()]);
        assert_eq!(parts(&short).len(), 1);
        assert!(parts(&[]).is_empty());
        let long = units(&vec!["từ ngữ\n".repeat(MAX_PART_BYTES / 24); 5]);
        let cut = parts(&long);
        assert!(cut.len() > 1);
        assert!(cut.iter().all(|slices| slices[0].lines.start == 0));
    }

    proptest! {
        #[test]
        fn parts_have_every_line_once_and_are_small(
            lengths in proptest::collection::vec((0usize..9, 1usize..40_000), 0..12),
        ) {
            let texts: Vec<String> = lengths
                .iter()
                .map(|(n_lines, length)| format!("{}\n", "a".repeat(*length)).repeat(*n_lines))
                .collect();
            let units = units(&texts);
            let cut = parts(&units);
            let joined: String = cut
                .iter()
                .flatten()
                .map(|slice| slice.lines.of(&units[slice.unit].text))
                .collect();
            prop_assert_eq!(joined, texts.concat());
            for slices in &cut {
                let n_bytes: usize = slices.iter().map(|slice| slice.lines.len()).sum();
                prop_assert!(n_bytes > 0 && n_bytes <= MAX_PART_BYTES);
            }
            let starts = starts(&units, &cut);
            prop_assert!(starts.is_sorted());
        }
    }
}
