//! Lines and boxes that a page draws, as far as they are rules.

use super::matrix::Matrix;
use super::page::Rule;

/// How thick a rule may be, in points: borders of tables have up to 3.
const MAX_THICKNESS: f64 = 4.0;

/// Shortest rule, in points; shorter ones are dots and corners.
const MIN_LENGTH: f64 = 4.0;

/// How far the ends of a rule may differ in height, in points.
const MAX_SLANT: f64 = 0.6;

/// Most points of one path: drawings have no rules.
const MAX_POINTS: usize = 20_000;

/// The path that is being drawn, in places of the page.
#[derive(Default)]
pub(crate) struct Path {
    /// Straight pieces.
    lines: Vec<[(f64, f64); 2]>,
    /// Opposite corners of boxes.
    boxes: Vec<[(f64, f64); 2]>,
    start: (f64, f64),
    at: (f64, f64),
}

impl Path {
    pub(crate) fn move_to(&mut self, to: (f64, f64)) {
        (self.start, self.at) = (to, to);
    }

    pub(crate) fn line_to(&mut self, to: (f64, f64)) {
        if self.lines.len() < MAX_POINTS {
            self.lines.push([self.at, to]);
        }
        self.at = to;
    }

    /// A curve is no rule.
    pub(crate) fn curve_to(&mut self, to: (f64, f64)) {
        self.at = to;
    }

    pub(crate) fn close(&mut self) {
        self.line_to(self.start);
    }

    pub(crate) fn rectangle(&mut self, [x, y, width, height]: [f64; 4], matrix: Matrix) {
        let corner = matrix.apply(x, y);
        if self.boxes.len() < MAX_POINTS {
            self.boxes.push([corner, matrix.apply(x + width, y + height)]);
        }
        (self.start, self.at) = (corner, corner);
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
        self.boxes.clear();
    }

    /// The rules of the path when it is filled: narrow boxes, however they are written.
    pub(crate) fn fill(&self, rules: &mut Vec<Rule>) {
        rules.extend(self.boxes.iter().filter_map(|corners| thin(*corners)));
        // A box of four lines has two opposite corners at its first and its third point.
        for [one, _, other, _] in self.lines.as_chunks::<4>().0 {
            rules.extend(thin([one[0], other[0]]));
        }
        if let [one, _, other] = self.lines.as_slice() {
            rules.extend(thin([one[0], other[1]]).or_else(|| thin([one[0], other[0]])));
        }
    }

    /// Likewise when its outline is drawn.
    pub(crate) fn stroke(&self, thickness: f64, rules: &mut Vec<Rule>) {
        if thickness > MAX_THICKNESS {
            return;
        }
        rules.extend(self.lines.iter().filter_map(|ends| straight(*ends)));
        for corners in &self.boxes {
            let [(left, top), (right, bottom)] = *corners;
            if let Some(rule) = thin(*corners) {
                rules.push(rule);
                continue;
            }
            let sides = [
                [(left, top), (right, top)],
                [(left, bottom), (right, bottom)],
                [(left, top), (left, bottom)],
                [(right, top), (right, bottom)],
            ];
            rules.extend(sides.into_iter().filter_map(straight));
        }
    }
}

/// The rule that a narrow box is.
fn thin([(x, y), (other_x, other_y)]: [(f64, f64); 2]) -> Option<Rule> {
    let (width, height) = ((x - other_x).abs(), (y - other_y).abs());
    if height <= MAX_THICKNESS && width >= MIN_LENGTH && width > height {
        let y = f64::midpoint(y, other_y);
        return Some(Rule::Horizontal { y, left: x.min(other_x), right: x.max(other_x) });
    }
    if width <= MAX_THICKNESS && height >= MIN_LENGTH {
        let x = f64::midpoint(x, other_x);
        return Some(Rule::Vertical { x, top: y.min(other_y), bottom: y.max(other_y) });
    }
    None
}

/// The rule that a straight piece is.
fn straight(ends: [(f64, f64); 2]) -> Option<Rule> {
    let [(x, y), (other_x, other_y)] = ends;
    let is_along = (x - other_x).abs() <= MAX_SLANT || (y - other_y).abs() <= MAX_SLANT;
    thin(ends).filter(|_| is_along)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_boxes_and_lines_are_rules() {
        let mut path = Path::default();
        path.rectangle([10.0, 20.0, 100.0, 0.5], Matrix::IDENTITY);
        path.rectangle([10.0, 20.0, 100.0, 50.0], Matrix::IDENTITY);
        let mut filled = Vec::new();
        path.fill(&mut filled);
        assert_eq!(filled, [Rule::Horizontal { y: 20.25, left: 10.0, right: 110.0 }]);
        let mut stroked = Vec::new();
        path.stroke(0.5, &mut stroked);
        assert_eq!(stroked.len(), 5, "the narrow box once, four sides of the other");
        path.clear();
        path.move_to((0.0, 0.0));
        path.line_to((0.1, 30.0));
        path.line_to((30.0, 60.0));
        let mut stroked = Vec::new();
        path.stroke(0.5, &mut stroked);
        assert_eq!(stroked, [Rule::Vertical { x: 0.05, top: 0.0, bottom: 30.0 }]);
    }
}
