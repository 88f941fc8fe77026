//! Paths → ruling lines: strokes and thin boxes that lie along or across the page.

use crate::read::page::Rule;

/// Most segments of one path; charts and maps have more, tables have not.
const SEGMENTS: usize = 20_000;
/// Thickest filled box that may be a line, in points.
const THICK: f32 = 8.0;

type Point = (f32, f32);

/// A path under construction, in coordinates of the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Corners of each part, and whether it has curves.
    parts: Vec<(Vec<Point>, bool)>,
    count: usize,
}

impl Path {
    pub fn start(&mut self, at: Point) {
        if self.count < SEGMENTS {
            self.count += 1;
            self.parts.push((vec![at], false));
        }
    }

    pub fn line(&mut self, to: Point) {
        if self.count < SEGMENTS
            && let Some((points, _)) = self.parts.last_mut()
        {
            self.count += 1;
            points.push(to);
        }
    }

    /// A curve: the part makes no lines.
    pub fn bend(&mut self) {
        if let Some((_, bent)) = self.parts.last_mut() {
            *bent = true;
        }
    }

    pub fn close(&mut self) {
        if let Some((points, _)) = self.parts.last_mut()
            && let Some(&first) = points.first()
            && points.last() != Some(&first)
        {
            points.push(first);
        }
    }

    pub fn rectangle(&mut self, corners: [Point; 4]) {
        if self.count + 4 <= SEGMENTS {
            self.count += 4;
            let [first, ..] = corners;
            let mut points = corners.to_vec();
            points.push(first);
            self.parts.push((points, false));
        }
    }

    /// The lines of a stroke of that width.
    pub fn stroke(&self, width: f32, rules: &mut Vec<Rule>) {
        if width > THICK {
            return;
        }
        for (points, _) in self.parts.iter().filter(|(_, bent)| !bent) {
            for pair in points.windows(2) {
                if let [from, to] = *pair
                    && is_straight(from, to)
                {
                    rules.push(Rule { from, to });
                }
            }
        }
    }

    /// Boxes that are filled and thin.
    pub fn fill(&self, rules: &mut Vec<Rule>) {
        for (points, _) in self.parts.iter().filter(|(_, bent)| !bent) {
            if !points.windows(2).all(|pair| is_straight(pair[0], pair[1])) || points.len() > 6 {
                continue;
            }
            let ends = |of: fn(&Point) -> f32| {
                let all = points.iter().map(of);
                all.fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), v| {
                    (low.min(v), high.max(v))
                })
            };
            let ((left, right), (top, bottom)) = (ends(|p| p.0), ends(|p| p.1));
            if (right - left).min(bottom - top) <= THICK {
                rules.push(Rule {
                    from: (left, top),
                    to: (right, bottom),
                });
            }
        }
    }
}

/// Whether a line lies along or across the page.
fn is_straight(from: Point, to: Point) -> bool {
    let (x, y) = ((from.0 - to.0).abs(), (from.1 - to.1).abs());
    x.min(y) <= 1.0 && x.max(y) < 1e6
}
