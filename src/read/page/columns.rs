//! Lines and tables of a page → reading order, in one column or two.
//!
//! Two columns are read the left one first, between lines and tables that reach over both. What is set in columns fills
//! them: lists and tables without rules, whose lines end anywhere, are not taken for columns.

use super::line::Line;
use super::table::Framed;

/// Fewest lines of a column; most of all lines that may reach over the gutter, as a part.
const FEWEST: usize = 6;
const OVER: f32 = 0.25;
/// Part of the lines of a column that must end at its right end.
const FULL: f32 = 0.5;
/// Places where a gutter is looked for.
const PLACES: usize = 200;

/// A line, with the number of its column (0 where it has the page for itself), or a table.
#[derive(Debug)]
pub(super) enum Placed {
    Line(Line, u8),
    Table(Framed),
}

/// Puts lines and tables into reading order.
pub(super) fn order(lines: Vec<Line>, tables: Vec<Framed>) -> Vec<Placed> {
    let gutter = gutter(&lines);
    let mut placed: Vec<(f32, Side, Placed)> = Vec::new();
    for line in lines {
        match gutter {
            Some(x) if !reaches_over(&line, x) => {
                let (left, right) = line.split(x);
                for (line, side) in [(left, Side::Left), (right, Side::Right)] {
                    placed.extend(line.map(|line| (line.top(), side, Placed::Line(line, side as u8))));
                }
            }
            _ => placed.push((line.top(), Side::Both, Placed::Line(line, 0))),
        }
    }
    for table in tables {
        let side = match gutter {
            Some(x) if table.right <= x => Side::Left,
            Some(x) if table.left >= x => Side::Right,
            _ => Side::Both,
        };
        placed.push((table.top, side, Placed::Table(table)));
    }
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut items = Vec::with_capacity(placed.len());
    let mut right = Vec::new();
    for (_, side, item) in placed {
        match side {
            Side::Left => items.push(item),
            Side::Right => right.push(item),
            Side::Both => {
                items.append(&mut right);
                items.push(item);
            }
        }
    }
    items.append(&mut right);
    items
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Left,
    Right,
}

/// Whether a line has text at `x`, or goes on there without a gap.
fn reaches_over(line: &Line, x: f32) -> bool {
    let before = line.pieces.iter().filter(|piece| piece.left < x);
    let end = before.map(|piece| piece.right).fold(f32::NEG_INFINITY, f32::max);
    let start = line.pieces.iter().map(|piece| piece.left).filter(|&left| left >= x);
    start.fold(f32::INFINITY, f32::min) - end < 0.8 * line.size || end > x + 0.5 * line.size
}

/// Where the gutter between two columns is.
fn gutter(lines: &[Line]) -> Option<f32> {
    if lines.len() < FEWEST {
        return None;
    }
    let parts: Vec<Line> = lines.iter().cloned().flat_map(Line::parts).collect();
    let left = parts.iter().map(|part| part.left).fold(f32::INFINITY, f32::min);
    let right = parts.iter().map(|part| part.right).fold(f32::NEG_INFINITY, f32::max);
    let step = (right - left) / PLACES as f32;
    if step.is_nan() || step <= 0.0 {
        return None;
    }
    // How many parts reach over each place: sums of beginnings and ends.
    let place = |x: f32| (((x - left) / step) as usize).min(PLACES);
    let mut changes = vec![0_i32; PLACES + 2];
    for part in &parts {
        if let Some(change) = changes.get_mut(place(part.left)) {
            *change += 1;
        }
        if let Some(change) = changes.get_mut(place(part.right) + 1) {
            *change -= 1;
        }
    }
    let mut over = 0;
    let counts: Vec<i32> = changes
        .iter()
        .map(|change| {
            over += change;
            over
        })
        .collect();
    let middle = PLACES * 3 / 10..PLACES * 7 / 10;
    let fewest = *counts.get(middle.clone())?.iter().min()?;
    if fewest as f32 > OVER * parts.len() as f32 {
        return None;
    }
    let best: Vec<usize> = middle.filter(|&at| counts.get(at) == Some(&fewest)).collect();
    // The widest stretch of such places.
    let stretch = best.chunk_by(|a, b| b - a == 1).max_by_key(|stretch| stretch.len())?;
    let (first, last) = (stretch.first()?, stretch.last()?);
    let x = left + step * (*first + *last + 1) as f32 / 2.0;
    let column = |of: &dyn Fn(&&Line) -> bool| parts.iter().filter(of).collect::<Vec<_>>();
    let (one, other) = (column(&|part| part.right <= x), column(&|part| part.left >= x));
    (is_column(&one) && is_column(&other) && stand_together(&one, &other)).then_some(x)
}

/// Whether these lines fill a column.
fn is_column(lines: &[&Line]) -> bool {
    let mut rights: Vec<f32> = lines.iter().map(|line| line.right).collect();
    rights.sort_by(f32::total_cmp);
    // But for a few that stick out, such as page numbers.
    let Some(&right) = rights.get(rights.len() * 9 / 10) else {
        return false;
    };
    let full = lines
        .iter()
        .filter(|line| right - line.right < 1.6 * line.size && line.right - line.left > 8.0 * line.size);
    lines.len() >= FEWEST && full.count() as f32 >= FULL * lines.len() as f32
}

/// Whether two columns stand beside one another for most of their height.
fn stand_together(one: &[&Line], other: &[&Line]) -> bool {
    let ends = |lines: &[&Line]| {
        let all = lines.iter().map(|line| line.y);
        all.fold((f32::INFINITY, f32::NEG_INFINITY), |(top, bottom), y| {
            (top.min(y), bottom.max(y))
        })
    };
    let ((top, bottom), (other_top, other_bottom)) = (ends(one), ends(other));
    let shared = bottom.min(other_bottom) - top.max(other_top);
    shared >= 0.5 * (bottom - top).min(other_bottom - other_top)
}
