//! What the layout repeats at page ends: page numbers alone on a line, running heads. It
//! is taken out of the blocks, so that what it tore lies side by side.

use rustc_hash::FxHashMap;

use crate::prose::{self, LineEnd, LineStart};
use crate::raw::{BreakKind, RawBlock};
use tracuu_text::styled::StyledText;
use tracuu_text::syllable::normal_words;

/// Least text between two page numbers that follow each other, in bytes: a third of a
/// page. Running numbers of rows stand closer.
const MIN_PAGE_BYTES: usize = 800;

/// How many page numbers in a row are page numbers without any other sign.
const MIN_CHAIN: usize = 3;

/// Least length of a line that a page number tears, in characters.
const MIN_TORN_LINE: usize = 40;

/// Longest running head, in bytes.
const MAX_HEAD_BYTES: usize = 240;

/// Blank lines that may be a page end.
const PAGE_GAP: usize = 3;

/// Parts blocks into those of the text and what the layout repeats.
pub(super) fn take_out(blocks: Vec<RawBlock>) -> (Vec<RawBlock>, Vec<StyledText>) {
    let mut furniture = Vec::new();
    let is_number = page_numbers(&blocks);
    let blocks = remove(blocks, &is_number, &mut furniture);
    let is_head = running_heads(&blocks);
    let blocks = remove(blocks, &is_head, &mut furniture);
    (blocks, furniture)
}

fn remove(
    blocks: Vec<RawBlock>,
    is_removed: &[bool],
    furniture: &mut Vec<StyledText>,
) -> Vec<RawBlock> {
    let mut kept = Vec::with_capacity(blocks.len());
    let mut removed_gap = None;
    for (mut block, is_removed) in blocks.into_iter().zip(is_removed) {
        if let Some(gap) = removed_gap.take() {
            block.gap = block.gap.after_furniture(gap);
        }
        match block.content.text() {
            Some(text) if *is_removed => {
                furniture.push(text.clone());
                removed_gap = Some(block.gap);
            }
            _ => kept.push(block),
        }
    }
    kept
}

/// A line that may be a page number.
struct PageNumberCandidate {
    place: usize,
    number: u32,
    /// Bytes of text before it.
    offset: usize,
    /// Whether a sign beside the number marks it as one.
    is_sure: bool,
}

/// Which blocks are page numbers.
fn page_numbers(blocks: &[RawBlock]) -> Vec<bool> {
    let candidates = candidates(blocks);
    let mut chain_of = Vec::with_capacity(candidates.len());
    let mut chains: Vec<(usize, bool)> = Vec::new();
    let mut last: FxHashMap<u32, (usize, usize)> = FxHashMap::default();
    for candidate in &candidates {
        let before = candidate.number.checked_sub(1).and_then(|number| last.get(&number));
        let chain = match before {
            Some((offset, chain)) if candidate.offset - offset >= MIN_PAGE_BYTES => {
                *chain
            }
            _ => {
                chains.push((0, false));
                chains.len() - 1
            }
        };
        last.insert(candidate.number, (candidate.offset, chain));
        if let Some((length, is_sure)) = chains.get_mut(chain) {
            *length += 1;
            *is_sure |= candidate.is_sure;
        }
        chain_of.push(chain);
    }
    let mut is_number = vec![false; blocks.len()];
    for (candidate, chain) in candidates.iter().zip(chain_of) {
        let (length, is_sure) = chains.get(chain).copied().unwrap_or_default();
        let in_chain = length >= MIN_CHAIN || (length >= 2 && is_sure);
        if let Some(found) = is_number.get_mut(candidate.place) {
            *found = candidate.is_sure || in_chain;
        }
    }
    is_number
}

