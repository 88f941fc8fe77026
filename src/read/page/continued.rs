//! A table that goes on over the page break is one table.
//!
//! In: the table at the end of a page, the one at the top of the next. Out: whether they are one, and the one. The head that
//! is printed again is dropped, a row that the page break parts is made whole, and cells that cover rows of both pages go
//! on.

use super::label;
use super::table::Framed;
use crate::read::plain::{Cell, Grid};

/// Most rows of a head that is printed again.
const HEAD: usize = 3;

/// A table that may go on.
#[derive(Debug)]
pub(super) struct Open {
    table: Framed,
    /// For every column: rows that the cell in it covers below those done, and which cell that is (row, number).
    covered: Vec<(usize, (usize, usize))>,
    done: usize,
    /// No row done begins with an empty cell.
    named: bool,
}

impl Open {
    pub fn new(table: Framed) -> Self {
        Self {
            table,
            covered: Vec::new(),
            done: 0,
            named: true,
        }
    }

    pub fn grid(self) -> Grid {
        self.table.grid
    }

    /// Whether `next`, at the top of the next page, is the rest of this table; `size` is the font size of the text.
    pub fn goes_on(&self, next: &Framed, size: f32) -> bool {
        self.table.goes_on(next, size)
    }

    /// Adds the rest of this table.
    pub fn add(&mut self, next: Framed) {
        let mut rows = next.grid.rows;
        let own = &self.table.grid.rows;
        let same = rows.iter().zip(own).take(HEAD).take_while(|(one, other)| one == other);
        let head = same
            .take_while(|(one, _)| one.iter().any(|cell| !cell.text.is_empty()))
            .count();
        // A head that is all of the table is no head.
        if head < rows.len() && head < own.len() {
            rows.drain(..head);
        }
        self.advance();
        if let Some(first) = rows.first_mut() {
            let is_part = self.parts_last_row(first);
            let cells = std::mem::take(first);
            let starts = starts(&cells);
            for (mut cell, column) in cells.into_iter().zip(starts) {
                if !self.take(&mut cell, column, is_part) {
                    first.push(cell);
                }
            }
            if is_part {
                rows.remove(0);
            }
        }
        self.table.grid.rows.append(&mut rows);
    }

    /// Follows the cells down to the last row.
    fn advance(&mut self) {
        for (number, row) in self.table.grid.rows.iter().enumerate().skip(self.done) {
            self.named &= row.first().is_some_and(|cell| !cell.text.is_empty());
            let mut column = 0;
            let mut place = |column: usize, cell: Option<(usize, usize)>| {
                if self.covered.len() <= column {
                    self.covered.push((0, (0, 0)));
                }
                let Some(covered) = self.covered.get_mut(column) else {
                    return false;
                };
                match cell {
                    _ if covered.0 > 0 => {
                        covered.0 -= 1;
                        false
                    }
                    Some((rows, at)) => {
                        *covered = (rows.saturating_sub(1), (number, at));
                        true
                    }
                    None => false,
                }
            };
            for (at, cell) in row.iter().enumerate() {
                let mut left = cell.columns.clamp(1, 1_000);
                while left > 0 {
                    left -= usize::from(place(column, Some((cell.rows, at))));
                    column += 1;
                }
            }
            while column < self.covered.len() {
                let covered = self.covered.get_mut(column).map(|covered| &mut covered.0);
                if let Some(rows) = covered {
                    *rows = rows.saturating_sub(1);
                }
                column += 1;
            }
        }
        self.done = self.table.grid.rows.len();
    }

    /// The cell that covers a column of the last row.
    fn cell(&self, column: usize) -> Option<&Cell> {
        let (_, (row, at)) = self.covered.get(column)?;
        self.table.grid.rows.get(*row)?.get(*at)
    }

    /// Whether the first row of the next page is the rest of the last row of this one: it has the same cells, and either
    /// says nothing in the first one, as no other row does, or only goes on with sentences that are broken off.
    fn parts_last_row(&self, first: &[Cell]) -> bool {
        let empty = |cell: &Cell| cell.text.is_empty();
        let pairs = || {
            first
                .iter()
                .zip(starts(first))
                .map(|(next, column)| (self.cell(column), next))
        };
        let same = |(one, next): (Option<&Cell>, &Cell)| one.is_some_and(|one| one.columns == next.columns);
        let long = |cell: &Cell| cell.rows > 1 && !empty(cell);
        if self.table.grid.rows.len() < 2 || first.iter().all(empty) || first.iter().any(long) || !pairs().all(same) {
            return false;
        }
        let single = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.rows <= 1);
        let unnamed =
            first.first().is_some_and(|cell| empty(cell) && single(Some(cell))) && single(self.cell(0)) && self.named;
        let goes_on = |(one, next): (Option<&Cell>, &Cell)| {
            empty(next)
                || one.is_some_and(|one| !empty(one) && !label::is_final(&one.text))
                    && label::label(&next.text).is_none()
                    && !next.text.chars().all(|c| c.is_ascii_digit())
        };
        // Below a cell of several rows an empty one says nothing.
        let left_out =
            |(one, next): (Option<&Cell>, &Cell)| empty(next) && single(one) && one.is_some_and(|one| !empty(one));
        unnamed || pairs().all(goes_on) && pairs().any(left_out)
    }

    /// Makes a cell of the next page part of the one above it: of a row that the page break parts, or an empty one below one
    /// that covers several rows.
    fn take(&mut self, cell: &mut Cell, column: usize, is_part: bool) -> bool {
        let Some(&(_, (row, at))) = self.covered.get(column) else {
            return false;
        };
        let Some(above) = self.table.grid.rows.get_mut(row).and_then(|row| row.get_mut(at)) else {
            return false;
        };
        let covers = |cell: &Cell| cell.rows.max(1);
        if is_part {
            if label::is_final(&above.text) && label::label(&cell.text).is_some() {
                above.text.push('\n');
            }
            label::join(&mut above.text, &cell.text);
            above.rows = covers(above) + covers(cell) - 1;
        } else if cell.text.is_empty()
            && !above.text.is_empty()
            && above.columns == cell.columns
            && above.rows.max(cell.rows) > 1
        {
            above.rows = covers(above) + covers(cell);
        } else {
            return false;
        }
        if let Some(covered) = self.covered.get_mut(column..column + cell.columns.clamp(1, 1_000)) {
            for covered in covered {
                covered.0 = covers(cell) - usize::from(is_part);
            }
        }
        true
    }
}

