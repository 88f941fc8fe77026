//! Rows of a table as Word keeps them → a [`Grid`] whose cells cover columns and rows.
//!
//! In: rows of cells with the places of their edges, in twips (1/20 point), and marks of merged cells. Out: cells with
//! the number of columns and rows that they cover. Word has no columns: each row has its own edges. Edges of all rows
//! that stand within [`NEAR`] of each other are one line of the table. In a row without edges, and in a table of
//! which some edges do not keep cells apart, each cell covers one column.

use super::super::plain::{Cell, Grid};

/// Edges nearer than this, in twips, are one: 2.5 mm, less than a character and its margins.
const NEAR: i32 = 144;
/// Most columns that a cell is said to cover.
const WIDEST: usize = 1_000;

/// How a cell joins its neighbour to the left or above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum Merge {
    /// It stands alone.
    #[default]
    None,
    /// It is the first of several.
    First,
    /// It belongs to the cell before it.
    Continued,
}

/// The outer form of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) struct CellShape {
    /// Its right edge, in twips from the margin.
    pub right: i32,
    /// To the left.
    pub across: Merge,
    /// Upwards.
    pub down: Merge,
}

/// The outer form of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in super::super) struct RowShape {
    /// The left edge of its first cell, in twips from the margin.
    pub left: i32,
    /// Its cells.
    pub cells: Vec<CellShape>,
}

/// One row: the texts of its cells and its form; no cells there where it is not known.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub texts: Vec<String>,
    pub shape: RowShape,
}

impl Row {
    fn is_known(&self) -> bool {
        self.shape.cells.len() == self.texts.len()
    }
}

/// The lines between columns, in twips, each the first of the edges that it stands for.
struct Lines(Vec<i32>);

impl Lines {
    fn of(rows: &[Row]) -> Option<Self> {
        let known = || rows.iter().filter(|row| row.is_known());
        let mut edges: Vec<i32> = known()
            .flat_map(|row| std::iter::once(row.shape.left).chain(row.shape.cells.iter().map(|cell| cell.right)))
            .collect();
        edges.sort_unstable();
        edges.dedup();
        let mut lines: Vec<i32> = Vec::new();
        for edge in edges {
            if lines.last().is_none_or(|last| edge.saturating_sub(*last) > NEAR) {
                lines.push(edge);
            }
        }
        let lines = Self(lines);
        let apart = |row: &Row| {
            let mut left = lines.index(row.shape.left);
            row.shape.cells.iter().all(|cell| {
                let right = lines.index(cell.right);
                let apart = right > left || cell.across == Merge::Continued;
                left = right;
                apart
            })
        };
        known().all(apart).then_some(lines)
    }

    /// The line that an edge lies on.
    fn index(&self, edge: i32) -> usize {
        self.0.partition_point(|line| *line <= edge).saturating_sub(1)
    }
}

/// The table of some rows.
pub(super) fn grid(rows: Vec<Row>) -> Grid {
    let lines = Lines::of(&rows);
    let mut grid = Grid::default();
    // The cell that stands at each column in the row above: its row and its index there.
    let mut above: Vec<(usize, (usize, usize))> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let mut cells: Vec<Cell> = Vec::with_capacity(row.texts.len());
        let mut here = Vec::new();
        let known = row.is_known();
        let lines = lines.as_ref().filter(|_| known);
        let mut column = 0;
        if let Some(lines) = lines {
            column = lines.index(row.shape.left);
            if column > 0 {
                cells.push(Cell {
                    columns: column,
                    ..Cell::new("")
                });
            }
        }
        for (index, text) in row.texts.into_iter().enumerate() {
            let shape = row
                .shape
                .cells
                .get(index)
                .copied()
                .filter(|_| known)
                .unwrap_or_default();
            let end = match lines {
                Some(lines) => lines.index(shape.right).max(column),
                None => column + 1,
            };
            let columns = (end - column).min(WIDEST);
            let start = std::mem::replace(&mut column, end);
            if shape.across == Merge::Continued
                && let Some(last) = cells.last_mut().filter(|_| index > 0)
            {
                last.columns += columns;
                continue;
            }
            if shape.down == Merge::Continued
                && let Ok(found) = above.binary_search_by_key(&start, |(column, _)| *column)
                && let Some(&(_, (row, cell))) = above.get(found)
                && let Some(covering) = grid.rows.get_mut(row).and_then(|row: &mut Vec<Cell>| row.get_mut(cell))
            {
                covering.rows += 1;
                here.push((start, (row, cell)));
                continue;
            }
            if shape.down != Merge::None {
                here.push((start, (at, cells.len())));
            }
            cells.push(Cell { text, columns, rows: 1 });
        }
        grid.rows.push(cells);
        above = here;
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(left: i32, cells: &[(&str, i32, Merge, Merge)]) -> Row {
        Row {
            texts: cells.iter().map(|cell| cell.0.to_owned()).collect(),
            shape: RowShape {
                left,
                cells: cells
                    .iter()
                    .map(|&(_, right, across, down)| CellShape { right, across, down })
                    .collect(),
            },
        }
    }

    fn shown(grid: &Grid) -> Vec<Vec<(&str, usize, usize)>> {
        let cell = |cell: &'_ Cell| (cell.columns, cell.rows);
        grid.rows
            .iter()
            .map(|row| row.iter().map(|c| (c.text.as_str(), cell(c).0, cell(c).1)).collect())
            .collect()
    }

    #[test]
    fn edges_make_columns() {
        use Merge::None;
        let grid = grid(vec![
            row(-108, &[("任务", 2000, None, None), ("单位", 4000, None, None)]),
            row(
                -100,
                &[
                    ("甲", 1000, None, None),
                    ("乙", 2030, None, None),
                    ("丙", 3990, None, None),
                ],
            ),
            row(1010, &[("丁", 4000, None, None)]),
        ]);
        assert_eq!(
            shown(&grid),
            [
                vec![("任务", 2, 1), ("单位", 1, 1)],
                vec![("甲", 1, 1), ("乙", 1, 1), ("丙", 1, 1)],
                vec![("", 1, 1), ("丁", 2, 1)]
            ]
        );
    }

    #[test]
    fn merged_cells_are_covered() {
        use Merge::{Continued, First, None};
        let grid = grid(vec![
            row(
                0,
                &[
                    ("甲", 1000, None, First),
                    ("乙", 2000, First, None),
                    ("", 3000, Continued, None),
                ],
            ),
            row(
                0,
                &[
                    ("", 1000, None, Continued),
                    ("丙", 2000, None, None),
                    ("丁", 3000, None, None),
                ],
            ),
            row(
                0,
                &[
                    ("", 1000, None, Continued),
                    ("戊", 2000, None, None),
                    ("己", 3000, None, Continued),
                ],
            ),
        ]);
        assert_eq!(
            shown(&grid),
            [
                vec![("甲", 1, 3), ("乙", 2, 1)],
                vec![("丙", 1, 1), ("丁", 1, 1)],
                vec![("戊", 1, 1), ("己", 1, 1)]
            ]
        );
    }

    #[test]
    fn edges_that_do_not_keep_cells_apart_are_not_used() {
        use Merge::None;
        let grid = grid(vec![
            row(0, &[("甲", 10, None, None), ("乙", 20, None, None)]),
            Row {
                texts: vec!["丙".to_owned()],
                shape: RowShape::default(),
            },
        ]);
        assert_eq!(shown(&grid), [vec![("甲", 1, 1), ("乙", 1, 1)], vec![("丙", 1, 1)]]);
    }
}
