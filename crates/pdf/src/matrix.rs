//! Transformations of the plane, as PDF writes them (ISO 32000-1, 8.3.4).

use hayro_syntax::object::Number;

/// `[a b c d e f]`: a point `(x, y)` goes to `(ax + cy + e, bx + dy + f)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(crate) fn from_numbers(numbers: [Number; 6]) -> Self {
        Self(numbers.map(|number| number.as_f64()))
    }

    pub(crate) const fn from_shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `after`.
    pub(crate) fn then(self, after: Self) -> Self {
        let [right_x, right_y, up_x, up_y, shift_x, shift_y] = self.0;
        let right = after.turn(right_x, right_y);
        let up = after.turn(up_x, up_y);
        let shift = after.apply(shift_x, shift_y);
        Self([right.0, right.1, up.0, up.1, shift.0, shift.1])
    }

    pub(crate) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let turned = self.turn(x, y);
        (turned.0 + self.0[4], turned.1 + self.0[5])
    }

    /// Where a step goes, whose start does not matter.
    fn turn(self, x: f64, y: f64) -> (f64, f64) {
        let [right_x, right_y, up_x, up_y, ..] = self.0;
        (right_x.mul_add(x, up_x * y), right_y.mul_add(x, up_y * y))
    }

    /// How long a step of one to the right, and of one upwards, becomes.
    pub(crate) fn scale(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// The area that the unit square becomes.
    pub(crate) fn area(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        a.mul_add(d, -(b * c)).abs()
    }
}
