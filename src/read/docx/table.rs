//! Tables of Word → grids.
//!
//! In: rows of cells with the columns they cover and how they merge with the cell above. Out: a [`Grid`], or what stands
//! in the cells where the table is a frame of one row or column and says nothing by its form.

use crate::read::plain::{Cell, Grid};

/// Most columns that a cell covers; Word allows 63.
const WIDEST: usize = 100;

/// What stands between two others in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Grid),
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<Slot>>,
    /// The last row, by columns: which cells the next row may go on with.
    above: Vec<Above>,
}

/// A row that is being read.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<RowCell>,
    /// Columns left out at its start.
    pub before: usize,
    /// Columns left out at its end.
    pub after: usize,
    /// Whether the row was deleted or is hidden.
    pub out: bool,
}

/// A cell that is being read.
#[derive(Debug, Default)]
pub(super) struct RowCell {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Columns that it covers; 0 counts as 1.
    pub columns: usize,
    /// How it goes with the cell above.
    pub down: Merge,
    /// How it goes with the cell before, in files of old programs.
    pub along: Merge,
    /// Whether the cell was deleted.
    pub out: bool,
}

/// How a cell merges with the one above or before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merge {
    /// Not at all.
    #[default]
    No,
    /// It begins a merged cell.
    Begin,
    /// It is part of the cell above or before.
    Continue,
}

/// A cell of the finished table.
#[derive(Debug)]
struct Slot {
    blocks: Vec<Block>,
    columns: usize,
    rows: usize,
}

/// A cell of the last row that a merge may go on with.
#[derive(Debug, Clone, Copy)]
struct Above {
    column: usize,
    row: usize,
    cell: usize,
}

impl Row {
    /// Adds a cell, or widens the last one where it is part of that.
    pub fn push(&mut self, mut cell: RowCell) {
        cell.columns = cell.columns.clamp(1, WIDEST);
        match self.cells.last_mut() {
            _ if cell.out => {}
            Some(last) if cell.along == Merge::Continue => last.columns = (last.columns + cell.columns).min(WIDEST),
            _ => self.cells.push(cell),
        }
    }
}

impl Table {
    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        if row.out {
            return;
        }
        let mut slots: Vec<Slot> = Vec::with_capacity(row.cells.len());
        let mut open = Vec::new();
        let mut above = self.above.iter().peekable();
        let mut column = 0;
        let gap = |columns: usize| Slot {
            blocks: Vec::new(),
            columns: columns.min(WIDEST),
            rows: 1,
        };
        if row.before > 0 {
            slots.push(gap(row.before));
            column += row.before.min(WIDEST);
        }
        for cell in row.cells {
            while above.next_if(|above| above.column < column).is_some() {}
            let from = above
                .peek()
                .filter(|above| above.column == column && cell.down == Merge::Continue);
            if let Some(&&from) = from {
                if let Some(slot) = self.rows.get_mut(from.row).and_then(|row| row.get_mut(from.cell)) {
                    slot.rows += 1;
                }
                open.push(from);
            } else {
                if cell.down != Merge::No {
                    open.push(Above {
                        column,
                        row: self.rows.len(),
                        cell: slots.len(),
                    });
                }
                slots.push(Slot {
                    blocks: cell.blocks,
                    columns: cell.columns,
                    rows: 1,
                });
            }
            column += cell.columns;
        }
        if row.after > 0 {
            slots.push(gap(row.after));
        }
        self.above = open;
        self.rows.push(slots);
    }

    /// What the table is in the text.
    pub fn into_blocks(self) -> Vec<Block> {
        let frame = self.rows.len() < 2 || self.rows.iter().all(|row| row.len() < 2);
        if frame {
            return self.rows.into_iter().flatten().flat_map(|slot| slot.blocks).collect();
        }
        let cell = |slot: Slot| Cell {
            text: text_of(&slot.blocks),
            columns: slot.columns,
            rows: slot.rows,
        };
        let rows = self.rows.into_iter();
        vec![Block::Table(Grid {
            rows: rows.map(|row| row.into_iter().map(cell).collect()).collect(),
        })]
    }
}