/// The columns at which the cells of a first row begin.
fn starts(row: &[Cell]) -> Vec<usize> {
    let mut next = 0;
    let start = |cell: &Cell| {
        let start = next;
        next += cell.columns.clamp(1, 1_000);
        start
    };
    row.iter().map(start).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(rows: &[&[(&str, usize)]]) -> Framed {
        let row = |row: &&[(&str, usize)]| {
            let cell = |&(text, rows): &(&str, usize)| Cell {
                rows,
                ..Cell::new(text)
            };
            row.iter().map(cell).collect()
        };
        Framed {
            xs: vec![0.0, 10.0, 20.0, 30.0],
            grid: Grid {
                rows: rows.iter().map(row).collect(),
            },
            ..Framed::default()
        }
    }

    fn joined(one: &[&[(&str, usize)]], next: &[&[(&str, usize)]]) -> String {
        let mut open = Open::new(framed(one));
        open.add(framed(next));
        let row = |row: &Vec<Cell>| {
            let cell = |cell: &Cell| match cell.rows {
                1 => cell.text.clone(),
                rows => format!("{}*{rows}", cell.text),
            };
            row.iter().map(cell).collect::<Vec<_>>().join("|")
        };
        open.grid().rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn heads_are_dropped_and_rows_made_whole() {
        let head: &[(&str, usize)] = &[("序号", 1), ("任务", 1), ("单位", 1)];
        assert_eq!(
            joined(
                &[head, &[("1", 1), ("修路", 1), ("交通局", 1)]],
                &[head, &[("2", 1), ("架桥", 1), ("住建局", 1)]]
            ),
            "序号|任务|单位\n1|修路|交通局\n2|架桥|住建局"
        );
        assert_eq!(
            joined(
                &[head, &[("1", 1), ("修复水毁", 1), ("交通局", 1)]],
                &[
                    head,
                    &[("", 1), ("路段", 1), ("", 1)],
                    &[("2", 1), ("桥", 1), ("局", 1)]
                ]
            ),
            "序号|任务|单位\n1|修复水毁路段|交通局\n2|桥|局"
        );
    }

    #[test]
    fn cells_over_both_pages_go_on() {
        let head: &[(&str, usize)] = &[("类别", 1), ("任务", 1), ("单位", 1)];
        assert_eq!(
            joined(
                &[
                    head,
                    &[("道路", 2), ("修路。", 1), ("甲", 1)],
                    &[("养路。", 1), ("乙", 1)]
                ],
                &[
                    &[("", 2), ("绿化。", 1), ("丙", 1)],
                    &[("亮化。", 1), ("丁", 1)],
                    &[("水利", 1), ("清淤。", 1), ("戊", 1)]
                ]
            ),
            "类别|任务|单位\n道路*4|修路。|甲\n养路。|乙\n绿化。|丙\n亮化。|丁\n水利|清淤。|戊"
        );
        // Below a cell of several rows, the last of which the page break parts, or does not.
        assert_eq!(
            joined(
                &[
                    head,
                    &[("道路", 2), ("修路。", 1), ("甲", 1)],
                    &[("完成水毁", 1), ("市局", 1)]
                ],
                &[
                    &[("", 1), ("路段修复", 1), ("", 1)],
                    &[("水利", 1), ("清淤。", 1), ("戊", 1)]
                ]
            ),
            "类别|任务|单位\n道路*2|修路。|甲\n完成水毁路段修复|市局\n水利|清淤。|戊"
        );
        assert_eq!(
            joined(
                &[head, &[("道路", 2), ("修路", 1), ("甲", 1)], &[("养路", 1), ("乙", 1)]],
                &[
                    &[("", 1), ("绿化", 1), ("丙", 1)],
                    &[("水利", 1), ("清淤", 1), ("戊", 1)]
                ]
            ),
            "类别|任务|单位\n道路*3|修路|甲\n养路|乙\n绿化|丙\n水利|清淤|戊"
        );
    }
}
