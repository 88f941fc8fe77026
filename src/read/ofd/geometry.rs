//! Places on a page: numbers as OFD writes them, boxes, and the way from an object to its page.
//!
//! Coordinates are millimetres, x to the right, y down. Numbers beyond any page are none.

/// Farthest place that counts.
const FAR: f32 = 100_000.0;

/// A box: its upper left corner, width and height.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Frame {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// From coordinates of an object to those of the page: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix([f32; 6]);

/// A number, none where it is beyond any page.
pub(super) fn number(words: &str) -> Option<f32> {
    words.parse::<f32>().ok().filter(|number| number.abs() < FAR)
}

fn numbers<const N: usize>(words: &str) -> Option<[f32; N]> {
    let mut found = [0.0; N];
    let mut words = words.split_whitespace();
    for place in &mut found {
        *place = number(words.next()?)?;
    }
    Some(found)
}

impl Frame {
    /// `x y width height`.
    pub fn of(words: &str) -> Option<Self> {
        let [x, y, width, height] = numbers(words)?;
        Some(Self { x, y, width, height })
    }
}

impl Matrix {
    /// That of an object with this box and transformation on a page with that origin.
    pub fn of(boundary: Frame, transformation: Option<&str>, page: Frame) -> Self {
        let [a, b, c, d, e, f] = transformation
            .and_then(numbers)
            .unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        Self([a, b, c, d, e + boundary.x - page.x, f + boundary.y - page.y])
    }

    /// A place.
    pub fn at(&self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// A direction.
    pub fn vector(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_stand_on_their_page() {
        let boundary = Frame::of("10 20 30 40").unwrap();
        let page = Frame::of(" 1  2 210 297 ").unwrap();
        assert_eq!(Matrix::of(boundary, None, page).at(1.0, 2.0), (10.0, 20.0));
        let turned = Matrix::of(boundary, Some("0 2 -2 0 5 0"), Frame::default());
        assert_eq!(turned.at(1.0, 1.0), (13.0, 22.0));
        assert_eq!(turned.vector((1.0, 0.0)), (0.0, 2.0));
    }

    #[test]
    fn what_is_no_place_is_none() {
        for words in ["", "1 2 3", "1 2 3 x", "NaN 0 1 1", "inf 0 1 1", "1e9 0 1 1"] {
            assert_eq!(Frame::of(words), None, "{words}");
        }
    }
}
