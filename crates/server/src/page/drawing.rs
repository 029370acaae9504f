//! A graph of documents laid out in layers: what a document rests on or cites to the left
//! of it, what acts on it or cites it to the right.
//!
//! Each layer is a column, or several stacks where it is tall, ordered so that a document
//! stands near its neighbours (the barycentre heuristic of Sugiyama, Tagawa and Toda 1981,
//! two sweeps). Lines that have to pass a stack run between its rows. A pure function of the
//! graph: the same graph gives the same drawing.
//!
//! A plan cites fifty documents and is a star more than a hierarchy; layouts for layered
//! graphs make one column of them, three screens high, which is why this one is our own.

use std::collections::{BTreeMap, HashMap};

/// Width of a node, in user units of the drawing (about a pixel).
pub(super) const NODE_WIDTH: usize = 190;

/// Height of a node.
pub(super) const NODE_HEIGHT: usize = 44;

/// Room for lines between two layers.
const GAP: usize = 110;

/// Room between two stacks of one layer.
const STACK_GAP: usize = 44;

/// Most nodes of a stack, so that a document with many neighbours is still seen with them.
const MAX_ROWS: usize = 20;

/// Between two rows, where lines pass.
const LANE: usize = 16;

/// From one line to the next in a lane.
const LANE_STEP: usize = 3;

/// From one row to the next.
const ROW: usize = NODE_HEIGHT + LANE;

/// Free room around the drawing.
const MARGIN: usize = 12;

/// Sweeps over the columns; more hardly change the order.
const SWEEPS: usize = 2;

/// A drawn graph.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Drawing {
    /// Width in user units.
    pub(super) width: usize,
    /// Height.
    pub(super) height: usize,
    /// Left upper corner of each node.
    pub(super) places: Vec<(usize, usize)>,
    /// The line of each edge, as the `d` of an SVG path.
    pub(super) lines: Vec<String>,
}

/// Draws a graph of `n_nodes` nodes, the first in the middle, with edges from the one that
/// acts to the one acted on. Edges of other nodes are passed over with an empty line.
pub(super) fn draw(n_nodes: usize, edges: &[(usize, usize)]) -> Drawing {
    if n_nodes == 0 {
        return Drawing::default();
    }
    let levels = levels(n_nodes, edges);
    let mut columns: BTreeMap<isize, Vec<usize>> = BTreeMap::new();
    for (node, level) in levels.iter().enumerate() {
        columns.entry(*level).or_default().push(node);
    }
    let mut columns: Vec<Vec<usize>> = columns.into_values().collect();
    order(&mut columns, n_nodes, edges);
    let stacks = stacks(&columns);
    let tallest = stacks.iter().map(|stack| stack.nodes.len()).max().unwrap_or(0);
    let mut places = vec![NodePlace::default(); n_nodes];
    for (index, stack) in stacks.iter().enumerate() {
        // Whole rows, so that the rows of all stacks are level.
        let first_row = (tallest - stack.nodes.len()) / 2;
        for (row, node) in stack.nodes.iter().enumerate() {
            if let Some(place) = places.get_mut(*node) {
                let y = MARGIN + LANE + (first_row + row) * ROW;
                *place = NodePlace { stack: index, x: stack.x, y };
            }
        }
    }
    let place = |node: usize| places.get(node).copied();
    let lines = edges.iter().map(|(source, target)| {
        let ends = place(*source).zip(place(*target));
        ends.map_or_else(String::new, |(source, target)| line(source, target, &stacks))
    });
    let lines = lines.collect();
    Drawing {
        width: stacks.last().map_or(0, |last| last.x + NODE_WIDTH + MARGIN),
        height: 2 * MARGIN + LANE + tallest * ROW,
        lines,
        places: places.iter().map(|place| (place.x, place.y)).collect(),
    }
}

/// Where a node stands: its stack, and its left upper corner.
#[derive(Clone, Copy, Default)]
struct NodePlace {
    stack: usize,
    x: usize,
    y: usize,
}

/// Nodes one over the other.
struct Stack<'c> {
    nodes: &'c [usize],
    x: usize,
}

/// The columns from left to right, tall ones in several stacks of like height.
fn stacks(columns: &[Vec<usize>]) -> Vec<Stack<'_>> {
    let mut stacks = Vec::new();
    let mut x = MARGIN;
    for column in columns {
        let n_stacks = column.len().div_ceil(MAX_ROWS).max(1);
        for nodes in column.chunks(column.len().div_ceil(n_stacks).max(1)) {
            stacks.push(Stack { nodes, x });
            x += NODE_WIDTH + STACK_GAP;
        }
        x += GAP - STACK_GAP;
    }
    stacks
}

/// The layer of each node: the first has 0, what a node acts on stands one before it, what
/// acts on it one behind; by breadth, so that the shortest way decides.
fn levels(n_nodes: usize, edges: &[(usize, usize)]) -> Vec<isize> {
    let mut neighbours: HashMap<usize, Vec<(usize, isize)>> = HashMap::new();
    for (source, target) in edges {
        neighbours.entry(*source).or_default().push((*target, -1));
        neighbours.entry(*target).or_default().push((*source, 1));
    }
    let mut levels: Vec<Option<isize>> = vec![None; n_nodes];
    let mut queue = vec![(0, 0)];
    let mut next = 0;
    while let Some((node, level)) = queue.get(next).copied() {
        next += 1;
        let Some(known @ None) = levels.get_mut(node) else { continue };
        *known = Some(level);
        let around = neighbours.get(&node).into_iter().flatten();
        queue.extend(around.map(|(other, step)| (*other, level + step)));
    }
    levels.into_iter().map(Option::unwrap_or_default).collect()
}

