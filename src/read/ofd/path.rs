//! Paths → ruling lines: strokes and thin boxes that lie along or across the page.
//!
//! In: `S 0 0 M 0 0 L 10 0 …`, letters with the coordinates they want. Out: [`Rule`]s. Curves make no lines.

use super::geometry::{Matrix, number};
use crate::read::page::Rule;

/// Thickest filled box that may be a line, in millimetres.
const THICK: f32 = 1.5;
/// How far a line may lie askew.
const ASKEW: f32 = 0.3;
/// Most corners of one path; charts and maps have more, tables have not.
const CORNERS: usize = 20_000;

type Point = (f32, f32);

/// Appends the lines of a path.
pub(super) fn rules(data: &str, matrix: &Matrix, stroked: bool, filled: bool, out: &mut Vec<Rule>) {
    for part in parts(data, matrix) {
        if filled && let Some(rule) = thin(&part) {
            out.push(rule);
        } else if stroked {
            for pair in part.windows(2) {
                if let [from, to] = *pair
                    && is_straight(from, to)
                {
                    out.push(Rule { from, to });
                }
            }
        }
    }
}

/// The runs of straight lines, in coordinates of the page.
fn parts(data: &str, matrix: &Matrix) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut words = data.split_whitespace();
    // Where the present figure began.
    let mut first = None;
    let mut count = 0;
    while let Some(letter) = words.next() {
        // How many coordinates the letter wants; the last two are the place it leads to.
        let wants = match letter {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => continue,
        };
        let mut numbers = [0.0; 7];
        for place in numbers.iter_mut().take(wants) {
            *place = words.next().and_then(number).unwrap_or(f32::NAN);
        }
        let to = match wants {
            0 => first,
            2 => Some(matrix.at(numbers[0], numbers[1])),
            4 => Some(matrix.at(numbers[2], numbers[3])),
            6 => Some(matrix.at(numbers[4], numbers[5])),
            _ => Some(matrix.at(numbers[5], numbers[6])),
        };
        let Some(to) = to.filter(|(x, y)| x.abs() < 1e6 && y.abs() < 1e6) else {
            continue;
        };
        count += 1;
        if count > CORNERS {
            break;
        }
        if matches!(letter, "S" | "M") {
            first = Some(to);
        }
        match parts.last_mut() {
            Some(part) if matches!(letter, "L" | "C") => part.push(to),
            _ => parts.push(vec![to]),
        }
    }
    parts
}

/// A closed figure that is a thin box, as a line.
fn thin(part: &[Point]) -> Option<Rule> {
    if part.len() < 4 || part.len() > 6 || !part.windows(2).all(|pair| is_straight(pair[0], pair[1])) {
        return None;
    }
    let ends = |of: fn(&Point) -> f32| {
        let all = part.iter().map(of);
        all.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), at| {
            (low.min(at), high.max(at))
        })
    };
    let ((left, right), (top, bottom)) = (ends(|at| at.0), ends(|at| at.1));
    ((right - left).min(bottom - top) <= THICK).then_some(Rule {
        from: (left, top),
        to: (right, bottom),
    })
}

/// Whether a line lies along or across the page.
fn is_straight(from: Point, to: Point) -> bool {
    let (x, y) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    x.min(y) <= ASKEW
}

#[cfg(test)]
mod tests {
    use super::super::geometry::Frame;
    use super::*;

    fn lines(data: &str, stroked: bool, filled: bool) -> Vec<[f32; 4]> {
        let matrix = Matrix::of(Frame::of("10 20 100 100").unwrap(), None, Frame::default());
        let mut out = Vec::new();
        rules(data, &matrix, stroked, filled, &mut out);
        out.iter()
            .map(|rule| [rule.from.0, rule.from.1, rule.to.0, rule.to.1])
            .collect()
    }

    #[test]
    fn straight_strokes_are_lines() {
        assert_eq!(
            lines("M 0 0 L 50 0 L 50 10", true, false),
            [[10.0, 20.0, 60.0, 20.0], [60.0, 20.0, 60.0, 30.0]]
        );
        assert_eq!(
            lines("S 0 0 M 1 1 L 2 1 C", true, false),
            [[11.0, 21.0, 12.0, 21.0], [12.0, 21.0, 11.0, 21.0]]
        );
        assert!(lines("M 0 0 L 50 50 B 1 2 3 4 5 6 Q 1 2 3 4 A 1 1 0 0 0 9 9", true, false).is_empty());
        assert!(lines("M 0 0 L 50 0", false, false).is_empty());
    }

    #[test]
    fn thin_boxes_are_lines_and_areas_are_not() {
        assert_eq!(
            lines("M 0 0 L 80 0 L 80 0.5 L 0 0.5 C", false, true),
            [[10.0, 20.0, 90.0, 20.5]]
        );
        assert!(lines("M 0 0 L 80 0 L 80 50 L 0 50 C", false, true).is_empty());
    }

    #[test]
    fn damage_does_no_harm() {
        for data in ["", "M", "L 1", "M 1 x L 2 3", "C C C", "M NaN 1 L inf 2", "Z 1 2"] {
            lines(data, true, true);
        }
    }
}
