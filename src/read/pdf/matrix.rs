//! Coordinates: from those of a content stream to those of the page as a person sees it.

/// x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix([f32; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    pub fn new(numbers: [f32; 6]) -> Self {
        Self(numbers)
    }

    pub fn shift(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// The page's own coordinates → upright, y down, the upper left corner at 0, with the size of the page. `bounds` is
    /// its visible box, `turn` its rotation clockwise in degrees.
    pub fn of_page([x0, y0, x1, y1]: [f32; 4], turn: i64) -> (Self, (f32, f32)) {
        let (left, right) = (x0.min(x1), x0.max(x1));
        let (low, high) = (y0.min(y1), y0.max(y1));
        let (width, height) = (right - left, high - low);
        match turn.rem_euclid(360) {
            90 => (Self([0.0, 1.0, 1.0, 0.0, -low, -left]), (height, width)),
            180 => (Self([-1.0, 0.0, 0.0, 1.0, right, -low]), (width, height)),
            270 => (Self([0.0, -1.0, -1.0, 0.0, high, right]), (height, width)),
            _ => (Self([1.0, 0.0, 0.0, -1.0, -left, high]), (width, height)),
        }
    }

    /// First this one, then `outer`.
    pub fn then(self, outer: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [oa, ob, oc, od, oe, of] = outer.0;
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// A place.
    pub fn at(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// A direction.
    pub fn vector(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_upright() {
        let bounds = [10.0, 20.0, 110.0, 220.0];
        // The lower left corner of the paper, and a point right of it.
        for (turn, size, corner, right) in [
            (0, (100.0, 200.0), (0.0, 200.0), (5.0, 200.0)),
            (90, (200.0, 100.0), (0.0, 0.0), (0.0, 5.0)),
            (180, (100.0, 200.0), (100.0, 0.0), (95.0, 0.0)),
            (-90, (200.0, 100.0), (200.0, 100.0), (200.0, 95.0)),
        ] {
            let (matrix, shown) = Matrix::of_page(bounds, turn);
            assert_eq!(shown, size, "{turn}");
            assert_eq!(matrix.at(10.0, 20.0), corner, "{turn}");
            assert_eq!(matrix.at(15.0, 20.0), right, "{turn}");
        }
    }
}
