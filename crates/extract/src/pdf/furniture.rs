//! What the layout repeats at the top and the foot of pages: page numbers, which are no text,
//! and running heads, each once.

use rustc_hash::{FxHashMap, FxHashSet};
use tracuu_text::styled::StyledText;

use super::cells::FilledTable;
use super::layout::{PageLayout, TextRow};
use super::line::TextLine;
use crate::prose;

/// Rows at each end of a page that are looked at.
const DEPTH: usize = 2;

/// How far the heights of one running head may differ, in points.
const MAX_SHIFT: f64 = 4.0;

/// Share of the page's height at each end in which a page number stands that nothing else
/// shows to be one.
const MARGIN: f64 = 0.11;

/// Longest running head, in bytes.
const MAX_HEAD_BYTES: usize = 240;

/// A row at an end of a page, and the words by which pages share it.
struct EdgeRow {
    page: usize,
    row: usize,
    is_top: bool,
    y: f64,
    key: String,
    /// The page number that it is.
    number: Option<i64>,
}

/// Takes page numbers and running heads out of the pages; gives the heads.
pub(super) fn take_out(pages: &mut [PageLayout]) -> Vec<StyledText> {
    let edges = edge_rows(pages);
    let mut removed: FxHashSet<(usize, usize)> = FxHashSet::default();
    find_numbers(&edges, pages, &mut removed);
    let heads = find_heads(&edges, pages.len(), &mut removed);
    let mut furniture: Vec<StyledText> = Vec::new();
    for (place, page) in pages.iter_mut().enumerate() {
        let mut row = 0;
        page.rows.retain_mut(|found| {
            let is_removed = removed.contains(&(place, row));
            if heads.contains(&(place, row)) {
                let text = TextLine::from_pieces(std::mem::take(&mut found.pieces));
                furniture.extend(text.map(|line| line.text));
            }
            row += 1;
            !is_removed
        });
    }
    furniture
}

fn edge_rows(pages: &[PageLayout]) -> Vec<EdgeRow> {
    let mut edges = Vec::new();
    for (page, layout) in pages.iter().enumerate() {
        let first_table = layout.tables.first().map_or(f64::INFINITY, FilledTable::top);
        let last_table = layout.tables.last().map_or(0.0, FilledTable::bottom);
        let n_rows = layout.rows.len();
        for (row, text) in layout.rows.iter().enumerate() {
            let is_top = row < DEPTH && text.y < first_table;
            let is_foot = row + DEPTH >= n_rows && text.y > last_table;
            if is_top || is_foot {
                edges.push(edge_row(text, (page, row), is_top, layout));
            }
        }
    }
    edges
}

fn edge_row(
    text: &TextRow,
    (page, row): (usize, usize),
    is_top: bool,
    layout: &PageLayout,
) -> EdgeRow {
    let words = text.words();
    let number = page_number(&words);
    let own = layout.number.to_string();
    // A head that tells the number of its page is the same on all.
    let key: Vec<&str> = words
        .split_whitespace()
        .map(|word| {
            let bare = word.trim_matches(|letter: char| !letter.is_ascii_digit());
            if bare == own { "#" } else { word }
        })
        .collect();
    EdgeRow { page, row, is_top, y: text.y, key: key.join(" "), number }
}

/// The number of a row that is a page number: `3`, `3/12`, `- 3 -`, `Trang 3`.
fn page_number(text: &str) -> Option<i64> {
    let bare = text.trim().trim_matches(['-', '–', '—', '~', '|', '.', ' ']);
    let named = ["Trang ", "trang ", "TRANG ", "Page "];
    let bare = named.iter().find_map(|name| bare.strip_prefix(name)).unwrap_or(bare);
    let number = bare.split(['/', '|']).next().unwrap_or_default().trim();
    let rest = bare.get(number.len()..).unwrap_or_default();
    let is_total =
        rest.chars().all(|letter| letter.is_ascii_digit() || " /|".contains(letter));
    (number.len() <= 4 && is_total).then(|| number.parse().ok()).flatten()
}

/// Page numbers: those that go with the pages, or stand alone in a margin.
fn find_numbers(
    edges: &[EdgeRow],
    pages: &[PageLayout],
    removed: &mut FxHashSet<(usize, usize)>,
) {
    let offset = |edge: &EdgeRow| {
        let page = pages.get(edge.page)?;
        Some(edge.number? - i64::from(page.number))
    };
    let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
    for edge in edges {
        if let Some(offset) = offset(edge) {
            *counts.entry(offset).or_default() += 1;
        }
    }
    for edge in edges {
        let (Some(offset), Some(page)) = (offset(edge), pages.get(edge.page)) else {
            continue;
        };
        let in_margin =
            edge.y < MARGIN * page.height || edge.y > (1.0 - MARGIN) * page.height;
        let n_alike = counts.get(&offset).copied().unwrap_or_default();
        let is_outermost = edge.row == 0 || edge.row + 1 == page.rows.len();
        if is_outermost && (n_alike >= 2 || offset == 0 && in_margin) {
            removed.insert((edge.page, edge.row));
        }
    }
}

/// Running heads: the same words at the same height of a third of all pages. Gives those of
/// them that stand for all.
fn find_heads(
    edges: &[EdgeRow],
    n_pages: usize,
    removed: &mut FxHashSet<(usize, usize)>,
) -> FxHashSet<(usize, usize)> {
    let mut by_words: FxHashMap<(&str, bool), Vec<&EdgeRow>> = FxHashMap::default();
    for edge in edges {
        let is_head = edge.key.len() <= MAX_HEAD_BYTES
            && edge.key.chars().any(char::is_alphabetic)
            && !prose::is_letterhead(&edge.key);
        if is_head && !removed.contains(&(edge.page, edge.row)) {
            by_words.entry((&edge.key, edge.is_top)).or_default().push(edge);
        }
    }
    let least = 2.max(n_pages / 3);
    let mut heads = FxHashSet::default();
    for rows in by_words.into_values() {
        let Some(first) = rows.first() else { continue };
        let alike: Vec<&&EdgeRow> =
            rows.iter().filter(|row| (row.y - first.y).abs() <= MAX_SHIFT).collect();
        if alike.len() >= least {
            removed.extend(alike.iter().map(|row| (row.page, row.row)));
            heads.insert((first.page, first.row));
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_text() {
        for (text, expected) in [
            ("3", Some(3)),
            ("- 12 -", Some(12)),
            ("3/12", Some(3)),
            ("Trang 4 / 9", Some(4)),
            ("12-KH/TU", None),
            ("3 phòng", None),
            ("20222", None),
            ("", None),
        ] {
            assert_eq!(page_number(text), expected, "{text}");
        }
    }
}