fn candidates(blocks: &[RawBlock]) -> Vec<PageNumberCandidate> {
    let mut candidates = Vec::new();
    let mut offset = 0;
    for (place, block) in blocks.iter().enumerate() {
        let Some(text) = block.content.text() else { continue };
        offset += text.text().len();
        let Some((number, is_marked)) = page_number(text.text()) else { continue };
        let next = blocks.get(place + 1);
        let before = place.checked_sub(1).and_then(|before| blocks.get(before));
        let is_apart =
            !block.gap.is_line_end() && next.is_none_or(|b| !b.gap.is_line_end());
        let at_page_end =
            block.gap.is_page_end() || next.is_some_and(|b| b.gap.is_page_end());
        let tears = before.zip(next).is_some_and(|(before, next)| is_torn(before, next));
        let is_sure = is_marked || at_page_end || tears;
        if is_sure || is_apart {
            candidates.push(PageNumberCandidate { place, number, offset, is_sure });
        }
    }
    candidates
}

/// Whether what stands between two blocks has torn them.
fn is_torn(above: &RawBlock, below: &RawBlock) -> bool {
    let (Some(above), Some(below)) = (above.content.text(), below.content.text()) else {
        return false;
    };
    above.text().chars().count() >= MIN_TORN_LINE
        && matches!(prose::end(above.text()), LineEnd::Unfinished | LineEnd::Comma)
        && prose::start(below.text()) == LineStart::Lower
}

/// The number of a line that may be a page number, and whether a sign beside it marks it:
/// `3`, `3/12`, `- 3 -`, `Trang 3`, `Trang 3/12`.
fn page_number(text: &str) -> Option<(u32, bool)> {
    let text = text.trim();
    if text.len() > 24 {
        return None;
    }
    let inner = text.strip_prefix(['-', '–', '—']).map(str::trim);
    let framed = inner.and_then(|text| text.strip_suffix(['-', '–', '—'])).map(str::trim);
    let named = ["Trang ", "trang ", "TRANG ", "Page "]
        .iter()
        .find_map(|name| text.strip_prefix(name));
    let bare = framed.or(named).unwrap_or(text);
    let (number, total) = bare.split_once('/').unwrap_or((bare, "1"));
    let is_number = |text: &str| {
        (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    if !(is_number(number) && is_number(total)) {
        return None;
    }
    Some((number.parse().ok()?, framed.is_some() || named.is_some()))
}

/// Which blocks are running heads: the same short line, no sentence, at many page ends.
fn running_heads(blocks: &[RawBlock]) -> Vec<bool> {
    let mut is_near = vec![false; blocks.len()];
    let mut n_page_ends = 0_usize;
    let mut n_signs = 0_usize;
    for (place, block) in blocks.iter().enumerate().skip(1) {
        let has_sign = block.gap.is_page_end();
        if has_sign || block.gap.blank_lines >= PAGE_GAP {
            n_page_ends += 1;
            n_signs += usize::from(has_sign);
            let around = place.saturating_sub(2)..(place + 2).min(blocks.len());
            is_near
                .iter_mut()
                .take(around.end)
                .skip(around.start)
                .for_each(|b| *b = true);
        }
    }
    let key = |block: &RawBlock| {
        let text = block.content.text().filter(|text| {
            text.text().len() <= MAX_HEAD_BYTES
                && prose::end(text.text()) != LineEnd::Finished
        })?;
        Some(normal_words(text.text()))
    };
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for (block, _) in blocks.iter().zip(&is_near).filter(|(_, is_near)| **is_near) {
        if let Some(key) = key(block) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let least = if n_signs == 0 { 3 } else { 2 };
    let is_head = |block: &RawBlock| {
        key(block)
            .and_then(|key| counts.get(&key).copied())
            .is_some_and(|count| count >= least && count * 2 >= n_page_ends)
    };
    let places = blocks.iter().zip(&is_near).enumerate();
    places
        .map(|(place, (block, is_near))| place > 0 && *is_near && is_head(block))
        .collect()
}

impl crate::raw::BlockGap {
    /// The gap before a block when the block before it, which had `removed` before
    /// itself, was taken out as furniture: a page ends here.
    fn after_furniture(self, removed: Self) -> Self {
        let break_kind = match self.break_kind {
            BreakKind::HardBreak | BreakKind::Rule => self.break_kind,
            BreakKind::Nothing | BreakKind::SoftBreak | BreakKind::PageEnd => {
                BreakKind::PageEnd
            }
        };
        Self { blank_lines: self.blank_lines + removed.blank_lines, break_kind }
    }
}
