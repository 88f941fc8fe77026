//! Frames with text in them → tables.
//!
//! In: a [`Lattice`] and the runs of its page. Out: a [`Framed`] table and the runs that are not in it.

use super::lattice::{Block, Lattice};
use super::paragraph::{Margins, Paragraphs, Text};
use super::sheet::sideways;
use super::{Flow, Run};
use super::{label, line};
use crate::read::plain::{Cell, Grid};

/// How far borders of columns may lie apart on two pages, in parts of the font size.
const NEAR: f32 = 0.8;

/// A table with its place.
#[derive(Debug, Clone, Default)]
pub(super) struct Framed {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    /// Column borders.
    pub xs: Vec<f32>,
    pub grid: Grid,
}

type Runs = (Vec<Run>, Vec<Run>);

/// Puts the runs into the cells of a frame. Where fewer than two cells hold text it is no table, and all runs come back.
pub(super) fn fill(frame: Lattice, upright: Vec<Run>, other: Vec<Run>) -> (Option<Framed>, Runs) {
    let owners = frame.owners();
    let owner = |run: &Run| {
        let (x, y) = centre(run);
        frame.cell(x, y, &owners)
    };
    let mut inside = vec![Vec::new(); frame.cells.len()];
    let mut used = 0;
    let mut rest: Runs = (Vec::new(), Vec::new());
    for run in upright.iter().chain(&other) {
        if let Some(cell) = owner(run).and_then(|number| inside.get_mut(number)) {
            used += usize::from(cell.is_empty());
            cell.push(run.clone());
        }
    }
    if used < 2 {
        return (None, (upright, other));
    }
    rest.0.extend(upright.into_iter().filter(|run| owner(run).is_none()));
    rest.1.extend(other.into_iter().filter(|run| owner(run).is_none()));
    let (left, top, right, _) = frame.bounds();
    let mut rows = vec![Vec::new(); frame.ys.len().saturating_sub(1)];
    for (block, runs) in frame.cells.iter().zip(inside) {
        if let Some(row) = rows.get_mut(block.top) {
            row.push(Cell {
                text: words(runs, &frame, *block),
                columns: block.right - block.left,
                rows: block.bottom - block.top,
            });
        }
    }
    let framed = Framed {
        left,
        top,
        right,
        xs: frame.xs,
        grid: Grid { rows },
    };
    (Some(framed), rest)
}

/// The middle of the ink of a run.
fn centre(run: &Run) -> (f32, f32) {
    let half = run.width / 2.0;
    let up = run.size * 0.38;
    match run.flow {
        Flow::Across | Flow::Askew => (run.x + half, run.y - up),
        Flow::Down => (run.x, run.y + half),
        Flow::Clockwise => (run.x + up, run.y + half),
        Flow::Counter => (run.x - up, run.y - half),
    }
}

/// The text of a cell, its paragraphs parted by `\n`.
fn words(runs: Vec<Run>, frame: &Lattice, block: Block) -> String {
    let border = |borders: &[f32], at: usize| borders.get(at).copied().unwrap_or(0.0);
    let (left, right) = (border(&frame.xs, block.left), border(&frame.xs, block.right));
    let (upright, other): (Vec<Run>, Vec<Run>) = runs.into_iter().partition(|run| run.flow == Flow::Across);
    let mut lines: Vec<Text> = line::lines(upright).into_iter().map(Text::from).collect();
    set_left(&mut lines, (left + right) / 2.0);
    let start = lines.iter().map(|line| line.left).fold(right, f32::min);
    let end = lines.iter().map(|line| line.right).fold(left, f32::max);
    let size = lines.first().map_or(1.0, |line| line.size);
    let margins = Margins {
        left: start,
        // Cells keep as much room on the right as on the left.
        right: (right - (start - left).clamp(0.0, 0.6 * size)).max(end),
        ..Margins::default()
    };
    let mut words = String::new();
    let mut add = |paragraph: Option<String>| {
        for paragraph in paragraph.iter().filter(|words| !words.is_empty()) {
            if !words.is_empty() {
                words.push('\n');
            }
            words.push_str(paragraph);
        }
    };
    let mut paragraphs = Paragraphs::default();
    for (number, line) in lines.iter().enumerate() {
        add(paragraphs.add(line, lines.get(number + 1), margins, true));
    }
    add(paragraphs.end());
    let mut aside = String::new();
    for line in sideways(other) {
        label::join(&mut aside, &line);
    }
    add(Some(aside));
    words
}

/// Centred lines are read as if they began at the left: only then is it seen how full they are.
fn set_left(lines: &mut [Text], middle: f32) {
    let is_centred = |line: &Text| ((line.left + line.right) / 2.0 - middle).abs() < 0.7 * line.size;
    if lines.len() < 2 || !lines.iter().all(is_centred) {
        return;
    }
    let start = lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
    for line in lines {
        line.right -= line.left - start;
        line.left = start;
    }
}

impl Framed {
    /// Whether `next` has the same columns; `size` is the font size of the text.
    pub fn goes_on(&self, next: &Self, size: f32) -> bool {
        let shift = next.left - self.left;
        let near = |(one, other): (&f32, &f32)| (other - one - shift).abs() < NEAR * size;
        self.xs.len() == next.xs.len() && self.xs.len() > 1 && self.xs.iter().zip(&next.xs).all(near)
    }
}