/// Puts the nodes of each column near their neighbours in other columns.
fn order(columns: &mut [Vec<usize>], n_nodes: usize, edges: &[(usize, usize)]) {
    let mut rows = vec![0_i64; n_nodes];
    let note = |rows: &mut Vec<i64>, column: &[usize]| {
        // Columns are centred, so that rows count from the middle; doubled, to stay whole.
        let middle = i64::try_from(column.len()).unwrap_or(0) - 1;
        for (row, node) in column.iter().enumerate() {
            if let Some(place) = rows.get_mut(*node) {
                *place = 2 * i64::try_from(row).unwrap_or(0) - middle;
            }
        }
    };
    for column in columns.iter() {
        note(&mut rows, column);
    }
    for _ in 0..SWEEPS {
        for column in columns.iter_mut() {
            let mut sums: HashMap<usize, (i64, i64)> = HashMap::new();
            for (one, other) in edges.iter().flat_map(|(s, t)| [(*s, *t), (*t, *s)]) {
                let sum = sums.entry(one).or_default();
                sum.0 += rows.get(other).copied().unwrap_or(0);
                sum.1 += 1;
            }
            column.sort_by_key(|node| match sums.get(node) {
                Some((sum, count)) => 1_000 * sum / count,
                None => 0,
            });
            note(&mut rows, column);
        }
    }
}

/// The line between two nodes: a curve from side to side, through the lanes of the stacks
/// that stand between; within one stack it goes round on the right.
fn line(source: NodePlace, target: NodePlace, stacks: &[Stack<'_>]) -> String {
    let middle = |place: NodePlace| place.y + NODE_HEIGHT / 2;
    let (left, right) =
        if source.stack <= target.stack { (source, target) } else { (target, source) };
    let (x, y) = (left.x + NODE_WIDTH, middle(left));
    if left.stack == right.stack {
        let (out, end) = (x + STACK_GAP / 2, middle(right));
        return format!("M{x} {y}C{out} {y} {out} {end} {x} {end}");
    }
    let between = stacks.get(left.stack + 1..right.stack).unwrap_or_default();
    let (Some(first), Some(last)) = (between.first(), between.last()) else {
        return format!("M{x} {y}{}", curve((x, y), (right.x, middle(right))));
    };
    let lane = lane(left, right, between.len());
    let (enter, leave) = ((first.x, lane), (last.x + NODE_WIDTH, lane));
    let (into, out) = (curve((x, y), enter), curve(leave, (right.x, middle(right))));
    format!("M{x} {y}{into}H{}{out}", leave.0)
}

/// Where a line passes: above or below the row from which it comes, whichever is on its
/// way; lines from different stacks side by side.
fn lane(from: NodePlace, to: NodePlace, n_passed: usize) -> usize {
    /// Lines that fit beside each other.
    const MAX_LINES: usize = LANE / LANE_STEP - 1;
    let is_down = to.y > from.y;
    let slot = (2 * n_passed + usize::from(is_down)) % MAX_LINES;
    let top = if is_down { from.y + NODE_HEIGHT } else { from.y.saturating_sub(LANE) };
    top + LANE_STEP * (slot + 1)
}

/// A curve that leaves and arrives level.
fn curve((x, y): (usize, usize), (to_x, to_y): (usize, usize)) -> String {
    let bend = to_x.saturating_sub(x) / 2;
    format!("C{} {y} {} {to_y} {to_x} {to_y}", x + bend, to_x.saturating_sub(bend))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_document_rests_on_stands_to_its_left() {
        let drawing = draw(4, &[(0, 1), (2, 0), (1, 3)]);
        let x = |node: usize| drawing.places[node].0;
        assert!(x(3) < x(1) && x(1) < x(0) && x(0) < x(2));
        assert_eq!(drawing.height, 2 * MARGIN + LANE + ROW);
        assert_eq!(drawing.lines.len(), 3);
        assert_eq!(draw(0, &[]), Drawing::default());
    }

    #[test]
    fn neighbours_stand_near_each_other() {
        // 1 and 2 on the left, 3 and 4 behind them, drawn crosswise at first.
        let drawing = draw(5, &[(0, 1), (0, 2), (1, 4), (2, 3)]);
        let y = |node: usize| drawing.places[node].1;
        assert_eq!(y(1) < y(2), y(4) < y(3));
    }

    #[test]
    fn many_neighbours_stand_in_several_stacks() {
        let edges: Vec<_> = (1..60).map(|other| (0, other)).collect();
        let drawing = draw(60, &edges);
        assert!(drawing.height <= 2 * MARGIN + LANE + MAX_ROWS * ROW);
        assert!(drawing.width < 1_000);
    }

    #[test]
    fn a_line_passes_no_box_but_its_own() {
        let edges: Vec<_> = (1..60).map(|other| (0, other)).collect();
        let drawing = draw(60, &edges);
        for line in &drawing.lines {
            // Only level stretches cross a stack.
            let Some((into, rest)) = line.split_once('H') else { continue };
            let y: usize = into.rsplit(' ').next().unwrap().parse().unwrap();
            let to_x: usize = rest.split('C').next().unwrap().parse().unwrap();
            let passed = drawing.places.iter().filter(|(x, _)| x + NODE_WIDTH == to_x);
            for (_, top) in passed {
                assert!(y < *top || y > top + NODE_HEIGHT, "{line}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_two_nodes_stand_in_one_place(
            n_nodes in 1_usize..40,
            edges in prop::collection::vec((0_usize..45, 0_usize..45), 0..80),
        ) {
            let drawing = draw(n_nodes, &edges);
            let mut places = drawing.places.clone();
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), n_nodes);
            for (x, y) in places {
                prop_assert!(x + NODE_WIDTH <= drawing.width);
                prop_assert!(y + NODE_HEIGHT <= drawing.height);
            }
        }
    }
}