/// The text of a cell: a line a paragraph; of a table within it a line a row.
fn text_of(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) => line(words.trim(), &mut out),
            Block::Table(grid) => {
                for row in &grid.rows {
                    let words: Vec<&str> = row
                        .iter()
                        .map(|cell| cell.text.trim())
                        .filter(|text| !text.is_empty())
                        .collect();
                    line(&words.join(" "), &mut out);
                }
            }
        }
    }
    out
}

fn line(words: &str, out: &mut String) {
    if words.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, down: Merge) -> RowCell {
        RowCell {
            blocks: vec![Block::Paragraph(text.to_owned())],
            columns,
            down,
            ..RowCell::default()
        }
    }

    fn table(rows: Vec<Vec<RowCell>>) -> Table {
        let mut table = Table::default();
        for cells in rows {
            let mut row = Row::default();
            cells.into_iter().for_each(|cell| row.push(cell));
            table.push(row);
        }
        table
    }

    /// Text, columns and rows of each cell.
    fn spans(table: Table) -> Vec<Vec<(String, usize, usize)>> {
        let blocks = table.into_blocks();
        let [Block::Table(grid)] = blocks.as_slice() else {
            panic!("one table: {blocks:?}");
        };
        let cell = |cell: &Cell| (cell.text.clone(), cell.columns, cell.rows);
        grid.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
    }

    #[test]
    fn merged_cells_cover_rows_and_columns() {
        use Merge::{Begin, Continue, No};
        let spans = spans(table(vec![
            vec![cell("任务", 2, No), cell("单位", 1, No)],
            vec![cell("甲", 1, Begin), cell("乙", 1, No), cell("丙", 1, Begin)],
            vec![cell("", 1, Continue), cell("丁", 1, No), cell("", 1, Continue)],
            vec![cell("", 1, Continue), cell("戊", 1, No), cell("己", 1, Begin)],
        ]));
        let row = |cells: &[(&str, usize, usize)]| {
            cells
                .iter()
                .map(|(text, columns, rows)| ((*text).to_owned(), *columns, *rows))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            spans,
            [
                row(&[("任务", 2, 1), ("单位", 1, 1)]),
                row(&[("甲", 1, 3), ("乙", 1, 1), ("丙", 1, 2)]),
                row(&[("丁", 1, 1)]),
                row(&[("戊", 1, 1), ("己", 1, 1)]),
            ]
        );
    }

    #[test]
    fn a_merge_without_a_beginning_is_a_cell() {
        let spans = spans(table(vec![
            vec![cell("甲", 1, Merge::No), cell("乙", 1, Merge::No)],
            vec![cell("丙", 1, Merge::Continue), cell("丁", 1, Merge::No)],
            vec![cell("", 1, Merge::Continue), cell("戊", 1, Merge::No)],
        ]));
        assert_eq!(spans[1][0], ("丙".to_owned(), 1, 2));
        assert_eq!(spans[2].len(), 1);
    }

    #[test]
    fn deleted_rows_and_cells_are_out() {
        let mut table = Table::default();
        for (out, cell_out) in [(false, false), (true, false), (false, true)] {
            let mut row = Row { out, ..Row::default() };
            row.push(cell("甲", 1, Merge::No));
            row.push(RowCell {
                out: cell_out,
                ..cell("乙", 1, Merge::No)
            });
            table.push(row);
        }
        let spans = spans(table);
        assert_eq!((spans.len(), spans[1].len()), (2, 1));
    }

    #[test]
    fn a_frame_gives_what_stands_in_it() {
        let inner = Block::Table(Grid::default());
        let mut outer = cell("甲", 1, Merge::No);
        outer.blocks.push(inner.clone());
        let blocks = table(vec![vec![outer]]).into_blocks();
        assert_eq!(blocks, [Block::Paragraph("甲".to_owned()), inner]);
    }

    #[test]
    fn a_table_in_a_cell_becomes_lines() {
        let inner = Grid {
            rows: vec![
                vec![Cell::new("甲"), Cell::new(""), Cell::new("乙")],
                vec![Cell::new("丙")],
            ],
        };
        let blocks = [Block::Paragraph("前".to_owned()), Block::Table(inner)];
        assert_eq!(text_of(&blocks), "前\n甲 乙\n丙");
    }
}
