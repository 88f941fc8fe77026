//! Drawn lines → horizontal and vertical rules, put together where they are drawn piece by piece.
//!
//! In: the [`Rule`]s of a page and the font size of its text. Out: [`Ruling`]s, sorted by place.

use super::Rule;

/// Thickest line, farthest apart that pieces of one line are, shortest line: in parts of the font size.
const THICK: f32 = 0.6;
const NEAR: f32 = 0.35;
const SHORT: f32 = 0.7;
/// Most lines of one page in either direction; a page with more is a drawing.
const MOST: usize = 1_500;

/// A horizontal or vertical line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ruling {
    /// Its y if it is horizontal, its x if vertical.
    pub at: f32,
    pub start: f32,
    pub end: f32,
}

/// The horizontal and the vertical lines of a page.
pub(super) fn rulings(rules: &[Rule], size: f32) -> (Vec<Ruling>, Vec<Ruling>) {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for rule in rules {
        let ordered = |a: f32, b: f32| (a.min(b), a.max(b));
        let (left, right) = ordered(rule.from.0, rule.to.0);
        let (top, bottom) = ordered(rule.from.1, rule.to.1);
        let (width, height) = (right - left, bottom - top);
        if !(width.is_finite() && height.is_finite()) || width.min(height) > THICK * size {
            continue;
        }
        if width >= height {
            across.push(Ruling {
                at: (top + bottom) / 2.0,
                start: left,
                end: right,
            });
        } else {
            down.push(Ruling {
                at: (left + right) / 2.0,
                start: top,
                end: bottom,
            });
        }
    }
    let (across, down) = (joined(across, size), joined(down, size));
    if across.len() > MOST || down.len() > MOST {
        return (Vec::new(), Vec::new());
    }
    (across, down)
}

fn joined(mut rulings: Vec<Ruling>, size: f32) -> Vec<Ruling> {
    rulings.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut out: Vec<Ruling> = Vec::new();
    let mut rest = rulings.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        // Lines at one height; double lines count as one.
        let count = rest.partition_point(|ruling| ruling.at - first.at <= NEAR * size);
        let (level, after) = rest.split_at_mut(count.max(1));
        rest = after;
        level.sort_by(|a, b| a.start.total_cmp(&b.start));
        let mut joined: Vec<Ruling> = Vec::new();
        for ruling in level.iter() {
            match joined.last_mut() {
                Some(last) if ruling.start <= last.end + NEAR * size => last.end = last.end.max(ruling.end),
                _ => joined.push(*ruling),
            }
        }
        out.extend(joined);
    }
    out.retain(|ruling| ruling.end - ruling.start >= SHORT * size);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_line_are_one_line() {
        let rule = |from, to| Rule { from, to };
        let (across, down) = rulings(
            &[
                // A thin box, a stroke that goes on from it, its double, a dash, a shade behind text.
                rule((10.0, 100.0), (60.0, 100.5)),
                rule((110.0, 100.2), (61.0, 100.2)),
                rule((10.0, 102.0), (110.0, 102.0)),
                rule((10.0, 300.0), (14.0, 300.0)),
                rule((10.0, 100.0), (110.0, 120.0)),
                rule((10.0, 100.0), (10.0, 200.0)),
            ],
            10.0,
        );
        assert_eq!(across.len(), 1);
        assert_eq!((across[0].start, across[0].end), (10.0, 110.0));
        assert_eq!(down.len(), 1);
    }
}
