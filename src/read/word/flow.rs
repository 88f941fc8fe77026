//! Paragraphs and marks of cells and rows, in the order of the document → [`Plain`].
//!
//! In: paragraphs with the depth of table that they stand in (0: none), ends of cells and rows. Out: paragraphs and
//! tables. A table ends where a paragraph of less depth comes, as in Word. What is left open at the end of the text is
//! closed there. A table of one row or one column that holds tables is a frame: what stands in it comes out in order.
//! Tables in the cells of other tables become lines of their cell.

use super::super::plain::Plain;
use super::append;
pub(in super::super) use super::grid::{CellShape, Merge, RowShape};
use super::grid::{Row, grid};

/// Deepest table in a table that is kept apart; deeper ones belong to the cell they stand in.
const DEEPEST: usize = 6;
/// Most cells of a document; what follows is read as paragraphs.
const MOST_CELLS: usize = 300_000;

/// The text of a document as it grows.
#[derive(Debug, Default)]
pub(in super::super) struct Flow {
    plain: Plain,
    /// The tables that are open, the outermost first.
    open: Vec<OpenTable>,
    cells: usize,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<OpenRow>,
    /// The finished cells of the row that is open, and what its open cell holds so far.
    cells: Vec<Vec<Block>>,
    cell: Vec<Block>,
}

#[derive(Debug, Default)]
struct OpenRow {
    cells: Vec<Vec<Block>>,
    shape: RowShape,
}

/// What cells hold.
#[derive(Debug)]
enum Block {
    Words(String),
    Table(Vec<OpenRow>),
}

impl Flow {
    /// The text; its tables are closed.
    pub fn finish(mut self) -> Plain {
        self.close_to(0);
        self.plain
    }

    /// Adds a paragraph that stands in `depth` tables.
    pub fn paragraph(&mut self, words: &str, depth: usize) {
        let depth = self.limited(depth);
        self.close_to(depth);
        self.open_to(depth);
        match self.open.last_mut() {
            None => self.plain.paragraph(words),
            Some(table) => table.add(words),
        }
    }

    /// Ends a cell of a table at `depth`.
    pub fn end_cell(&mut self, depth: usize) {
        let depth = self.limited(depth.max(1));
        self.close_to(depth);
        self.open_to(depth);
        if let Some(table) = self.open.last_mut() {
            table.cells.push(std::mem::take(&mut table.cell));
            self.cells += 1;
        }
    }

    /// Ends a row of a table at `depth`. Without cells it is no row.
    pub fn end_row(&mut self, depth: usize, shape: RowShape) {
        let depth = self.limited(depth.max(1));
        self.close_to(depth);
        if self.open.len() == depth
            && let Some(table) = self.open.last_mut()
        {
            table.end_row(shape);
        }
    }

    /// Drops the row that is open at `depth`.
    pub fn drop_row(&mut self, depth: usize) {
        let depth = self.limited(depth.max(1));
        self.close_to(depth);
        if self.open.len() == depth
            && let Some(table) = self.open.last_mut()
        {
            table.cells.clear();
            table.cell.clear();
        }
    }

    /// Adds text that was built apart, a text box.
    pub fn append(&mut self, plain: Plain) {
        match self.open.last_mut() {
            Some(table) => plain.text.lines().for_each(|line| table.add(line)),
            None => append(&mut self.plain, plain),
        }
    }

    fn limited(&self, depth: usize) -> usize {
        if self.cells > MOST_CELLS { 0 } else { depth.min(DEEPEST) }
    }

    fn open_to(&mut self, depth: usize) {
        while self.open.len() < depth {
            self.open.push(OpenTable::default());
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(mut table) = self.open.pop() else { return };
            table.end_row(RowShape::default());
            match self.open.last_mut() {
                Some(outer) => outer.cell.push(Block::Table(table.rows)),
                None => emit(table.rows, &mut self.plain),
            }
        }
    }
}

impl OpenTable {
    fn add(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.cell.push(Block::Words(words.to_owned()));
        }
    }

    fn end_row(&mut self, shape: RowShape) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        if self.cells.is_empty() {
            return;
        }
        // A form of another number of cells is of no use.
        let fits = shape.cells.len() == self.cells.len();
        self.rows.push(OpenRow {
            cells: std::mem::take(&mut self.cells),
            shape: if fits { shape } else { RowShape::default() },
        });
    }
}

/// Adds a finished table; the depth of what it holds is at most [`DEEPEST`].
fn emit(rows: Vec<OpenRow>, plain: &mut Plain) {
    let holds_table = |row: &OpenRow| row.cells.iter().flatten().any(|block| matches!(block, Block::Table(_)));
    if rows.iter().any(holds_table) && (rows.len() == 1 || rows.iter().all(|row| row.cells.len() == 1)) {
        for block in rows.into_iter().flat_map(|row| row.cells).flatten() {
            match block {
                Block::Words(words) => plain.paragraph(&words),
                Block::Table(rows) => emit(rows, plain),
            }
        }
        return;
    }
    let rows = rows.into_iter().map(|row| Row {
        texts: row.cells.into_iter().map(lines).collect(),
        shape: row.shape,
    });
    plain.table(&grid(rows.collect()));
}

/// The lines of a cell.
fn lines(blocks: Vec<Block>) -> String {
    let mut out = String::new();
    let mut add = |words: &str| {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(words);
    };
    for block in blocks {
        match block {
            Block::Words(words) => add(&words),
            Block::Table(rows) => {
                for row in rows {
                    let cells: Vec<String> = row.cells.into_iter().map(lines).collect();
                    add(&cells.join("\t"));
                }
            }
        }
    }
    out
}
