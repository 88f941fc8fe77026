//! Ruling lines → the cells that they frame.
//!
//! In: horizontal and vertical [`Ruling`]s. Out: [`Lattice`]s, one a table: column and row borders, and for every cell the
//! places that it covers. Sides that a table leaves open are closed. A single frame is no table.

use super::rules::Ruling;

/// How far lines may miss each other, narrowest column and row: in parts of the font size.
const NEAR: f32 = 0.5;
const NARROW: f32 = 0.6;
/// Part of a side that must be drawn for it to be a border.
const DRAWN: f32 = 0.6;
/// Most places of one table.
const PLACES: usize = 40_000;

/// A framed table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    /// Column borders from the left, row borders from above.
    pub xs: Vec<f32>,
    pub ys: Vec<f32>,
    /// Cells, ordered by their upper left corners.
    pub cells: Vec<Block>,
}

/// Places that a cell covers, the last ones excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

impl Lattice {
    /// Left, top, right, bottom.
    pub fn bounds(&self) -> (f32, f32, f32, f32) {
        let ends = |borders: &[f32]| {
            (
                borders.first().copied().unwrap_or(0.0),
                borders.last().copied().unwrap_or(0.0),
            )
        };
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        (left, top, right, bottom)
    }

    /// The number of the cell around a point.
    pub fn cell(&self, x: f32, y: f32, owners: &Owners) -> Option<usize> {
        let place = |borders: &[f32], at: f32| {
            let after = borders.partition_point(|&border| border <= at);
            (after > 0 && after < borders.len()).then(|| after - 1)
        };
        owners.get(place(&self.ys, y)?, place(&self.xs, x)?)
    }

    /// Which cell covers which place.
    pub fn owners(&self) -> Owners {
        let columns = self.xs.len().saturating_sub(1);
        let mut owners = vec![None; columns * self.ys.len().saturating_sub(1)];
        for (number, cell) in self.cells.iter().enumerate() {
            for row in cell.top..cell.bottom {
                for column in cell.left..cell.right {
                    if let Some(owner) = owners.get_mut(row * columns + column) {
                        *owner = Some(number);
                    }
                }
            }
        }
        Owners { columns, owners }
    }
}

/// Which cell covers which place.
#[derive(Debug)]
pub(super) struct Owners {
    columns: usize,
    owners: Vec<Option<usize>>,
}

impl Owners {
    fn get(&self, row: usize, column: usize) -> Option<usize> {
        *self.owners.get(row * self.columns + column)?
    }
}

/// The tables that the lines of a page frame, from above.
pub(super) fn lattices(across: &[Ruling], down: &[Ruling], size: f32) -> Vec<Lattice> {
    let near = NEAR * size;
    let mut sets = Sets::new(across.len() + down.len());
    for (number, line) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < line.start - near);
        for (other_number, other) in down.iter().enumerate().skip(first) {
            if other.at > line.end + near {
                break;
            }
            if (other.start - near..=other.end + near).contains(&line.at) {
                sets.join(number, across.len() + other_number);
            }
        }
    }
    let mut groups: std::collections::BTreeMap<usize, (Vec<Ruling>, Vec<Ruling>)> = std::collections::BTreeMap::new();
    for (number, line) in across.iter().chain(down).enumerate() {
        let (of_across, of_down) = groups.entry(sets.find(number)).or_default();
        if number < across.len() {
            of_across.push(*line);
        } else {
            of_down.push(*line);
        }
    }
    let mut lattices: Vec<Lattice> = groups
        .into_values()
        .filter_map(|(across, down)| lattice(&across, &down, size))
        .collect();
    lattices.sort_by(|a, b| a.bounds().1.total_cmp(&b.bounds().1));
    lattices
}

fn lattice(across: &[Ruling], down: &[Ruling], size: f32) -> Option<Lattice> {
    if across.len() < 2 || down.is_empty() || across.len() + down.len() < 4 {
        return None;
    }
    let xs = borders(down, across, size);
    let ys = borders(across, down, size);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    let places = columns * rows;
    if !(2..=PLACES).contains(&places) {
        return None;
    }
    let upright = drawn(down, &xs, &ys);
    let level = drawn(across, &ys, &xs);
    let mut sets = Sets::new(places);
    for row in 0..rows {
        for column in 0..columns {
            let here = row * columns + column;
            if column + 1 < columns && !upright.contains(column + 1, row) {
                sets.join(here, here + 1);
            }
            if row + 1 < rows && !level.contains(row + 1, column) {
                sets.join(here, here + columns);
            }
        }
    }
    let cells = cells(&mut sets, rows, columns);
    (cells.len() > 1).then_some(Lattice { xs, ys, cells })
}

