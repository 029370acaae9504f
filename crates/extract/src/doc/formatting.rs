//! Which changes apply where: pages of 512 bytes in the main stream that list stretches of
//! it ([MS-DOC] 2.9.33, 2.9.179).

use super::bytes::{Plc, place_at, u16_at};

/// Bytes of a page; its last byte counts the stretches.
const PAGE_BYTES: usize = 512;

/// Bytes for each stretch behind the list of places: of runs, and of paragraphs.
const RUN_ITEM_BYTES: usize = 1;
const PARAGRAPH_ITEM_BYTES: usize = 13;

/// A stretch of the main stream, and the changes that apply to it.
#[derive(Clone, Copy, Debug)]
struct Stretch<'b> {
    start: usize,
    end: usize,
    changes: &'b [u8],
}

/// All stretches in order.
#[derive(Default)]
pub(super) struct Stretches<'b> {
    stretches: Vec<Stretch<'b>>,
}

/// The pages of a kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PageKind {
    Runs,
    Paragraphs,
}

impl<'b> Stretches<'b> {
    /// Reads all pages of a kind. A damaged page gives what it can.
    pub(super) fn read(stream: &'b [u8], part: &[u8], kind: PageKind) -> Self {
        let list = Plc::new(part, 4);
        let mut stretches = Vec::new();
        for index in 0..list.len() {
            let number = list.item(index).and_then(|item| place_at(item, 0));
            let start = number.and_then(|number| number.checked_mul(PAGE_BYTES));
            let page =
                start.and_then(|start| stream.get(start..start.checked_add(PAGE_BYTES)?));
            if let Some(page) = page {
                read_page(page, kind, &mut stretches);
            }
        }
        stretches.sort_by_key(|one: &Stretch<'_>| one.start);
        Self { stretches }
    }

    /// The changes that apply at a place of the main stream.
    pub(super) fn at(&self, place: usize) -> &'b [u8] {
        self.with_span(place).map_or(&[], |(_, _, changes)| changes)
    }

    /// The stretch at a place: where it begins, where it ends, and its changes.
    pub(super) fn with_span(&self, place: usize) -> Option<(usize, usize, &'b [u8])> {
        let behind = self.stretches.partition_point(|one| one.start <= place);
        let found = self.stretches.get(behind.checked_sub(1)?)?;
        (place < found.end).then_some((found.start, found.end, found.changes))
    }
}

fn read_page<'b>(page: &'b [u8], kind: PageKind, stretches: &mut Vec<Stretch<'b>>) {
    let n_stretches = page.last().copied().map_or(0, usize::from);
    let item_bytes = match kind {
        PageKind::Runs => RUN_ITEM_BYTES,
        PageKind::Paragraphs => PARAGRAPH_ITEM_BYTES,
    };
    for index in 0..n_stretches {
        let span = place_at(page, 4 * index).zip(place_at(page, 4 * index + 4));
        let item = 4 * (n_stretches + 1) + item_bytes * index;
        let Some(((start, end), half)) = span.zip(page.get(item)) else { return };
        let at = 2 * usize::from(*half);
        let changes = if at == 0 { None } else { changes_at(page, at, kind) };
        stretches.push(Stretch { start, end, changes: changes.unwrap_or_default() });
    }
}

/// The changes at a place of a page, behind their length. Those of a paragraph begin with
/// its style.
fn changes_at(page: &[u8], at: usize, kind: PageKind) -> Option<&[u8]> {
    let length = usize::from(*page.get(at)?);
    let (start, length) = match kind {
        PageKind::Runs => (at + 1, length),
        // Counted in pairs, where the first byte counts as one of them; else in the next.
        PageKind::Paragraphs if length > 0 => (at + 1, 2 * length - 1),
        PageKind::Paragraphs => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
    };
    page.get(start..(start + length).min(page.len()))
}

/// The style of a paragraph, and the changes behind it.
pub(super) fn style_and_changes(changes: &[u8]) -> (usize, &[u8]) {
    let style = u16_at(changes, 0).map_or(0, usize::from);
    (style, changes.get(2..).unwrap_or_default())
}
