//! Rules → tables: rules that meet make a grid, and cells are what no rule parts.

use super::rules::{PageRules, Stroke};

/// Lines of a grid closer than this are one, in points.
const MIN_DISTANCE: f64 = 3.0;

/// Most cells of a table on one page.
const MAX_CELLS: usize = 20_000;

/// A table of one page, without its text.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Places of its columns' sides, from left to right: one more than columns.
    pub(super) columns: Vec<f64>,
    /// Heights of its rows' sides, from top to bottom.
    pub(super) rows: Vec<f64>,
    /// Row by row.
    pub(super) cells: Vec<GridCell>,
    /// For each place of the grid, row by row, the cell that covers it.
    owners: Vec<usize>,
}

/// A cell: its first column and row, and how many of each it spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GridCell {
    pub(super) column: usize,
    pub(super) n_columns: usize,
    pub(super) row: usize,
    pub(super) n_rows: usize,
}

impl Grid {
    pub(super) fn n_columns(&self) -> usize {
        self.columns.len().saturating_sub(1)
    }

    pub(super) fn top(&self) -> f64 {
        self.rows.first().copied().unwrap_or_default()
    }

    pub(super) fn bottom(&self) -> f64 {
        self.rows.last().copied().unwrap_or_default()
    }

    /// The cell at a place; `None` outside.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let band = |sides: &[f64], at: f64| {
            let place = sides.partition_point(|side| *side <= at);
            place.checked_sub(1).filter(|band| band + 1 < sides.len())
        };
        let (column, row) = (band(&self.columns, x)?, band(&self.rows, y)?);
        self.owners.get(row * self.n_columns() + column).copied()
    }

    /// The left and the right side of a cell.
    pub(super) fn sides(&self, cell: GridCell) -> (f64, f64) {
        let at = |place: usize| self.columns.get(place).copied().unwrap_or_default();
        (at(cell.column), at(cell.column + cell.n_columns))
    }

    fn new(horizontal: &[Stroke], vertical: &[Stroke]) -> Option<Self> {
        let columns = sides(vertical, horizontal);
        let rows = sides(horizontal, vertical);
        let (n_columns, n_rows) =
            (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
        let n_cells = n_columns * n_rows;
        if n_cells < 2 || n_columns < 2 || n_cells > MAX_CELLS {
            return None;
        }
        let right_of = borders(vertical, &columns, &rows);
        let below = borders(horizontal, &rows, &columns);
        let mut grid = Self { columns, rows, ..Self::default() };
        grid.owners = vec![usize::MAX; n_cells];
        for row in 0..n_rows {
            for column in 0..n_columns {
                let is_free = |row: usize, column: usize| {
                    grid.owners.get(row * n_columns + column) == Some(&usize::MAX)
                };
                if !is_free(row, column) {
                    continue;
                }
                // A border on the right of column c lies on side c + 1.
                let has_right = |row: usize, column: usize| {
                    right_of.get((column + 1) * n_rows + row).copied().unwrap_or(true)
                };
                let has_below = |row: usize, column: usize| {
                    below.get((row + 1) * n_columns + column).copied().unwrap_or(true)
                };
                let mut end = column + 1;
                while end < n_columns && !has_right(row, end - 1) && is_free(row, end) {
                    end += 1;
                }
                let mut bottom = row + 1;
                while bottom < n_rows
                    && (column..end)
                        .all(|at| !has_below(bottom - 1, at) && is_free(bottom, at))
                    && (column + 1..end).all(|at| !has_right(bottom, at - 1))
                {
                    bottom += 1;
                }
                let number = grid.cells.len();
                for row in row..bottom {
                    for column in column..end {
                        if let Some(owner) = grid.owners.get_mut(row * n_columns + column)
                        {
                            *owner = number;
                        }
                    }
                }
                let (n_columns, n_rows) = (end - column, bottom - row);
                grid.cells.push(GridCell { column, n_columns, row, n_rows });
            }
        }
        Some(grid)
    }
}

/// The sides of the columns (or rows) of a grid: where its rules lie, and where those across
/// end, since a table may have no outer border.
fn sides(along: &[Stroke], across: &[Stroke]) -> Vec<f64> {
    let mut sides: Vec<f64> = along.iter().map(|stroke| stroke.at).collect();
    let start = across.iter().map(|stroke| stroke.start).fold(f64::INFINITY, f64::min);
    let end = across.iter().map(|stroke| stroke.end).fold(f64::NEG_INFINITY, f64::max);
    sides.extend([start, end].into_iter().filter(|side| side.is_finite()));
    sides.sort_by(f64::total_cmp);
    sides.dedup_by(|next, last| *next - *last < MIN_DISTANCE);
    sides
}

/// For each side and each band between two of the other sides, whether a rule lies there.
fn borders(strokes: &[Stroke], sides: &[f64], others: &[f64]) -> Vec<bool> {
    let n_bands = others.len().saturating_sub(1);
    let mut borders = vec![false; sides.len() * n_bands];
    for stroke in strokes {
        let after = sides.partition_point(|side| *side < stroke.at);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let distance = |place: &usize| {
            sides.get(*place).map_or(f64::INFINITY, |side| (side - stroke.at).abs())
        };
        let Some(side) =
            near.min_by(|one, other| distance(one).total_cmp(&distance(other)))
        else {
            continue;
        };
        let middles = others.iter().zip(others.iter().skip(1));
        for (band, (start, end)) in middles.enumerate() {
            let middle = f64::midpoint(*start, *end);
            if stroke.start <= middle
                && middle <= stroke.end
                && let Some(border) = borders.get_mut(side * n_bands + band)
            {
                *border = true;
            }
        }
    }
    borders
}

/// The grids of a page, from top to bottom.
pub(super) fn grids(rules: &PageRules) -> Vec<Grid> {
    let (horizontal, vertical) = (&rules.horizontal, &rules.vertical);
    let n_horizontal = horizontal.len();
    let mut groups = Groups::new(n_horizontal + vertical.len());
    for (place, down) in vertical.iter().enumerate() {
        for (other, across) in horizontal.iter().enumerate() {
            if across.covers(down.at) && down.covers(across.at) {
                groups.join(other, n_horizontal + place);
            }
        }
    }
    let mut members: Vec<(Vec<Stroke>, Vec<Stroke>)> = Vec::new();
    let mut numbers = vec![usize::MAX; n_horizontal + vertical.len()];
    let strokes = horizontal.iter().chain(vertical).enumerate();
    for (place, stroke) in strokes {
        let root = groups.root(place);
        let Some(number) = numbers.get_mut(root) else { continue };
        if *number == usize::MAX {
            *number = members.len();
            members.push((Vec::new(), Vec::new()));
        }
        if let Some((across, down)) = members.get_mut(*number) {
            (if place < n_horizontal { across } else { down }).push(*stroke);
        }
    }
    let mut grids: Vec<Grid> =
        members.iter().filter_map(|(across, down)| Grid::new(across, down)).collect();
    grids.sort_by(|one, other| one.top().total_cmp(&other.top()));
    grids
}

/// Sets of rules that meet.
struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    fn new(n: usize) -> Self {
        Self { parents: (0..n).collect() }
    }

    fn root(&mut self, place: usize) -> usize {
        let mut root = place;
        while let Some(parent) = self.parents.get(root).copied()
            && parent != root
        {
            // Halving the path keeps later walks short.
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(own) = self.parents.get_mut(root) {
                *own = above;
            }
            root = above;
        }
        root
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(other) {
            *parent = one;
        }
    }
}
