//! Where the lines of a page begin and end, and how far apart they stand.

use rustc_hash::FxHashMap;

use super::layout::{PageLayout, TextRow};
use super::paragraph::Column;

/// Distance of lines where a file has too few to tell, in sizes of the font.
const USUAL_PITCH: f64 = 1.25;

/// Least and largest distance of lines, likewise.
const PITCHES: std::ops::RangeInclusive<f64> = 0.9..=3.0;

/// Fewest lines that end at one place for it to be a margin.
const MIN_LINES: usize = 3;

/// How far ends of lines at one margin may differ, in points.
const MAX_SHIFT: f64 = 2.0;

/// The columns in which the text of pages stands.
pub(super) struct PageColumns {
    /// By the width of the page in points, for pages with too few lines.
    by_width: FxHashMap<i64, (f64, f64)>,
    pitch: f64,
}

impl PageColumns {
    pub(super) fn new(pages: &[PageLayout]) -> Self {
        let mut rows: FxHashMap<i64, Vec<&TextRow>> = FxHashMap::default();
        for page in pages {
            rows.entry(width_key(page)).or_default().extend(&page.rows);
        }
        let by_width = rows
            .into_iter()
            .filter_map(|(key, rows)| {
                let outer = || {
                    let left =
                        rows.iter().map(|row| row.left()).fold(f64::INFINITY, f64::min);
                    let right = rows.iter().map(|row| row.right()).fold(0.0, f64::max);
                    // Short lines tell nothing of the right margin; the left one does.
                    #[expect(clippy::cast_precision_loss, reason = "some hundred points")]
                    let mirrored = key as f64 - left;
                    (!rows.is_empty()).then(|| (left, right.max(mirrored)))
                };
                Some((key, margins(&rows).or_else(outer)?))
            })
            .collect();
        let mut columns = Self { by_width, pitch: USUAL_PITCH };
        columns.pitch = columns.usual_pitch(pages).unwrap_or(USUAL_PITCH);
        columns
    }

    /// Where the text of a page stands.
    pub(super) fn column(&self, page: &PageLayout) -> Column {
        let rows: Vec<&TextRow> = page.rows.iter().collect();
        let of_all = self.by_width.get(&width_key(page)).copied();
        let (left, right) = margins(&rows).or(of_all).unwrap_or((0.0, page.width));
        Column { left, right, pitch: self.pitch, is_letterhead: false }
    }

    /// The median distance of full lines to the next, in sizes of the font.
    fn usual_pitch(&self, pages: &[PageLayout]) -> Option<f64> {
        let mut distances: Vec<f64> = Vec::new();
        for page in pages {
            let column = self.column(page);
            for (row, next) in page.rows.iter().zip(page.rows.iter().skip(1)) {
                if let ([line], [below]) = (row.pieces.as_slice(), next.pieces.as_slice())
                    && !column.has_room(&line.place, &below.place)
                    && (row.size - next.size).abs() < 0.3
                {
                    distances.push((next.y - row.y) / row.size.max(1.0));
                }
            }
        }
        if distances.len() < MIN_LINES {
            return None;
        }
        let middle = distances.len() / 2;
        let (_, median, _) = distances.select_nth_unstable_by(middle, f64::total_cmp);
        Some(median.clamp(*PITCHES.start(), *PITCHES.end()))
    }
}
#[expect(clippy::cast_possible_truncation, reason = "pages are some hundred points wide")]
fn width_key(page: &PageLayout) -> i64 {
    page.width.round() as i64
}

/// The left and the right margin of rows: where several lines begin, and end.
fn margins(rows: &[&TextRow]) -> Option<(f64, f64)> {
    let right = outermost(rows.iter().map(|row| -row.right()).collect())?;
    let left = outermost(rows.iter().map(|row| row.left()).collect())?;
    Some((left, -right))
}

/// The smallest place at which several lines stand.
fn outermost(mut places: Vec<f64>) -> Option<f64> {
    places.sort_by(f64::total_cmp);
    let least = MIN_LINES.max(places.len() / 20);
    let found = places.iter().enumerate().find(|(start, place)| {
        let last = places.get(start + least - 1);
        last.is_some_and(|last| last - **place <= MAX_SHIFT)
    });
    found.map(|(_, place)| *place)
}