/// Borders in one direction: where lines are, and where the lines across them end.
fn borders(lines: &[Ruling], others: &[Ruling], size: f32) -> Vec<f32> {
    let mut all: Vec<f32> = lines.iter().map(|line| line.at).collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|next, border| *next - *border < NARROW * size);
    let first = others.iter().map(|line| line.start).fold(f32::INFINITY, f32::min);
    let last = others.iter().map(|line| line.end).fold(f32::NEG_INFINITY, f32::max);
    // A side left open.
    if all.first().is_some_and(|border| border - first > 1.5 * size) {
        all.insert(0, first);
    }
    if all.last().is_some_and(|border| last - border > 1.5 * size) {
        all.push(last);
    }
    all
}

/// Which stretches of which borders are drawn.
struct Drawn {
    stretches: usize,
    drawn: Vec<bool>,
}

impl Drawn {
    fn contains(&self, border: usize, stretch: usize) -> bool {
        self.drawn.get(border * self.stretches + stretch) == Some(&true)
    }
}

fn drawn(lines: &[Ruling], borders: &[f32], others: &[f32]) -> Drawn {
    let stretches = others.len().saturating_sub(1);
    let mut drawn = vec![false; borders.len() * stretches];
    for line in lines {
        let after = borders.partition_point(|&border| border <= line.at);
        let nearest = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let distance = |border: usize| borders.get(border).map_or(f32::INFINITY, |at| (at - line.at).abs());
        let Some(border) = nearest.min_by(|&a, &b| distance(a).total_cmp(&distance(b))) else {
            continue;
        };
        let first = others.partition_point(|&other| other < line.start).saturating_sub(1);
        for stretch in first..stretches {
            let (Some(&from), Some(&to)) = (others.get(stretch), others.get(stretch + 1)) else {
                break;
            };
            if from > line.end {
                break;
            }
            let covered = line.end.min(to) - line.start.max(from);
            if covered >= DRAWN * (to - from)
                && let Some(drawn) = drawn.get_mut(border * stretches + stretch)
            {
                *drawn = true;
            }
        }
    }
    Drawn { stretches, drawn }
}

/// The cells: connected places, where they make a rectangle; other shapes are cut into rows.
fn cells(sets: &mut Sets, rows: usize, columns: usize) -> Vec<Block> {
    let mut blocks: std::collections::BTreeMap<usize, (Block, usize)> = std::collections::BTreeMap::new();
    for row in 0..rows {
        for column in 0..columns {
            let single = Block {
                top: row,
                left: column,
                bottom: row + 1,
                right: column + 1,
            };
            let (block, count) = blocks.entry(sets.find(row * columns + column)).or_insert((single, 0));
            *count += 1;
            block.left = block.left.min(column);
            block.right = block.right.max(column + 1);
            block.bottom = block.bottom.max(row + 1);
        }
    }
    let mut cells = Vec::new();
    for (root, (block, count)) in blocks {
        if (block.bottom - block.top) * (block.right - block.left) == count {
            cells.push(block);
            continue;
        }
        for row in block.top..block.bottom {
            let mut open: Option<Block> = None;
            for column in block.left..=block.right {
                let inside = column < block.right && sets.find(row * columns + column) == root;
                match &mut open {
                    Some(open) if inside => open.right = column + 1,
                    Some(done) => {
                        cells.push(*done);
                        open = None;
                    }
                    None if inside => {
                        open = Some(Block {
                            top: row,
                            left: column,
                            bottom: row + 1,
                            right: column + 1,
                        });
                    }
                    None => {}
                }
            }
        }
    }
    cells.sort_unstable();
    cells
}

/// Sets of numbers that are joined (union-find).
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
        }
    }

    /// The number that stands for the set of this one.
    fn find(&mut self, mut number: usize) -> usize {
        while let Some(&parent) = self.parents.get(number) {
            if parent == number {
                break;
            }
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(own) = self.parents.get_mut(number) {
                *own = above;
            }
            number = above;
        }
        number
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
}
